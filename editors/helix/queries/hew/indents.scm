[
  (block) (type_body) (enum_body) (trait_body) (actor_body) (record_declaration) (supervisor_declaration) (machine_declaration) (state)
  (extern_declaration) (import_list) (struct_body) (record_pattern) (match_expression) (select_expression) (map_expression)
  (parameters) (arguments) (array_expression) (tuple_expression) (bytes_expression) (type_arguments)
] @indent

["}" ")" "]"] @outdent
