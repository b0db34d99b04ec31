// Package cli reads command lines into structs, whose tags say what there is, and prints help about it. pflag reads
// the flags.
//
// A field with the tag `cmd:""` is a command, one with `arg:""` an argument, an embedded struct the flags in it, and
// every other exported field a flag. Their names are those of the fields, in small letters with `-` between words,
// unless `name:"…"` says another. More tags are
//
//	help         what it does, for people
//	hidden       of a command: help does not show it
//	short        of a flag: its name of one letter
//	enum         the values that there are, with commas between
//	default      the value if none is given
//	placeholder  of a flag: what help shows for the value
//	sep          of a flag: several values may stand in one word, with this between
//	optional     of an argument: it may be left out
//	passthrough  of the last argument: flags behind the first word that is none belong to it
//
// Fields may be of type bool, string, int, a slice of strings, a pointer to a string or a number, encoding.TextUnmarshaler,
// or Bare.
package cli

import (
	"reflect"
	"strings"
	"unicode"
)

// A Command is a command, or the whole of them.
type Command struct {
	Name     string
	Help     string // a sentence
	Detail   string // what a method Help of its struct gives
	Hidden   bool
	Parent   *Command // nil of the whole
	Commands []*Command
	Args     []*Value
	Flags    []*Value
	Target   any // a pointer to its struct
}

// A Value is a flag or an argument.
type Value struct {
	Name        string
	Short       string // of a flag: one letter, or ""
	Help        string
	Placeholder string
	Enum        []string // what it may be, if not nil
	Default     string
	Sep         string            // of a flag: what stands between several values in one word, "" if one has one value
	Tag         reflect.StructTag // all that the field says
	Flag        bool
	Required    bool // of an argument
	Passthrough bool // of an argument
	Repeated    bool // it can have several values
	Switch      bool // of a flag: it has no value
	Bare        bool // of a flag: its value may be left out, and stands only behind `=`

	target reflect.Value
}

// Bare is a flag whose value may be left out. Give is called with what stands behind `=`, and given is false if
// nothing does.
type Bare interface {
	Give(value string, given bool) error
}

// New reads the commands of a program from the struct that target points to.
func New(target any, name, help string) *Command {
	root := &Command{Name: name, Help: help, Target: target}
	root.read(reflect.ValueOf(target).Elem())
	return root
}

// Path is the names of the command and of those around it.
func (c *Command) Path() string {
	if c.Parent == nil {
		return c.Name
	}
	return c.Parent.Path() + " " + c.Name
}

// Command is the one below c with a name, nil if there is none.
func (c *Command) Command(name string) *Command {
	for _, below := range c.Commands {
		if below.Name == name {
			return below
		}
	}
	return nil
}

// read reads the fields of a struct.
func (c *Command) read(s reflect.Value) {
	for field, value := range s.Fields() {
		tag := field.Tag
		if field.Anonymous {
			c.read(value)
			continue
		}
		name := tag.Get("name")
		if name == "" {
			name = dashed(field.Name)
		}
		if _, command := tag.Lookup("cmd"); command {
			_, hidden := tag.Lookup("hidden")
			below := &Command{Name: name, Help: tag.Get("help"), Hidden: hidden, Parent: c, Target: value.Addr().Interface()}
			if d, ok := below.Target.(interface{ Help() string }); ok {
				below.Detail = d.Help()
			}
			below.read(value)
			c.Commands = append(c.Commands, below)
			continue
		}
		v := newValue(name, tag, value)
		if v.Flag {
			c.Flags = append(c.Flags, v)
		} else {
			c.Args = append(c.Args, v)
		}
	}
}

func newValue(name string, tag reflect.StructTag, target reflect.Value) *Value {
	_, argument := tag.Lookup("arg")
	_, optional := tag.Lookup("optional")
	_, passthrough := tag.Lookup("passthrough")
	v := &Value{
		Name: name, Short: tag.Get("short"), Help: tag.Get("help"), Placeholder: tag.Get("placeholder"), Default: tag.Get("default"),
		Sep: tag.Get("sep"), Tag: tag, Flag: !argument, Required: argument && !optional, Passthrough: passthrough, target: target,
	}
	if enum := tag.Get("enum"); enum != "" {
		v.Enum = strings.Split(enum, ",")
	}
	_, v.Bare = target.Addr().Interface().(Bare)
	v.Repeated = target.Kind() == reflect.Slice
	v.Switch = target.Kind() == reflect.Bool
	if v.Placeholder == "" {
		v.Placeholder = strings.ToUpper(name)
	}
	return v
}

// dashed is the name of a field as people write it: `DryRun` is dry-run, `CPUProfile` is cpu-profile.
func dashed(name string) string {
	var b strings.Builder
	letters := []rune(name)
	for i, r := range letters {
		if i > 0 && unicode.IsUpper(r) && (unicode.IsLower(letters[i-1]) || i+1 < len(letters) && unicode.IsLower(letters[i+1])) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
