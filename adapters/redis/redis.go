// Package redis keeps the journal and the memo in Redis: the store of an
// installation whose processes stand by for one another.
//
// It knows keys, scripts and bytes, never what an entry means. Begin at Open,
// or at OpenReadOnly to look at what another process may be writing; Own is
// the lease under which one process writes. docs/redis.md is for who keeps the
// server.
//
// # Keys
//
// All begin with the prefix of the address ("assenso"). What stands in braces
// is the hash tag: keys with the same tag lie on the same node of a cluster,
// and each script touches one tag alone. Whoever can read the server can read
// them all: give it to the bot alone, and to backups as secret as the bodies'
// own papers.
//
//	P:format                    the format of the store, now 1
//	P:{register}:kinds          set: the kinds of streams
//	P:{register}:all:KIND       sorted set, all scores 0: streams
//	P:{register}:open:KIND      likewise: those not sealed
//	P:{STREAM}:head             hash: seq and hash of the last entry; sealed;
//	                            how many causes there are, and whether others
//	                            were before
//	P:{STREAM}:entries          stream: each element is a group of entries that
//	                            were written together, under the id n-0 of the
//	                            last of them; by number of the entry, its line
//	                            as docs/journal.md has it, but for its private
//	                            value and salt
//	P:{STREAM}:private          hash: by number of the entry, salt in base64, a
//	                            space, the private value; empty where erased
//	P:{STREAM}:causes           hash: by cause, the number of its first entry
//	P:{STREAM}:causes-before    likewise, older: at most causesKept each
//	P:{register}:spaces         set: the spaces of the memo
//	P:{memo:SPACE}:keys         sorted set, all scores 0: keys in their order
//	P:{memo:SPACE}:values       hash: their values
//	P:{lease:SHARD}             hash: token and holder; expires
//
// A stream is registered before its first entry is appended: whatever dies
// between the two leaves a name without entries, which nobody is shown.
//
// # Durability
//
// An Append that returned is as safe as Redis was told to make it: with
// appendonly yes and appendfsync always it is on the disk. Judge says what
// weaker settings may lose. The client never repeats a write by itself: a
// repeated success would look like a conflict with ourselves.
//
// # Erasing
//
// Erase empties private values and then has the append-only file rewritten:
// from the end of that, seconds later, the server's files no longer hold the
// bytes. Replicas follow; snapshots and backups made before are out of reach.
package redis

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"assenso/bot/journal"
	"assenso/bot/memo"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
)

// Store is an open connection to a store. It is safe for concurrent use.
type Store struct {
	reading
	append, seal, erase, hold, release script
	lease                              time.Duration
	// spaces are those of the memo that are registered.
	spaces sync.Map
	// files is set while erased bytes may still be in the append-only file.
	files atomic.Bool
}

var (
	_ journal.Journal = (*Store)(nil)
	_ memo.Memo       = (*Store)(nil)
)

// Reader is a store that is only looked at.
type Reader struct{ reading }

// reading is the half of a store that never writes.
type reading struct {
	address Address
	client  redis.UniversalClient
	keys    keys
	page    script
}

// Open connects to the store at an address (see ParseAddress) and marks it as
// ours where it is empty.
//
// *AddressError: the address cannot be one. *FormatError: the store was
// written by a newer program. *RefusedError: the server would lose the record,
// or does not let us write. Any other error: the server does not answer.
func Open(ctx context.Context, address string) (*Store, error) {
	r, err := connect(ctx, address)
	if err != nil {
		return nil, err
	}
	s := &Store{
		reading: *r, lease: r.address.Lease,
		append: newScript(appendLua), seal: newScript(sealLua), erase: newScript(eraseLua),
		hold: newScript(leaseLua), release: newScript(releaseLua),
	}
	if err = s.writable(ctx); err == nil {
		err = s.mark(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", r.address, errors.Join(err, s.Close()))
	}
	return s, nil
}

// OpenReadOnly connects to the store at an address to read it, and changes
// nothing there. Its errors are those of Open; *FormatError also where there
// is no store yet.
func OpenReadOnly(ctx context.Context, address string) (*Reader, error) {
	r, err := connect(ctx, address)
	if err != nil {
		return nil, err
	}
	found, err := r.format(ctx)
	if err == nil && found != known {
		err = &FormatError{Found: found, Known: known}
	}
	if err != nil {
		return nil, fmt.Errorf("open %s to read: %w", r.address, errors.Join(err, r.Close()))
	}
	return &Reader{*r}, nil
}

func connect(ctx context.Context, address string) (*reading, error) {
	a, err := ParseAddress(address)
	if err != nil {
		return nil, err
	}
	// What fails is in the errors; the client's own log would go to a terminal
	// that belongs to the chat.
	logging.Disable()
	r := &reading{address: a, client: a.client(), keys: keys{a.Prefix}, page: newScript(pageLua)}
	if err := r.client.Ping(ctx).Err(); err != nil {
		return nil, fmt.Errorf("reach %s: %w", a, errors.Join(plain(ctx, err), r.Close()))
	}
	return r, nil
}

// Close ends the connections.
func (r *reading) Close() error { return r.client.Close() }

// String is the address, without its password.
func (r *reading) String() string { return r.address.String() }

// plain makes an error of a context out of what the client made of it.
func plain(ctx context.Context, err error) error {
	if over := ctx.Err(); over != nil && err != nil && !errors.Is(err, over) {
		return fmt.Errorf("%w: %w", over, err)
	}
	return err
}
