(function_declaration body: (_) @function.inside) @function.around
(initializer body: (_) @function.inside) @function.around
(closure body: (_) @function.inside) @function.around

(type_declaration body: (_) @class.inside) @class.around
(enum_declaration body: (_) @class.inside) @class.around
(trait_declaration body: (_) @class.inside) @class.around
(impl_declaration body: (_) @class.inside) @class.around
(actor_declaration body: (_) @class.inside) @class.around

(parameters (parameter) @parameter.inside @parameter.around)
(arguments (_) @parameter.inside @parameter.around)

[(line_comment) (doc_comment) (block_comment)] @comment.inside
(line_comment)+ @comment.around
(doc_comment)+ @comment.around
(block_comment) @comment.around
