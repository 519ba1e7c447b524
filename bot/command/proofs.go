package command

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"

	"assenso/governance"
	"assenso/governance/meeting"
)

// proof asks that a provisional result be proved (controprova); from the chair
// it is the proof itself.
func proof() Spec {
	return Spec{
		Name: "proof", Scope: OfMeeting,
		Params: []Param{
			{Name: "how", Kind: Word, Choices: []string{"rollcall", "decline"}},
			{Name: "reason", Kind: Text},
		},
		Make: func(in Input) (Order, error) {
			how, reason := in.Args["how"].Text, in.Args["reason"].Text
			rollCall := how == "rollcall"
			switch {
			case how == "decline":
				return do(meeting.DeclineProof{Round: in.Round, Reason: reason})
			case holds(in, governance.Chair):
				return do(meeting.Repeat{Round: in.Round, Reason: reason, Proof: true, RollCall: rollCall})
			}
			return do(meeting.AskProof{Round: in.Round, RollCall: rollCall})
		},
		Offers: func(in Input) []Offer {
			b := in.Meeting.Pending()
			if b == nil || b.Stage != meeting.Provisional || holds(in, governance.Chair) {
				return nil
			}
			return []Offer{{Try: meeting.AskProof{Round: b.Round}, Round: b.Round, Rank: Seldom}}
		},
	}
}

// declaration is a member's declaration of vote, tied to the ballot (B48).
func declaration() Spec {
	return Spec{
		Name: "declaration", Scope: OfMeeting,
		Params: []Param{{Name: "text", Kind: Text, Required: true}},
		Make: func(in Input) (Order, error) {
			return do(meeting.MakeStatement{Text: in.Args["text"].Text, OnVote: true})
		},
		Offers: func(in Input) []Offer {
			if in.Meeting.Current == 0 {
				return nil
			}
			return []Offer{{Try: meeting.MakeStatement{Text: trial, OnVote: true}, Needs: []string{"text"}, Rank: Seldom}}
		},
	}
}

// DocumentNeeded refuses a document without a file, or where it can be read.
const DocumentNeeded governance.Reason = "document-needed"

// paper lays documents before the meeting: the files sent with it, or where one
// can be read (B12). With nothing it lists them.
func paper() Spec {
	return Spec{
		Name: "document", Scope: OfMeeting, Also: []governance.Office{governance.Chair, governance.Secretary},
		Params: []Param{
			{Name: "act", Kind: Word, Choices: []string{"add", "withdraw", "list"}},
			{Name: "n", Kind: Number},
			{Name: "link", Kind: Text},
		},
		Make: makePaper,
		Offers: func(in Input) []Offer {
			n := 0
			for i := range in.Meeting.Agenda {
				n += len(in.Meeting.Agenda[i].Papers)
			}
			if n == 0 {
				return nil
			}
			return []Offer{{Label: "offer.document.list", Args: map[string]string{"act": "list"}, Rank: Seldom}}
		},
	}
}

func makePaper(in Input) (Order, error) {
	v := in.Args
	n, act := v["n"].Number, v["act"].Text
	var papers []meeting.Command
	for _, f := range in.Files {
		sum := sha256.Sum256(f.Data)
		papers = append(papers, meeting.AddPaper{Item: n, Name: f.Name, Size: len(f.Data), SHA256: hex.EncodeToString(sum[:])})
	}
	switch link := v["link"].Text; {
	case act == "withdraw" && n == 0:
		return Order{}, lacking("document", "n")
	case act == "withdraw":
		return do(meeting.WithdrawPaper{N: n})
	case len(papers) == 1:
		return do(papers[0])
	case len(papers) > 0:
		return Order{Batch: papers}, nil
	case link != "":
		return do(meeting.AddPaper{Item: n, Name: link})
	case act == "add":
		return Order{}, governance.Refuse(DocumentNeeded)
	}
	return show(Query{Kind: ShowPapers})
}

// Refusals of a scrutiny as it was typed.
const (
	VotesUnread    governance.Reason = "votes-unread"    // args: given
	ElectedUnknown governance.Reason = "elected-unknown" // args: name
)

// scrutiny records the result of a secret ballot held in presence (B16).
func scrutiny() Spec {
	return Spec{
		Name: "scrutiny", Scope: OfMeeting, Office: governance.Secretary, Lines: true,
		Params: []Param{
			{Name: "item", Kind: Item},
			{Name: "voters", Kind: Number, Named: true},
			{Name: "blank", Kind: Number, Named: true},
			{Name: "void", Kind: Number, Named: true},
			{Name: "preferences", Kind: Number, Named: true},
			{Name: "elected", Kind: Text, Named: true},
			{Name: "votes", Kind: Text, Required: true},
		},
		Make: makeScrutiny,
		Offers: func(in Input) []Offer {
			for i := range in.Meeting.Agenda {
				it := &in.Meeting.Agenda[i]
				try := meeting.RecordScrutiny{Item: it.N, Voters: 1, Candidates: []meeting.Candidate{{Name: trial, Votes: 1}}}
				if it.Refused != "" && it.Scrutiny == nil {
					return []Offer{{Try: try, Args: map[string]string{"item": strconv.Itoa(it.N)}, Needs: []string{"voters", "votes"}, Rank: Seldom}}
				}
			}
			return nil
		},
	}
}

func makeScrutiny(in Input) (Order, error) {
	v := in.Args
	c := meeting.RecordScrutiny{
		Item: v["item"].Number, Voters: v["voters"].Number, Preferences: v["preferences"].Number,
		Blank: v["blank"].Number, Void: v["void"].Number,
	}
	if !v.Has("voters") {
		return Order{}, lacking("scrutiny", "voters")
	}
	for _, part := range listed(v["votes"].Text) {
		name := strings.TrimRightFunc(part, unicode.IsDigit)
		n, ok := atoi(part[len(name):], 6)
		if name = strings.TrimRight(name, " :=\t"); !ok || name == "" {
			return Order{}, governance.Refuse(VotesUnread, "given", shortened(part))
		}
		c.Candidates = append(c.Candidates, meeting.Candidate{Name: name, Votes: n})
	}
	for _, name := range listed(v["elected"].Text) {
		found := -1
		for i, k := range c.Candidates {
			switch {
			case fold(k.Name) == fold(name):
				found = i
			case found < 0 && strings.Contains(" "+fold(k.Name)+" ", " "+fold(name)+" "):
				found = i
			}
		}
		if found < 0 {
			return Order{}, governance.Refuse(ElectedUnknown, "name", name)
		}
		c.Candidates[found].Elected = true
	}
	return do(c)
}

// listed cuts a list at commas, semicolons and line ends.
func listed(list string) []string {
	var parts []string
	for p := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune(",;\n", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}
