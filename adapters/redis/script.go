package redis

import (
	"context"
	"crypto/sha1"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"
)

// The scripts. Each says at its beginning what it takes and returns.
var (
	//go:embed append.lua
	appendLua string
	//go:embed page.lua
	pageLua string
	//go:embed seal.lua
	sealLua string
	//go:embed erase.lua
	eraseLua string
	//go:embed lease.lua
	leaseLua string
	//go:embed release.lua
	releaseLua string
)

type script struct{ text, digest string }

func newScript(text string) script {
	sum := sha1.Sum([]byte(text)) // Redis names scripts so
	return script{text, hex.EncodeToString(sum[:])}
}

// call is a script with what it is called with. Arguments are added to args.
type call struct {
	script
	args []any
}

// on begins a call, with room for so many arguments.
func (s script) on(keys []string, room int) *call {
	c := &call{s, make([]any, 0, 3+len(keys)+room)}
	c.args = append(c.args, "evalsha", s.digest, len(keys))
	for _, k := range keys {
		c.args = append(c.args, k)
	}
	return c
}

func (c *call) with(args ...any) *call {
	c.args = append(c.args, args...)
	return c
}

// run sends a call. A server that does not know the script, because it was
// started anew, has done nothing: it is sent the text.
func (c *call) run(ctx context.Context, to redis.UniversalClient) (any, error) {
	answer, err := once(ctx, to, c.args)
	if err != nil && strings.HasPrefix(err.Error(), "NOSCRIPT") {
		c.args[0], c.args[1] = "eval", c.text
		answer, err = once(ctx, to, c.args)
	}
	return answer, plain(ctx, err)
}

// row is run for a script that returns an array.
func (c *call) row(ctx context.Context, to redis.UniversalClient) ([]any, error) {
	answer, err := c.run(ctx, to)
	if err != nil {
		return nil, err
	}
	row, ok := answer.([]any)
	if !ok || len(row) == 0 {
		return nil, fmt.Errorf("script answers %v", answer)
	}
	return row, nil
}

func once(ctx context.Context, to redis.UniversalClient, args []any) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cmd := single{redis.NewCmd(ctx, args...)}
	_ = to.Process(ctx, cmd) // its error is the command's
	return cmd.Result()
}

// single is a command that is never sent twice, also where the client of a
// cluster would try another node.
type single struct{ *redis.Cmd }

// NoRetry is asked by the client.
func (single) NoRetry() bool { return true }
