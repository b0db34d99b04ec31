package eval

// This file closes resources.

import (
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A closer closes the resources in values of one type.
type closer struct {
	shape *shape.Shape
	codes []shutting // for the resources in such values, few as a rule
	own   *code      // if the values are resources
	parts bool       // the values themselves are closed already
}

// A shutting is the code that closes the resources of one type.
type shutting struct {
	shape *shape.Shape
	code  *code
}

// closer is the closer for t.
func (l *lowerer) closer(t types.Type) *closer {
	s := l.shape(t)
	code := lowered(s)
	if code.closer == nil {
		code.closer = l.makeCloser(s)
	}
	return code.closer
}

func (l *lowerer) makeCloser(s *shape.Shape) *closer {
	c := &closer{shape: s}
	for r := range s.Resources {
		fn, targs, _ := l.program.prog.Close(r.Type)
		end := l.program.function(fn, targs)
		lowered(r).close = end
		c.codes = append(c.codes, shutting{r, end})
		if r == s {
			c.own = end
		}
	}
	return c
}

// inside is the closer of what is in such values, which are closed themselves already.
func (c *closer) inside() *closer { return &closer{shape: c.shape, codes: c.codes, parts: true} }

// close closes what is in v; the fields of a record in the reverse order.
func (c *closer) close(f *frame, at site, v value.Value) {
	switch {
	case !v.Present():
	case c.own != nil:
		f.closeWith(c.own, at, v)
	case c.parts:
		c.shape.CloseParts(v, shape.Backward, closing{c, f, at})
	default:
		c.shape.Close(v, shape.Backward, closing{c, f, at})
	}
}

// A closing is one use of a closer.
type closing struct {
	*closer
	f  *frame
	at site
}

// Close implements shape.Closing.
func (c closing) Close(s *shape.Shape, v value.Value) {
	for i := range c.codes {
		if known := &c.codes[i]; known.shape == s {
			c.f.closeWith(known.code, c.at, v)
			return
		}
	}
	c.f.closeWith(s.Host.(*typeCode).close, c.at, v) // it was in a dyn
}

// Captured implements shape.Closing.
func (c closing) Captured(v value.Value, add func(*shape.Shape, value.Value)) {
	value.Ref[closure](v).yield(add)
}

// closeWith calls the function that closes the resource v.
func (f *frame) closeWith(c *code, at site, v value.Value) {
	nf := f.enter(c, at)
	nf.s[0] = v
	c.body(nf)
}

// A typeCode is what was lowered for a type.
type typeCode struct {
	closer *closer
	close  *code // of a resource
	shown  appender
	boxed  *dynType // nil if no value is of a type dyn
}

// lowered is what was lowered for the type of s.
func lowered(s *shape.Shape) *typeCode {
	if s.Host == nil {
		s.Host = &typeCode{}
	}
	return s.Host.(*typeCode)
}
