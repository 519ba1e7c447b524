package present

import (
	"time"

	"assenso/bot/lang"
	"assenso/governance"
	"assenso/governance/meeting"
)

// Deliveries is the proof that the convocation reached people (B17): how and
// when, those together whom it reached together; who is without proof; who
// answered it.
func Deliveries(s *meeting.State) []lang.Text {
	type proof struct {
		at  time.Time
		via string
	}
	var proofs []proof
	members := make(map[proof][]governance.MemberID)
	var answered, missing []governance.MemberID
	for i := range s.Members {
		p := &s.Members[i]
		if !p.Acknowledged.IsZero() || p.Means != (meeting.Means{}) || p.Excuse != nil {
			answered = append(answered, p.ID)
		}
		if p.Delivered.IsZero() {
			missing = append(missing, p.ID)
			continue
		}
		k := proof{p.Delivered.Truncate(time.Minute), p.Via}
		if members[k] == nil {
			proofs = append(proofs, k)
		}
		members[k] = append(members[k], p.ID)
	}
	text := []lang.Text{
		lang.T("deliveries.title", "body", s.Body.Name, "number", s.Number, "protocol", s.Convocation.Protocol),
		lang.T("deliveries.reached", "reached", len(s.Members)-len(missing), "members", len(s.Members)),
	}
	for _, k := range proofs {
		text = append(text, lang.T("deliveries.proof", "at", k.at, "via", via(k.via), "count", len(members[k]), "who", names(s, members[k])))
	}
	if len(missing) > 0 {
		text = append(text, lang.T("deliveries.missing", "count", len(missing), "who", names(s, missing)))
	}
	if len(answered) > 0 {
		text = append(text, lang.T("deliveries.answered", "count", len(answered), "who", names(s, answered)))
	}
	return text
}

// via is how a notice arrived: in the secretary's words, or the reader's own act.
func via(how string) any {
	if how == meeting.ByAcknowledgement {
		return lang.T("via.acknowledgement")
	}
	return how
}
