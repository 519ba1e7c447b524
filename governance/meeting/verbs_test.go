package meeting_test

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// verb runs one line: a setting, the clock, a question, or a command.
func (p *playing) verb(a args) ([]string, error) {
	p.t.Helper()
	for _, try := range []func(args) ([]string, bool, error){p.setting, p.macro, p.look, p.lookPresence} {
		if out, ok, err := try(a); ok || err != nil {
			return out, err
		}
	}
	m, rest, err := p.meta(a)
	if err != nil {
		return nil, err
	}
	for _, make := range []func(args, string) meeting.Command{p.roomCommand, p.presenceCommand, p.ballotCommand, p.chairCommand, p.minutesCommand, p.floorCommand, p.troubleCommand, p.motionCommand, p.correctCommand} {
		if c := make(rest, string(m.By)); c != nil {
			switch c.(type) {
			case meeting.ConfirmAnnouncement, meeting.ConfirmHeard, meeting.RecordOutage:
				if a.key["by"] == "" {
					m.By = ""
				}
			}
			return p.do(m, c)
		}
	}
	return nil, fmt.Errorf("no verb %q", a.verb)
}

// meta reads who gives a command, when. The first word is the actor; by= is
// somebody else who acts for them, by=bot the bot.
func (p *playing) meta(a args) (governance.Meta, args, error) {
	m := governance.Meta{By: governance.MemberID(a.at(0)), For: governance.Office(a.key["for"])}
	switch by := a.key["by"]; by {
	case "":
	case "bot":
		m.By = ""
	default:
		m.By = governance.MemberID(by)
	}
	var err error
	if s := a.key["said"]; s != "" {
		if m.Said, err = p.clock(s); err != nil {
			return m, a, err
		}
	}
	if s := a.key["at"]; s != "" {
		if m.At, err = p.clock(s); err != nil {
			return m, a, err
		}
	}
	return m, a, nil
}

// setting changes what the next meeting is convened with.
func (p *playing) setting(a args) ([]string, bool, error) {
	switch a.verb {
	case "again":
		p.finish()
		p.reset()
	case "roster":
		p.setRoster(a.pos)
	case "bylaws":
		return nil, true, p.setBylaws(a)
	case "term": // for the means
		t, err := p.clock(strings.Join(a.pos, " "))
		p.call.Convocation.DeclareBy = t
		return nil, true, err
	case "officer": // "officer vice-chair carla"
		p.call.Officers[governance.Office(a.at(0))] = governance.MemberID(a.at(1))
	case "body":
		p.call.Body.Kind = governance.BodyKind(a.at(0))
	case "agenda":
		p.call.Agenda = nil
		for _, title := range a.pos {
			title, kind, _ := strings.Cut(title, ":")
			p.call.Agenda = append(p.call.Agenda, meeting.Point{Title: title, Kind: meeting.ItemKind(kind)})
		}
	case "carry": // "carry m0 4 Bilancio": item 4 of m0 is on the agenda again
		n, err := strconv.Atoi(a.at(1))
		p.call.Agenda = append(p.call.Agenda, meeting.Point{
			Title: a.at(2), From: meeting.Origin{Meeting: a.at(0), Item: n, Number: 3, Year: "2026-27", At: p.now},
		})
		return nil, true, err
	case "carried": // what the meeting leaves
		var out []string
		for _, c := range p.live.Carried() {
			out = append(out, fmt.Sprintf("%d %q: %s", c.Item, c.Point.Title, c.Why))
		}
		if len(out) == 0 {
			out = []string{"nothing is carried"}
		}
		return out, true, nil
	case "numbered":
		n, err := strconv.Atoi(a.at(0))
		p.call.Number = n
		return nil, true, err
	case "rehearsal":
		p.call.Rehearsal, p.call.Number = true, 0
	case "second-call":
		t, err := p.clock(strings.Join(a.pos, " "))
		p.call.Convocation.Second = t
		return nil, true, err
	case "convened-for":
		t, err := p.clock(strings.Join(a.pos, " "))
		p.call.Convocation.At = t
		return nil, true, err
	case "at":
		t, err := p.clock(strings.Join(a.pos, " "))
		if err != nil {
			return nil, true, err
		}
		out, err := p.until(t)
		return out, true, err
	case "wait":
		d, err := time.ParseDuration(a.at(0))
		if err != nil {
			return nil, true, err
		}
		out, err := p.until(p.now.Add(d))
		return out, true, err
	case "asleep": // time passes and the bot does not notice
		d, err := time.ParseDuration(a.at(0))
		p.now = p.now.Add(d)
		return nil, true, err
	default:
		return nil, false, nil
	}
	return nil, true, nil
}

