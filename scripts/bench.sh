#!/bin/sh
# Run the benchmarks of one subject and print its one table: sh scripts/bench.sh BIN text|analysis
# The other files of a subject are its parts, or make and look at its sets.
set -eu
exec "$1/python" "benchmarks/$2/run.py"
