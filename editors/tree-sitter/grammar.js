// The tree-sitter grammar of Hew 0.5.6. It reads what lang/parser reads, in the same order; where the parser looks ahead, this
// grammar declares a conflict, and the reading that goes on wins.

/// <reference types="tree-sitter-cli/dsl" />

// How tightly operators bind, as in lang/parser/expr.go.
const PREC = {
  closure: -1,
  range: 1,
  or: 2,
  and: 3,
  equal: 4,
  compare: 5,
  bit_or: 6,
  bit_xor: 7,
  bit_and: 8,
  shift: 9,
  add: 10,
  multiply: 11,
  unary: 12,
  postfix: 13,
};

// Words that are names where they have no meaning of their own.
const CONTEXTUAL = [
  'after', 'bytes', 'child', 'clone', 'consume', 'consuming', 'deprecated', 'emit', 'emits', 'entry', 'events', 'exit',
  'fallback', 'from', 'init', 'initial', 'intensity', 'join', 'json', 'json_name', 'mailbox', 'on', 'optional',
  'overflow', 'reenter', 'repeated', 'reserved', 'restart', 'shutdown', 'since', 'state', 'strategy', 'struct', 'when',
  'wire', 'wired_to', 'within', 'yaml', 'yaml_name',
];

const DIGITS = /[0-9][0-9_]*/;

// list is rules with commas between them, and one after the last if the text has it.
const list1 = rule => seq(rule, repeat(seq(',', rule)), optional(','));
const list = rule => optional(list1(rule));
const plus = rule => seq(rule, repeat(seq('+', rule)));

