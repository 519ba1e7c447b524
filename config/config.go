// Package config is the only reader of files and of the environment: the
// profiles of bylaws that come with the program, bylaws of a body's own, and
// the configuration of the service.
//
// It finds every fault at once, each with its place and a reason that bot/lang
// has words for, and shows no secret. Begin at Load, or at Profile and
// ReadBylaws for the rules alone.
package config

import (
	"net/url"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"assenso/governance"
)

// Config is the configuration of the service.
type Config struct {
	// Store is the file of the embedded journal, or an address of Redis, which
	// may hold a password: redis://user:password@host:6379/0.
	Store    string `yaml:"store" env:"STORE"`
	Archive  string `yaml:"archive" env:"ARCHIVE"` // folder of sealed meetings
	Log      string `yaml:"log" env:"LOG"`         // debug, info, warn or error
	Language string `yaml:"language" env:"LANG"`   // where neither body nor account says another
	TimeZone string `yaml:"time_zone" env:"TIME_ZONE"`
	// Admins are the accounts that may found bodies: "telegram:123456".
	Admins []string `yaml:"admins" env:"ADMINS"`

	Discord  Platform `yaml:"discord" envPrefix:"DISCORD_"`
	Telegram Platform `yaml:"telegram" envPrefix:"TELEGRAM_"`

	// Body is a body to found at the first start; nil where bodies are
	// founded in the chat.
	Body *Body `yaml:"body"`
}

// Platform is the access to a chat service.
type Platform struct {
	Token     Secret `yaml:"token" env:"TOKEN"`
	TokenFile string `yaml:"token_file" env:"TOKEN_FILE"` // instead of Token; read by Load
}

// Body is a collegiate body as the configuration founds it.
type Body struct {
	ID      governance.BodyID   `yaml:"id"`
	Name    string              `yaml:"name"`
	Kind    governance.BodyKind `yaml:"kind"`
	Profile string              `yaml:"profile"` // of those that come with the program, or a file
	Roster  string              `yaml:"roster"`  // a list of members, read by Load

	Bylaws governance.Bylaws `yaml:"-"` // what Profile says
	List   []byte            `yaml:"-"` // what stands in Roster, for governance/roster to judge
}

// Secret is a text that shows itself to nobody: printed, logged or encoded it
// is an ellipsis.
type Secret string

// Reveal is the text.
func (s Secret) Reveal() string { return string(s) }

func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "…"
}

// GoString hides it from %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalText hides it from JSON, YAML and logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// The values of what a configuration leaves out.
const (
	defaultStore    = "assenso.db"
	defaultArchive  = "archive"
	defaultLog      = "info"
	defaultLanguage = "it"
	defaultZone     = "Europe/Rome"
)

var (
	logLevels = []string{"debug", "info", "warn", "error"}
	languages = []string{"en", "it"}
	bodyKinds = []string{
		string(governance.TeachersBoard), string(governance.Council), string(governance.Assembly), string(governance.OtherBody),
	}
)

const (
	mostToken  = 4 << 10
	mostRoster = 8 << 20
)

// Load reads a configuration: the file, and over it the variables of the
// environment, as os.Environ has them, that begin with ASSENSO_. An empty path
// is no file. Paths in the file are relative to its folder. It returns a
// configuration, or faults.
func Load(path string, environ []string) (Config, []Fault) {
	d := &document{places: make(map[string]place)}
	if path != "" {
		d = open(path)
	}
	c := Config{
		Store: defaultStore, Archive: defaultArchive, Log: defaultLog, Language: defaultLanguage, TimeZone: defaultZone,
	}
	if d.root != nil {
		d.decode(d.root, reflect.ValueOf(&c).Elem(), "")
	}
	c.besides(filepath.Dir(path))
	d.environment(&c, environ)
	d.service(&c)
	if len(d.faults) > 0 {
		return Config{}, sorted(d.faults, path)
	}
	return c, nil
}

// besides makes the paths of a file relative to its folder.
func (c *Config) besides(dir string) {
	paths := []*string{&c.Store, &c.Archive, &c.Discord.TokenFile, &c.Telegram.TokenFile}
	if c.Body != nil {
		paths = append(paths, &c.Body.Roster)
		if isFile(c.Body.Profile) {
			paths = append(paths, &c.Body.Profile)
		}
	}
	for _, p := range paths {
		if *p != "" && !filepath.IsAbs(*p) && !isRedis(*p) {
			*p = filepath.Join(dir, *p)
		}
	}
}

func isRedis(store string) bool {
	return strings.HasPrefix(store, "redis:") || strings.HasPrefix(store, "rediss:")
}

