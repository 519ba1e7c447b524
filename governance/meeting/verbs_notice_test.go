package meeting_test

import (
	"strconv"
	"strings"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

// noticeCommand makes the commands about a convocation that was sent:
// "vary anna hour="2026-11-26 16:30" add=Sicurezza drop=2 because=sciopero".
func (p *playing) noticeCommand(a args) meeting.Command {
	switch a.verb {
	case "revoke":
		return meeting.Revoke{Reason: a.at(1)}
	case "protocol":
		return meeting.SetProtocol{Protocol: a.at(1)}
	case "received":
		return meeting.Acknowledge{}
	case "place":
		return meeting.MovePlace{Place: a.at(1), Reason: a.key["because"]}
	}
	c := meeting.Amend{
		Mode: governance.Mode(a.key["mode"]), Place: a.key["place"], Means: a.key["means"], Reason: a.key["because"],
	}
	for key, at := range map[string]*time.Time{"hour": &c.At, "term": &c.DeclareBy} {
		if a.key[key] == "" {
			continue
		}
		t, err := p.clock(a.key[key])
		if err != nil {
			p.t.Fatal(err)
		}
		*at = t
	}
	for title := range strings.SplitSeq(a.key["add"], ",") {
		if title, kind, _ := strings.Cut(title, ":"); title != "" {
			c.Add = append(c.Add, meeting.Point{Title: title, Kind: meeting.ItemKind(kind)})
		}
	}
	for n := range strings.SplitSeq(a.key["drop"], ",") {
		if i, err := strconv.Atoi(n); err == nil {
			c.Drop = append(c.Drop, i)
		}
	}
	return c
}

// noticeCommand is about a convocation that was sent.
func (s *stirring) noticeCommand() meeting.Command {
	switch s.byte(5) {
	case 4:
		return s.by("anna", meeting.MovePlace{Place: pick(s, "", "Comune", "Biblioteca")})
	case 0:
		return meeting.Acknowledge{}
	case 1:
		return s.by("anna", meeting.Revoke{Reason: pick(s, "", "neve")})
	case 2:
		return s.by("bruno", meeting.SetProtocol{Protocol: pick(s, "1", "2")})
	default:
		return s.by("anna", meeting.Amend{
			At: s.now.Add(time.Duration(s.byte(72)) * time.Hour), Drop: []int{s.byte(5)}, Place: pick(s, "", "Biblioteca"),
			Add: []meeting.Point{{Title: "D"}},
		})
	}
}
