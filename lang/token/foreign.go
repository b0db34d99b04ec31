package token

// This file names the types of other languages.

import "strings"

// Foreign is the type of Hew for the name of a type in another language, "" if there is none: i64
// for `int`, string for `String`.
func Foreign(name string) string { return foreign[name] }

var foreign = func() map[string]string {
	m := map[string]string{}
	for _, line := range []struct{ hew, names string }{
		{"i64", "int Int integer Integer long Long number Number int64 Int64 int64_t ssize_t"},
		{"i32", "int32 Int32 int32_t"},
		{"i16", "short int16 Int16 int16_t"},
		{"i8", "int8 Int8 int8_t sbyte"},
		{"u64", "uint uint64 UInt UInt64 uint64_t size_t unsigned"},
		{"u32", "uint32 UInt32 uint32_t"},
		{"u16", "uint16 UInt16 uint16_t"},
		{"u8", "uint8 UInt8 uint8_t Byte"},
		{"f64", "float Float double Double float64 Float64"},
		{"f32", "float32 Float32"},
		{"string", "String str Str std::string text"},
		{"bool", "Bool boolean Boolean"},
		{"char", "Char rune Character"},
		{"bytes", "Bytes ByteArray bytearray"},
		{"duration", "Duration timedelta"},
		{"instant", "Instant"},
		{"Vec", "list List Array ArrayList array vector Slice slice vec"},
		{"HashMap", "map Map dict Dict Dictionary dictionary hashmap"},
		{"HashSet", "set Set hashset"},
		{"Option", "Optional optional Maybe"},
	} {
		for n := range strings.FieldsSeq(line.names) {
			m[n] = line.hew
		}
	}
	return m
}()
