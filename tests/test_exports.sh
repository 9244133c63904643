#!/bin/sh
# The shared library exports exactly the functions that the public headers declare.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

grep -Eoh 'ent_[a-z0-9_]+\(' "$ENT_SOURCE_DIR"/include/entangine/*.h | tr -d '(' | sort -u >"$work/declared"
nm -D --defined-only "$ENT_BUILD_DIR/libentangine.so" | awk '{ print $3 }' | sort -u >"$work/exported"
diff -u --label declared --label exported "$work/declared" "$work/exported"
