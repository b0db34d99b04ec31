package archtest

// imports are the packages of this module that each package may import. A name that ends in
// a slash stands for all packages below it. A package without a line here is an error.
var imports = map[string][]string{
	"lang/source":  {},
	"lang/diag":    {"lang/source"},
	"lang/token":   {"lang/source"},
	"lang/ast":     {"lang/source", "lang/token"},
	"lang/parser":  {"lang/ast", "lang/diag", "lang/source", "lang/token"},
	"lang/types":   {"lang/source"},
	"lang/value":   {"lang/types"},
	"native":       {"lang/source", "lang/value"},
	"lang/shape":   {"lang/types", "lang/value", "native"},
	"actor":        {},
	"simnet":       {},
	"lang/module":  {"lang/ast", "lang/diag", "lang/parser", "lang/source", "lang/token", "native"},
	"lang/cover":   {"lang/ast", "lang/source"},
	"lang/profile": {"lang/source"},
	"lang/check":   {"lang/ast", "lang/diag", "lang/module", "lang/source", "lang/token", "lang/types", "native"},
	"lang/flow":    {"lang/ast", "lang/check", "lang/diag", "lang/source", "lang/types"},
	"lang/lint":    {"lang/ast", "lang/check", "lang/diag", "lang/source", "lang/token", "lang/types"},
	"lang/format":  {"lang/ast", "lang/diag", "lang/parser", "lang/source", "lang/token"},
	"lang/query":   {"lang/ast", "lang/check", "lang/diag", "lang/flow", "lang/lint", "lang/module", "lang/parser", "lang/source", "lang/token", "lang/types", "native"},
	"lang/doc":     {"lang/ast", "lang/diag", "lang/parser", "lang/source", "lang/token"},
	"lang/paint":   {"lang/parser", "lang/source", "lang/token", "lang/types"},
	"lang/eval":    {"actor", "lang/ast", "lang/check", "lang/cover", "lang/diag", "lang/flow", "lang/profile", "lang/shape", "lang/source", "lang/token", "lang/types", "lang/value", "native"},
	"lang":         {"lang/", "native"},
	"stdlib/":      {"lang/value", "native"},
	"stdlib":       {"native", "stdlib/"},
	"docs":         {},
	"manual":       {"docs", "lang", "lang/", "native"},
	"manual/":      {"lang/paint", "manual", "manual/markdown"},
	"lsp":          {"lang/ast", "lang/check", "lang/diag", "lang/format", "lang/parser", "lang/query", "lang/source", "lang/token", "lsp/rpc", "native"},
	"lsp/rpc":      {},
	"repl":         {"lang", "lang/", "manual", "manual/terminal", "native"},
	"sandbox":      {"internal/bubble", "lang", "lang/eval", "simnet"},
	"testrun":      {"sandbox", "lang", "lang/ast", "lang/cover", "lang/diag", "lang/doc", "lang/eval", "lang/parser", "lang/source", "native"},
	"cmd/hewq":     {"internal/cli", "lang", "lang/cover", "lang/diag", "lang/eval", "lang/format", "lang/parser", "lang/profile", "lang/source", "lsp", "manual", "manual/site", "manual/terminal", "repl", "sandbox", "stdlib", "testrun"},

	"internal/archtest":  {},
	"internal/annotated": {"lang/diag"},
	"internal/badnet":    {},
	"internal/bubble":    {},
	"internal/examples":  {"lang", "lang/doc", "native", "sandbox"},
	"internal/cli":       {"lang/diag"},
	"internal/fmtcheck":  {"lang/format", "lang/source"},
	"internal/golden":    {},
	"internal/large":     {},
	"internal/lspclient": {},
	"internal/readers":   {"lang/ast"},
	"internal/stubimage": {"lang/module", "lang/source"},
	"internal/docpages":  {},
	"internal/opshapes":  {},
	"internal/mutate":    {"lang/parser", "lang/source", "lang/token"},
	"internal/soak":      {"internal/badnet", "lang", "lang/source", "stdlib", "stdlib/quic"},
	"internal/versus":    {"internal/large"},

	"internal/modulepath": {},
	"release/image":       {},
}

// pins are the places that may import a package from outside of the standard library, or one
// that is dangerous. A name that ends in a slash stands for everything below it.
var pins = map[string][]string{
	"charm.land/bubbletea/v2":              {"repl"},
	"github.com/charmbracelet/x/ansi":      {"manual/terminal", "repl"},
	"github.com/spf13/pflag":               {"internal/cli"},
	"github.com/charmbracelet/x/term":      {"cmd/hewq"},
	"github.com/creachadair/jrpc2":         {"internal/lspclient"},
	"github.com/creachadair/jrpc2/channel": {"internal/lspclient", "lsp", "lsp/rpc"},
	"github.com/dustin/go-humanize":        {"cmd/hewq", "stdlib/quic", "testrun"},
	"github.com/alecthomas/participle/v2":  {"lang/token", "lang/ast", "lang/parser"},
	"github.com/quic-go/quic-go":           {"stdlib/quic", "internal/versus"},
	"golang.org/x/mod":                     {"internal/modulepath"},
	"golang.org/x/net/ipv4":                {"stdlib/quic"},
	"golang.org/x/sys/unix":                {"stdlib/quic"},
	"github.com/fsnotify/fsnotify":         {"testrun"},
	"github.com/rogpeppe/go-internal":      {"cmd/hewq", "internal/fmtcheck", "internal/lspclient", "lsp", "testrun"},
	"github.com/google/pprof/profile":      {"lang/profile"},
	"github.com/google/go-cmp":             {"internal/golden"},
	"github.com/itchyny/timefmt-go":        {"stdlib/datetime"},
	"unsafe":                               {"lang/value"},
}

// unsafeFiles are all files that may import unsafe.
var unsafeFiles = []string{"lang/value/unsafe.go"}

// testPins are the outside packages that any test may import besides.
var testPins = []string{
	"github.com/creachadair/jrpc2",
	"github.com/creack/pty",
	"github.com/yuin/goldmark",
	"github.com/goccy/go-yaml",
	"github.com/google/go-cmp",
	"github.com/google/pprof/profile",
	"github.com/quic-go/quic-go",
	"github.com/rogpeppe/go-internal",
	"go.uber.org/goleak",
	"golang.org/x/mod",
	"golang.org/x/tools/txtar",
}

// kept are packages that cmd/hewq must not depend on, not even through others, with the reason.
var kept = map[string]string{
	"net/http": "half a megabyte of the binary, and a millisecond at each start",
	"expvar":   "it imports net/http",
}

// calls are functions that only these packages may name.
var calls = map[string][]string{
	"os.Exit":            {"cmd/hewq", "internal/docpages", "internal/fmtcheck", "internal/modulepath", "internal/opshapes", "internal/readers", "internal/soak", "internal/stubimage", "internal/versus", "release/image"},
	"os.Args":            {"cmd/hewq", "internal/docpages", "internal/fmtcheck", "internal/modulepath", "internal/opshapes", "internal/readers", "internal/soak", "internal/stubimage", "internal/versus"},
	"log.Fatal":          {},
	"fmt.Print":          {},
	"fmt.Printf":         {},
	"fmt.Println":        {},
	"context.Background": {"cmd/hewq", "internal/soak", "internal/versus"},
	"context.TODO":       {},
	"time.Sleep":         {},
}
