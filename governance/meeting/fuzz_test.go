package meeting_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// Whatever anybody does in whatever order, the engine keeps its promises (see
// record), every tally is the one its slow twin finds in the journal, and a
// result called resistant cannot be changed by its doubtful members.
func FuzzMeeting(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(noise(seed, 1000))
	}
	f.Fuzz(func(t *testing.T, data []byte) { stir(t, data) })
}

// The same, for many more seeds than the fuzzer keeps.
func TestMeetingsAtRandom(t *testing.T) {
	seeds := uint64(150)
	if testing.Short() {
		seeds = 20
	}
	counted := 0
	for seed := range seeds {
		counted += stir(t, noise(seed+1000, 2000))
		if t.Failed() {
			t.Fatalf("seed %d", seed+1000)
		}
	}
	if counted < int(seeds) {
		t.Errorf("only %d counts in %d meetings: the test does not reach what it is about", counted, seeds)
	}
}

func noise(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 7))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// stir plays a meeting made of bytes, and returns how many counts there were.
func stir(t *testing.T, data []byte) (counted int) {
	t.Helper()
	s := &stirring{bytes: data, record: newRecord(t), now: time.Date(2026, 11, 24, 15, 10, 0, 0, time.UTC)}
	s.begin()
	for len(s.bytes) > 0 {
		m, c := s.meta(), s.command()
		events, _ := s.give(m, c)
		for _, e := range events {
			if e, ok := e.(meeting.BallotCounted); ok {
				counted++
				if err := twin(s.journal(), s.live, e); err != nil {
					t.Fatalf("%T of %s: %v", c, e.Round, err)
				}
				if err := meeting.CheckResistance(s.live, e.Round); err != nil {
					t.Fatalf("%T of %s: %v", c, e.Round, err)
				}
			}
		}
	}
	s.finish()
	return counted
}

// stirring makes commands of bytes.
type stirring struct {
	bytes []byte
	*record
	now time.Time
}

func (s *stirring) byte(n int) int {
	if len(s.bytes) == 0 || n == 0 {
		return 0
	}
	b := int(s.bytes[0])
	s.bytes = s.bytes[1:]
	return b % n
}

func pick[T any](s *stirring, of ...T) T { return of[s.byte(len(of))] }

func (s *stirring) someone() governance.MemberID {
	return pick[governance.MemberID](s,
		"anna", "bruno", "carla", "dario", "eva", "fabio", "anna", "bruno", "carla", "dario", "eva", "fabio", "gina", "ugo", "")
}

// begin convenes, and most often opens, a meeting of seven.
func (s *stirring) begin() {
	b := pick(s, istituto(), art37(), istituto(), cc21(), perfect())
	b.Majority.Kind = pick(s, governance.OfVotes, governance.OfVotes, governance.OfPresent, governance.Unanimity, governance.ShareVotes)
	b.Majority.Fraction = governance.Fraction{Num: 2, Den: 3}
	b.Majority.CountAbstained = s.byte(3) == 0 && !b.Majority.EverybodyVotes
	b.Silence.Granted = s.byte(4) > 0
	here := []string{"anna", "bruno", "carla", "dario"}
	first := meeting.ToDecide
	if b.SecondCall != nil {
		first = pick(s, meeting.ToDecide, meeting.StatuteItem, meeting.DissolutionItem, meeting.AccountsItem)
	}
	if b.SecondCall != nil || b.Majority.EverybodyVotes { // enough for every rule
		here = append(here, "eva", "fabio")
	}
	b.RecusedLeaveBase = s.byte(2) == 0
	b.Clocks.SignOfLife = pick(s, minutes(30), minutes(4))
	b.Clocks.Dissolve = pick(s, minutes(60), minutes(2), 0)
	call := meeting.Convene{
		Meeting: "m", Body: meeting.Body{ID: "b", Kind: governance.Council}, Year: "2026-27", Number: 1, Bylaws: b,
		Officers:    map[governance.Office]governance.MemberID{governance.Chair: "anna", governance.Secretary: "bruno"},
		Convocation: meeting.Convocation{At: s.now.Add(20 * time.Minute), Mode: governance.Mixed, Places: []string{"sala"}},
		Agenda:      []meeting.Point{{Title: "A", Kind: first}, {Title: "B"}, {Title: "C", Kind: meeting.SecretItem}},
	}
	for _, id := range ids([]string{"anna", "bruno", "carla", "dario", "eva", "fabio"}) {
		call.Roll = append(call.Roll, meeting.Called{ID: id, Name: string(id), Votes: true, Director: id == "anna" || id == "eva"})
	}
	if b.SecondCall != nil && s.byte(2) == 0 {
		call.Convocation.Second = call.Convocation.At.Add(time.Minute)
	}
	call.Roll = append(call.Roll, meeting.Called{ID: "gina", Name: "gina"})
	if s.byte(2) == 0 {
		call.Roll[len(call.Roll)-1].For = ids([]string{"carla", "fabio"})
	}
	s.must("anna", call)
	if s.byte(3) == 0 {
		s.must("fabio", meeting.SendExcuse{Text: "malattia"})
		s.must("bruno", meeting.DecideExcuse{Member: "fabio", Accept: true})
	}
	if s.byte(8) == 0 {
		return
	}
	s.must("bruno", meeting.ConfirmDelivery{All: true, Via: "a mano"})
	for _, id := range ids(here) {
		s.must(id, meeting.CheckIn{Place: pick(s, "sala", "sala", "telegram", "")})
	}
	s.now = s.now.Add(20 * time.Minute)
	if next := call.Convocation.Second; !next.IsZero() {
		s.must("anna", meeting.Desert{Reason: "rinvio"})
		s.now = next
		for _, id := range ids(here) {
			s.must(id, meeting.CheckIn{Place: "sala"})
		}
	}
	s.must("anna", meeting.Open{})
	s.must("bruno", meeting.ConfirmValidity{})
	s.must("anna", meeting.OpenItem{N: 1})
	s.must("anna", meeting.Propose{Text: "testo"})
	if s.byte(4) == 0 {
		s.must("anna", meeting.ProposeAlternative{Text: "secondo"})
		s.must("anna", meeting.ProposeAlternative{Text: "terzo"})
	}
	s.must("anna", meeting.OpenBallot{})
}

