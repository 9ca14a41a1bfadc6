#!/bin/sh
# Run the benchmarks of one subject: sh scripts/bench.sh BIN text|analysis
set -eu
# a subject with a run.py has parts of its own and one table
if [ -f "benchmarks/$2/run.py" ]; then exec "$1/python" "benchmarks/$2/run.py"; fi
for file in benchmarks/"$2"*.py benchmarks/"$2"/*.py; do
    case "$(basename "$file")" in _*|"*.py"|"$2*.py") continue ;; esac
    [ -f "$file" ] || continue
    echo "== $file"
    "$1/python" "$file"
done
