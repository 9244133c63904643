#!/bin/sh
# Usage: run_example.sh PROGRAM EXPECTED: runs an example; its output must equal the file EXPECTED, if there is one.
set -u

actual=$(mktemp) || exit 1
trap 'rm -f "$actual"' EXIT

"$1" >"$actual" || {
    echo "$1 ended with status $?"
    exit 1
}
if [ -f "$2" ]; then
    "$(dirname "$0")/same_text.py" "$2" "$actual"
fi
