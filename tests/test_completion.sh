#!/usr/bin/env bash
# Completion offers what the program has: verbs, models, parameters, observables, options.
set -eu

source "$ENT_SOURCE_DIR/completions/entangine.bash"

# expect "WORDS BEFORE THE CURSOR" WORD...: the completion of the last word offers each WORD.
expect()
{
    local line=$1 word
    shift
    read -ra COMP_WORDS <<<"$line"
    COMP_WORDS[0]=$ENTANGINE
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _entangine 2>/dev/null || true
    for word in "$@"; do
        if [[ " ${COMPREPLY[*]} " != *" $word "* ]]; then
            echo "'$line' does not offer $word but: ${COMPREPLY[*]}"
            exit 1
        fi
    done
}

expect "entangine s" solve sweep
expect "entangine --v" --version
expect "entangine solve g" global g= gamma_h= gamma_c=
expect "entangine solve thermal T" T=
expect "entangine solve --route c" closed
expect "entangine sweep --observe neg" negativity negativity_signed
expect "entangine boundary --f" --find
expect "entangine evolve --from g" gibbs
expect "entangine p" plot
expect "entangine plot --xl" --xlabel
expect "entangine plot --log n" none
expect "entangine witness --m" --measured
expect "entangine witness --measured Q" Q_h=
expect "entangine figure 3" 3a 3b
expect "entangine list par" parameters
expect "entangine help opt" optimise
expect "entangine network --c" --currents
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >one.yaml <<'END'
parameters: {warmth: 1}
sites: [{name: a, energy: 1}]
baths: [{name: hot, site: a, temperature: warmth, rate: 1}]
END
expect "entangine solve o" one.yaml
expect "entangine solve one.yaml w" warmth=
echo "completion offers what the program has"
