package value_test

import (
	"sync"
	"testing"

	"hewq/lang/value"
)

// A variant whose payload is a variant without an object has none either, and is read as any other.
func TestNested(t *testing.T) {
	seven := value.Scalar1(0, 7)
	inner := value.Nested(1, seven)
	outer := value.Nested(0, inner)
	deep := value.Nested(2, value.Nested(0, value.Nested(1, outer)))
	for _, c := range []struct {
		v    value.Value
		tags []int64
	}{
		{inner, []int64{1, 0}},
		{outer, []int64{0, 1, 0}},
		{deep, []int64{2, 0, 1, 0, 1, 0}},
		{value.Nested(200, inner), []int64{200, 1, 0}},
		{value.Nested(1, value.Scalar1(300, 7)), []int64{1, 300}},
		{inner.CopyVariant(1), []int64{1, 0}},
		{value.Nested(1, inner.CopyVariant(1)), []int64{1, 1, 0}},
	} {
		v := c.v
		for i, tag := range c.tags {
			if v.Tag() != tag {
				t.Errorf("%v: variant %d is %d", c.tags, i, v.Tag())
			}
			if i < len(c.tags)-1 {
				v = v.Payload(0)
			}
		}
		if v.Inline() != 7 {
			t.Errorf("%v: the number is %d, want 7", c.tags, v.Inline())
		}
	}
	boxed := value.Nested(1, value.Variant1(0, value.String("s")))
	if boxed.Payload(0).Payload(0).Str() != "s" {
		t.Error("a variant with an object lost what is in it")
	}
	if n := testing.AllocsPerRun(100, func() { value.Nested(0, value.Nested(1, value.Scalar1(0, 9))) }); n != 0 {
		t.Errorf("%v objects are made", n)
	}
}

// Goroutines that make the same variant first share it.
func TestNestedTogether(t *testing.T) {
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 200 {
				if v := value.Nested(5, value.Scalar1(100+i, int64(g))); v.Payload(0).Inline() != int64(g) || v.Payload(0).Tag() != int64(100+i) {
					t.Errorf("got %d of variant %d", v.Payload(0).Inline(), v.Payload(0).Tag())
				}
			}
		})
	}
	all.Wait()
}