func (s *stirring) must(by governance.MemberID, c meeting.Command) {
	s.t.Helper()
	if _, err := s.give(governance.Meta{By: by, At: s.now}, c); err != nil {
		s.t.Fatalf("%T: %v", c, err)
	}
}

// meta moves the clock, mostly forward, and says who acts and when they spoke.
func (s *stirring) meta() governance.Meta {
	s.now = s.now.Add(time.Duration(pick(s, 0, 0, 0, 1, 1, 1, 2, 2, 5, 5, 10, 31, -3)) * time.Second)
	m := governance.Meta{By: s.someone(), At: s.now}
	switch s.byte(4) {
	case 0, 1:
	case 2:
		m.Said = s.now.Add(time.Duration(-s.byte(40)) * time.Second)
	case 3:
		m.Said = s.now.Add(time.Duration(10-s.byte(200)) * time.Second)
	}
	return m
}

func (s *stirring) round() meeting.Round {
	if n := len(s.live.Ballots); n > 0 && s.byte(3) == 0 {
		return s.live.Ballots[s.byte(n)].Round
	}
	return meeting.Round{}
}

// command picks one. What belongs to the officers or to the bot is mostly
// given by them, or a meeting would never get anywhere.
func (s *stirring) command() meeting.Command {
	kind := s.byte(10)
	switch {
	case kind < 4:
		return s.ballotCommand()
	case kind < 6:
		return s.presenceCommand()
	case kind < 8:
		return s.botCommand()
	default:
		return s.officerCommand()
	}
}

func (s *stirring) ballotCommand() meeting.Command {
	position := pick(s, governance.Favour, governance.Against, governance.Abstain)
	if b := s.live.Pending(); b != nil && len(b.Options) > 0 && s.byte(4) > 0 {
		position = pick[meeting.Position](s, "A", "B", "C")
	}
	if b := s.live.Pending(); b != nil && b.RollCall && s.byte(4) == 0 {
		return given{"bruno", meeting.CallName{}}
	}
	switch s.byte(9) {
	case 0, 1, 2:
		return meeting.Cast{Round: s.round(), Position: position, Words: pick(s, "", "parole"), Via: "words"}
	case 3:
		return meeting.Cast{Member: s.someone(), Position: position, Via: "secretary"}
	case 4:
		return meeting.Withdraw{Round: s.round()}
	case 5:
		return meeting.Recuse{Reason: pick(s, "", "parente")}
	case 6, 7:
		return meeting.Ask{Why: "doubtful", Leaning: pick(s, "", position), Words: "mah"}
	default:
		return meeting.Answer{Round: s.round(), Position: pick(s, "", position), Enter: s.byte(2) == 0, Place: "sala"}
	}
}

