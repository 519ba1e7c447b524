package minutes_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
	"assenso/governance/minutes/minutestest"
)

var rewrite = flag.Bool("rewrite", false, "write testdata and docs anew")

// boardHash is the fingerprint of the text of testdata/board.journal. Were it
// to change, signatures on minutes already signed would no longer name their
// text.
const boardHash = "4a20dd9377c2c765933b123a378abc98ccf6ac9360751bb625b5ebaa1dedbecf"

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *rewrite {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got; -rewrite if every line is meant):\n%s", path, d)
	}
}

func encoded(t *testing.T, m minutes.Minutes) []byte {
	t.Helper()
	b, err := minutes.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestGoldenMinutes(t *testing.T) {
	for name := range frozen {
		t.Run(name, func(t *testing.T) {
			golden(t, filepath.Join("testdata", name+".json"), encoded(t, minutes.Compile(thawed(t, name))))
		})
	}
}

func TestTheFingerprintOfATextIsForEver(t *testing.T) {
	m := minutes.Compile(thawed(t, "board"))
	if got := m.Text.Hash(); got != boardHash {
		t.Errorf("fingerprint %s, want %s", got, boardHash)
	}
	if m.Foot.Hash != boardHash || m.Foot.Recompiled != "" {
		t.Errorf("the foot names %s, recompiled %q", m.Foot.Hash, m.Foot.Recompiled)
	}
}

// Whoever holds the exported JSON finds the same fingerprint in it.
func TestTheFingerprintSurvivesExport(t *testing.T) {
	back, err := minutes.Decode(encoded(t, minutes.Compile(thawed(t, "board"))))
	if err != nil {
		t.Fatal(err)
	}
	if got := back.Text.Hash(); got != boardHash {
		t.Errorf("fingerprint %s, want %s", got, boardHash)
	}
}

func TestTheTextDoesNotDependOnLaterEntries(t *testing.T) {
	records := minutestest.Board(t)
	whole := minutes.Compile(records)
	drafted := false
	for n := range records {
		m := minutes.Compile(records[:n+1])
		if _, ok := records[n].Event.(meeting.MinutesDrafted); ok {
			drafted = true
		}
		if !drafted {
			continue
		}
		if d := cmp.Diff(whole.Text, m.Text); d != "" {
			t.Fatalf("after entry %d (-whole +so far):\n%s", n+1, d)
		}
	}
	if !drafted {
		t.Fatal("the meeting never drafted its minutes")
	}
}

// Reading the journal back is what a restart does: times come in UTC, private
// values beside the others.
func TestAReplayedJournalGivesTheSameMinutes(t *testing.T) {
	records := minutestest.Board(t)
	want := encoded(t, minutes.Compile(records))
	if got := encoded(t, minutes.Compile(replayed(t, records, nil))); !bytes.Equal(want, got) {
		t.Errorf("replayed (-want +got):\n%s", cmp.Diff(string(want), string(got)))
	}
}

// replayed writes entries as a journal does and reads them back, without the
// private values of the erased.
func replayed(t *testing.T, records []minutes.Recorded, erased []uint64) []minutes.Recorded {
	t.Helper()
	codec := meeting.NewCodec()
	gone := make(map[uint64]bool)
	for _, seq := range erased {
		gone[seq] = true
	}
	var back []minutes.Recorded
	for _, r := range records {
		data, private, err := codec.Encode(r.Event)
		if err != nil {
			t.Fatal(err)
		}
		if gone[r.Seq] {
			private = nil
		}
		if r.Event, err = codec.Decode(r.Event.Name(), data, private); err != nil {
			t.Fatal(err)
		}
		r.At, r.Said = r.At.UTC(), r.Said.UTC()
		back = append(back, r)
	}
	return back
}

func TestNoOrderIsLeftToChance(t *testing.T) {
	records := minutestest.Board(t)
	want := encoded(t, minutes.Compile(records))
	for range 20 {
		if got := encoded(t, minutes.Compile(records)); !bytes.Equal(want, got) {
			t.Fatal(cmp.Diff(string(want), string(got)))
		}
	}
}

// Minutes are shown at every moment of a meeting, before its opening too.
func TestEveryBeginningOfAJournalHasMinutes(t *testing.T) {
	for _, records := range [][]minutes.Recorded{
		minutestest.Board(t), minutestest.Unapproved(t, true), minutestest.Unapproved(t, false),
	} {
		for n := range len(records) + 1 {
			m := minutes.Compile(records[:n])
			back, err := minutes.Decode(encoded(t, m))
			if err != nil {
				t.Fatalf("after %d entries: %v", n, err)
			}
			if d := cmp.Diff(m, back, cmpopts.EquateEmpty()); d != "" {
				t.Fatalf("after %d entries (-made +read):\n%s", n, d)
			}
		}
	}
}

func TestOnlyTheKnownSchemaIsRead(t *testing.T) {
	b := encoded(t, minutes.Compile(minutestest.Board(t)))
	for _, c := range []struct {
		name, old, new string
		schema         bool
	}{
		{"a later schema is refused", minutes.Schema, "assenso-minutes/2", true},
		{"a document without schema is refused", `"schema": "assenso-minutes/1",`, "", true},
		{"an unknown field is refused", `"upto"`, `"beyond"`, false},
		{"what is no JSON is refused", `"upto":`, `"upto"`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := minutes.Decode([]byte(strings.Replace(string(b), c.old, c.new, 1)))
			if err == nil || errors.Is(err, minutes.ErrSchema) != c.schema {
				t.Errorf("error %v", err)
			}
		})
	}
	if _, err := minutes.Decode(append(b, "{}"...)); err == nil {
		t.Error("something after the document was accepted")
	}
}

