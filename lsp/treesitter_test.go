package lsp

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hewq/lang/ast"
	"hewq/lang/parser"
)

// trees are the nodes of the tree-sitter grammar that must stand where the parser has theirs.
var trees = map[string]string{
	"array_expression": "ArrayExpr", "await_expression": "UnaryExpr", "binary_expression": "BinaryExpr", "block": "Block",
	"bytes_expression": "BytesExpr", "call_expression": "CallExpr", "cast_expression": "CastExpr", "clone_expression": "UnaryExpr",
	"closure": "LambdaExpr", "deadline_expression": "DeadlineExpr", "field_expression": "FieldExpr", "for_statement": "ForStmt",
	"fork_expression": "ForkExpr", "if_expression": "IfExpr", "index_expression": "IndexExpr", "instance_expression": "InstanceExpr",
	"join_expression": "JoinExpr", "let_statement": "LetStmt", "loop_statement": "LoopStmt", "map_expression": "MapExpr",
	"match_expression": "MatchExpr", "open_range": "RangeExpr", "range_expression": "RangeExpr", "select_expression": "SelectExpr",
	"spawn_expression": "SpawnExpr", "struct_expression": "StructExpr", "timeout_expression": "TimeoutExpr", "try_expression": "TryExpr",
	"unary_expression": "UnaryExpr", "var_statement": "VarStmt", "while_statement": "WhileStmt",
}

// TestTreeSitter needs the command tree-sitter, which makes a parser of the grammar, a compiler of C, and the library of tree-sitter.
func TestTreeSitter(t *testing.T) {
	t.Parallel()
	generate, err := exec.LookPath("tree-sitter")
	if err != nil {
		t.Skip("there is no tree-sitter here: tree-sitter is not on the path")
	}
	dir := t.TempDir()
	run := func(name string, args ...string) error {
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		said, err := cmd.CombinedOutput()
		if err != nil {
			err = fmt.Errorf("%w\n%s", err, said)
		}
		return err
	}
	program := absolute(t, "testdata/colours.c")
	if err := run("cc", "-fsyntax-only", program); err != nil {
		t.Skipf("the library of tree-sitter cannot be used here: %v", err)
	}
	grammar, err := os.ReadFile("../editors/tree-sitter/grammar.js")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "grammar.js"), grammar, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(generate, "generate", "--abi", "14"); err != nil {
		t.Fatal(err)
	}
	editor := filepath.Join(dir, "colours")
	if err := run("cc", "-o", editor, program, "src/parser.c", "-I", "src", "-ltree-sitter"); err != nil {
		t.Fatal(err)
	}
	queries := absolute(t, "../editors/helix/queries/hew")
	out, all := compareColours(t, colours{
		of:        kinds(`^keyword|^constant\.builtin|^variable\.builtin`, `^constant\.numeric`, `^string|^constant\.character`, `^comment`, `^label$`),
		words:     `^(keyword|string|comment|label|constant\.(builtin|numeric|character))`,
		attribute: `^attribute$`,
	}, editor, filepath.Join(queries, "indents.scm"), filepath.Join(queries, "textobjects.scm"), filepath.Join(queries, "highlights.scm"))

	wanted := map[string]bool{}
	for _, kind := range trees {
		wanted[kind] = true
	}
	for i, src := range all {
		nodes := map[string]int{} // 1: the parser has it alone, -1: tree-sitter does, 0: both
		tree, complaints := parser.ParseFile(src)
		if len(complaints) > 0 {
			t.Fatalf("%s: %v", src.Name, complaints)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if kind := strings.TrimPrefix(fmt.Sprintf("%T", n), "*ast."); wanted[kind] {
				nodes[fmt.Sprintf("%s %d %d", kind, n.Start(), n.End())]++
			}
			return true
		})
		text, err := os.ReadFile(filepath.Join(out, fmt.Sprintf("%d.tree", i)))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			name, at, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			if kind := trees[name]; kind != "" {
				nodes[kind+" "+at]--
			}
		}
		for node, n := range nodes {
			if n != 0 {
				t.Errorf("%s: %s: the parser and tree-sitter do not agree (%+d)", src.Name, node, n)
			}
		}
	}
}
