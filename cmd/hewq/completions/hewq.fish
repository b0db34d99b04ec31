# Completion of hewq for fish. To have it in every shell:
#
#     hewq completions fish > ~/.config/fish/completions/hewq.fish

function __hewq_words
    set -l words (commandline -opc)
    set -l current (string unescape -- (commandline -ct); or commandline -ct)
    set -l command (string replace -r '^~' $HOME -- $words[1])
    set -e words[1]
    for line in ($command complete-words "=$current" $words 2>/dev/null)
        set -l fields (string split \t -- $line)
        if test "$fields[1]" != :files
            echo $line
            continue
        end
        set -l start (string length -- "$fields[2]")
        set -l word (string sub -s (math $start + 1) -- "$current")
        for file in (complete -C "'' "(string escape -- "$word"))
            set -l name (string split \t -- $file)[1]
            set -l ending (string replace -r '^.*\.' '' -- $name)
            if test -z "$fields[3]"; or string match -q '*/' -- $name; or contains -- $ending (string split ' ' -- $fields[3])
                echo $fields[2]$name
            end
        end
    end
end

complete -c hewq -f -a '(__hewq_words)'
