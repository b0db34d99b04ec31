package eval

// This file lowers join: several actors are asked at once.

import (
	"sync"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/value"
)

// A joining collects the replies of a join.
type joining struct {
	mu      sync.Mutex
	replies []value.Value
	left    int
	failed  int // the branch whose actor has ended without a reply, -1 if there is none
	over    bool
	done    actor.Signal // all have replied, or one never will
}

// give takes the reply to branch i; false if it is not wanted any more.
func (j *joining) give(i int, v value.Value, err error) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.over {
		return false
	}
	if err != nil {
		j.failed, j.over = i, true
		j.done.Give()
		return false
	}
	j.replies[i] = v
	if j.left--; j.left == 0 {
		j.over = true
		j.done.Give()
	}
	return true
}

// end tells that the caller waits no more.
func (j *joining) end() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.over = true
}

// join lowers `join { a.f(), b.g() }`.
func (l *lowerer) join(e *ast.JoinExpr) expr {
	n := len(e.Elems)
	asks := make([]request, n)
	sites := make([]site, n)
	for i, x := range e.Elems {
		call := check.JoinBranch(x)
		asks[i] = l.request(l.info.Calls[call])
		sites[i] = l.site(call)
	}
	at, top := l.site(e), l.top
	base := l.top
	parts := make([]expr, n)
	for i := range parts {
		parts[i] = local(l.temp())
	}
	l.top = top
	result := parts[0]
	if n > 1 {
		result = l.record(l.typeOf(e), parts)
	}
	return func(f *frame) value.Value {
		t := f.thread
		j := &joining{replies: make([]value.Value, n), left: n, failed: -1}
		taken := false
		defer func() {
			if j.end(); taken {
				return
			}
			for i, v := range j.replies {
				if v.Present() && asks[i].back != nil {
					f.leave(asks[i].back.losing(sites[i], []value.Value{v}))
				}
			}
		}()
		t.flush()
		for i := range asks {
			c, m := asks[i].message(f)
			m.joined, m.branch = j, i
			dropped, err := f.submit(t.ctx, sites[i], m, c)
			f.unsent(sites[i], m, dropped, err)
			if err != nil {
				f.pollContext()
				f.trap(sites[i], "join: there is no reply: "+err.Error())
			}
		}
		f.first(at, &wait{kind: waitReply}, &j.done)
		if j.failed >= 0 {
			f.pollContext()
			f.trap(sites[j.failed], "join: there is no reply: the actor has stopped")
		}
		copy(f.s[base:base+n], j.replies)
		taken = true
		return result(f)
	}
}
