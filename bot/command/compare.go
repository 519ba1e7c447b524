package command

import (
	"encoding/hex"
	"slices"
	"strings"

	"assenso/governance"
	"assenso/governance/attendance"
	"assenso/governance/meeting"
)

// compare holds the attendance file of a video service against the record, and
// says who the names in it are. It changes nothing of the record.
func compare() Spec {
	return Spec{
		Name: "compare", Scope: OfMeeting, Office: governance.Secretary,
		Params: []Param{
			{Name: "row", Kind: Number},
			{Name: "sheet", Kind: Number, Named: true},
			{Name: "who", Kind: Word, Choices: []string{"nobody"}},
			{Name: "member", Kind: Member},
		},
		Make: makeCompare,
		Offers: func(in Input) []Offer {
			s := in.Meeting
			switch {
			case s.Opened.IsZero() || s.Phase == meeting.Over || s.Minutes.Decided():
				return nil
			case s.LastSheet() != nil:
				return []Offer{{Label: "offer.compare.again", Rank: Seldom}}
			}
			return nil
		},
	}
}

func makeCompare(in Input) (Order, error) {
	s, v := in.Meeting, in.Args
	switch {
	case len(in.Files) == 1:
		return importAttendance(in)
	case len(in.Files) > 1:
		return Order{}, governance.Refuse(AttendanceFile)
	case v.Has("row"):
		if !v.Has("member") && !v.Has("who") {
			return Order{}, lacking("compare", "member")
		}
		return do(meeting.MatchAttendee{Sheet: v["sheet"].Number, Row: v["row"].Number, Member: v.member("member")})
	case s.LastSheet() == nil:
		return Order{}, governance.Refuse(AttendanceFile)
	}
	return show(Query{Kind: ShowAttendance})
}

func importAttendance(in Input) (Order, error) {
	s := in.Meeting
	sheet, err := attendance.Parse(in.Files[0].Data, s.Convocation.At, s.Zone())
	if err != nil {
		return Order{}, err
	}
	r := recogniser{people: peopleOf(&in, false), mails: mailsOf(in)}
	c := meeting.ImportAttendance{Source: string(sheet.Source), Digest: hex.EncodeToString(sheet.Digest[:])}
	for _, p := range sheet.People {
		a := meeting.Attendee{Name: p.Name, Total: governance.Duration(p.Total)}
		for _, st := range p.Stays {
			a.Stays = append(a.Stays, meeting.Connected(st))
		}
		if a.Member = r.member(p); a.Member == "" {
			a.Could = r.near(p.Name)
		}
		c.People = append(c.People, a)
	}
	return do(c)
}

// mailsOf are the members of the meeting by their address in the roster.
func mailsOf(in Input) map[string]governance.MemberID {
	mails := make(map[string]governance.MemberID)
	if in.Body == nil {
		return mails
	}
	for _, m := range in.Body.Members {
		if m.Mail != "" && in.Meeting.Member(m.ID) != nil {
			mails[strings.ToLower(m.Mail)] = m.ID
		}
	}
	return mails
}

// recogniser finds members by what a video service knows of them.
type recogniser struct {
	people *people
	mails  map[string]governance.MemberID
}

// member is whose address or whole name it is, in any order; nobody where two
// could be meant, or only a part agrees.
func (r recogniser) member(p attendance.Person) governance.MemberID {
	if id, ok := r.mails[p.Mail]; ok && p.Mail != "" {
		return id
	}
	for _, name := range namesIn(p.Name) {
		words := nameWords(fold(name))
		if found := r.people.bearing(words).called(words); len(found) == 1 {
			return found[0].id
		}
	}
	return ""
}

// namesIn are a name and, where one stands in brackets, the name it had before.
func namesIn(name string) []string {
	before, inside, ok := strings.Cut(name, "(")
	if !ok {
		return []string{name}
	}
	return []string{name, strings.TrimSuffix(strings.TrimSpace(inside), ")"), before}
}

// nearMost bounds whom a name of a file is said to be near to.
const nearMost = 3

// near are members with a name in common, else with one that is nearly so.
func (r recogniser) near(name string) []governance.MemberID {
	words := nameWords(fold(name))
	var could some
	for _, w := range words {
		could = append(could, r.people.bearing([]string{w})...)
	}
	if len(could) == 0 {
		could = r.people.near(words)
	}
	var ids []governance.MemberID
	for _, o := range could {
		if !slices.Contains(ids, o.id) && len(ids) < nearMost {
			ids = append(ids, o.id)
		}
	}
	return ids
}
