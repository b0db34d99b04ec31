" What TestVimColours does in Vim: it writes the names of the colours at the places that the files *.at have.
filetype plugin on
syntax on
for list in glob("*.at", 0, 1)
  let name = substitute(list, '\.at$', "", "")
  execute "edit " . name . ".hew"
  let out = []
  for place in readfile(list)
    let [line, column] = split(place)
    call add(out, synIDattr(synID(line, column, 1), "name"))
  endfor
  call writefile(out, name . ".out")
  bwipeout!
endfor
qall!
