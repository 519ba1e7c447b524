package config

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/caarlos0/env/v11"
)

// prefix begins the variables that are ours.
const prefix = "ASSENSO_"

// others are variables of ours that the command line reads.
var others = []string{prefix + "CONFIG", prefix + "DATA"}

// environment puts variables over what the file says. An empty one says
// nothing: compose files pass on what is not set as empty.
func (d *document) environment(c *Config, environ []string) {
	known := variables(reflect.TypeFor[Config](), prefix, "")
	set := make(map[string]string)
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		if !strings.HasPrefix(name, prefix) || value == "" || slices.Contains(others, name) {
			continue
		}
		field, ok := known[name]
		if !ok {
			d.fail(place{file: name}, UnknownVariable, "variable", name, "nearest", nearestVariable(name, known))
			continue
		}
		set[name] = value
		d.places[field] = place{file: name}
	}
	if err := env.ParseWithOptions(c, env.Options{Prefix: prefix, Environment: set}); err != nil {
		panic("config: every field of Config takes any text: " + err.Error())
	}
	for i := range c.Admins {
		if _, ok := set[prefix+"ADMINS"]; ok {
			c.Admins[i] = strings.TrimSpace(c.Admins[i])
			d.places[item("admins", i)] = place{file: prefix + "ADMINS"}
		}
	}
	oneToken(&c.Discord, set, prefix+"DISCORD_")
	oneToken(&c.Telegram, set, prefix+"TELEGRAM_")
}

// oneToken lets a token of the environment stand for a file of the
// configuration, and the other way round: they say the same thing twice only
// where they stand side by side.
func oneToken(p *Platform, set map[string]string, prefix string) {
	token, file := set[prefix+"TOKEN"] != "", set[prefix+"TOKEN_FILE"] != ""
	switch {
	case token && !file:
		p.TokenFile = ""
	case file && !token:
		p.Token = ""
	}
}

// variables are the names of the environment, with the fields they set.
func variables(t reflect.Type, prefix, field string) map[string]string {
	known := make(map[string]string)
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		path := name
		if field != "" {
			path = field + "." + name
		}
		if below := f.Tag.Get("envPrefix"); below != "" {
			for variable, of := range variables(f.Type, prefix+below, path) {
				known[variable] = of
			}
		}
		if variable := f.Tag.Get("env"); variable != "" {
			known[prefix+variable] = path
		}
	}
	return known
}

func nearestVariable(name string, known map[string]string) string {
	var all []string
	for v := range known {
		all = append(all, strings.ToLower(v))
	}
	slices.Sort(all)
	return strings.ToUpper(nearest(name, all))
}

// item is the name of an element of a list.
func item(field string, i int) string { return field + "[" + strconv.Itoa(i) + "]" }

// pairs are arguments as fail takes them.
func pairs(args map[string]any) []any {
	var list []any
	for _, k := range sortedKeys(args) {
		list = append(list, k, args[k])
	}
	return list
}
