#!/usr/bin/env bash
# Copy the browser files we ship from their npm packages into the source tree, with their licences.
# Run this only to change a version in package.json; the copies are committed, so a clone stands alone.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
vendor="$root/src/eenheidsbeeld/core/static/vendor"
tests="$root/tests/browser/vendor"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

cp "$root/package.json" "$work/"
npm install --prefix "$work" --ignore-scripts --no-package-lock --no-audit --no-fund --silent
modules="$work/node_modules"

rm -rf "$vendor" "$tests"
mkdir -p "$vendor"/{htmx,utrecht,fira-sans,vega} "$tests/axe-core"

# The comment that names a source map is dropped: the maps are not shipped, and the manifest would look for them.
without_map() { sed -e '/^\/\/# sourceMappingURL=/d' -e 's/\/\/# sourceMappingURL=.*$//' "$1"; }

without_map "$modules/htmx.org/dist/htmx.min.js" > "$vendor/htmx/htmx.min.js"
cp "$modules/htmx.org/LICENSE" "$vendor/htmx/LICENSE"

# Only the components that our templates use. The separate packages are those of component library 9.0.4.
components="alert breadcrumb-nav button button-group checkbox data-list form-field form-field-description
 form-field-error-message form-fieldset form-label heading-1 heading-2 heading-3 heading-4 link ordered-list
 pagination paragraph radio-button select separator skip-link table textarea textbox unordered-list"
{
  echo "/* Utrecht components (component library 9.0.4), EUPL-1.2, see LICENSE.md. Made by scripts/vendor.sh. */"
  for name in $components; do
    [ -f "$modules/@utrecht/$name-css/dist/index.min.css" ] || { echo "no component $name" >&2; exit 1; }
    cat "$modules/@utrecht/$name-css/dist/index.min.css"
    echo
  done
} > "$vendor/utrecht/utrecht.css"
cp "$modules/@utrecht/component-library-css/LICENSE.md" "$vendor/utrecht/LICENSE.md"

for weight in 400 600; do
  cp "$modules/@fontsource/fira-sans/files/fira-sans-latin-$weight-normal.woff2" "$vendor/fira-sans/"
done
cp "$modules/@fontsource/fira-sans/LICENSE" "$vendor/fira-sans/LICENSE"

for name in vega vega-lite vega-embed; do
  without_map "$modules/$name/build/$name.min.js" > "$vendor/vega/$name.min.js"
  cp "$modules/$name/LICENSE" "$vendor/vega/LICENSE-$name"
done

cp "$modules/axe-core/axe.min.js" "$tests/axe-core/axe.min.js"
cp "$modules/axe-core/LICENSE" "$tests/axe-core/LICENSE"

du -ah "$vendor" "$tests" | sort -k2
