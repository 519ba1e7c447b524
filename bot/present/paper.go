package present

import (
	"assenso/bot/lang"
	"assenso/governance/meeting"
)

func proofRequested(s *meeting.State, e meeting.ProofRequested) []Notice {
	asked := lang.T("notice.proof.asked", "name", s.NameOf(e.Member), "about", about(e.Round), "rollcall", e.RollCall)
	return []Notice{
		{To: Room, Urgent: true, Text: []lang.Text{asked}},
		{
			To: Officers, Urgent: true, Text: []lang.Text{asked, lang.T("notice.proof.choice")},
			Buttons: rows(row(
				button("proof", "repeat", "rollcall", "proof").of(e.Round),
				button("roll-call", "repeat", "rollcall", "yes").of(e.Round),
			)),
		},
	}
}

// paperLine is one document, by its fingerprint where it is a file.
func paperLine(item int, p meeting.Paper) lang.Text {
	if p.SHA256 == "" {
		return lang.T("notice.paper.link", "item", item, "n", p.N, "name", p.Name)
	}
	return lang.T("notice.paper.file", "item", item, "n", p.N, "name", p.Name, "size", p.Size, "hash", fingerprint(p.SHA256))
}

// Papers lists the documents of the open item; with none open, of all.
func Papers(s *meeting.State) []lang.Text {
	var text []lang.Text
	for i := range s.Agenda {
		it := &s.Agenda[i]
		if s.Current != 0 && it.N != s.Current {
			continue
		}
		for _, p := range it.Papers {
			if !p.Withdrawn {
				text = append(text, paperLine(it.N, p))
			}
		}
	}
	if len(text) == 0 {
		return []lang.Text{lang.T("papers.none")}
	}
	return text
}

func scrutinyRecorded(e meeting.ScrutinyRecorded) []Notice {
	text := []lang.Text{lang.T("notice.scrutiny.title", "item", e.Item, "count", e.Voters, "again", e.Again)}
	for _, k := range e.Candidates {
		text = append(text, lang.T("notice.scrutiny.candidate", "name", k.Name, "votes", k.Votes, "elected", k.Elected))
	}
	if e.Blank+e.Void > 0 {
		text = append(text, lang.T("notice.scrutiny.others", "blank", e.Blank, "void", e.Void))
	}
	return []Notice{{To: Room, Text: text}}
}
