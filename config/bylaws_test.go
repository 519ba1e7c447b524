package config_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assenso/config"
	"assenso/governance"
)

func TestProfilesSayWhatTheirSourcesSay(t *testing.T) {
	clocks := governance.Clocks{
		Ballot: length(2 * time.Minute), BallotLeast: length(15 * time.Second), BallotMost: length(30 * time.Minute),
		Approval: length(10 * time.Minute), Grace: length(30 * time.Second), SignOfLife: length(30 * time.Minute),
		DeliverIn: length(30 * time.Second), HeardIn: length(time.Minute), MassDrops: length(10 * time.Second),
		NoticeDays: 5, KeepFor: length(8760 * time.Hour), Remind: length(24 * time.Hour),
	}
	digital := []string{
		"D.Lgs. 7 marzo 2005, n. 82 (Codice dell'amministrazione digitale), artt. 4 e 12", "D.Lgs. 13 dicembre 2017, n. 217",
	}
	school := clocks
	school.Dissolve, school.Assurance = length(time.Hour), length(30*time.Minute) // B60
	half := governance.QuorumRule{Kind: governance.AtLeastHalf}
	anyNumber := governance.QuorumRule{Kind: governance.AnyNumber}
	calm := clocks
	calm.NoticeDays = 15
	association := governance.Bylaws{
		Revision: "codice civile, art. 21", TimeZone: "Europe/Rome", YearFrom: time.January,
		Quorum: half, SecondCall: &anyNumber, // Q3
		Majority: governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.TieRejects},
		Matters:  article21(),
		Clocks:   calm, QuorumMargin: 4, MassDrops: 5,
	}
	thirdSector := association
	thirdSector.Revision, thirdSector.MonthsRegistered, thirdSector.Identity = "D.Lgs. 117/2017, art. 24", 3, true
	want := map[string]governance.Bylaws{
		"associazione-cc21": association,
		"ets-art24":         thirdSector,
		"collegio-perfetto": { // Q5
			Revision: "collegio perfetto", TimeZone: "Europe/Rome", YearFrom: time.September, LegalBasis: digital,
			Quorum:   governance.QuorumRule{Kind: governance.Everybody},
			Majority: governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks, EverybodyVotes: true},
			Clocks:   clocks, MassDrops: 5,
		},
		"istituto-2020": {
			Revision: "prot. 1631 del 07/10/2020", TimeZone: "Europe/Rome", YearFrom: time.September, LegalBasis: digital,
			Quorum:   governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true}, // B24
			Compare:  &governance.QuorumRule{Kind: governance.HalfPlusOne},
			Majority: governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks},
			Silence:  governance.SilenceRule{Granted: true, Article: "art. 2 e art. 5 c. 8", Date: "2020-10-07"}, // B04, B30
			Clocks:   school, ChatOfficers: true, DropoutsLowerBase: true, QuorumMargin: 4, MassDrops: 5,         // B35, B38
		},
		"art37": {
			Revision: "D.Lgs. 297/1994, art. 37", TimeZone: "Europe/Rome", YearFrom: time.September, LegalBasis: digital,
			Quorum:   governance.QuorumRule{Kind: governance.HalfPlusOne},
			Majority: governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks},
			Clocks:   clocks, QuorumMargin: 4, MassDrops: 5,
		},
	}
	for _, name := range config.Profiles() {
		got, err := config.Profile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got.Profile != name || got.Title == "" || len(got.Sources) == 0 {
			t.Errorf("%s: profile %q, title %q, sources %q", name, got.Profile, got.Title, got.Sources)
		}
		got.Profile, got.Title, got.Sources = "", "", nil
		if d := cmp.Diff(want[name], got); d != "" {
			t.Errorf("%s: -want +got\n%s", name, d)
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("no profiles %v", want)
	}
}

// article21 is what c.c. art. 21 asks for kinds of item: Q4 with M2, M3, and
// directors who do not vote.
func article21() governance.Matters {
	threeQuarters := governance.Fraction{Num: 3, Den: 4}
	directors := &governance.MatterRule{Article: "art. 21 c. 1 c.c.", BarDirectors: true}
	return governance.Matters{
		Statute: &governance.MatterRule{
			Article:  "art. 21 c. 2 c.c.",
			Quorum:   &governance.QuorumRule{Kind: governance.AtLeast, Fraction: threeQuarters},
			Majority: &governance.MajorityRule{Kind: governance.OfPresent},
		},
		Dissolution: &governance.MatterRule{
			Article:  "art. 21 c. 3 c.c.",
			Majority: &governance.MajorityRule{Kind: governance.OfMembers, Fraction: threeQuarters},
		},
		Accounts: directors, Liability: directors,
	}
}

