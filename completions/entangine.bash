# bash completion for entangine: verbs, models, parameters, figures and options, asked from the program itself.

_entangine() {
    local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local verb=${COMP_WORDS[1]} model=local word words
    local verbs="solve sweep boundary optimise evolve spectrum witness plot network check figure list help"
    COMPREPLY=()

    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "$verbs --version --help" -- "$current")
        return
    fi
    for word in "${COMP_WORDS[@]:2}"; do
        case " $("$program" list models --names 2>/dev/null | tr '\n' ' ') " in
        *" $word "*) model=$word ;;
        *) [[ $word == *.y*ml && -f $word ]] && model=$word ;;
        esac
    done

    case $previous in
    --observe | --maximise | --minimise | --where | --subject-to)
        mapfile -t COMPREPLY < <(compgen -W "$("$program" list observables "$model" --names 2>/dev/null)" -- "$current")
        return
        ;;
    --measured)
        mapfile -t COMPREPLY < <(compgen -W "J_ss= Q_h= I=" -- "$current")
        compopt -o nospace 2>/dev/null
        return
        ;;
    esac
    case $verb in
    sweep | boundary | optimise | evolve | spectrum | witness)
        if [[ $previous == -o ]]; then
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return
        elif [[ $previous == --from ]]; then
            words="gibbs steady 11 10 01 00"
        else
            words="$("$program" list parameters "$model" --names 2>/dev/null | sed 's/$/=/') --help"
            [[ $verb != witness ]] && words+=" -o"
            case $verb in
            sweep) words+=" --observe --resume --threads" ;;
            boundary) words+=" --find --trace --where" ;;
            optimise) words+=" --maximise --minimise --subject-to --json" ;;
            witness) words+=" --measured --samples --seed --threads --json" ;;
            spectrum) words+=" --exceptional --count --json -o" ;;
            evolve) words+=" --from --times --observe --samples" ;;
            esac
            ((COMP_CWORD == 2)) && words+=" $("$program" list models --names 2>/dev/null)"
        fi
        ;;
    solve)
        if [[ $previous == --route ]]; then
            words="automatic closed numerical"
        else
            words="$("$program" list parameters "$model" --names 2>/dev/null | sed 's/$/=/') --json --compare --from --route --threads --verbose --help"
            ((COMP_CWORD == 2)) && words+=" $("$program" list models --names 2>/dev/null)"
        fi
        ;;
    plot)
        case $previous in
        --x | --y | --by | --at | --title | --xlabel | --ylabel | --xrange | --yrange | --size) return ;;
        --log) words="x y z none" ;;
        *)
            words="--x --y --by --at --log --map --lines --title --xlabel --ylabel --xrange --yrange --size -o --help"
            if [[ $current != -* ]]; then
                mapfile -t COMPREPLY < <(compgen -f -- "$current")
                return
            fi
            ;;
        esac
        ;;
    check)
        words="$("$program" list parameters "$model" --names 2>/dev/null | sed 's/$/=/') --json --help"
        ((COMP_CWORD == 2)) && words+=" $("$program" list models --names 2>/dev/null)"
        ;;
    network)
        if [[ $previous == --svg ]]; then
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return
        fi
        words="--svg --currents --json --help"
        [[ $model != local ]] && words+=" $("$program" list parameters "$model" --names 2>/dev/null | sed 's/$/=/')"
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
    help) words="$verbs --man" ;;
    *) return ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    if ((COMP_CWORD == 2 || COMP_CWORD == 3)) && [[ $verb != figure && $verb != help ]]; then
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$current" | grep -E '\.ya?ml$')
    fi
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
}

complete -F _entangine entangine
