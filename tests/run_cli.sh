#!/bin/sh
# Usage: ENTANGINE=PROGRAM run_cli.sh FOLDER
#
# Runs one case of the command line in a fresh folder and compares what came back. Files of a case:
#   command                what is typed after `entangine`, as shell text (the word `entangine` may lead it)
#   status                 the expected exit status; 0 without this file
#   stdout, stderr         the expected text, byte for byte but for the last digits of long numbers
#   stdout.regex, ...      instead: every line is an extended regular expression that some line of the output matches
#   setup, verify          shell text run in the folder before and after; must succeed. `$CASE` is the case's folder;
#                          verify finds the output in `$OUTPUT/stdout` and `$OUTPUT/stderr`
set -u

tests=$(cd "$(dirname "$0")" && pwd)

CASE=$(cd "$1" && pwd) || exit 1
work=$(mktemp -d) || exit 1
OUTPUT=$work/output
export CASE OUTPUT ENTANGINE
trap 'rm -rf "$work"' EXIT
mkdir "$OUTPUT" "$work/here" && cd "$work/here" || exit 1
failures=0

fail()
{
    echo "FAIL: $*"
    failures=$((failures + 1))
}

# Compares one output stream with the file, or the patterns, of the case.
compare()
{
    if [ -f "$CASE/$1" ]; then
        "$tests/same_text.py" "$CASE/$1" "$OUTPUT/$1" || fail "$1 differs"
    fi
    if [ -f "$CASE/$1.regex" ]; then
        while IFS= read -r pattern || [ -n "$pattern" ]; do
            grep -Eq -e "$pattern" "$OUTPUT/$1" || fail "no line of $1 matches: $pattern"
        done <"$CASE/$1.regex"
    fi
}

command=$(cat "$CASE/command")
if [ -f "$CASE/setup" ]; then
    sh -eu "$CASE/setup" || fail "setup ended with status $?"
fi
(
    entangine()
    {
        "$ENTANGINE" "$@"
    }
    eval "entangine ${command#entangine }"
) </dev/null >"$OUTPUT/stdout" 2>"$OUTPUT/stderr"
status=$?

expected=0
[ ! -f "$CASE/status" ] || expected=$(cat "$CASE/status")
[ "$status" = "$expected" ] || fail "exit status $status instead of $expected"
compare stdout
compare stderr
if [ -f "$CASE/verify" ]; then
    sh -eu "$CASE/verify" || fail "verify ended with status $?"
fi

if [ "$failures" -gt 0 ]; then
    echo "--- command: entangine ${command#entangine }"
    echo "--- stdout:" && cat "$OUTPUT/stdout"
    echo "--- stderr:" && cat "$OUTPUT/stderr"
    exit 1
fi