func (s *stirring) presenceCommand() meeting.Command {
	who := pick(s, "", s.someone())
	link := pick(s, "", "", "l1", "l2")
	switch s.byte(13) {
	case 12:
		return s.noticeCommand()
	case 10, 11:
		return s.floorCommand()
	case 0, 1, 2:
		return meeting.CheckIn{
			Member: who, Via: pick(s, meeting.ByCheckIn, meeting.ByRoom), Link: link, Place: pick(s, "sala", "telegram", ""),
			Means: meeting.Means{Mode: pick(s, "", governance.Remote, governance.InPerson)},
		}
	case 3:
		return meeting.CheckOut{Member: who, How: meeting.Exit}
	case 4, 5:
		return meeting.CheckOut{Member: who, How: meeting.Drop, Link: link}
	case 6:
		return meeting.GiveSign{}
	case 7:
		return meeting.Disown{Words: pick(s, "", "non c'ero")}
	case 8:
		return s.by("bruno", pick[meeting.Command](s, meeting.CallRoll{}, meeting.CallRoll{Members: []governance.MemberID{s.someone()}},
			meeting.MissCall{Member: s.someone()}, meeting.CheckIn{Member: s.someone(), Via: meeting.BySecretary}, meeting.ForeseeTrouble{Words: "guasto"},
			s.file(), meeting.MatchAttendee{Row: 1 + s.byte(3), Member: s.someone()}))
	default:
		return meeting.DeclareMeans{Means: meeting.Means{Mode: pick(s, governance.Remote, governance.InPerson)}}
	}
}

// amendment is an act on the amendments of the open item, or a ballot on one.
func (s *stirring) amendment() meeting.Command {
	n := 1 + s.byte(3)
	if b := s.live.Pending(); b != nil && b.RollCall && s.byte(2) == 0 {
		return given{"bruno", meeting.CallName{}}
	}
	switch s.byte(11) {
	case 8, 9:
		return given{"anna", meeting.ProposeAlternative{Text: pick(s, "secondo", "terza via", "altro")}}
	case 10:
		return given{"anna", meeting.WithdrawAlternative{Letter: pick[meeting.Position](s, "B", "C")}}
	case 5:
		return meeting.AddPaper{Name: pick(s, "a", "b")}
	case 6:
		return meeting.WithdrawPaper{N: n}
	case 7:
		return given{"bruno", meeting.RecordScrutiny{Item: s.byte(4), Voters: 3, Blank: s.byte(2), Candidates: []meeting.Candidate{{Name: "x", Votes: 2}}}}
	case 0, 1:
		return given{"carla", meeting.MoveAmendment{Old: pick(s, "", "testo", "altro"), New: pick(s, "", "uno", "testo"), Text: pick(s, "", "quarto")}}
	case 2:
		return meeting.AcceptAmendment{N: n}
	case 3:
		return given{pick[governance.MemberID](s, "anna", "carla"), meeting.WithdrawAmendment{N: n}}
	default:
		return meeting.OpenBallot{On: meeting.OnAmendment(1+s.byte(2), n)}
	}
}

func (s *stirring) floorCommand() meeting.Command {
	who := pick(s, "", s.someone())
	switch s.byte(7) {
	case 0, 1:
		return meeting.AskFloor{Order: s.byte(3) == 0}
	case 2, 3:
		return s.by("anna", meeting.GiveFloor{Member: who})
	case 4:
		return s.by("anna", meeting.PassOver{Member: who})
	case 5:
		return s.by("anna", pick[meeting.Command](s, meeting.EndSpeech{}, meeting.LimitSpeech{Limit: pick(s, 0, 40*time.Second, 2*time.Minute)}))
	default:
		return meeting.LeaveFloor{}
	}
}

// botCommand is what the bot tells; most often what moves a ballot on.
func (s *stirring) botCommand() meeting.Command {
	b := s.live.Pending()
	if b == nil || s.byte(5) == 0 {
		return s.by("", pick[meeting.Command](s,
			meeting.Elapse{}, meeting.Elapse{}, meeting.ConfirmAnnouncement{Place: "sala"}, meeting.ConfirmHeard{Place: "sala"},
			meeting.RecordOutage{From: s.now.Add(time.Duration(-s.byte(200)) * time.Second), To: s.now},
		))
	}
	place := "sala"
	if n := len(b.Places); n > 0 {
		place = b.Places[s.byte(n)]
	}
	switch b.Stage {
	case meeting.Announced:
		return given{"", meeting.ConfirmAnnouncement{Round: b.Round, Place: place}}
	case meeting.Voting:
		if s.byte(3) == 0 {
			s.now = b.Until
		}
		return given{"", meeting.Elapse{}}
	default:
		return given{"", meeting.ConfirmHeard{Round: b.Round, Place: place}}
	}
}