// setRoster reads "anna*" (chair), "bruno+" (secretary), "eva-" (no vote),
// "fabio^" (director), "gina@2026-09-12" (the day they became a member).
func (p *playing) setRoster(words []string) {
	p.call.Roll = nil
	p.call.Officers = map[governance.Office]governance.MemberID{}
	for _, w := range words {
		w, holders, substitute := strings.Cut(w, "/") // "gina/carla,dario": their substitute
		w, since, _ := strings.Cut(w, "@")
		name := strings.TrimRight(w, "*+-^")
		id := governance.MemberID(name)
		p.call.Roll = append(p.call.Roll, meeting.Called{
			ID: id, Name: strings.ToUpper(name[:1]) + name[1:], Votes: !substitute && !strings.Contains(w, "-"),
			Director: strings.Contains(w, "^"), Since: since,
		})
		if substitute {
			p.call.Roll[len(p.call.Roll)-1].For = ids(strings.Split(holders, ","))
		}
		if strings.Contains(w, "*") {
			p.call.Officers[governance.Chair] = id
		}
		if strings.Contains(w, "+") {
			p.call.Officers[governance.Secretary] = id
		}
	}
}

func (p *playing) setBylaws(a args) error {
	b := &p.call.Bylaws
	switch a.at(0) {
	case "istituto-2020":
		*b = istituto()
	case "art37":
		*b = art37()
	case "associazione-cc21":
		*b = cc21()
	case "ets-art24":
		*b = ets()
	case "collegio-perfetto":
		*b = perfect()
	case "":
	default:
		return fmt.Errorf("no bylaws %q", a.at(0))
	}
	for k, v := range a.key {
		d, _ := time.ParseDuration(v)
		n, _ := strconv.Atoi(v)
		switch k {
		case "silence":
			b.Silence.Granted = v == "yes"
		case "statute": // a clause of the body's own, beside what the code asks
			m := *b.Matters.Statute
			m.Clause, m.Compare, m.Quorum = "art. 18", m.Quorum, &b.Quorum
			b.Matters.Statute = &m
		case "officers":
			b.ChatOfficers = v == "yes"
		case "recused":
			b.RecusedLeaveBase = v == "leave"
		case "remind":
			b.Clocks.Remind = governance.Duration(d)
		case "add-days":
			b.Agenda.AddDays = n
		case "notice":
			b.Clocks.NoticeDays = n
		case "majority":
			b.Majority.Kind = governance.MajorityKind(v)
		case "abstained":
			b.Majority.CountAbstained = v == "count"
		case "tie":
			b.Majority.Tie = governance.TieRule(v)
		case "margin":
			b.QuorumMargin = n
		case "mass":
			b.MassDrops = n
		case "window":
			b.Clocks.Ballot = governance.Duration(d)
		case "speech":
			b.Clocks.Speech = governance.Duration(d)
		case "life":
			b.Clocks.SignOfLife = governance.Duration(d)
		case "corrections":
			b.Corrections = nil
			for o := range strings.SplitSeq(v, ",") {
				b.Corrections = append(b.Corrections, governance.Office(o))
			}
		case "dissolve":
			b.Clocks.Dissolve = governance.Duration(d)
		case "quorum":
			b.Quorum = governance.QuorumRule{Kind: governance.QuorumKind(v)}
		case "zone":
			b.TimeZone = v
		default:
			return fmt.Errorf("no bylaw %q", k)
		}
	}
	return nil
}

// macro is several commands in one word, for what the script is not about.
func (p *playing) macro(a args) ([]string, bool, error) {
	chair := string(p.call.Officers[governance.Chair])
	secretary := string(p.call.Officers[governance.Secretary])
	var lines []string
	switch a.verb {
	case "begun": // the meeting is open and everybody named is in the room; nobody named: everybody
		who := a.pos
		if len(who) == 0 {
			for _, c := range p.call.Roll {
				who = append(who, string(c.ID))
			}
		}
		lines = append(lines, "convene "+chair, "deliver "+secretary+" all", "at "+p.call.Convocation.At.In(p.zone).Add(-5*time.Minute).Format(time.RFC3339))
		for _, w := range who {
			lines = append(lines, "here "+w)
		}
		lines = append(lines, "at "+p.call.Convocation.At.In(p.zone).Format(time.RFC3339), "open "+chair, "confirm "+secretary)
	case "put": // an item is put to the vote, and the window runs
		lines = append(lines, "item "+chair+" "+a.at(0), fmt.Sprintf("motion %s %q", chair, a.at(1)), "ballot "+chair, "shown")
	case "shown": // every place confirms the announcement
		if b := p.live.Pending(); b != nil {
			for _, place := range b.Places {
				lines = append(lines, "delivered "+place)
			}
		}
	case "counted":
		out, err := p.counted()
		return out, true, err
	default:
		return nil, false, nil
	}
	var out []string
	for _, l := range lines {
		if strings.HasPrefix(l, "at ") {
			t, err := time.Parse(time.RFC3339, l[3:])
			if err != nil {
				return out, true, err
			}
			if _, err := p.until(t.In(p.zone)); err != nil {
				return out, true, err
			}
			continue
		}
		got := p.line(l)
		for _, g := range got {
			if strings.HasPrefix(g, "refused") || strings.HasPrefix(g, "error") {
				return out, true, fmt.Errorf("%s: %s", l, g)
			}
		}
		out = append(out, got...)
	}
	return out, true, nil
}

