package diag

var checkCodes = []CodeDoc{
	{
		Code:    NotSupported,
		Summary: "hewq reads this construct but cannot run it yet",
		Detail:  "The program is Hew; the message names the construct and what to use instead.",
		Example: "machine Light {\n    events { Toggle; }\n    initial state Off;\n    state On;\n    on Toggle: Off => On;\n    on Toggle: On => Off;\n}\nfn main() {}\n",
	},
}
