package main

// This file has the flags --cpuprofile and --memprofile of `hewq run`.

import (
	"errors"
	"fmt"
	"os"

	"hewq/lang/eval"
	"hewq/lang/profile"
)

type profileFlags struct {
	CPUProfile string `name:"cpuprofile" placeholder:"FILE" complete:"files" help:"Write to FILE where the program spends processor time, for 'go tool pprof FILE'."`
	MemProfile string `name:"memprofile" placeholder:"FILE" complete:"files" help:"Write to FILE where the program allocates memory, for 'go tool pprof FILE'."`
}

// profiled gives what takes samples of a program, nil if that is not wanted. done is called when the
// program has ended, in whatever way: it writes the files.
func (f profileFlags) profiled(program string) (s *eval.Sampler, done func() error, err error) {
	if f.CPUProfile == "" && f.MemProfile == "" {
		return nil, func() error { return nil }, nil
	}
	s = &eval.Sampler{}
	cpu, err := create("--cpuprofile", f.CPUProfile)
	if err != nil {
		return nil, nil, err
	}
	memory, err := create("--memprofile", f.MemProfile)
	if err != nil {
		if cpu != nil {
			err = errors.Join(err, cpu.Close())
		}
		return nil, nil, err
	}
	if cpu != nil {
		s.CPU = profile.New(profile.CPU, int64(eval.SampleEvery), program)
	}
	if memory != nil {
		s.Memory = profile.New(profile.Memory, 0, program)
	}
	stop := s.Start()
	return s, func() error {
		stop()
		return errors.Join(written(s.CPU, cpu), written(s.Memory, memory))
	}, nil
}

// create makes the file of a flag, nil if it has none.
func create(flag, name string) (*os.File, error) {
	if name == "" {
		return nil, nil
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", flag, err)
	}
	return file, nil
}

// written writes a profile to its file, if there is one, and closes that.
func written(p *profile.Profile, file *os.File) error {
	if file == nil {
		return nil
	}
	return errors.Join(p.Write(file), file.Close())
}