// counted lets the window end and every place report.
func (p *playing) counted() ([]string, error) {
	b := p.live.Pending()
	if b == nil {
		return nil, fmt.Errorf("no ballot")
	}
	out, err := p.until(b.Until)
	if err != nil {
		return out, err
	}
	for _, place := range b.Places {
		more, err := p.verb(args{verb: "heard", pos: []string{place}, key: map[string]string{}})
		if err != nil {
			return out, err
		}
		out = append(out, more...)
	}
	return out, nil
}

func mode(a args) meeting.Means {
	return meeting.Means{Mode: governance.Mode(a.key["mode"]), Equipment: a.key["device"]}
}

// member is the first word where somebody else acts: by=.
func (a args) member() governance.MemberID {
	if by := a.key["by"]; by != "" && by != a.at(0) {
		return governance.MemberID(a.at(0))
	}
	return ""
}

// roomCommand makes the commands of convocation and presence.
func (p *playing) roomCommand(a args, _ string) meeting.Command {
	switch a.verb {
	case "convene":
		c := p.call
		if m := a.key["mode"]; m != "" {
			c.Convocation.Mode = governance.Mode(m)
		}
		c.Convocation.Emergency = a.key["emergency"] == "yes"
		return c
	case "deliver":
		if a.at(1) == "all" {
			return meeting.ConfirmDelivery{All: true, Via: a.key["via"]}
		}
		notice, _ := strconv.Atoi(a.key["notice"])
		return meeting.ConfirmDelivery{Members: ids(a.pos[1:]), Via: a.key["via"], Notice: notice}
	case "vary", "revoke", "protocol", "received", "place":
		return p.noticeCommand(a)
	case "identify", "proxy", "desert":
		return ruleCommand(a)
	case "means":
		return meeting.DeclareMeans{Means: mode(a), Where: a.key["where"]}
	case "excuse":
		return meeting.SendExcuse{Member: a.member(), Text: a.at(1)}
	case "accept", "decline":
		return meeting.DecideExcuse{Member: governance.MemberID(a.at(1)), Accept: a.verb == "accept"}
	case "here", "back":
		c := meeting.CheckIn{Member: a.member(), Means: mode(a), Via: meeting.ByCheckIn, Place: "sala", Link: a.key["link"]}
		if place, ok := a.key["place"]; ok {
			c.Place = place
		}
		if a.key["by"] != "" && a.key["by"] != "bot" {
			c.Via, c.Place = meeting.BySecretary, a.key["place"]
		}
		if a.has("room") {
			c.Via = meeting.ByRoom
		}
		return c
	case "leave":
		return meeting.CheckOut{Member: a.member(), How: meeting.Exit}
	case "drop":
		return meeting.CheckOut{Member: a.member(), How: meeting.Drop, Link: a.key["link"]}
	case "alive":
		return meeting.GiveSign{}
	case "vouch":
		return meeting.Vouch{Members: ids(a.pos[1:])}
	}
	return nil
}

func round(a args) meeting.Round {
	var r meeting.Round
	if s := a.key["round"]; s != "" {
		if err := r.UnmarshalText([]byte(s)); err != nil {
			panic(err)
		}
	}
	return r
}

