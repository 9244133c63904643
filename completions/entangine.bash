# bash completion for entangine: verbs, models, parameters, figures and options, asked from the program itself.

_entangine() {
    local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local verb=${COMP_WORDS[1]} model=local word words
    COMPREPLY=()

    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "solve figure list help --version --help" -- "$current")
        return
    fi
    for word in "${COMP_WORDS[@]:2}"; do
        case " $("$program" list models --names 2>/dev/null | tr '\n' ' ') " in
        *" $word "*) model=$word ;;
        esac
    done

    case $verb in
    solve)
        if [[ $previous == --route ]]; then
            words="automatic closed numerical"
        else
            words="$("$program" list parameters "$model" --names 2>/dev/null | sed 's/$/=/') --json --route --help"
            ((COMP_CWORD == 2)) && words+=" $("$program" list models --names 2>/dev/null)"
        fi
        ;;
    figure)
        if [[ $previous == -o ]]; then
            mapfile -t COMPREPLY < <(compgen -d -- "$current")
            return
        fi
        if ((COMP_CWORD == 2)); then
            words="$("$program" list figures --names 2>/dev/null) all"
        else
            words="$("$program" list parameters --names 2>/dev/null | sort -u | sed 's/$/=/') -o --help"
        fi
        ;;
    list)
        words="models parameters observables figures"
        ((COMP_CWORD > 2)) && words="$("$program" list models --names 2>/dev/null) --names"
        ;;
    help) words="solve figure list help --man" ;;
    *) return ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
}

complete -F _entangine entangine
