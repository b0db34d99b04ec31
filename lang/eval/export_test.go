package eval

// Coroutines are options by which all generators are coroutines.
func Coroutines() Options { return Options{coroutines: true} }
