package eval

// This file has the methods of floats.

func floatIntrinsics() map[string]intrinsic {
	table := map[string]intrinsic{}
	for _, to := range []string{"i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize", "f32", "f64"} {
		table["float.to_"+to] = convertSelf
	}
	return table
}