// officerCommand is mostly the next lawful act, sometimes any.
func (s *stirring) officerCommand() meeting.Command {
	b := s.live.Pending()
	next := s.byte(4) > 0
	switch {
	case next && s.live.Phase == meeting.Sitting && b == nil && s.live.Current == 0 && !s.live.Minutes.Decided():
		return s.by("anna", meeting.OpenItem{N: 1 + s.byte(2)})
	case next && s.live.Phase == meeting.Sitting && b == nil:
		return s.by("anna", pick[meeting.Command](s,
			meeting.OpenBallot{}, meeting.OpenBallot{RollCall: true}, meeting.Repeat{Reason: "linea"},
			meeting.Propose{Text: pick(s, "testo", "altro", "terzo")}, s.amendment(), s.amendment(), meeting.EndItem{}, meeting.Postpone{}, meeting.OpenBallot{On: meeting.OnMinutes}, meeting.OpenBallot{On: "change-1"},
		))
	case next && b != nil && b.Stage == meeting.Provisional:
		if len(b.Result.Doubtful) > 0 && s.byte(3) > 0 {
			who := b.Result.Doubtful[s.byte(len(b.Result.Doubtful))].Member
			as := pick(s, meeting.AsFavour, meeting.AsAgainst, meeting.AsAbstained, meeting.AsNotVoting, meeting.AsAbsent)
			if len(b.Options) > 0 && s.byte(2) == 0 {
				as = pick[meeting.Settled](s, "A", "B")
			}
			return s.by("anna", meeting.Settle{Member: who, As: as, Reason: "motivo"})
		}
		if s.byte(4) == 0 {
			return pick[meeting.Command](s, given{"carla", meeting.AskProof{RollCall: s.byte(3) == 0}}, given{"anna", meeting.DeclineProof{Reason: "motivo"}})
		}
		return s.by("anna", pick[meeting.Command](s, meeting.Proclaim{}, meeting.Repeat{RollCall: s.byte(3) == 0, Proof: s.byte(3) == 0}, meeting.Settle{Member: s.someone(), As: meeting.AsAbsent, Reason: "motivo"}))
	}
	return s.anyOfficerCommand()
}

func (s *stirring) anyOfficerCommand() meeting.Command {
	who := s.someone()
	switch s.byte(20) {
	case 0:
		return s.by("anna", meeting.Proclaim{})
	case 1, 2:
		return s.by("anna", meeting.Repeat{Round: s.round(), Reason: "linea", RollCall: s.byte(3) == 0})
	case 3:
		return s.by("anna", meeting.Annul{Reason: "errore"})
	case 4:
		return s.by("anna", meeting.OpenBallot{On: pick(s, "", meeting.OnMinutes, "change-1", "01"), Secret: s.byte(3) == 0})
	case 5:
		return s.by("anna", meeting.OpenItem{N: s.byte(5)})
	case 6:
		return s.by("anna", meeting.EndItem{})
	case 7:
		return s.by("anna", meeting.GoOn{})
	case 8:
		return s.by("anna", meeting.Extend{By: time.Duration(s.byte(90)) * time.Second})
	case 9:
		return s.by("anna", meeting.CloseEarly{})
	case 10:
		return s.by("bruno", meeting.Draft{Hash: pick(s, "h1", "h2"), Upto: s.live.Seq - uint64(s.byte(2))})
	case 11:
		return meeting.RequestChange{Text: "cambio"}
	case 12:
		return s.by("anna", pick[meeting.Command](s, meeting.Suspend{}, meeting.Resume{}, meeting.Resume{}, s.trouble()))
	case 13:
		if s.byte(2) == 0 {
			return s.by("bruno", s.correction())
		}
		return s.by("bruno", meeting.Vouch{Members: []governance.MemberID{who}})
	case 14:
		return pick[meeting.Command](s, meeting.SendExcuse{Text: "malattia"}, meeting.SendExcuse{Member: who, Text: "malattia"})
	case 15, 16:
		return s.by("bruno", meeting.DecideExcuse{Member: who, Accept: s.byte(3) > 0})
	case 17:
		return s.by("bruno", pick[meeting.Command](s, meeting.TakeNote{Text: "nota"}, meeting.EraseValues{Member: who, Reason: "richiesta"}))
	case 18:
		return pick[meeting.Command](s, meeting.MakeStatement{Text: "dichiaro"}, meeting.Sign{Hash: "h1"}, meeting.Appoint{Office: governance.Teller, Member: who},
			s.by("anna", meeting.Appoint{Office: pick(s, governance.Chair, governance.Secretary, governance.ViceChair), Member: who, Reason: "altro impegno"}),
			meeting.TakeOver{Office: pick(s, governance.Chair, governance.Secretary), Member: pick(s, "", who), Reason: pick(s, "", "statuto")})
	default:
		return s.by("anna", pick[meeting.Command](s, meeting.Close{}, meeting.GiveUpApproval{Reason: "basta"}, meeting.Open{Override: "sì"},
			meeting.Desert{Reason: "vuota"}))
	}
}

