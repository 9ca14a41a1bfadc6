#!/bin/sh
# Run the benchmarks of one subject: sh scripts/bench.sh BIN text|analysis
set -eu
# A subject with one table has one entry; its other files make or look at the sets and are run by hand.
if [ -f "benchmarks/$2/bench.py" ]; then exec "$1/python" "benchmarks/$2/bench.py"; fi
for file in benchmarks/"$2"*.py benchmarks/"$2"/*.py; do
    case "$(basename "$file")" in _*|"*.py"|"$2*.py") continue ;; esac
    [ -f "$file" ] || continue
    echo "== $file"
    "$1/python" "$file"
done
