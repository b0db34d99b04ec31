autocmd BufRead,BufNewFile *.hew setfiletype hew
autocmd BufRead * if getline(1) =~# '^#!.*\<hewq\>' | setfiletype hew | endif
