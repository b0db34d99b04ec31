package diag

// This file documents the codes of constructs that are read but not run.

var checkSupportCodes = []CodeDoc{
	{
		Code:    NotSupported,
		Summary: "hewq reads this construct but cannot run it yet",
		Detail:  "The program is Hew; the message names the construct and what to use instead.",
		Example: `machine Light {
    events { Toggle; }
    initial state Off;
    state On;
    on Toggle: Off => On;
    on Toggle: On => Off;
}
fn main() {}
`,
	},
	{
		Code:    NotUnsafe,
		Summary: "an extern function is called outside of `unsafe`",
		Detail:  "Functions of `extern \"C\"` are not checked by hewq; write the call in `unsafe { … }`.",
		Example: `extern "C" {
    fn hew_datetime_now_ms() -> i64;
}
fn main() {
    println(hew_datetime_now_ms());
}
`,
	},
	{
		Code:    BadMain,
		Summary: "`main` has parameters, or returns what is not an exit status",
		Detail:  "The program starts with `main()`. Its arguments are `os.args(1)` and so on, of `std::os`; what it returns, an i64 or nothing, is the exit status.",
		Example: `fn main(n: i64) {
    println(n);
}
`,
	},
}