// ballotCommand makes the commands of an open ballot.
func (p *playing) ballotCommand(a args, _ string) meeting.Command {
	pending := round(a)
	if b := p.live.Pending(); b != nil && pending.IsZero() {
		pending = b.Round
	}
	switch a.verb {
	case "delivered":
		return meeting.ConfirmAnnouncement{Round: pending, Place: a.at(0)}
	case "heard":
		return meeting.ConfirmHeard{Round: pending, Place: a.at(0)}
	case "object", "abstain", "favour":
		position := map[string]governance.Position{
			"object": governance.Against, "abstain": governance.Abstain, "favour": governance.Favour,
		}[a.verb]
		via := "button"
		if a.at(1) != "" {
			via = "words"
		}
		if a.member() != "" {
			via = "secretary"
		}
		return meeting.Cast{Round: round(a), Member: a.member(), Position: position, Words: a.at(1), Message: a.key["message"], Via: via}
	case "withdraw":
		return meeting.Withdraw{Round: round(a), Member: a.member()}
	case "recuse":
		return meeting.Recuse{Round: round(a), Reason: a.at(1)}
	case "ask":
		why := a.key["why"]
		if why == "" {
			why = "doubtful"
		}
		return meeting.Ask{Why: why, Leaning: governance.Position(a.key["leaning"]), Words: a.at(1)}
	case "answer":
		c := meeting.Answer{Round: round(a), Enter: a.has("present"), Place: "sala"}
		for _, w := range a.pos[1:] {
			if w != "present" && w != "none" {
				c.Position = governance.Position(w)
			}
		}
		return c
	}
	return nil
}

// chairCommand makes the commands of chair, secretary and teller.
func (p *playing) chairCommand(a args, _ string) meeting.Command {
	n, _ := strconv.Atoi(a.at(1))
	switch a.verb {
	case "open":
		next, _ := strconv.Atoi(a.key["next"])
		return meeting.Open{Place: a.key["place"], Override: a.key["override"], NextNumber: next}
	case "confirm":
		return meeting.ConfirmValidity{}
	case "appoint":
		return meeting.Appoint{Office: governance.Office(a.at(1)), Member: governance.MemberID(a.at(2)), Reason: a.key["reason"]}
	case "take-over":
		return meeting.TakeOver{Office: governance.Office(a.at(1)), Member: governance.MemberID(a.at(2)), Reason: a.key["reason"]}
	case "item":
		return meeting.OpenItem{N: n}
	case "end-item":
		return meeting.EndItem{}
	case "postpone": // "postpone anna 2 reason"
		return meeting.Postpone{Item: n, Reason: a.at(2)}
	case "note":
		return meeting.TakeNote{Text: a.at(1)}
	case "say":
		return meeting.MakeStatement{Text: a.at(1)}
	case "ballot":
		return meeting.OpenBallot{
			On: meeting.Subject(a.key["on"]), Window: a.length("window"), RollCall: a.has("roll-call"), Secret: a.has("secret"),
		}
	case "go-on":
		return meeting.GoOn{Round: round(a)}
	case "extend":
		d, _ := time.ParseDuration(a.at(1))
		return meeting.Extend{Round: round(a), By: d}
	case "close-early":
		return meeting.CloseEarly{Round: round(a)}
	case "settle":
		return meeting.Settle{Round: round(a), Member: governance.MemberID(a.at(1)), As: meeting.Settled(a.at(2)), Reason: a.at(3)}
	case "proclaim":
		return meeting.Proclaim{Round: round(a)}
	case "annul":
		return meeting.Annul{Round: round(a), Reason: a.at(1)}
	case "repeat":
		return meeting.Repeat{Round: round(a), Reason: a.at(1), RollCall: a.has("roll-call"), Proof: a.has("proof")}
	case "suspend":
		return meeting.Suspend{Reason: a.at(1)}
	case "resume":
		return meeting.Resume{}
	case "outage":
		from, err := p.clock(a.at(0))
		if err != nil {
			panic(err)
		}
		to, err := p.clock(a.at(1))
		if err != nil {
			panic(err)
		}
		return meeting.RecordOutage{From: from, To: to}
	}
	return nil
}

// minutesCommand makes the commands around the minutes and the end.
func (p *playing) minutesCommand(a args, _ string) meeting.Command {
	switch a.verb {
	case "draft":
		upto := p.live.Seq
		if n, err := strconv.ParseUint(a.key["upto"], 10, 64); err == nil {
			upto = n
		}
		return meeting.Draft{Hash: a.at(1), Upto: upto}
	case "change":
		return meeting.RequestChange{Text: a.at(1)}
	case "give-up":
		return meeting.GiveUpApproval{Reason: a.at(1)}
	case "sign":
		return meeting.Sign{Hash: a.at(1)}
	case "close":
		return meeting.Close{Ending: meeting.Ending(a.key["ending"]), Reason: a.at(1), Until: p.named(a, "until")}
	case "erase":
		return meeting.EraseValues{Member: governance.MemberID(a.at(1)), Reason: a.at(2)}
	case "elapse":
		return meeting.Elapse{}
	}
	return nil
}
