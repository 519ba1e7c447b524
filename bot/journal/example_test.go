package journal_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"assenso/bot/journal"
	"assenso/bot/journal/journaltest"
)

// A record is sealed, appended, exported, and verified by somebody who has
// nothing but the exported text.
func Example() {
	ctx := context.Background()
	store := journaltest.NewMemory()
	commits := []journal.Commit{{Cause: "console:message:1", Entries: []journal.Entry{{
		At:   time.Date(2026, 11, 24, 16, 30, 0, 0, time.UTC),
		By:   "anna",
		Name: "meeting-opened",
		Data: json.RawMessage(`{"quorum":12}`),
	}}}}
	journal.Seal("meeting:a", journal.Head{}, commits)
	if _, err := store.Append(ctx, "meeting:a", journal.Head{}, commits); err != nil {
		fmt.Println(err)
		return
	}
	var exported bytes.Buffer
	if err := journal.WriteLines(&exported, "meeting:a", store.Read(ctx, "meeting:a", 0)); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(exported.String())

	stream, entries, err := journal.ReadLines(&exported)
	if err != nil {
		fmt.Println(err)
		return
	}
	head, err := journal.Verify(stream, entries)
	fmt.Println(stream, head.Seq, err)
	// Output:
	// {"format":"assenso-journal/1","stream":"meeting:a"}
	// {"seq":1,"at":"2026-11-24T16:30:00Z","by":"anna","cause":"console:message:1","name":"meeting-opened","data":{"quorum":12},"hash":"3752c5fddc1e196a668e31e9172811394b1f42563645e78a24134264205844be"}
	// meeting:a 1 <nil>
}
