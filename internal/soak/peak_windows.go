package main

import "os"

// peakOf would be the most memory that a process had, which is not measured on Windows.
func peakOf(*os.ProcessState) int64 { return 0 }
