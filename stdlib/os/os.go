// Package os is the module std::os: arguments, environment and machine.
package os

import (
	_ "embed"
	"os"
	"sync"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage os.hew

//go:embed os.image
var image string

// Module is std::os.
var Module = native.Module{Path: "std::os", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_args_count": native.F0(argsCount),
		"hew_args_get":   native.F1(arg),
		"hew_env_get":    native.F1(env),
		"hew_env_set":    native.F2(setEnv),
		"hew_env_remove": native.F1(removeEnv),
		"hew_env_has":    native.F1(hasEnv),
		"hew_cwd":        native.F0(cwd),
		"hew_home_dir":   native.F0(homeDir),
		"hew_hostname":   native.F0(hostname),
		"hew_pid":        native.F0(pid),
		"hew_temp_dir":   native.F0(tempDir),
	}
}}

func argsCount(c *native.Call) (int64, error) {
	return int64(len(c.Env.Args)), nil
}

func arg(c *native.Call, index int64) (string, error) {
	if index < 0 || index >= int64(len(c.Env.Args)) {
		return "", nil
	}
	return c.Env.Args[index], nil
}

// An environment is what the program changed in its environment. The process keeps its own:
// several programs may run in it.
type environment struct {
	mu      sync.Mutex
	changed map[string]*string // nil: removed
}

func changes(c *native.Call) *environment {
	return native.State(c.Env, func(*native.Env) *environment {
		return &environment{changed: map[string]*string{}}
	})
}

func lookup(c *native.Call, name string) (string, bool) {
	e := changes(c)
	e.mu.Lock()
	defer e.mu.Unlock()
	if v, ok := e.changed[name]; ok {
		if v == nil {
			return "", false
		}
		return *v, true
	}
	return c.Env.Lookup(name)
}

func env(c *native.Call, name string) (string, error) {
	v, _ := lookup(c, name)
	return v, nil
}

func hasEnv(c *native.Call, name string) (bool, error) {
	_, ok := lookup(c, name)
	return ok, nil
}

func setEnv(c *native.Call, name, val string) (native.Unit, error) {
	change(c, name, &val)
	return native.Unit{}, nil
}

func removeEnv(c *native.Call, name string) (native.Unit, error) {
	change(c, name, nil)
	return native.Unit{}, nil
}

func change(c *native.Call, name string, val *string) {
	e := changes(c)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.changed[name] = val
}

func cwd(*native.Call) (string, error) { return orEmpty(os.Getwd()) }

func hostname(*native.Call) (string, error) { return orEmpty(os.Hostname()) }

func pid(*native.Call) (int64, error) { return int64(os.Getpid()), nil }

func homeDir(c *native.Call) (string, error) {
	if home, ok := lookup(c, "HOME"); ok {
		return home, nil
	}
	return orEmpty(os.UserHomeDir())
}

func tempDir(c *native.Call) (string, error) {
	if dir, ok := lookup(c, "TMPDIR"); ok && dir != "" {
		return dir, nil
	}
	return os.TempDir(), nil
}

// orEmpty hides a failure that Hew has no way to tell of.
func orEmpty(s string, err error) (string, error) {
	if err != nil {
		return "", nil
	}
	return s, nil
}
