package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"assenso/bot/lang"
	"assenso/bot/present"
)

// stateCmd shows how a meeting stands at this moment, from its journal alone.
type stateCmd struct {
	Meeting string `arg:"" help:"${help_meeting}"`
	Last    int    `help:"${help_last}" default:"5"`
}

// Run prints the state, the head of the journal and its last entries. It may
// be asked while a service is writing.
func (c *stateCmd) Run(ctx context.Context, a *app) error {
	r, err := a.openMeeting(ctx, c.Meeting)
	if err != nil {
		return err
	}
	there := a.catalogue.In(a.lang, r.state.Bylaws.Location())
	for _, line := range present.Status(r.state, time.Now()) {
		fmt.Fprintln(a.std.out, there.Plain(line))
	}
	if next, ok := r.state.NextDeadline(); ok {
		fmt.Fprintln(a.std.out, there.Plain(lang.T("cli.state.next", "at", next)))
	}
	a.print("cli.state.head", "store", shownStore(a.location()), "stream", r.stream,
		"entries", len(r.entries), "head", hex.EncodeToString(r.head.Hash[:]))
	for _, e := range r.entries[max(0, len(r.entries)-max(0, c.Last)):] {
		fmt.Fprintln(a.std.out, there.Plain(lang.T("cli.entry", "entry", int(e.Seq), "at", e.At, "name", e.Name, "hash", hex.EncodeToString(e.Hash[:4]))))
	}
	return nil
}
