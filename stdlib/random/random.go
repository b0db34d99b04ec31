// Package random is the module std::random: numbers by chance that can be had again.
package random

import (
	_ "embed"
	"math/rand/v2"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage random.hew

//go:embed random.image
var image string

// Module is std::random.
var Module = native.Module{Path: "std::random", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_random_seed":    native.F1(seed),
		"hew_random_random":  native.F0(random),
		"hew_random_gauss":   native.F2(gauss),
		"hew_random_randint": native.F2(randint),
	}
}}

// An own is the generator of an actor.
type own struct {
	t      twister
	seeded bool
}

func generator(c *native.Call) *twister {
	o := native.Local[own](c)
	if !o.seeded {
		if c.Env.Seed != nil {
			o.t.seed(uint32(c.Env.Seed()))
		} else {
			o.t.seed(rand.Uint32())
		}
		o.seeded = true
	}
	return &o.t
}

func seed(c *native.Call, n int64) (native.Unit, error) {
	o := native.Local[own](c)
	o.t.seed(uint32(n))
	o.seeded = true
	return native.Unit{}, nil
}

func random(c *native.Call) (float64, error) { return generator(c).float(), nil }

func gauss(c *native.Call, mean, sigma float64) (float64, error) {
	return mean + sigma*generator(c).gauss(), nil
}

func randint(c *native.Call, lo, hi int64) (int64, error) {
	if hi <= lo {
		return lo, nil
	}
	return lo + int64(generator(c).below(uint64(hi)-uint64(lo))), nil
}
