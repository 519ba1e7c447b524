package redis

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// What an address leaves out.
const (
	defaultPrefix = "assenso"
	defaultLease  = 5 * time.Second
	leastLease    = 100 * time.Millisecond
	mostLease     = time.Minute
)

// Address says where a store is.
type Address struct {
	Prefix string        // of all keys
	Lease  time.Duration // how long a process that died keeps others waiting

	shown   string
	single  *redis.Options
	cluster *redis.ClusterOptions
}

// AddressError says why a text is no address. It never shows the password.
type AddressError struct{ Why string }

func (e *AddressError) Error() string { return "not an address of Redis: " + e.Why }

// ParseAddress reads
//
//	redis://USER:PASSWORD@HOST:PORT/DATABASE
//	rediss://…                          the same over TLS
//	redis://HOST:PORT?addr=HOST:PORT    a cluster, of which some nodes are named
//
// To each may be added, after ? or &, prefix=TEXT: what all keys begin with
// (assenso), so that two installations can share a server; lease=DURATION: how
// long a process that died keeps another waiting (5s); and the options of the
// client, such as read_timeout. The error is an *AddressError.
func ParseAddress(text string) (Address, error) {
	u, err := url.Parse(text)
	if err != nil {
		var why *url.Error
		if errors.As(err, &why) {
			err = why.Err // the whole would show the password
		}
		return Address{}, &AddressError{err.Error()}
	}
	if u.Scheme != "redis" && u.Scheme != "rediss" || u.Hostname() == "" {
		return Address{}, &AddressError{"it begins with redis:// or rediss:// and names a host"}
	}
	a := Address{Prefix: defaultPrefix, Lease: defaultLease, shown: shown(*u)}
	q := u.Query()
	if q.Has("prefix") {
		a.Prefix = q.Get("prefix")
	}
	if a.Prefix == "" || strings.ContainsAny(a.Prefix, "{} \t\r\n") {
		return Address{}, &AddressError{"prefix is empty, or has braces or spaces"}
	}
	if q.Has("lease") {
		if a.Lease, err = time.ParseDuration(q.Get("lease")); err != nil || a.Lease < leastLease || a.Lease > mostLease {
			return Address{}, &AddressError{"lease is not a duration from 100ms to 1m"}
		}
	}
	q.Del("prefix")
	q.Del("lease")
	u.RawQuery = q.Encode()
	if err := a.options(u, q.Has("addr")); err != nil {
		return Address{}, &AddressError{err.Error()}
	}
	return a, nil
}

// options makes those of the client. It must not repeat a command by itself,
// and must obey the deadlines of contexts.
func (a *Address) options(u *url.URL, cluster bool) (err error) {
	quiet := &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	if cluster {
		if a.cluster, err = redis.ParseClusterURL(u.String()); err == nil {
			a.cluster.ContextTimeoutEnabled = true
			a.cluster.MaxRetries, a.cluster.DialerRetries = -1, 1
			a.cluster.DisableRoutingPolicies = true
			a.cluster.MaintNotificationsConfig = quiet
		}
		return err
	}
	if a.single, err = redis.ParseURL(u.String()); err == nil {
		a.single.ContextTimeoutEnabled = true
		a.single.MaxRetries, a.single.DialerRetries = -1, 1
		a.single.MaintNotificationsConfig = quiet
	}
	return err
}

func (a *Address) client() redis.UniversalClient {
	if a.cluster != nil {
		return redis.NewClusterClient(a.cluster)
	}
	return redis.NewClient(a.single)
}

// String is the address without its password.
func (a Address) String() string { return a.shown }

func shown(u url.URL) string {
	u.User, u.RawQuery = nil, ""
	return u.String()
}