func length(d time.Duration) governance.Duration { return governance.Duration(d) }

func TestAnUnknownProfileNamesTheNearest(t *testing.T) {
	_, err := config.Profile("instituto-2020")
	want := &config.UnknownProfileError{
		Name: "instituto-2020", Names: []string{"art37", "associazione-cc21", "collegio-perfetto", "ets-art24", "istituto-2020"}, Nearest: "istituto-2020",
	}
	if !reflect.DeepEqual(err, want) {
		t.Errorf("%#v", err)
	}
}

func TestProfilesAreCopies(t *testing.T) {
	one, _ := config.Profile("istituto-2020")
	one.Sources[0], one.Compare.Kind = "", governance.AnyNumber
	two, _ := config.Profile("istituto-2020")
	if two.Sources[0] == "" || two.Compare.Kind != governance.HalfPlusOne {
		t.Error("a profile was changed through a copy of it")
	}
}

// file writes a file of a test and returns its path.
func file(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// said is faults as lines of text: where in the file, what, with which arguments.
// Each carries the arguments that its reason promises.
func said(t testing.TB, faults []config.Fault, dir string) string {
	t.Helper()
	var lines []string
	all := reasons(t)
	for _, f := range faults {
		if got := slices.Sorted(maps.Keys(f.Args)); !slices.Equal(got, all[f.Why]) {
			t.Errorf("%s carries %v, promised %v", f.Why, got, all[f.Why])
		}
		lines = append(lines, strings.ReplaceAll(f.Error(), dir+string(filepath.Separator), ""))
	}
	return strings.Join(lines, "\n")
}

func TestBylawsOfABodysOwn(t *testing.T) {
	own, faults := config.ReadBylaws("bylaws.example.yaml")
	if len(faults) > 0 {
		t.Fatal(said(t, faults, ""))
	}
	want, _ := config.Profile("istituto-2020")
	want.Profile, want.Revision, want.Title = "istituto-fermi", "prot. 402 del 12/09/2026", "Regolamento delle sedute a distanza"
	want.Sources, own.Sources = nil, nil
	want.Quorum = governance.QuorumRule{Kind: governance.HalfPlusOne} // as a whole: justified members stay in the base
	want.Compare = nil
	want.Silence = governance.SilenceRule{Granted: true, Article: "art. 7 c. 2", Date: "2026-09-12"}
	want.Clocks.Ballot = length(3 * time.Minute)
	if d := cmp.Diff(want, own); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestStatuteOfAnAssociation(t *testing.T) {
	own, faults := config.ReadBylaws("statute.example.yaml")
	if len(faults) > 0 {
		t.Fatal(said(t, faults, ""))
	}
	want, _ := config.Profile("associazione-cc21")
	want.Profile, want.Revision, want.Title = "gruppo-sentieri", "statuto del 14/03/2024", "Statuto del Gruppo Sentieri"
	want.Sources, own.Sources = nil, nil
	twoThirds := governance.Fraction{Num: 2, Den: 3}
	want.Matters.Statute = &governance.MatterRule{
		Article: "art. 18 dello statuto", Clause: "art. 18 dello statuto",
		Quorum:     &governance.QuorumRule{Kind: governance.AtLeast, Fraction: twoThirds},
		SecondCall: &governance.QuorumRule{Kind: governance.AtLeastHalf},
		Compare:    &governance.QuorumRule{Kind: governance.AtLeast, Fraction: governance.Fraction{Num: 3, Den: 4}},
		Majority:   &governance.MajorityRule{Kind: governance.SharePres, Fraction: twoThirds},
	}
	want.MonthsRegistered = 1
	if d := cmp.Diff(want, own); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// standing is bylaws without a fault that extend nothing; rows of the test
// below add to them or replace a line.
const standing = `profile: coro
revision: statuto 2026
title: Statuto
sources: [art. 1]
time_zone: Europe/Rome
year_from: 1
quorum: {kind: at-least-half}
majority: {kind: of-votes, tie: rejected}
clocks:
  ballot: 2m
  ballot_least: 15s
  ballot_most: 30m
  approval: 10m
  grace: 30s
  sign_of_life: 30m
  deliver_in: 30s
  heard_in: 60s
  mass_drops: 10s
  notice_days: 8
  keep_for: 8760h
quorum_margin: 4
mass_drops: 5
`

func TestReadBylawsReportsEveryFault(t *testing.T) {
	swap := func(old, now string) string {
		if !strings.Contains(standing, old) {
			t.Fatalf("no %q to replace", old)
		}
		return strings.Replace(standing, old, now, 1)
	}
	const extends = "extends: istituto-2020\nprofile: mio\nrevision: r1\nsources: [art. 1]\n"
	tests := []struct{ name, text, want string }{
		{"nothing wrong", standing, ""},
		{"an empty file", "# nothing\n", "f.yaml: file-empty path=f.yaml"},
		{"no YAML", "quorum: [\n", "f.yaml:1:9: syntax why=sequence end token ']' not found"},
		{"a list", "- a\n", "f.yaml:1:1: want-section field="},
		{"two documents", standing + "---\na: b\n", "f.yaml:24:2: two-documents"},
		{"a name misspelt", swap("majority:", "majorty:"), "f.yaml: missing field=majority.kind\nf.yaml:8:1: unknown-field field=majorty nearest=majority"},
		{"a name nobody meant", standing + "colour: red\n", "f.yaml:23:1: unknown-field field=colour nearest="},
		{"a field twice", standing + "mass_drops: 7\n", "f.yaml:23:1: repeated-field field=mass_drops other=22"},
		{"an anchor", swap("title: Statuto", "title: &t Statuto"), "f.yaml:3:8: no-references field=title"},
		{"a list for a text", swap("title: Statuto", "title: [a]"), "f.yaml:3:8: want-text field=title"},
		{"a text for a list", swap("[art. 1]", "art. 1"), "f.yaml:4:10: want-list field=sources"},
		{"an empty item", swap("[art. 1]", "[~]"), "f.yaml:4:11: want-text field=sources[0]"},
		{"a text for a section", swap("{kind: at-least-half}", "half"), "f.yaml:7:9: want-section field=quorum"},
		{"a word for a number", swap("notice_days: 8", "notice_days: eight"), "f.yaml:19:16: want-number field=clocks.notice_days value=eight"},
		{"half a number", swap("year_from: 1", "year_from: 1.5"), "f.yaml:6:12: want-number field=year_from value=1.5"},
		{"a number in quotes", swap("year_from: 1", `year_from: "1"`), "f.yaml:6:12: want-number field=year_from value=1"},
		{"yes for true", standing + "chat_officers: yes\n", "f.yaml:23:16: want-yes-no field=chat_officers value=yes"},
		{"a number for a length", swap("ballot: 2m", "ballot: 120"), "f.yaml:10:11: want-length field=clocks.ballot value=120"},
		{"words for a length", swap("grace: 30s", "grace: half a minute"), "f.yaml:14:10: want-length field=clocks.grace value=half a minute"},

		{"no revision", swap("revision: statuto 2026\n", ""), "f.yaml: missing field=revision"},
		{"no sources", swap("sources: [art. 1]", "sources: []"), "f.yaml:4:1: missing field=sources"},
		{"a zone that is none", swap("Europe/Rome", "Europe/Roma"), "f.yaml:5:12: unknown-zone field=time_zone value=Europe/Roma"},
		{"the zone of the machine", swap("Europe/Rome", "Local"), "f.yaml:5:12: unknown-zone field=time_zone value=Local"},
		{"no zone", swap("time_zone: Europe/Rome\n", ""), "f.yaml: missing field=time_zone"},
		{"a month too many", swap("year_from: 1", "year_from: 13"), "f.yaml:6:12: out-of-range field=year_from least=1 most=12 value=13"},
		{"no month", swap("year_from: 1\n", ""), "f.yaml: missing field=year_from"},
		{"a quorum misspelt", swap("at-least-half", "at-last-half"),
			"f.yaml:7:16: unknown-value choices=[more-than-half half-plus-one at-least-half at-least everybody any-number] field=quorum.kind nearest=at-least-half value=at-last-half"},
		{"a share without a number", swap("{kind: at-least-half}", "{kind: at-least}"), "f.yaml:7:1: bad-fraction field=quorum.fraction"},
		{"more than the whole", swap("{kind: at-least-half}", "{kind: at-least, fraction: {num: 5, den: 4}}"), "f.yaml:7:26: bad-fraction field=quorum.fraction"},
		{"a share of a kind that has none", swap("at-least-half", "more-than-half, fraction: {num: 1, den: 2}"),
			"f.yaml:7:32: idle field=quorum.fraction kind=more-than-half"},
		{"a strict half of a kind that has none", swap("at-least-half", "everybody, strict: true"), "f.yaml:7:35: idle field=quorum.strict kind=everybody"},
		{"justified members where any number will do", swap("at-least-half", "any-number, less_justified: true"),
			"f.yaml:7:44: idle field=quorum.less_justified kind=any-number"},
		{"a second quorum misspelt", standing + "compare: {kind: all}\n",
			"f.yaml:23:17: unknown-value choices=[more-than-half half-plus-one at-least-half at-least everybody any-number] field=compare.kind nearest= value=all"},
		{"a majority misspelt", swap("of-votes", "of-vote"),
			"f.yaml:8:18: unknown-value choices=[of-votes of-present of-members share-votes share-present unanimity] field=majority.kind nearest=of-votes value=of-vote"},
		{"a share below half", swap("{kind: of-votes, tie: rejected}", "{kind: of-members, fraction: {num: 1, den: 3}}"),
			"f.yaml:8:30: low-fraction field=majority.fraction"},
		{"no rule for ties", swap(", tie: rejected", ""), "f.yaml:8:1: missing field=majority.tie"},
		{"a tie of a kind that has none", swap("of-votes, tie: rejected", "of-present, tie: chair"), "f.yaml:8:35: idle field=majority.tie kind=of-present"},
		{"abstentions of a kind that has none", swap("of-votes, tie: rejected", "of-present, count_abstained: true"),
			"f.yaml:8:47: idle field=majority.count_abstained kind=of-present"},
		{"a second call misspelt", standing + "second_call: {kind: any}\n",
			"f.yaml:23:21: unknown-value choices=[more-than-half half-plus-one at-least-half at-least everybody any-number] field=second_call.kind nearest= value=any"},
		{"a matter nobody knows", standing + "matters: {statut: {article: art. 1}}\n",
			"f.yaml:23:11: unknown-field field=matters.statut nearest=statute"},
		{"a matter without its article", standing + "matters: {accounts: {bar_directors: true}}\n",
			"f.yaml:23:11: missing field=matters.accounts.article"},
		{"a change of the statute with less than the code asks, and no clause", standing + "matters: {statute: {article: art. 9}}\n",
			"f.yaml:23:11: clause-missing article=art. 21 c. 2 c.c. field=matters.statute"},
		{"less in second call is less", standing + "second_call: {kind: any-number}\nmatters:\n  statute:\n    article: art. 9\n" +
			"    quorum: {kind: everybody}\n    second_call: {kind: at-least-half}\n",
			"f.yaml:25:3: clause-missing article=art. 21 c. 2 c.c. field=matters.statute"},
		{"a clause lets it", standing + "matters: {statute: {article: art. 9, clause: art. 9 dello statuto}}\n", ""},
		{"three quarters need none", standing + "matters: {statute: {article: art. 9, quorum: {kind: at-least, fraction: {num: 3, den: 4}}}}\n", ""},
		{"dissolution with less than the code asks, and no clause", standing + "matters: {dissolution: {article: art. 10}}\n",
			"f.yaml:23:11: clause-missing article=art. 21 c. 3 c.c. field=matters.dissolution"},
		{"a second call of a matter without one of the body", standing + "matters: {accounts: {article: art. 9, second_call: {kind: at-least-half}}}\n",
			"f.yaml: missing field=second_call"},
		{"a majority of a matter misspelt", standing + "matters: {accounts: {article: art. 9, majority: {kind: of-vots}}}\n",
			"f.yaml:23:56: unknown-value choices=[of-votes of-present of-members share-votes share-present unanimity] field=matters.accounts.majority.kind nearest=of-votes value=of-vots"},
		{"abstentions where nobody may abstain", swap("tie: rejected", "tie: rejected, count_abstained: true, everybody_votes: true"),
			"f.yaml:8:60: idle field=majority.count_abstained kind=everybody_votes"},
		{"silence where everybody votes", swap("at-least-half", "everybody") + "silence: {granted: true, article: art. 2, date: 2026-01-02}\n",
			"f.yaml:23:20: idle field=silence.granted kind=everybody"},
		{"months out of reason", standing + "months_registered: 240\n", "f.yaml:23:20: out-of-range field=months_registered least=0 most=120 value=240"},
		{"proxies, which the law admits and we do not hold", standing + "proxies: 3\n", "f.yaml:23:10: not-yet field=proxies"},
		{"no proxies are no fault", standing + "proxies: 0\nvotes: 1\n", ""},
		{"plural votes, likewise", standing + "votes: 5\n", "f.yaml:23:8: not-yet field=votes"},
		{"silence without an article", standing + "silence: {granted: true, date: 2026-01-02}\n", "f.yaml:23:1: silence-unfounded field=silence"},
		{"silence with a date of another land", standing + "silence: {granted: true, article: art. 2, date: 02/01/2026}\n",
			"f.yaml:23:49: bad-date field=silence.date value=02/01/2026"},
		{"a window shorter than the shortest", swap("ballot: 2m", "ballot: 10s"), "f.yaml:10:11: too-short field=clocks.ballot least=15s value=10s\n" +
			"f.yaml:14:10: too-long field=clocks.grace most=10s value=30s"},
		{"a window longer than the longest", swap("ballot: 2m", "ballot: 31m"), "f.yaml:10:11: too-long field=clocks.ballot most=30m value=31m\n" +
			"f.yaml:15:17: too-short field=clocks.sign_of_life least=31m value=30m"},
		{"the longest shorter than the shortest", swap("ballot_most: 30m", "ballot_most: 10s"), "f.yaml:12:16: too-short field=clocks.ballot_most least=15s value=10s"},
		{"a speech nobody could make", swap("heard_in: 60s", "heard_in: 60s\n  speech: 5s"), "f.yaml:18:11: too-short field=clocks.speech least=30s value=5s"},
		{"a clock that runs backwards", swap("deliver_in: 30s", "deliver_in: -30s"), "f.yaml:16:15: too-short field=clocks.deliver_in least=1s value=-30s"},
		{"a clock left out", swap("  heard_in: 60s\n", ""), "f.yaml:9:1: missing field=clocks.heard_in"},
		{"no clocks at all", "extends: art37\nprofile: mio\nrevision: r1\nsources: [a]\nclocks: fast\n", "f.yaml:5:9: want-section field=clocks"},

		{"what extends nothing known", strings.Replace(extends, "2020", "2021", 1),
			"f.yaml:1:10: unknown-profile choices=[art37 associazione-cc21 collegio-perfetto ets-art24 istituto-2020] field=extends nearest=istituto-2020 value=istituto-2021"},
		{"silence is not inherited", extends, "f.yaml:1:10: silence-unfounded field=silence"},
		{"nor given back with nothing said", extends + "silence: null\n", "f.yaml:5:1: silence-unfounded field=silence"},
		{"silence may be declined", extends + "silence: {granted: false}\n", ""},
		{"what extends others has a name of its own", "extends: art37\n",
			"f.yaml:1:10: missing field=profile\nf.yaml:1:10: missing field=revision\nf.yaml:1:10: missing field=sources"},
		{"and not that of a profile", "extends: art37\nprofile: art37\nrevision: r1\nsources: [a]\n", "f.yaml:2:10: profile-taken value=art37"},
		{"half of a rule is no rule", "extends: art37\nprofile: mio\nrevision: r1\nsources: [a]\nmajority: {tie: rejected}\n",
			"f.yaml:5:1: missing field=majority.kind"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := file(t, "f.yaml", tt.text)
			b, faults := config.ReadBylaws(path)
			if got := said(t, faults, filepath.Dir(path)); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
			if (b.Profile == "") != (len(faults) > 0) {
				t.Errorf("profile %q with %d faults", b.Profile, len(faults))
			}
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct{ name, path, want string }{
		{"a file that is not there", filepath.Join(dir, "no.yaml"), "no.yaml: file-missing path=no.yaml"},
		{"a folder", dir, dir + ": file-unreadable path=" + dir + " why=is a directory"},
		{"a file too large", file(t, "large.yaml", strings.Repeat("# \n", 100_000)), "large.yaml: file-too-large most=64 path=large.yaml"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, faults := config.ReadBylaws(tt.path)
			if got := said(t, faults, filepath.Dir(tt.path)); tt.path != dir && got != tt.want || tt.path == dir && faults[0].Error() != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestAFaultShowsItsLine(t *testing.T) {
	path := file(t, "f.yaml", "extends: art37\nprofile: mio\nrevision: r1\nsources: [a]\nclocks:\n  ballot: 120\n")
	_, faults := config.ReadBylaws(path)
	want := []config.Fault{{
		File: path, Line: 6, Column: 11, Why: config.WantLength,
		Args:    map[string]any{"field": "clocks.ballot", "value": "120"},
		Excerpt: "  ballot: 120\n          ^",
	}}
	if d := cmp.Diff(want, faults); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if f := faults[0]; f.Key() != "config.want-length" || f.Where() != fmt.Sprintf("%s:6:11", path) {
		t.Errorf("%s %s", f.Key(), f.Where())
	}
}
