#!/bin/sh
# Installs the package into a folder, moves it, and lets two small projects use it: one through CMake, one through
# pkg-config, each with the shared and the static library.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
consumer=$ENT_SOURCE_DIR/tests/consumer

cmake --install "$ENT_BUILD_DIR" --prefix "$work/first" >"$work/log" || { cat "$work/log"; exit 1; }
mv "$work/first" "$work/prefix"
prefix=$work/prefix
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"

for file in bin/entangine lib/libentangine.so lib/libentangine.a include/entangine/entangine.h \
    share/man/man1/entangine.1 share/bash-completion/completions/entangine \
    share/entangine/models/two-qubit-engine.yaml; do
    [ -s "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done

version=$("$prefix/bin/entangine" --version)
expect()
{
    title=$("$1" "$version") || { echo "$1 failed: $title"; exit 1; }
    echo "$1: $title"
}

cmake -S "$consumer" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" &&
    cmake --build "$work/cmake" >>"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
expect "$work/cmake/consumer_shared"
expect "$work/cmake/consumer_static"

# pkg-config prints words, so its output stays unquoted.
"$CC" "$consumer/main.c" -o "$work/pc_shared" $(pkg-config --cflags --libs entangine) "-Wl,-rpath,$prefix/lib"
"$CC" "$consumer/main.c" -o "$work/pc_static" $(pkg-config --cflags entangine) \
    $(pkg-config --static --libs entangine | sed "s|-lentangine|-l:libentangine.a|")
expect "$work/pc_shared"
expect "$work/pc_static"
