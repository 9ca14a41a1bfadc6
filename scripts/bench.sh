#!/bin/sh
# Run the benchmarks of one subject: sh scripts/bench.sh BIN text|analysis
set -eu
for file in benchmarks/"$2"*.py benchmarks/"$2"/*.py; do
    case "$(basename "$file")" in _*|"*.py"|"$2*.py") continue ;; esac
    [ -f "$file" ] || continue
    echo "== $file"
    "$1/python" "$file"
done