module.exports = grammar({
  name: 'hew',

  word: $ => $.identifier,

  extras: $ => [/[ \t\r\n\uFEFF]/, $.line_comment, $.doc_comment, $.block_comment],

  supertypes: $ => [$._declaration, $._statement, $._expression, $._type, $._pattern],

  inline: $ => [$._separator],

  conflicts: $ => [
    [$._expression, $.struct_expression],
    [$._expression, $.instance_expression],
    [$._name, $.join_expression],
    [$._name, $.deadline_expression],
    [$.tuple_expression, $.deadline_expression],
    [$._name, $.bytes_expression],
    [$._name, $.select_timeout],
    [$._name, $.emit_expression],
    [$.field_declaration],
    [$.block, $.struct_body],
  ],

  rules: {
    source_file: $ => seq(optional($.shebang), repeat(choice($._item, $._statement))),

    shebang: _ => token(/#![^\[\n][^\n]*/),

    // Declarations

    _item: $ => prec(1, seq(repeat($.attribute), optional($.visibility), $._declaration)),

    visibility: _ => choice('package', prec.right(seq('pub', optional(seq('(', choice('package', 'super'), ')'))))),

    attribute: $ => seq('#[', field('name', $._name), optional(seq('(', list($.attribute_argument), ')')), optional(','), ']'),

    attribute_argument: $ => choice(
      seq(field('name', choice($._name, $._any_keyword)), optional(seq('=', choice($._name, $.string, $.raw_string, $.integer, $.boolean)))),
      $.string, $.raw_string, $.duration, seq($.integer, optional($._name)), $.boolean,
    ),

    _any_keyword: _ => choice('async', 'const', 'default', 'fn', 'gen', 'move', 'pool', 'receive', 'super', 'type', 'this'),

    _declaration: $ => choice(
      $.import_declaration, $.const_declaration, $.alias_declaration, $.type_declaration, $.enum_declaration,
      $.record_declaration, $.trait_declaration, $.impl_declaration, $.function_declaration, $.extern_declaration,
      $.actor_declaration, $.supervisor_declaration, $.machine_declaration,
    ),

    import_declaration: $ => seq('import', choice(field('file', choice($.string, $.raw_string)), $._import_path), ';'),

    _import_path: $ => seq(
      $._module,
      repeat(seq($._path_separator, choice($._module, $.wildcard, $.import_list))),
      optional(seq('as', field('alias', $._name))),
    ),

    _module: $ => choice($._name, 'actor'),
    wildcard: _ => '*',
    import_list: $ => seq('{', list($.import_name), '}'),
    import_name: $ => seq(field('name', $._name), optional(seq('as', field('alias', $._name)))),

    const_declaration: $ => seq('const', field('name', $._name), ':', field('type', $._type), '=', field('value', $._expression), ';'),

    alias_declaration: $ => seq('type', field('name', $._name), optional($.type_parameters), '=', field('type', $._type), ';'),

    type_declaration: $ => seq(
      optional('wire'), choice('type', 'struct'), field('name', $._name), optional($.type_parameters), optional($.where_clause),
      field('body', $.type_body),
    ),

    type_body: $ => seq('{', repeat($._type_member), '}'),

    _type_member: $ => seq(
      repeat($.attribute), optional($.visibility),
      choice($.function_declaration, seq(choice($.field_declaration, $.reserved_numbers), optional($._separator))),
    ),

    _separator: _ => choice(';', ','),

    field_declaration: $ => seq(
      field('name', $._name), ':', field('type', $._type), optional(seq(choice('@', '='), $.integer)), repeat($.field_modifier),
    ),

    field_modifier: $ => prec.right(seq(
      choice('optional', 'deprecated', 'repeated', 'since', 'json', 'yaml', 'json_name', 'yaml_name'),
      optional($.integer),
      optional(choice(seq('(', choice($.string, $.raw_string), ')'), seq('=', choice($.string, $.raw_string)))),
    )),

    reserved_numbers: $ => prec.right(1, seq('reserved', choice(seq('(', list1($.integer), ')'), seq('@', $.integer, repeat(seq(',', '@', $.integer)))))),

    enum_declaration: $ => seq(
      optional('wire'), optional('indirect'), 'enum', field('name', $._name), optional($.type_parameters), optional($.where_clause),
      field('body', $.enum_body),
    ),

    enum_body: $ => seq('{', repeat(seq(repeat($.attribute), choice($.variant_declaration, $.reserved_numbers), optional($._separator))), '}'),

    variant_declaration: $ => seq(
      field('name', $._name),
      optional(choice(seq('(', list($._type), ')'), seq('{', repeat(seq($.field_declaration, optional($._separator))), '}'))),
    ),

    record_declaration: $ => seq(
      'record', field('name', $._name), optional($.type_parameters), optional($.where_clause),
      choice(seq('(', list1($._type), ')', ';'), seq('{', list1($.field_declaration), '}')),
    ),

    trait_declaration: $ => seq(
      'trait', field('name', $._name), optional($.type_parameters), optional(seq(':', plus($.trait_reference))), optional($.where_clause),
      field('body', $.trait_body),
    ),

    trait_body: $ => seq('{', repeat($._member), '}'),

    impl_declaration: $ => seq(
      'impl', optional($.type_parameters), field('type', $._type), optional(seq('for', field('for', $._type))), optional($.where_clause),
      field('body', $.trait_body),
    ),

    _member: $ => seq(repeat($.attribute), optional($.visibility), choice($.function_declaration, $.associated_type)),

    associated_type: $ => seq(
      'type', field('name', $._name), optional(seq(':', plus($.trait_reference))), optional(seq('=', field('type', $._type))), ';',
    ),

    function_declaration: $ => seq(
      optional('async'), optional('gen'), 'fn', field('name', $._name), optional($.type_parameters), $._signature,
      optional($.where_clause), choice(field('body', $.block), ';'),
    ),

    _signature: $ => seq(field('parameters', $.parameters), optional(seq('->', field('result', $._type)))),

    parameters: $ => seq('(', optional(choice($.variadic, seq(list1($.parameter), optional($.variadic)))), ')'),
    variadic: _ => '..',

    parameter: $ => seq(
      optional(choice('consume', 'consuming')), optional('var'), field('name', $._name), optional(seq(':', field('type', $._type))),
    ),

    extern_declaration: $ => seq('extern', optional(choice($.string, $.raw_string)), '{', repeat($._extern_function), '}'),

    _extern_function: $ => seq(repeat($.attribute), optional($.visibility), $.function_declaration),

    type_parameters: $ => seq('<', list($.type_parameter), '>'),

    type_parameter: $ => choice(
      seq('const', field('name', $._name), ':', field('type', $._type), optional(seq('=', $.integer))),
      seq(field('name', $._name), optional(seq(':', plus($.trait_reference)))),
    ),

    where_clause: $ => prec.right(seq('where', list1($.bound))),
    bound: $ => seq(field('type', $._type), ':', plus($.trait_reference)),
    trait_reference: $ => prec.right(seq($._type_path, optional($.type_arguments))),

    // Actors

    actor_declaration: $ => seq(
      'actor', field('name', $._name), optional($.type_parameters), optional(seq(':', plus($.trait_reference))), optional($.where_clause),
      field('body', $.actor_body),
    ),

    actor_body: $ => seq('{', repeat($._actor_member), '}'),

    _actor_member: $ => seq(
      repeat($.attribute), optional($.visibility),
      choice($.receive_declaration, $.function_declaration, $.initializer, $.mailbox, $.actor_field),
    ),

    receive_declaration: $ => seq('receive', $.function_declaration),
    initializer: $ => seq('init', '(', list($.parameter), ')', field('body', $.block)),
    mailbox: $ => prec.right(seq('mailbox', $.integer, optional(seq('overflow', $.overflow)), optional(';'))),
    overflow: $ => prec.right(seq($._name, optional(seq('(', $._name, ')')), optional(seq('fallback', $.overflow)))),

    actor_field: $ => seq(
      optional(choice('let', 'var')), field('name', $._name), ':', field('type', $._type),
      optional(seq('=', field('value', $._expression))), optional($._separator),
    ),

    supervisor_declaration: $ => seq(
      'supervisor', field('name', $._name), optional(seq('(', list($.parameter), ')')),
      '{', repeat(seq(choice($.strategy, $.intensity, $.child), optional($._separator))), '}',
    ),

    strategy: $ => seq('strategy', ':', choice($._name, 'simple_one_for_one')),
    intensity: $ => seq('intensity', ':', $.integer, 'within', $.duration),

    child: $ => seq(
      choice('child', 'pool'), field('name', $._name), ':', field('actor', $._type_path), optional($.type_arguments), optional($.arguments),
      repeat(choice($.restart, $.shutdown, $.wiring)),
    ),

    restart: $ => seq('restart', ':', $._name),
    shutdown: $ => seq('shutdown', ':', choice($.duration, $._name, 'brutal_kill')),
    wiring: $ => seq('wired_to', ':', '{', list(seq($._name, optional(seq(':', $._name)))), '}'),

    machine_declaration: $ => seq(
      'machine', field('name', $._name), optional($.type_parameters), optional($.where_clause),
      '{', repeat($._machine_member), '}',
    ),

    _machine_member: $ => choice(
      seq('events', '{', repeat($.event), '}'),
      seq('emits', '{', repeat(seq($._name, optional(';'))), '}'),
      $.state, $.transition, seq('default', choice($.block, ';')),
    ),

    event: $ => seq(field('name', $._name), optional(seq('{', repeat(seq($.field_declaration, optional($._separator))), '}')), optional(';')),

    state: $ => seq(
      optional('initial'), 'state', field('name', $._name), optional(seq('{', repeat($._state_member), '}')), optional(';'),
    ),

    _state_member: $ => choice(
      seq('entry', $.block), seq('exit', $.block), $.state, $.transition, seq($.field_declaration, optional($._separator)),
    ),

    transition: $ => seq(
      'on', $._name, optional(seq('(', list($._name), ')')), ':', $._state_path, '=>', $._state_path, optional('reenter'),
      optional(seq('when', field('guard', $._expression))), choice(';', $.struct_body, $.block),
    ),

    _state_path: $ => seq(optional('.'), $._name, repeat(seq('.', $._name))),

    // Types

    _type: $ => choice(
      $.named_type, $.tuple_type, $.array_type, $.function_type, $.pointer_type, $.borrow_type, $.dyn_type, $.qualified_type,
    ),

    named_type: $ => prec.right(seq($._type_path, optional($.type_arguments))),
    _type_path: $ => prec.right(seq($._name, repeat(seq($._path_separator, $._name)))),
    _path_separator: _ => choice('::', '.'),
    type_arguments: $ => seq('<', list($._type_argument), '>'),
    _type_argument: $ => choice($._type, $.integer, seq($._name, '=', $._type)),
    tuple_type: $ => seq('(', list($._type), ')'),
    array_type: $ => seq('[', $._type, optional(seq(';', choice($.integer, $._name))), ']'),
    function_type: $ => prec.right(seq('fn', '(', list($._type), ')', optional(seq('->', field('result', $._type))))),
    pointer_type: $ => seq('*', choice('const', 'mut'), $._type),
    borrow_type: $ => seq('&', $._type),
    dyn_type: $ => seq('dyn', choice($.trait_reference, seq('(', plus($.trait_reference), ')'))),
    qualified_type: $ => prec.right(seq('<', $._type, 'as', $._type_path, '>', repeat1(seq($._path_separator, $._name)))),

    // Patterns

    _pattern: $ => choice(
      $.name_pattern, $.literal_pattern, $.variant_pattern, $.tuple_pattern, $.record_pattern, $.or_pattern,
    ),

    name_pattern: $ => $._name,
    literal_pattern: $ => seq(optional('-'), $._literal),

    variant_pattern: $ => choice(
      seq('.', field('variant', $._name), optional($._variant_fields)),
      seq(field('variant', $._name), $._variant_fields),
      seq($._name, repeat(seq($._path_separator, $._name)), $._path_separator, field('variant', $._name), optional($._variant_fields)),
    ),

    _variant_fields: $ => choice(seq('(', list($._pattern), ')'), $.record_pattern),
    record_pattern: $ => seq('{', optional(choice('..', seq(list1($.field_pattern), optional('..')))), '}'),
    field_pattern: $ => seq(field('name', $._name), optional(seq(':', field('pattern', $._pattern)))),
    tuple_pattern: $ => seq('(', list($._pattern), ')'),
    or_pattern: $ => prec.left(seq($._pattern, '|', $._pattern)),

    // Statements

    block: $ => seq('{', repeat(choice($._statement, ';')), optional(field('value', $._expression)), '}'),

    _statement: $ => choice(
      $.let_statement, $.var_statement, $.while_statement, $.for_statement, $.loop_statement, $.defer_statement,
      $.assignment, $.expression_statement,
    ),

    let_statement: $ => seq(
      'let', field('pattern', $._pattern), optional('?'), optional(seq(':', field('type', $._type))),
      optional(seq('=', field('value', $._expression))), optional(seq('else', field('else', $.block))), ';',
    ),

    var_statement: $ => seq(
      'var', field('name', $._name), optional(seq(':', field('type', $._type))), optional(seq('=', field('value', $._expression))), ';',
    ),

    while_statement: $ => seq(optional($._label), 'while', $._condition, field('body', $.block)),

    _condition: $ => seq(optional(seq('let', field('pattern', $._pattern), '=')), field('condition', $._expression)),

    for_statement: $ => seq(
      optional($._label), 'for', optional('await'), field('pattern', $._pattern), 'in', field('value', $._expression), field('body', $.block),
    ),

    loop_statement: $ => seq(optional($._label), 'loop', field('body', $.block)),

    _label: $ => seq($.label, ':'),
    label: _ => /@[A-Za-z_][A-Za-z0-9_]*/,

    defer_statement: $ => prec.right(seq('defer', $._expression, optional(';'))),

    assignment: $ => seq(
      field('target', $._expression), choice('=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>='),
      field('value', $._expression), ';',
    ),

    expression_statement: $ => choice(seq($._expression, ';'), prec(1, $._block_expression)),

    // Expressions

    _expression: $ => choice(
      $._literal, $.fstring, $.this, $.context_name, $._path_expression, $.tuple_expression, $.array_expression, $.bytes_expression,
      $.map_expression, $.closure, $.actor_expression, $.spawn_expression, $.join_expression, $.fork_expression, $.gen_expression,
      $.yield_expression, $.return_expression, $.break_expression, $.continue_expression, $.emit_expression, $.call_expression,
      $.index_expression, $.cast_expression, $.try_expression, $.await_expression, $.struct_expression, $.clone_expression,
      $.unary_expression, $.binary_expression, $.range_expression, $.timeout_expression, $._block_expression,
    ),

    // What needs no `;` after it.
    _block_expression: $ => prec(1, choice(
      $.block, $.if_expression, $.match_expression, $.unsafe_expression, $.scope_expression, $.select_expression, $.deadline_expression,
      alias($._fork_block, $.fork_expression),
    )),

    // What can name a type: `a`, `a::b`, `.A`, `A<T>`.
    _path_expression: $ => choice($._name, $.context_variant, $.qualified_name, $.field_expression, $.instance_expression),

    this: _ => 'this',
    context_name: $ => $.label,
    context_variant: $ => seq('.', $._name),

    qualified_name: $ => seq('<', $._type, 'as', $._type_path, '>', $._path_separator, $._name),

    field_expression: $ => prec(PREC.postfix, seq(
      field('value', $._expression), $._path_separator, field('field', choice($._name, $.integer, 'await')),
    )),

    instance_expression: $ => prec.dynamic(1, seq(
      field('value', $._path_expression), optional('::'), field('type_arguments', $.type_arguments),
    )),

    call_expression: $ => prec(PREC.postfix, seq(field('function', $._expression), field('arguments', $.arguments))),

    arguments: $ => seq('(', list(choice($.named_argument, $._expression)), ')'),
    named_argument: $ => seq(field('name', $._name), ':', field('value', $._expression)),

    index_expression: $ => prec(PREC.postfix, seq(field('value', $._expression), '[', field('index', choice($._expression, $.open_range)), ']')),
    open_range: $ => seq(optional($._expression), choice('..', '..=')),

    try_expression: $ => prec(PREC.postfix, seq($._expression, '?')),
    cast_expression: $ => prec(PREC.postfix, seq($._expression, 'as', field('type', $._type))),

    struct_expression: $ => prec.dynamic(1, seq(field('type', $._path_expression), field('body', $.struct_body))),

    struct_body: $ => seq('{', optional(choice($._base, seq(list1($.field_initializer), optional($._base)))), '}'),
    _base: $ => seq('..', field('base', $._expression), optional(',')),
    field_initializer: $ => seq(field('name', $._name), ':', field('value', $._expression)),

    unary_expression: $ => prec(PREC.unary, seq(choice('!', '-', '~', '*'), $._expression)),
    await_expression: $ => prec(PREC.unary, seq(choice('await', 'await_restart'), $._expression)),
    clone_expression: $ => prec(PREC.unary, seq('clone', $._expression)),

    binary_expression: $ => choice(...[
      [PREC.or, '||'],
      [PREC.and, '&&'],
      [PREC.equal, choice('==', '!=')],
      [PREC.compare, choice('<', '<=', '>', '>=')],
      [PREC.bit_or, '|'],
      [PREC.bit_xor, '^'],
      [PREC.bit_and, '&'],
      [PREC.shift, choice('<<', '>>')],
      [PREC.add, choice('+', '-', '&+', '&-')],
      [PREC.multiply, choice('*', '/', '%', '&*')],
    ].map(([level, operator]) => prec.left(level, seq(field('left', $._expression), field('operator', operator), field('right', $._expression)))),
      prec.left(PREC.equal, seq(field('left', $._expression), field('operator', 'is'), field('right', $._type))),
    ),

    timeout_expression: $ => prec.left(PREC.bit_or, seq($._expression, '|', 'after', $._expression)),

    range_expression: $ => choice(
      prec.left(PREC.range, seq($._expression, choice('..', '..='), $._expression)),
      prec.left(PREC.range, seq(choice('..', '..='), $._expression)),
    ),

    tuple_expression: $ => seq('(', list($._expression), ')'),

    array_expression: $ => seq('[', optional(choice(list1($._expression), seq($._expression, ';', $._expression))), ']'),

    bytes_expression: $ => prec.dynamic(1, seq('bytes', '[', list($._expression), ']')),

    map_expression: $ => seq('{', alias($._first_entry, $.map_entry), repeat(seq(',', $.map_entry)), optional(','), '}'),
    _first_entry: $ => seq(field('key', $.string), ':', field('value', $._expression)),
    map_entry: $ => seq(field('key', $._expression), ':', field('value', $._expression)),

    if_expression: $ => prec.right(seq(
      'if', $._condition, field('then', $.block), optional(seq('else', field('else', choice($.block, $.if_expression)))),
    )),

    match_expression: $ => seq(
      'match', field('value', $._expression), '{', repeat($.match_arm), optional(alias($.last_match_arm, $.match_arm)), '}',
    ),

    match_arm: $ => seq(
      $._arm_head, choice(seq(field('body', $._expression), ','), prec(1, field('body', $._block_expression))),
    ),
    last_match_arm: $ => seq($._arm_head, field('body', $._expression)),

    _arm_head: $ => seq(field('pattern', $._pattern), optional(seq('if', field('guard', $._expression))), '=>'),

    closure: $ => prec.right(PREC.closure, seq(
      optional('move'), $.closure_parameters, choice(seq('->', field('result', $._type), field('body', $.block)), field('body', $._expression)),
    )),

    closure_parameters: $ => choice('||', seq('|', list($.closure_parameter), '|')),
    closure_parameter: $ => seq(optional('var'), field('name', $._name), optional(seq(':', field('type', $._type)))),

    actor_expression: $ => seq(
      'actor', optional('move'), $.closure_parameters, optional(seq('->', field('result', $._type))), field('body', $.block),
    ),

    spawn_expression: $ => prec.right(PREC.postfix, seq('spawn', field('actor', $._type_path), optional($.type_arguments), optional($.arguments))),

    select_expression: $ => seq('select', '{', repeat(seq(choice($.select_timeout, $.select_arm), optional(','))), '}'),
    select_arm: $ => seq(field('pattern', $._pattern), 'from', field('source', $._expression), '=>', field('body', $._expression)),
    select_timeout: $ => seq('after', field('duration', $._expression), '=>', field('body', $._expression)),

    join_expression: $ => prec.dynamic(1, seq('join', choice(seq('{', list($._expression), '}'), seq('(', list($._expression), ')')))),

    scope_expression: $ => seq('scope', field('body', $.block)),
    fork_expression: $ => choice(
      prec.right(1, seq('fork', field('name', $._name), '=', $._expression)),
      prec.right(seq('fork', $._expression)),
    ),
    _fork_block: $ => prec(2, seq('fork', optional(seq(field('name', $._name), '=')), $._block_expression)),
    deadline_expression: $ => prec.dynamic(1, seq('after', '(', field('duration', $._expression), ')', field('body', $.block))),
    unsafe_expression: $ => seq('unsafe', field('body', $.block)),
    gen_expression: $ => seq('gen', field('body', $.block)),

    yield_expression: $ => prec.right(seq('yield', optional($._expression))),
    return_expression: $ => prec.right(seq('return', optional($._expression))),
    break_expression: $ => prec.right(1, seq('break', optional($.label), optional($._expression))),
    continue_expression: $ => prec.right(1, seq('continue', optional($.label))),
    emit_expression: $ => prec.right(seq('emit', field('event', $._name), optional($.struct_body))),

    // Words and literals

    _name: $ => choice($.identifier, ...CONTEXTUAL.map(word => alias(word, $.identifier))),
    identifier: _ => /[A-Za-z_][A-Za-z0-9_]*/,

    _literal: $ => choice(
      $.integer, $.float, $.duration, $.string, $.raw_string, $.byte_string, $.regex, $.character, $.boolean,
    ),

    boolean: _ => choice('true', 'false'),
    integer: _ => token(choice(/0[xX][0-9a-fA-F][0-9a-fA-F_]*/, /0[oO][0-7][0-7_]*/, /0[bB][01][01_]*/, DIGITS)),
    float: _ => token(seq(DIGITS, '.', DIGITS, optional(/[eE][+-]?[0-9][0-9_]*/))),
    duration: _ => token(seq(DIGITS, choice('ns', 'us', 'ms', 's', 'm', 'h'))),
    character: _ => token(seq("'", choice(/[^'\\]/, /\\u\{[^}]*\}/, /\\x../, /\\[^ux]/), "'")),

    string: $ => seq('"', repeat(choice($._text, $.escape)), token.immediate('"')),
    byte_string: $ => seq('b"', repeat(choice($._text, $.escape)), token.immediate('"')),
    regex: _ => token(seq('re"', repeat(choice(/[^"\\]/, /\\[^\r]/)), '"')),
    raw_string: _ => token(seq('r"', /[^"]*/, '"')),

    fstring: $ => seq('f"', repeat(choice($._fstring_text, $.escape, $.interpolation)), token.immediate('"')),
    interpolation: $ => seq(token.immediate('{'), $._expression, optional(seq(':', '?')), '}'),

    _text: _ => token.immediate(prec(3, /[^"\\]+/)),
    _fstring_text: _ => token.immediate(prec(3, /[^"\\{]+/)),
    escape: _ => token.immediate(/\\(u\{[^}"]*\}|x[0-9a-fA-F]{2}|[^\r])/),

    // Comments

    doc_comment: _ => token(prec(1, /\/\/[\/!][^\n]*/)),
    line_comment: _ => token(/\/\/[^\n]*/),

    block_comment: $ => seq(token(prec(2, '/*')), repeat(choice($._comment_text, $.block_comment)), token.immediate(prec(2, '*/'))),
    _comment_text: _ => token.immediate(prec(1, choice(/[^*\/]+/, '*', '/'))),
  },
});
