// Package builtins declares the functions and methods that Hew programs know without an
// import. Most are known to the evaluator by the name of their intrinsic.
package builtins

import (
	_ "embed"
	"os"

	"hewq/lang/value"
	"hewq/native"
)

//go:generate go run hewq/internal/stubimage -plain core.hew more.hew string.hew vec.hew hashmap.hew hashset.hew option.hew result.hew bytes.hew int.hew float.hew duration.hew instant.hew range.hew duplex.hew task.hew

var (
	//go:embed core.image
	core string
	//go:embed more.image
	more string
	//go:embed string.image
	str string
	//go:embed vec.image
	vec string
	//go:embed hashmap.image
	hashMap string
	//go:embed hashset.image
	hashSet string
	//go:embed option.image
	option string
	//go:embed result.image
	result string
	//go:embed bytes.image
	buffer string
	//go:embed int.image
	integer string
	//go:embed float.image
	float string
	//go:embed duration.image
	duration string
	//go:embed instant.image
	instant string
	//go:embed duplex.image
	duplex string
	//go:embed range.image
	ranges string
	//go:embed task.image
	task string
)

// Modules are the stubs: "core" with the free functions, "core::more" with those that are
// looked up when no other name fits, and one for the methods of each built-in type. They are
// parsed only when a name or method is looked up in them.
var Modules = []native.Module{
	{Path: "core", Image: core},
	{Path: "core::more", Image: more, Funcs: functions},
	{Path: "core::string", Image: str},
	{Path: "core::vec", Image: vec},
	{Path: "core::hashmap", Image: hashMap},
	{Path: "core::hashset", Image: hashSet},
	{Path: "core::option", Image: option},
	{Path: "core::result", Image: result},
	{Path: "core::bytes", Image: buffer},
	{Path: "core::int", Image: integer},
	{Path: "core::float", Image: float},
	{Path: "core::duration", Image: duration},
	{Path: "core::instant", Image: instant},
	{Path: "core::duplex", Image: duplex},
	{Path: "core::range", Image: ranges},
	{Path: "core::task", Image: task},
}

func functions() native.Funcs {
	return native.Funcs{
		"hew_read_file":       native.F1(readFile),
		"hew_write_file":      native.F2(writeFile),
		"hew_bytes_from_str":  native.F1(bytesFromString),
		"hew_bytes_to_string": native.F1(bytesToString),
	}
}

func readFile(c *native.Call, path string) (string, error) {
	c.Env.Files.Read(path)
	text, err := os.ReadFile(path)
	if err != nil {
		return "", nil
	}
	return string(text), nil
}

func writeFile(c *native.Call, path, content string) (native.Unit, error) {
	c.Env.Files.Written(path)
	// The function has no way to tell of a failure: std::fs does.
	_ = os.WriteFile(path, []byte(content), 0o666)
	return native.Unit{}, nil
}

func bytesFromString(_ *native.Call, s string) ([]byte, error) { return []byte(s), nil }

func bytesToString(_ *native.Call, data []byte) (string, error) {
	return value.DecodeText(data), nil
}
