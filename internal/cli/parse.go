package cli

// This file reads the words of a command line.

import (
	"encoding"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"hewq/lang/diag"
)

// ErrHelp is the error of a command line with --help. The command whose help is wanted comes with it.
var ErrHelp = errors.New("help is wanted")

// An UnknownError is the error of a word in the place of a command.
type UnknownError struct {
	Word string
}

// Error says that there is no such command.
func (e *UnknownError) Error() string { return "there is no command `" + e.Word + "`" }

// Parse reads words into the struct of the command that they name, and gives that command. With an error it is the
// one that the error is about. A command that has commands is never given without an error.
func (c *Command) Parse(words []string) (*Command, error) {
	for _, v := range slices.Concat(c.Flags, c.Args) {
		if v.Default != "" {
			if err := v.set(v.Default); err != nil {
				panic(fmt.Sprintf("internal error: the default of %s: %v", v.Name, err))
			}
		}
	}
	flags := c.flagSet()
	if err := flags.Parse(words); err != nil {
		return c, c.explained(err)
	}
	args := flags.Args()
	if len(c.Commands) > 0 {
		return c.below(args)
	}
	return c, c.arguments(args)
}

// below has a command below c read what follows its name.
func (c *Command) below(args []string) (*Command, error) {
	if len(args) == 0 {
		return c, errors.New("a command is missing")
	}
	below := c.Command(args[0])
	if below == nil {
		return c, &UnknownError{args[0]}
	}
	return below.Parse(args[1:])
}

// flagSet is what reads the flags.
func (c *Command) flagSet() *pflag.FlagSet {
	flags := pflag.NewFlagSet(c.Name, pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	last := len(c.Args) - 1
	flags.SetInterspersed(len(c.Commands) == 0 && (last < 0 || !c.Args[last].Passthrough))
	for _, v := range c.Flags {
		f := flags.VarPF(flagValue{v}, v.Name, v.Short, v.Help)
		switch {
		case v.Switch:
			f.NoOptDefVal = "true"
		case v.Bare:
			f.NoOptDefVal = notGiven
		}
	}
	return flags
}

// notGiven stands for the value of a Bare flag that has none.
const notGiven = "\x00"

// explained says what is wrong with a flag.
func (c *Command) explained(err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return ErrHelp
	}
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if letters := unknown.GetSpecifiedShortnames(); letters != "" {
			name = "-" + letters
		}
		return fmt.Errorf("unknown flag %s%s", name, c.nearFlag(name))
	case errors.As(err, &bare):
		return fmt.Errorf("--%s needs a value: --%s=%s", bare.GetFlag().Name, bare.GetFlag().Name, bare.GetFlag().Value.(flagValue).v.shown())
	case errors.As(err, &wrong):
		return wrong.Unwrap()
	}
	return err
}

// nearFlag is what may have been meant by a flag that does not exist.
func (c *Command) nearFlag(name string) string {
	var names []string
	for _, v := range c.Flags {
		names = append(names, v.Name)
	}
	if near := diag.Nearest(strings.TrimLeft(name, "-"), names); near != "" {
		return fmt.Sprintf("; did you mean `--%s`?", near)
	}
	return ""
}

// arguments reads the words that are not flags.
func (c *Command) arguments(words []string) error {
	for i, v := range c.Args {
		switch {
		case len(words) == 0:
			if v.Required {
				return fmt.Errorf("expected %q", v.usage())
			}
		case v.Repeated && i == len(c.Args)-1:
			for _, w := range words {
				if err := v.set(w); err != nil {
					return v.told(err)
				}
			}
			words = nil
		default:
			if err := v.set(words[0]); err != nil {
				return v.told(err)
			}
			words = words[1:]
		}
	}
	if len(words) > 0 {
		return fmt.Errorf("unexpected argument %s", words[0])
	}
	return nil
}

// flagValue is a flag for pflag.
type flagValue struct{ v *Value }

// String is not used.
func (f flagValue) String() string { return "" }

// Type is not used.
func (f flagValue) Type() string { return "value" }

// Set gives the flag a value.
func (f flagValue) Set(text string) error {
	v := f.v
	if bare, ok := v.target.Addr().Interface().(Bare); ok {
		given := text != notGiven
		if !given {
			text = ""
		}
		return v.told(bare.Give(text, given))
	}
	if v.Repeated && v.Sep != "" {
		for part := range strings.SplitSeq(text, v.Sep) {
			if err := v.set(part); err != nil {
				return v.told(err)
			}
		}
		return nil
	}
	return v.told(v.set(text))
}

// told is an error with the name of what it is about before it.
func (v *Value) told(err error) error {
	if err == nil {
		return nil
	}
	if choice := choiceError(nil); errors.As(err, &choice) {
		return fmt.Errorf("%s %w", v.title(), err)
	}
	return fmt.Errorf("%s: %w", v.title(), err)
}

// title is how people name a flag or an argument.
func (v *Value) title() string {
	if v.Flag {
		return "--" + v.Name
	}
	return "<" + v.Name + ">"
}

// A choiceError is the error of a value that is not among those of an enum.
type choiceError []string

// Error says what it must be; the last string is what it was.
func (e choiceError) Error() string {
	last := len(e) - 1
	return fmt.Sprintf(`must be one of "%s" but got "%s"`, strings.Join(e[:last], `","`), e[last])
}

// set gives the field the value that a text stands for, or one more.
func (v *Value) set(text string) error {
	if v.Enum != nil && !slices.Contains(v.Enum, text) {
		return choiceError(append(slices.Clone(v.Enum), text))
	}
	target := v.target
	if v.Repeated {
		element := reflect.New(target.Type().Elem()).Elem()
		if err := assign(element, text); err != nil {
			return err
		}
		target.Set(reflect.Append(target, element))
		return nil
	}
	return assign(target, text)
}

// assign gives a field the value that a text stands for.
func assign(target reflect.Value, text string) error {
	if own, ok := target.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return own.UnmarshalText([]byte(text))
	}
	switch target.Kind() {
	case reflect.Pointer:
		value := reflect.New(target.Type().Elem())
		if err := assign(value.Elem(), text); err != nil {
			return err
		}
		target.Set(value)
	case reflect.String:
		target.SetString(text)
	case reflect.Bool:
		on, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("expected true or false, and got `%s`", text)
		}
		target.SetBool(on)
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, target.Type().Bits())
		if err != nil {
			return fmt.Errorf("expected a whole number, and got `%s`", text)
		}
		target.SetInt(n)
	case reflect.Uint32, reflect.Uint64:
		n, err := strconv.ParseUint(text, 10, target.Type().Bits())
		if err != nil {
			return fmt.Errorf("expected a whole number from 0 to %d, and got `%s`", ^uint64(0)>>(64-target.Type().Bits()), text)
		}
		target.SetUint(n)
	default:
		panic("internal error: a flag of type " + target.Type().String())
	}
	return nil
}
