#compdef hewq
# Completion of hewq for zsh. To have it in every shell, put it where zsh looks for such files:
#
#     hewq completions zsh > "${fpath[1]}/_hewq"
#
# or, behind compinit, into ~/.zshrc:
#
#     source <(hewq completions zsh)

_hewq() {
    local -a lines words_ fields
    local line current=${(Q)PREFIX}
    lines=("${(@f)$("${(Q)words[1]/#\~/$HOME}" complete-words "=$current" "${(@Q)words[2,CURRENT-1]}" 2> /dev/null)}")
    for line in "${lines[@]}"; do
        fields=("${(@ps:\t:)line}")
        if [[ $fields[1] == ':files' ]]; then
            if [[ -n $fields[2] ]]; then compset -P "${(b)fields[2]}"; fi
            if [[ -n $fields[3] ]]; then
                _files -g "*.(${fields[3]// /|})(-.)"
            else
                _files
            fi
        elif [[ -n $line ]]; then
            if [[ -n $fields[2] ]]; then
                words_+=("${fields[1]//:/\\:}:${fields[2]}")
            else
                words_+=("${fields[1]//:/\\:}")
            fi
        fi
    done
    if (( ${#words_} )); then _describe -t words hewq words_ -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}'; fi
}

if [[ ${funcstack[1]} == _hewq ]]; then
    _hewq "$@"
else
    compdef _hewq hewq
fi