// correction is the secretary's, or a member's word that it is needed.
func (s *stirring) correction() meeting.Command {
	when := func() time.Time { return s.now.Add(time.Duration(-s.byte(250)) * time.Second) }
	return pick[meeting.Command](s,
		meeting.CorrectPresence{
			Member: s.someone(), Stay: s.byte(3), From: pick(s, time.Time{}, when()), To: pick(s, time.Time{}, when()),
			Stays: s.byte(4) == 0, Means: meeting.Means{Mode: pick(s, "", governance.InPerson)}, Reason: "svista",
		},
		meeting.CorrectVote{
			Round: s.round(), Member: s.someone(), Reason: "svista",
			As: pick(s, meeting.AsFavour, meeting.AsAgainst, meeting.AsAbstained, meeting.AsNotVoting, meeting.AsAbsent),
		},
		given{s.someone(), meeting.ContestCount{Round: s.round(), Words: "non è così"}}, meeting.AnswerContest{Words: "risulta così"},
		meeting.CorrectNote{Text: "altro", Reason: "svista"}, meeting.CorrectName{Member: s.someone(), Name: "Altro Nome", Reason: "svista"},
		given{"anna", meeting.Annul{Round: s.round(), Reason: "non regge"}},
	)
}

// trouble is what happens around it.
func (s *stirring) trouble() meeting.Command {
	ago := func() time.Time { return s.now.Add(time.Duration(-s.byte(200)) * time.Second) }
	return pick[meeting.Command](s,
		meeting.DeclareTrouble{Since: pick(s, time.Time{}, ago()), Reason: "linea"}, meeting.RecordAssurance{From: "assistenza"},
		meeting.DeclareResolved{At: ago()}, meeting.ReportTrouble{Text: pick(s, "", "non sento")}, meeting.JudgeAdequate{Reason: "si sente"},
		meeting.FallBack{How: meeting.VoiceOnly}, meeting.Restore{}, meeting.Close{Ending: meeting.Adjourned, Reason: "linea"},
	)
}

// file is an attendance file of whatever times.
func (s *stirring) file() meeting.ImportAttendance {
	c := meeting.ImportAttendance{Source: "teams", Digest: pick(s, "d1", "d2", "d3")}
	for range 1 + s.byte(3) {
		p := meeting.Attendee{Name: "qualcuno", Member: pick[governance.MemberID](s, "", "anna", "carla", "dario", "eva")}
		from := s.now.Add(time.Duration(-s.byte(250)) * time.Second)
		p.Stays = []meeting.Connected{{From: from, To: from.Add(time.Duration(s.byte(250)) * time.Second)}}
		p.Total = governance.Duration(time.Duration(s.byte(250)) * time.Second)
		c.People = append(c.People, p)
	}
	return c
}

// given is a command in the name of somebody who may give it.
type given struct {
	by governance.MemberID
	meeting.Command
}

func (s *stirring) by(who governance.MemberID, c meeting.Command) meeting.Command {
	if g, ok := c.(given); ok || s.byte(6) == 0 {
		if ok {
			return g
		}
		return c // by whoever it is
	}
	return given{who, c}
}

// give unwraps who gives a command.
func (s *stirring) give(m governance.Meta, c meeting.Command) ([]meeting.Event, error) {
	s.t.Helper()
	if g, ok := c.(given); ok {
		m.By, c = g.by, g.Command
	}
	return s.record.give(m, c)
}

// journal is all that was recorded, as it is read back.
func (r *record) journal() []governance.Recorded[meeting.Event] {
	r.t.Helper()
	return slices.Clone(r.told)
}
