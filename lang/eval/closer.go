package eval

// This file closes resources.

import (
	"slices"

	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A closer closes the resources in values of one type.
type closer struct {
	shape *shape.Shape
	codes []shutting     // for the resources in such values, few as a rule
	own   *code          // if the values are resources
	plain []resourcePart // of a record that has no others to close, in order of declaration
	parts bool           // the values themselves are closed already
}

// A shutting is the code that closes the resources of one type.
type shutting struct {
	shape *shape.Shape
	code  *code
}

// A resourcePart is a field with a resource.
type resourcePart struct {
	part *shape.Part
	code *code
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
	c.plain = c.resourceParts(s)
	return c
}

// resourceParts are the fields of a record that have to be closed, if all of these are resources.
func (c *closer) resourceParts(s *shape.Shape) []resourcePart {
	if s.Kind != shape.Record {
		return nil
	}
	var all []resourcePart
	for i := range s.Parts {
		switch p := &s.Parts[i]; {
		case p.Shape.Resource():
			all = append(all, resourcePart{p, lowered(p.Shape).close})
		case p.Shape.Closes():
			return nil
		}
	}
	return all
}

// inside is the closer of what is in such values, which are closed themselves already.
func (c *closer) inside() *closer {
	return &closer{shape: c.shape, codes: c.codes, parts: true, plain: c.plain}
}

// holds tells whether there may be something to close in the fields of the values.
func (c *closer) holds() bool {
	return slices.ContainsFunc(c.shape.Parts, func(p shape.Part) bool { return p.Shape.Closes() })
}

// close closes what is in v; the fields of a record in the reverse order.
func (c *closer) close(f *frame, at site, v value.Value) {
	switch {
	case !v.Present():
	case c.own != nil:
		f.closeWith(c.own, at, v)
	case c.plain != nil:
		f.closePlain(c.plain, at, v)
	default:
		c.each(f, at, func(of *closing) {
			if c.parts {
				c.shape.CloseParts(v, shape.Backward, of)
			} else {
				c.shape.Close(v, shape.Backward, of)
			}
		})
	}
}

// each has walk close values one by one. If one fails, the rest is closed while that unwinds.
func (c *closer) each(f *frame, at site, walk func(*closing)) {
	of := &closing{closer: c, f: f, at: at}
	defer of.finish()
	walk(of)
	of.rest = shape.Rest{}
}

// closePlain closes fields of v, the last first. If one fails, the others are closed while that
// unwinds.
func (f *frame) closePlain(parts []resourcePart, at site, v value.Value) {
	left := len(parts)
	defer func() {
		if left > 0 {
			f.leavePlain(parts[:left], at, v)
		}
	}()
	for left > 0 {
		left--
		p := parts[left]
		if x := p.part.Of(v); x.Present() {
			f.closeWith(p.code, at, x)
		}
	}
}

// leavePlain closes what closePlain has not come to.
func (f *frame) leavePlain(parts []resourcePart, at site, v value.Value) {
	f.leave(steps{func(f *frame) { f.closePlain(parts, at, v) }})
}

// A closing is one use of a closer.
type closing struct {
	*closer
	f    *frame
	at   site
	rest shape.Rest // what is to be closed after what is closed now
}

// finish closes the rest if one of the values failed to close.
func (c *closing) finish() {
	if !c.rest.Empty() {
		rest := c.rest
		c.rest = shape.Rest{}
		c.f.leave(steps{func(f *frame) {
			c.each(f, c.at, func(of *closing) { rest.Close(of) })
		}})
	}
}

// Close implements shape.Closing.
func (c *closing) Close(s *shape.Shape, v value.Value, rest shape.Rest) {
	c.rest = rest
	for i := range c.codes {
		if known := &c.codes[i]; known.shape == s {
			c.f.closeWith(known.code, c.at, v)
			return
		}
	}
	c.f.closeWith(s.Host.(*typeCode).close, c.at, v) // it was in a dyn
}

// Captured implements shape.Closing.
func (c *closing) Captured(v value.Value, add func(*shape.Shape, value.Value)) {
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
