package value_test

import (
	"testing"

	"hewq/lang/value"
)

func TestScalars(t *testing.T) {
	if got := value.Int(-7).Int(); got != -7 {
		t.Errorf("got %d, want -7", got)
	}
	if got := value.Float(2.5).Float(); got != 2.5 {
		t.Errorf("got %v, want 2.5", got)
	}
	if !value.Bool(true).Bool() || value.Bool(false).Bool() {
		t.Error("a bool is not what it was made of")
	}
	if got := value.String("häß").Str(); got != "häß" {
		t.Errorf("got %q, want %q", got, "häß")
	}
	if got := value.String("").Str(); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}

func TestRecords(t *testing.T) {
	r := value.Record([]value.Value{value.String("a"), value.Int(1)})
	c := r.CopyRecord(2)
	*c.Field(1) = value.Int(2)
	if r.Field(1).Int() != 1 || c.Field(1).Int() != 2 || c.Field(0).Str() != "a" {
		t.Error("a copy shares its fields with the original")
	}
	n := value.Scalars3(1, 2, 3)
	m := n.CopyScalars(3)
	*m.Scalar(2) = 9
	if *n.Scalar(2) != 3 || *m.Scalar(2) != 9 || *m.Scalar(0) != 1 {
		t.Error("a copy shares its numbers with the original")
	}
}

func TestVariants(t *testing.T) {
	for _, tag := range []int{0, 255, 256, 1000} {
		if got := value.Unit(tag).Tag(); got != int64(tag) {
			t.Errorf("got tag %d, want %d", got, tag)
		}
	}
	if v := value.Scalar1(3, 42); v.Tag() != 3 || v.Inline() != 42 {
		t.Errorf("got tag %d, payload %d, want 3, 42", v.Tag(), v.Inline())
	}
	if v := value.Variant2(1, value.String("x"), value.Int(5)); v.Tag() != 1 || v.Payload(0).Str() != "x" || v.Payload(1).Int() != 5 {
		t.Error("a variant of two fields lost one")
	}
	v := value.Variant(2, []value.Value{{}, value.Int(1), value.Int(2), value.Int(3)})
	if v.Tag() != 2 || v.Payload(2).Int() != 3 {
		t.Errorf("got tag %d, last field %d, want 2, 3", v.Tag(), v.Payload(2).Int())
	}
}
