package config

import (
	"embed"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"assenso/governance"
)

//go:embed profiles/*.yaml
var profiles embed.FS

// Profiles lists the bylaws that come with the program, sorted.
func Profiles() []string {
	entries, err := profiles.ReadDir("profiles")
	if err != nil {
		panic("config: profiles are not embedded: " + err.Error())
	}
	list := make([]string, len(entries))
	for i, e := range entries {
		list[i] = strings.TrimSuffix(e.Name(), ".yaml")
	}
	return list
}

// UnknownProfileError says that no profile has that name: show the names.
type UnknownProfileError struct {
	Name    string
	Names   []string
	Nearest string // what was probably meant; may be empty
}

func (e *UnknownProfileError) Error() string {
	return fmt.Sprintf("no profile %q: there are %s", e.Name, strings.Join(e.Names, ", "))
}

// Profile returns bylaws that come with the program, or an
// *UnknownProfileError.
func Profile(name string) (governance.Bylaws, error) {
	all := Profiles()
	if !slices.Contains(all, name) {
		return governance.Bylaws{}, &UnknownProfileError{Name: name, Names: all, Nearest: nearest(name, all)}
	}
	file := path.Join("profiles", name+".yaml")
	data, err := profiles.ReadFile(file)
	if err != nil {
		return governance.Bylaws{}, fmt.Errorf("read profile %s: %w", name, err)
	}
	d := &document{file: file, places: make(map[string]place)}
	d.parse(data)
	var own ownBylaws
	d.bylaws(&own)
	if len(d.faults) > 0 {
		return governance.Bylaws{}, fmt.Errorf("profile %s: %w", name, d.faults[0])
	}
	return own.Bylaws, nil
}

// ownBylaws are bylaws as a file has them.
type ownBylaws struct {
	Extends           string `yaml:"extends"`
	governance.Bylaws `yaml:",inline"`
	// What the law admits and this version does not hold: proxies a member may
	// carry, and votes a member may have.
	Proxies int `yaml:"proxies"`
	Votes   int `yaml:"votes"`
}

// ReadBylaws reads the bylaws of a body from a file. It may say
// "extends: istituto-2020" and only what differs: every quorum, the majority,
// silence and the rule of a matter are then replaced as a whole, everything
// else field by field. It returns bylaws, or faults.
func ReadBylaws(file string) (governance.Bylaws, []Fault) {
	d := open(file)
	return d.ownBylaws()
}

func (d *document) ownBylaws() (governance.Bylaws, []Fault) {
	if d.root == nil {
		if len(d.faults) == 0 {
			d.fail(place{file: d.file}, FileEmpty, "path", d.file)
		}
		return governance.Bylaws{}, d.faults
	}
	var own ownBylaws
	own.Bylaws = d.extended()
	d.whole = map[string]bool{
		"quorum": true, "second_call": true, "majority": true, "compare": true, "silence": true,
		"matters.statute": true, "matters.dissolution": true, "matters.accounts": true, "matters.liability": true,
	}
	d.bylaws(&own)
	if own.Extends != "" {
		d.differs(own.Bylaws)
	}
	if slices.Contains(Profiles(), own.Profile) && d.has("profile") {
		d.fail(d.at("profile"), ProfileTaken, "value", own.Profile)
	}
	if len(d.faults) > 0 {
		return governance.Bylaws{}, sorted(d.faults, d.file)
	}
	return own.Bylaws, nil
}

// bylaws decodes and judges.
func (d *document) bylaws(own *ownBylaws) {
	if d.root == nil {
		return
	}
	d.decode(d.root, reflect.ValueOf(own).Elem(), "")
	d.judge(own.Bylaws)
	d.later("proxies", own.Proxies > 0)
	d.later("votes", own.Votes > 1)
}

// extended finds the profile that a file extends, before the file is read: the
// zero bylaws where it extends none.
func (d *document) extended() governance.Bylaws {
	peek := &document{file: d.file, lines: d.lines, places: make(map[string]place)}
	var own ownBylaws
	peek.decode(d.root, reflect.ValueOf(&own).Elem(), "")
	if !peek.has("extends") {
		return governance.Bylaws{}
	}
	d.places["extends"] = peek.at("extends")
	base := own.Extends
	if all := Profiles(); !d.oneOfProfiles("extends", base, all) {
		base = all[0] // so that what it leaves out is not told as missing
	}
	b, _ := Profile(base) // it is one of them
	return b
}

// differs checks that bylaws made of others are the body's own: they have a
// name, a revision and sources, which the minutes quote (A15), and do not live
// on somebody else's grant of silence (B04).
func (d *document) differs(own governance.Bylaws) {
	for _, field := range []string{"profile", "revision", "sources"} {
		if !d.has(field) {
			d.fail(d.at("extends"), Missing, "field", field)
		}
	}
	if own.Silence.Granted && !(d.has("silence.article") && d.has("silence.date")) && !d.faulty("silence") {
		at := d.at("extends")
		if d.has("silence") {
			at = d.at("silence")
		}
		d.fail(at, SilenceUnfounded, "field", "silence")
	}
}
