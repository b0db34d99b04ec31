; The names of the colours are those of Helix. Of several patterns that match a node the last one wins, as in Helix from 25.07 and in
; Neovim.

; Names, unless something below says more of them

(identifier) @variable
((identifier) @type (#match? @type "^[A-Z]"))
((identifier) @constant (#match? @constant "^[A-Z][A-Z0-9_]+$"))
(field_expression field: (identifier) @variable.other.member)
(field_expression field: (identifier) @type.enum.variant (#match? @type.enum.variant "^[A-Z]"))
(field_expression value: (identifier) @namespace "::" (#match? @namespace "^[a-z_]"))
(field_initializer name: (identifier) @variable.other.member)
(named_argument name: (identifier) @variable.parameter)
(context_variant (identifier) @type.enum.variant)
(spawn_expression (identifier) @constructor)
(call_expression function: (identifier) @function)
(call_expression function: (field_expression field: (identifier) @function.method))
(call_expression function: (instance_expression value: (identifier) @function))
(call_expression function: (instance_expression value: (field_expression field: (identifier) @function.method)))
(call_expression function: (identifier) @constructor (#match? @constructor "^[A-Z]"))
(call_expression function: (field_expression field: (identifier) @constructor (#match? @constructor "^[A-Z]")))

; Types

(named_type (identifier) @type)
(named_type
  .
  (identifier) @type.builtin
  .
  (#any-of? @type.builtin
    "bool" "bytes" "char" "duration" "f32" "f64" "i8" "i16" "i32" "i64" "isize" "string" "u8" "u16" "u32" "u64" "usize"))
(trait_reference (identifier) @type)
(qualified_type (identifier) @type)

; Patterns

(variant_pattern (identifier) @type)
(variant_pattern variant: (identifier) @type.enum.variant)
(field_pattern name: (identifier) @variable.other.member)

; Declarations

(import_declaration (identifier) @namespace)
(import_name (identifier) @namespace)
(function_declaration name: (identifier) @function)
(parameter name: (identifier) @variable.parameter)
(closure_parameter name: (identifier) @variable.parameter)
(field_declaration name: (identifier) @variable.other.member)
(actor_field name: (identifier) @variable.other.member)
(variant_declaration name: (identifier) @type.enum.variant)
(const_declaration name: (identifier) @constant)
(alias_declaration name: (identifier) @type)
(type_declaration name: (identifier) @type)
(enum_declaration name: (identifier) @type)
(record_declaration name: (identifier) @type)
(trait_declaration name: (identifier) @type)
(actor_declaration name: (identifier) @type)
(supervisor_declaration name: (identifier) @type)
(machine_declaration name: (identifier) @type)
(associated_type name: (identifier) @type)
(type_parameter name: (identifier) @type.parameter)

(attribute) @attribute
(attribute (identifier) @attribute)
(attribute_argument (identifier) @attribute)

; Words

["as" "defer" "in" "is" "match" "where"] @keyword.control
["if" "else"] @keyword.control.conditional
["for" "loop" "while"] @keyword.control.repeat
["break" "continue" "return" "yield"] @keyword.control.return
["await" "await_restart" "fork" "scope" "select" "spawn"] @keyword.control
"import" @keyword.control.import
"fn" @keyword.function
["package" "pub" "super"] @keyword.storage.modifier
["const" "dyn" "indirect" "let" "move" "mut" "unsafe" "var"] @keyword.storage
["actor" "async" "enum" "extern" "gen" "impl" "machine" "record" "supervisor" "trait" "type"] @keyword.storage.type
["brutal_kill" "default" "pool" "receive" "simple_one_for_one"] @keyword
(this) @variable.builtin

; Words that are names elsewhere

(type_declaration ["struct" "wire"] @keyword.storage.type)
(enum_declaration "wire" @keyword.storage.type)
(field_modifier ["deprecated" "json" "json_name" "optional" "repeated" "since" "yaml" "yaml_name"] @keyword)
(reserved_numbers "reserved" @keyword)
(parameter ["consume" "consuming"] @keyword)
(initializer "init" @keyword)
(mailbox ["mailbox" "overflow"] @keyword)
(overflow "fallback" @keyword)
(strategy "strategy" @keyword)
(intensity ["intensity" "within"] @keyword)
(child "child" @keyword)
(restart "restart" @keyword)
(shutdown "shutdown" @keyword)
(wiring "wired_to" @keyword)
(machine_declaration ["emits" "events"] @keyword)
(state ["entry" "exit" "initial" "state"] @keyword)
(transition ["on" "reenter" "when"] @keyword)
(bytes_expression "bytes" @keyword)
(clone_expression "clone" @keyword.control)
(deadline_expression "after" @keyword.control)
(emit_expression "emit" @keyword.control)
(join_expression "join" @keyword.control)
(select_arm "from" @keyword.control)
(select_timeout "after" @keyword.control)
(timeout_expression "after" @keyword.control)

; Literals

[(string) (raw_string) (byte_string) (fstring)] @string
(regex) @string.regexp
(character) @constant.character
(escape) @constant.character.escape
(integer) @constant.numeric.integer
[(float) (duration)] @constant.numeric.float
(boolean) @constant.builtin.boolean
(label) @label

; Comments

[(line_comment) (shebang)] @comment.line
(doc_comment) @comment.line.documentation
(block_comment) @comment.block

; Marks

[
  "+" "-" "*" "/" "%" "&+" "&-" "&*" "==" "!=" "<=" ">=" "&&" "||" "|" "^" "&" "<<" ">>" "!" "~" "?" ".." "..=" "->" "=>"
  "=" "+=" "-=" "*=" "/=" "%=" "&=" "|=" "^=" "<<=" ">>="
] @operator
(binary_expression operator: ["<" ">"] @operator)
["(" ")" "[" "]" "{" "}" "#["] @punctuation.bracket
(type_arguments ["<" ">"] @punctuation.bracket)
(type_parameters ["<" ">"] @punctuation.bracket)
["," ";" ":" "::" "."] @punctuation.delimiter
(interpolation ["{" "}"] @punctuation.special)