func TestASectionStandsWhenItsItemEnds(t *testing.T) {
	records := minutestest.Board(t)
	whole := minutes.Compile(records)
	seen := 0
	for n, r := range records {
		e, ok := r.Event.(meeting.ItemEnded)
		if !ok {
			continue
		}
		seen++
		text := minutes.Draft(records[:n+1])
		got, _ := text.Section(e.N)
		want, _ := whole.Text.Section(e.N)
		if d := cmp.Diff(want, got); d != "" || len(got.Acts) == 0 {
			t.Errorf("item %d (-in the minutes +at its end):\n%s", e.N, d)
		}
	}
	if seen != 4 {
		t.Errorf("%d items ended, want 4", seen)
	}
	if s, ok := whole.Text.Section(6); ok {
		t.Errorf("an item never treated has a section: %v", s)
	}
}

// Two texts may be drafted before one is approved: the second tells what
// happened since the first.
func TestASecondDraftTellsWhatHappenedSinceTheFirst(t *testing.T) {
	m := toTheDraft(t)
	first := m.Draft()
	m.Wait(time.Minute)
	m.Do("bruno", meeting.CheckOut{How: meeting.Exit})
	m.Do("anna", meeting.OpenItem{N: 2})
	m.Do("carlo", meeting.TakeNote{Text: "Si rinvia alla prossima seduta."})
	m.Do("anna", meeting.EndItem{})
	between := minutes.Compile(m.Records())
	if between.Foot.Hash != first || !between.Foot.Stale || between.Foot.Recompiled != "" {
		t.Errorf("between the drafts the foot is %+v", between.Foot)
	}
	if len(between.Text.Sections) != 1 || len(between.Foot.Sections) != 1 || len(between.Foot.Movements) != 1 {
		t.Errorf("between the drafts: text %v, foot %v, %v", between.Text.Sections, between.Foot.Sections, between.Foot.Movements)
	}
	second := m.Draft()
	after := minutes.Compile(m.Records())
	if second == first || after.Foot.Hash != second || after.Foot.Version != 2 || after.Foot.Stale {
		t.Errorf("after the second draft the foot is %+v", after.Foot)
	}
	if len(after.Text.Sections) != 2 || after.Foot.Sections != nil || after.Foot.Movements != nil {
		t.Errorf("after the second draft: text %v, foot %v", after.Text.Sections, after.Foot.Sections)
	}
}

// toTheDraft is a short meeting with one item of two treated.
func toTheDraft(t *testing.T) *minutestest.Meeting {
	t.Helper()
	m := minutestest.Play(t, "2026-11-24")
	m.Convene("2026-11-24", meeting.Point{Title: "Calendario"}, meeting.Point{Title: "Varie ed eventuali"})
	m.Do("carlo", meeting.ConfirmDelivery{All: true, Via: "circolare n. 41"})
	m.Day("2026-11-24")
	m.Clock("16:20")
	m.CheckIn("computer", "anna", "carlo", "bruno", "dora", "elio", "gino", "livia", "mario", "fulvia")
	m.Clock("16:30")
	m.Do("anna", meeting.Open{NextNumber: 1})
	m.Do("carlo", meeting.ConfirmValidity{})
	m.Do("anna", meeting.Appoint{Office: governance.Moderator, Member: "elio"})
	m.Do("anna", meeting.Appoint{Office: governance.Teller, Member: "dora"})
	m.Do("anna", meeting.OpenItem{N: 1})
	m.Do("anna", meeting.Propose{Text: "Si approva il calendario."})
	m.Do("anna", meeting.OpenBallot{})
	m.Ballot(func() {})
	m.Do("anna", meeting.Proclaim{})
	m.Do("anna", meeting.EndItem{})
	return m
}
