# Completion of hewq for bash. To have it in every shell, put this line into ~/.bashrc:
#
#     source <(hewq completions bash)

_hewq() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() current='' cut i word line kind prefix endings ending blank glued=
    blank=$' \t\n'
    # bash cuts words at `=` and `:` as well; those that touch are one word of the command line.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $rest == ["$blank"]* || $i -eq 0 ]]; then
            while [[ $rest == ["$blank"]* ]]; do rest=${rest:1}; done
            glued=
        else
            glued=1
        fi
        [[ $rest == "$word"* ]] || word=$rest
        rest=${rest:${#word}}
        if [[ $glued ]]; then
            current+=$word
        else
            ((i > 0)) && words+=("$current")
            current=$word
        fi
    done
    # What of the current word stands before the part that is replaced.
    cut=$current
    if [[ $word == *[!=:]* ]]; then cut=${current:0:${#current}-${#word}}; fi
    [[ $COMP_WORDBREAKS == *[=:]* ]] || cut=

    COMPREPLY=()
    words=("${words[@]//[\'\"\\]/}")
    while IFS= read -r line; do
        kind=${line%%$'\t'*} line=${line#*$'\t'}
        if [[ $kind != :files ]]; then
            COMPREPLY+=("${kind#"$cut"}")
            continue
        fi
        prefix=${line%%$'\t'*} endings=${line#*$'\t'}
        compopt -o filenames 2> /dev/null
        word=${current#"$prefix"}
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done < <(
            if [[ $endings ]]; then
                compgen -d -- "$word"
                for ending in $endings; do compgen -f -X "!*.$ending" -- "$word"; done
            else
                compgen -f -- "$word"
            fi
        )
    done < <("${words[0]/#\~/$HOME}" complete-words "=${current//[\'\"\\]/}" "${words[@]:1}" 2> /dev/null)
}

complete -F _hewq hewq
