// Package builtins declares the functions and methods that Hew programs know without an
// import. Most are known to the evaluator by the name of their intrinsic.
package builtins

import (
	_ "embed"
	"os"

	"hewq/lang/value"
	"hewq/native"
)

//go:generate go run hewq/internal/stubimage core.hew more.hew string.hew vec.hew hashmap.hew hashset.hew option.hew result.hew bytes.hew int.hew float.hew duration.hew instant.hew range.hew duplex.hew task.hew

var (
	//go:embed core.hew
	core string
	//go:embed core.image
	coreImage []byte
	//go:embed more.hew
	more string
	//go:embed more.image
	moreImage []byte
	//go:embed string.hew
	str string
	//go:embed string.image
	strImage []byte
	//go:embed vec.hew
	vec string
	//go:embed vec.image
	vecImage []byte
	//go:embed hashmap.hew
	hashMap string
	//go:embed hashmap.image
	hashMapImage []byte
	//go:embed hashset.hew
	hashSet string
	//go:embed hashset.image
	hashSetImage []byte
	//go:embed option.hew
	option string
	//go:embed option.image
	optionImage []byte
	//go:embed result.hew
	result string
	//go:embed result.image
	resultImage []byte
	//go:embed bytes.hew
	buffer string
	//go:embed bytes.image
	bufferImage []byte
	//go:embed int.hew
	integer string
	//go:embed int.image
	integerImage []byte
	//go:embed float.hew
	float string
	//go:embed float.image
	floatImage []byte
	//go:embed duration.hew
	duration string
	//go:embed duration.image
	durationImage []byte
	//go:embed instant.hew
	instant string
	//go:embed instant.image
	instantImage []byte
	//go:embed duplex.hew
	duplex string
	//go:embed duplex.image
	duplexImage []byte
	//go:embed range.hew
	ranges string
	//go:embed range.image
	rangesImage []byte
	//go:embed task.hew
	task string
	//go:embed task.image
	taskImage []byte
)

// Modules are the stubs: "core" with the free functions, "core::more" with those that are
// looked up when no other name fits, and one for the methods of each built-in type. They are
// parsed only when a name or method is looked up in them.
var Modules = []native.Module{
	{Path: "core", Stub: core, Image: coreImage},
	{Path: "core::more", Stub: more, Image: moreImage, Funcs: functions},
	{Path: "core::string", Stub: str, Image: strImage},
	{Path: "core::vec", Stub: vec, Image: vecImage},
	{Path: "core::hashmap", Stub: hashMap, Image: hashMapImage},
	{Path: "core::hashset", Stub: hashSet, Image: hashSetImage},
	{Path: "core::option", Stub: option, Image: optionImage},
	{Path: "core::result", Stub: result, Image: resultImage},
	{Path: "core::bytes", Stub: buffer, Image: bufferImage},
	{Path: "core::int", Stub: integer, Image: integerImage},
	{Path: "core::float", Stub: float, Image: floatImage},
	{Path: "core::duration", Stub: duration, Image: durationImage},
	{Path: "core::instant", Stub: instant, Image: instantImage},
	{Path: "core::duplex", Stub: duplex, Image: duplexImage},
	{Path: "core::range", Stub: ranges, Image: rangesImage},
	{Path: "core::task", Stub: task, Image: taskImage},
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
