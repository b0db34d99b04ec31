package bubble

// This file finds the goroutines of a bubble by what the runtime prints of them:
//
//	goroutine 12 [chan receive (durable), 3 minutes, synctest bubble 4]:

import (
	"regexp"
	"runtime"
	"strings"
)

var bubbleName = regexp.MustCompile(`synctest bubble \d+`)

// ownBubble is the name of the bubble of the calling goroutine; "" if the runtime prints none.
func ownBubble() string {
	buf := make([]byte, 200)
	first, _, _ := strings.Cut(string(buf[:runtime.Stack(buf, false)]), "\n")
	return bubbleName.FindString(first)
}

// stacksOf are the stacks of the goroutines of a bubble, but for those that package testing has made
// it with.
func stacksOf(name string) string {
	buf := make([]byte, 1<<20)
	var left []string
	for stack := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		first, frames, _ := strings.Cut(stack, "\n")
		if name != "" && bubbleName.FindString(first) == name && !strings.Contains(frames, "\ntesting.") && !strings.HasPrefix(frames, "testing/") {
			left = append(left, stack)
		}
	}
	return strings.Join(left, "\n\n")
}
