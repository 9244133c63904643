#!/bin/sh
# The floors of the library rest on each other one way: a file includes headers of its own floor and those below only.
set -eu

cd "$ENT_SOURCE_DIR/src"
above=$(sed -n 's/^set(floors \(.*\))$/\1/p' CMakeLists.txt)
[ -n "$above" ]
status=0
for floor in $above; do
    above=${above#"$floor"}
    above=${above# }
    for higher in $above; do
        [ -d "$floor" ] || continue
        if grep -rn "#include \"$higher/" "$floor"; then
            echo "$floor is below $higher and may not include it"
            status=1
        fi
    done
done
exit $status
