package eval

// This file lowers select.

import (
	"time"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A selecting is a select that runs.
type selecting struct {
	arms []actor.Arm
	from []int // the arm of the select that each stands for
	sent []sentRequest
}

// A sentRequest is a request of an arm.
type sentRequest struct {
	to      *cell
	message *message
	at      site
}

// withdraw takes back all requests but that of the reply won. It gives the steps that close the
// resources sent with them, and those in the answers that have come. If an answer comes later, the
// actor that gives it closes what is in it.
func (s *selecting) withdraw(won actor.Arm) steps {
	var lost steps
	for _, r := range s.sent {
		m := r.message
		if won == actor.Arm(m.reply) {
			continue
		}
		if r.to.Withdraw(m) {
			lost = append(lost, m.moves.losing(r.at, m.args)...)
		}
		if v, given := m.reply.Leave(); given {
			lost = append(lost, m.back.losing(r.at, []value.Value{v})...)
		}
	}
	return lost
}

// An armSource is what an arm waits for: start begins with it, value gives what came.
type armSource struct {
	start func(f *frame, s *selecting)
	value func(f *frame, arm actor.Arm) value.Value
	bind  matcher
}

// selection lowers the arms of a select; body lowers a body right after its pattern. It gives the
// function that waits, binds what came, and tells the arm.
func (l *lowerer) selection(x *ast.SelectExpr, body func(ast.Expr)) func(*frame) int {
	sources := make([]armSource, len(x.Arms))
	var limit expr
	last := -1
	for i, arm := range x.Arms {
		if arm.After != nil {
			limit, last = l.expr(arm.After), i
		} else {
			sources[i] = l.source(arm.From)
		}
	}
	for i, arm := range x.Arms {
		top := l.top
		if arm.After == nil {
			sources[i].bind = l.pattern(arm.Pattern, l.armType(arm.From))
		}
		body(arm.Body)
		l.top = top
	}
	at := l.site(x)
	return func(f *frame) int {
		s := &selecting{arms: make([]actor.Arm, 0, len(sources)), from: make([]int, 0, len(sources))}
		settled := false
		defer func() {
			if !settled {
				f.leave(s.withdraw(nil))
			}
		}()
		for i := range sources {
			if sources[i].start == nil {
				continue
			}
			sources[i].start(f, s)
			s.from = append(s.from, i)
		}
		if limit != nil {
			s.arms = append(s.arms, &actor.Timer{After: time.Duration(limit(f).Int())})
			s.from = append(s.from, last)
		}
		won := f.first(at, &wait{kind: waitSelect}, s.arms...)
		i := s.from[won]
		if i != last {
			sources[i].bind(f, sources[i].value(f, s.arms[won]))
		}
		settled = true
		s.withdraw(s.arms[won]).all(f)
		return i
	}
}

// armType is the type of what an arm gets.
func (l *lowerer) armType(e ast.Expr) types.Type {
	x := awaited(e)
	if l.info.Calls[x].Kind == check.CallAsk {
		return payloadOf(l.typeOf(x))[0]
	}
	return l.typeOf(x)
}

// source lowers what an arm waits for.
func (l *lowerer) source(e ast.Expr) armSource {
	x := awaited(e)
	info := l.info.Calls[x]
	if info.Kind == check.CallAsk {
		return l.askSource(x, info)
	}
	from, some := l.expr(info.Recv), l.arrived(payloadOf(l.typeOf(x))[0])
	return armSource{
		start: func(f *frame, s *selecting) {
			if q := endOf(from(f)); q != nil {
				s.arms = append(s.arms, q.Receiving())
			} else {
				s.arms = append(s.arms, &actor.Timer{}) // a closed end delivers None at once
			}
		},
		value: func(f *frame, arm actor.Arm) value.Value {
			if r, ok := arm.(*actor.Receiving[value.Value]); ok {
				if v, ok := r.Received(); ok {
					return some(f, v)
				}
			}
			return noneValue
		},
	}
}

// askSource lowers an arm that waits for the reply of an actor. The program is not told why there is none:
// that ends the program, or the actor that waits.
func (l *lowerer) askSource(x *ast.CallExpr, info *check.Call) armSource {
	r, at := l.request(info), l.site(x)
	return armSource{
		start: func(f *frame, s *selecting) {
			c, m := r.message(f)
			m.reply = actor.NewReply[value.Value](f.thread.process.system)
			dropped, err := c.Post(m)
			if err != nil {
				m.reply.Give(value.Value{}, err)
			} else if dropped != any(m) {
				s.sent = append(s.sent, sentRequest{c, m, at})
			}
			f.unsent(at, m, dropped, err)
			s.arms = append(s.arms, m.reply)
		},
		value: func(f *frame, arm actor.Arm) value.Value {
			v, err := arm.(*actor.Reply[value.Value]).Given()
			if err != nil {
				f.pollContext()
				f.trap(at, "no reply: "+err.Error())
			}
			return v
		},
	}
}

// selectExpr lowers a select to its value.
func (l *lowerer) selectExpr(x *ast.SelectExpr) expr {
	var arms []expr
	pick := l.selection(x, func(e ast.Expr) {
		clean := l.arm(e)
		arms = append(arms, clean.around(l.expr(e)))
	})
	return func(f *frame) value.Value { return arms[pick(f)](f) }
}

// selectEach lowers a select whose arms can be left early, or whose value is not used.
func (l *lowerer) selectEach(x *ast.SelectExpr, body func(ast.Expr) stmt) stmt {
	top := l.top
	defer func() { l.top = top }()
	before := l.spill(l.sourceOperands(x))
	var arms []stmt
	pick := l.selection(x, func(e ast.Expr) {
		clean := l.arm(e)
		arms = append(arms, clean.aroundStmt(body(e)))
	})
	return after(before, func(f *frame) ctl { return arms[pick(f)](f) })
}

// sourceOperands are the expressions in what the arms wait for.
func (l *lowerer) sourceOperands(x *ast.SelectExpr) []ast.Expr {
	var all []ast.Expr
	for _, arm := range x.Arms {
		if arm.After != nil {
			all = append(all, arm.After)
			continue
		}
		info := l.info.Calls[awaited(arm.From)]
		all = append(append(all, info.Recv), info.Args...)
	}
	return all
}