// isAddress reports whether an address of Redis names a host. The rest of it
// is the store's to judge.
func isAddress(store string) bool {
	u, err := url.Parse(store)
	return err == nil && u.Hostname() != ""
}

// isFile tells a file of bylaws from the name of a profile.
func isFile(profile string) bool {
	return strings.ContainsAny(profile, `/\`) || strings.HasSuffix(profile, ".yaml") || strings.HasSuffix(profile, ".yml")
}

// service judges a configuration and reads the files it names.
func (d *document) service(c *Config) {
	d.need("store", c.Store == "")
	d.need("archive", c.Archive == "")
	if isRedis(c.Store) && !isAddress(c.Store) {
		d.fail(d.at("store"), BadRedis, "field", "store")
	}
	d.oneOf("log", c.Log, logLevels)
	d.oneOf("language", c.Language, languages)
	d.zone("time_zone", c.TimeZone)
	for i, a := range c.Admins {
		field := item("admins", i)
		if !isAccount(a) && !d.faulty(field) {
			d.fail(d.at(field), BadAccount, "field", field, "value", a)
		}
	}
	d.platform("discord", &c.Discord)
	d.platform("telegram", &c.Telegram)
	if c.Body != nil {
		d.body(c.Body)
	}
}

// isAccount reports whether a text names an account: "telegram:123456".
func isAccount(s string) bool {
	platform, id, ok := strings.Cut(s, ":")
	return ok && platform != "" && id != "" && len(s) <= 128 && !strings.ContainsAny(s, " \t\n,;\"")
}

// platform reads a token and reports a platform that this version cannot speak
// to: better a no than a bot that keeps quiet.
func (d *document) platform(name string, p *Platform) {
	token, file := name+".token", name+".token_file"
	switch {
	case p.Token == "" && p.TokenFile == "":
		return
	case p.Token != "" && p.TokenFile != "":
		d.fail(d.at(file), TokenTwice, "platform", name)
		return
	}
	at := d.at(token)
	if p.TokenFile != "" {
		at = d.at(file)
		p.Token = Secret(strings.TrimSpace(string(d.read(file, p.TokenFile, mostToken))))
	}
	d.fail(at, PlatformLater, "platform", name)
}

// read reads a file that a field names.
func (d *document) read(field, path string, most int) []byte {
	data, f := slurp(path, most)
	if f == nil && len(data) == 0 {
		f = &Fault{Why: FileEmpty, Args: args([]any{"path", path})}
	}
	if f != nil {
		d.fail(d.at(field), f.Why, pairs(f.Args)...)
	}
	return data
}

func (d *document) body(b *Body) {
	d.need("body.name", strings.TrimSpace(b.Name) == "")
	d.need("body.id", b.ID == "")
	if b.ID != "" && !plainID(string(b.ID)) {
		d.fail(d.at("body.id"), BadID, "field", "body.id", "value", string(b.ID))
	}
	if b.Kind == governance.TenderCommittee {
		d.fail(d.at("body.kind"), TenderBody)
	} else {
		d.oneOf("body.kind", string(b.Kind), bodyKinds)
	}
	d.need("body.profile", b.Profile == "")
	d.profile(b)
	if b.Roster != "" {
		b.List = d.read("body.roster", b.Roster, mostRoster)
	}
}

// profile finds the bylaws of a body; those of a file bring their own faults.
func (d *document) profile(b *Body) {
	all := Profiles()
	switch {
	case b.Profile == "":
	case isFile(b.Profile):
		own := open(b.Profile)
		if own.root == nil && len(own.faults) == 1 && own.faults[0].Line == 0 {
			d.fail(d.at("body.profile"), own.faults[0].Why, pairs(own.faults[0].Args)...)
			return
		}
		var faults []Fault
		b.Bylaws, faults = own.ownBylaws()
		d.faults = append(d.faults, faults...)
	case d.oneOfProfiles("body.profile", b.Profile, all):
		b.Bylaws, _ = Profile(b.Profile) // it is one of them
	}
}

// oneOfProfiles reports a name that is no profile of the program.
func (d *document) oneOfProfiles(field, name string, all []string) bool {
	if slices.Contains(all, name) {
		return true
	}
	d.fail(d.at(field), UnknownProfile, "field", field, "value", name, "choices", all, "nearest", nearest(name, all))
	return false
}

// plainID reports whether a body's id can stand in a stream's name.
func plainID(id string) bool {
	for i, c := range []byte(id) {
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case i > 0 && i < len(id)-1 && (c == '-' || c == '_' || c == '.'):
		default:
			return false
		}
	}
	return id != "" && len(id) <= 32
}
