" Vim syntax file
" Language: Hew

if exists("b:current_syntax")
  finish
endif

syntax case match

syntax keyword hewDeclare actor async const dyn enum extern gen impl import indirect let
syntax keyword hewDeclare machine move mut package pool pub receive record super supervisor trait type
syntax keyword hewDeclare unsafe var
syntax keyword hewDeclare fn nextgroup=hewFunctionName skipwhite
syntax keyword hewControl as await await_restart break brutal_kill catch continue cooperate default defer else for
syntax keyword hewControl foreign fork if in is loop match race return scope select simple_one_for_one
syntax keyword hewControl spawn this try where while yield
syntax keyword hewBoolean false true
syntax keyword hewBasic bool bytes char duration f32 f64 i16 i32 i64 i8 isize string
syntax keyword hewBasic u16 u32 u64 u8 usize

" These are names elsewhere: only where another word follows are they coloured.
syntax match hewContextual /\v<%(after|bytes|child|clone|consume|consuming|deprecated|emit|emits|entry|events|exit|fallback|finally|from|init|initial|intensity|join|json|json_name|mailbox|on|optional|overflow|reenter|repeated|reserved|restart|shutdown|since|state|strategy|struct|when|wire|wired_to|within|yaml|yaml_name)>\ze\s+%(%(as|else|if|in|is|where)>)@!%([[:alnum:]_"']|\.\.@!)/
syntax match hewFunction /\v<[a-z_]\w*\ze\s*\(/
syntax match hewFunctionName /\h\w*/ contained
syntax match hewType /\v<[A-Z]\w*>/
syntax match hewConstant /\v<[A-Z][A-Z0-9_]+>%(\s*\(|\s*::)@!/
syntax match hewLabel /\v\@[A-Za-z_]\w*/
syntax match hewOperator /\v-\>|\=\>|\.\.\=?|[-+*\/%&|^<>=!?~]/

syntax match hewNumber /\v<\d[0-9_]*%(ns|us|ms|s|m|h)?>/
syntax match hewNumber /\v<0[xX]\x[0-9a-fA-F_]*>/
syntax match hewNumber /\v<0[oO]\o[0-7_]*>/
syntax match hewNumber /\v<0[bB][01][01_]*>/
syntax match hewFloat /\v<\d[0-9_]*\.\d[0-9_]*%([eE][-+]?\d+)?>/

syntax match hewEscape /\v\\%(u\{\x+\}|x\x\x|.)/ contained
syntax region hewString start=/\v<b?"|"/ skip=/\\./ end=/"/ contains=hewEscape,@Spell
syntax region hewRegex start=/\v<re"/ skip=/\\./ end=/"/
syntax region hewRawString start=/\v<r"/ end=/"/
syntax region hewFString start=/\v<f"/ skip=/\\./ end=/"/ contains=hewEscape,hewInterpolation,@Spell
syntax region hewInterpolation matchgroup=hewDelimiter start=/{/ end=/}/ contained contains=TOP
syntax match hewCharacter /\v'%(\\%(u\{\x+\}|x\x\x|.)|[^'\\])'/

syntax region hewAttribute start=/#\[/ end=/\]/ contains=hewString,hewNumber
syntax keyword hewTodo TODO FIXME XXX contained
syntax match hewComment /\v\/\/.*$/ contains=hewTodo,@Spell
syntax region hewComment start=+/\*+ end=+\*/+ contains=hewComment,hewTodo,@Spell
syntax match hewDoc +//[/!].*$+ contains=hewTodo,@Spell
syntax match hewComment /\%^#!.*$/

syntax sync minlines=200

highlight default link hewDeclare Keyword
highlight default link hewControl Statement
highlight default link hewContextual Keyword
highlight default link hewBoolean Boolean
highlight default link hewBasic Type
highlight default link hewType Type
highlight default link hewConstant Constant
highlight default link hewFunction Function
highlight default link hewFunctionName Function
highlight default link hewLabel Label
highlight default link hewOperator Operator
highlight default link hewNumber Number
highlight default link hewFloat Float
highlight default link hewEscape SpecialChar
highlight default link hewString String
highlight default link hewRegex String
highlight default link hewRawString String
highlight default link hewFString String
highlight default link hewDelimiter Delimiter
highlight default link hewCharacter Character
highlight default link hewAttribute PreProc
highlight default link hewTodo Todo
highlight default link hewComment Comment
highlight default link hewDoc SpecialComment

let b:current_syntax = "hew"
