package present_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assenso/bot/document"
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/minutes"
	"assenso/governance/roster"
)

// The extract of a resolution, with names and without: read it aloud.
func TestAnExtractInWords(t *testing.T) {
	m := compiled(t, "board")
	m.Foot.Head = &minutes.Head{Seq: 157, Hash: strings.Repeat("0c5e", 16)}
	for _, l := range []string{"it", "en"} {
		for _, names := range []bool{false, true} {
			name := map[bool]string{false: "extract.", true: "extract-names."}[names] + l
			t.Run(name, func(t *testing.T) {
				doc, ok := present.Extract(m, resolvedIn(t, &m), names, minutesSpeaker(t, l))
				if !ok {
					t.Fatal("no resolution of that round")
				}
				var md bytes.Buffer
				if err := document.WriteMarkdown(&md, doc); err != nil {
					t.Fatal(err)
				}
				minutesGolden(t, name+".md", md.Bytes())
			})
		}
	}
	if _, ok := present.Extract(m, meeting.Round{On: "99", N: 1}, false, minutesSpeaker(t, "it")); ok {
		t.Error("an extract of what was never decided")
	}
}

// resolvedIn is the round of a resolution that had voices against.
func resolvedIn(t *testing.T, m *minutes.Minutes) meeting.Round {
	t.Helper()
	for _, s := range m.Text.Sections {
		for _, a := range s.Acts {
			if b := a.Ballot; b != nil && b.Resolution != nil && len(b.Result.Against) > 0 {
				return b.Round
			}
		}
	}
	t.Fatal("no resolution was contested")
	return meeting.Round{}
}

// Without names nobody is named but who directs the meeting and signs.
func TestAnExtractWithoutNamesNamesNoVoter(t *testing.T) {
	m := compiled(t, "board")
	doc, _ := present.Extract(m, resolvedIn(t, &m), false, minutesSpeaker(t, "it"))
	var text bytes.Buffer
	if err := document.WriteText(&text, doc, 80); err != nil {
		t.Fatal(err)
	}
	for _, p := range m.Text.Members {
		office := false
		for _, o := range m.Text.Officers {
			office = office || o.Member == p.ID
		}
		if !office && p.Name != "" && strings.Contains(text.String(), p.Name) {
			t.Errorf("%s is named", p.Name)
		}
	}
}

func registered() *roster.State {
	s := new(roster.State)
	seq := uint64(0)
	add := func(e roster.Event) {
		seq++
		s.Apply(governance.Recorded[roster.Event]{Seq: seq, Event: e})
	}
	add(roster.Founded{Body: "collegio", Called: "Collegio dei docenti", Kind: governance.TeachersBoard, Bylaws: istituto()})
	add(roster.NumbersStarted{Year: "2026-27", Resolutions: 12, Meetings: 2})
	add(roster.MeetingNumbered{Meeting: "collegio-2026-11-24", Number: 3, Year: "2026-27"})
	at := time.Date(2026, 11, 24, 15, 44, 0, 0, time.UTC)
	add(roster.ResolutionRegistered{Meeting: "collegio-2026-11-24", Round: "2/1", Number: 13, Year: "2026-27",
		At: at, Title: `=SOMMA(A1), "gite"; e altro`, Votes: roster.Votes{Favour: 97, Against: 21, Abstained: 3}})
	add(roster.ResolutionRegistered{Meeting: "collegio-2026-11-24", Round: "3/1", Number: 15, Year: "2026-27"})
	return s
}

func TestTheRegisterInWords(t *testing.T) {
	sp := minutesSpeaker(t, "it")
	want := strings.Join([]string{
		"📚 Collegio dei docenti, delibere del 2026-27",
		"Fino al n. 12: sul registro precedente.",
		`n. 13, martedì 24 novembre: =SOMMA(A1), "gite"; e altro (favorevoli 97, contrari 21, astenuti 3)`,
		"n. 15",
		"⚠️ Numeri che mancano: 14. La segreteria verifichi.",
		"La prossima avrà il n. 16.",
	}, "\n")
	if d := cmp.Diff(want, sp.Page(present.Register(registered(), "2026-27")).Plain()); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if got := sp.Plain(present.Register(registered(), "2025-26")[0]); !strings.Contains(got, "non c'è nessuna") {
		t.Errorf("an empty year: %s", got)
	}
}

func TestTheRegisterAsATable(t *testing.T) {
	for l, want := range map[string]string{
		"it": "\uFEFFanno;numero;data;ora;oggetto;esito;favorevoli;contrari;astenuti;seduta;votazione\n" +
			"2026-27;13;2026-11-24;16:44;\"'=SOMMA(A1), \"\"gite\"\"; e altro\";approvata;97;21;3;3/2026-27;2/1\n" +
			"2026-27;15;;;;approvata;;;;3/2026-27;3/1\n",
		"en": "\uFEFFyear,number,date,time,subject,outcome,in favour,against,abstaining,meeting,ballot\n" +
			"2026-27,13,2026-11-24,16:44,\"'=SOMMA(A1), \"\"gite\"\"; e altro\",adopted,97,21,3,3/2026-27,2/1\n" +
			"2026-27,15,,,,adopted,,,,3/2026-27,3/1\n",
	} {
		if d := cmp.Diff(want, string(present.RegisterTable(registered(), "", minutesSpeaker(t, l)))); d != "" {
			t.Errorf("%s (-want +got)\n%s", l, d)
		}
	}
}
