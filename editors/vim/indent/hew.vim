if exists("b:did_indent")
  finish
endif
let b:did_indent = 1

setlocal indentexpr=HewIndent(v:lnum)
setlocal indentkeys=0{,0},0),0],!^F,o,O
setlocal nolisp

let b:undo_indent = "setlocal indentexpr< indentkeys< lisp<"

if exists("*HewIndent")
  finish
endif

" The brackets of a line that are in no string and no comment.
function s:Brackets(lnum)
  let text = getline(a:lnum)
  let found = ""
  for column in range(1, len(text))
    let mark = text[column - 1]
    if stridx("{}()[]", mark) >= 0 && synIDattr(synID(a:lnum, column, 1), "name") !~? 'string\|regex\|comment\|doc\|character'
      let found .= mark
    endif
  endfor
  return found
endfunction

" As the line before, and one step more or less where brackets open or close: all that open on one line are one step.
function HewIndent(lnum)
  let above = prevnonblank(a:lnum - 1)
  if above == 0
    return 0
  endif
  let depth = 0
  for mark in split(substitute(s:Brackets(above), '^[])}]\+', "", ""), '\zs')
    let depth += stridx("{([", mark) >= 0 ? 1 : -1
  endfor
  let steps = (depth > 0) - (depth < 0)
  if getline(a:lnum) =~# '^\s*[])}]'
    let steps -= 1
  endif
  return max([0, indent(above) + steps * shiftwidth()])
endfunction
