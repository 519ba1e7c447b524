package roster

import (
	"maps"
	"slices"
	"strings"

	"assenso/governance"
)

// EraseMember erases name, mail and accounts of a person who left (B13). Their
// id stays: it says nothing about them. The values themselves are deleted by
// the store, after this is recorded.
type EraseMember struct {
	Member governance.MemberID
	Reason string
	Admin  string
}

// EraseAccount erases what is kept of an account that belongs to no member and
// to no administrator any more: of a stranger who asked, of an administrator
// who was dismissed.
type EraseAccount struct {
	Account string
	Reason  string
	Admin   string
}

// Refusals of an erasure.
const (
	StillMember    governance.Reason = "still-member"     // args: member
	NothingToErase governance.Reason = "nothing-to-erase" // args: member
	ReasonNeeded   governance.Reason = "reason-needed"
	AccountInUse   governance.Reason = "account-in-use"
	AccountUnknown governance.Reason = "account-unknown"
)

// MemberErased records which entries lost their private values.
type MemberErased struct {
	Member governance.MemberID `json:"member"`
	Seqs   []uint64            `json:"seqs"`
	Reason string              `json:"reason"`
	Admin  int                 `json:"admin,omitempty"`
}

// AccountErased records which entries lost their private values.
type AccountErased struct {
	Seqs   []uint64 `json:"seqs"`
	Reason string   `json:"reason"`
	Admin  int      `json:"admin,omitempty"`
}

// Name is for ever.
func (MemberErased) Name() string { return "member-erased" }

// Name is for ever.
func (AccountErased) Name() string { return "account-erased" }

// Erases lists the entries whose private values the store deletes once e is
// recorded; nil for events that erase nothing.
func Erases(e Event) []uint64 {
	switch e := e.(type) {
	case MemberErased:
		return e.Seqs
	case AccountErased:
		return e.Seqs
	}
	return nil
}

func (c EraseMember) decide(s *State, m governance.Meta) ([]Event, error) {
	admin, err := s.keeps(m, c.Admin)
	if err != nil {
		return nil, err
	}
	p := s.Member(c.Member)
	switch {
	case p == nil:
		return nil, governance.Refuse(NotMember, "member", c.Member)
	case p.Current():
		return nil, governance.Refuse(StillMember, "member", c.Member)
	case len(p.private) == 0:
		return nil, governance.Refuse(NothingToErase, "member", c.Member)
	case strings.TrimSpace(c.Reason) == "":
		return nil, governance.Refuse(ReasonNeeded)
	}
	return []Event{MemberErased{c.Member, slices.Sorted(slices.Values(p.private)), c.Reason, admin}}, nil
}

func (e MemberErased) apply(s *State, _ governance.Meta) {
	p := s.Member(e.Member)
	p.Name, p.Mail, p.Since, p.code, p.private = "", "", "", "", nil
	maps.DeleteFunc(s.Accounts, func(_ string, of governance.MemberID) bool { return of == e.Member })
}

func (c EraseAccount) decide(s *State, m governance.Meta) ([]Event, error) {
	admin, err := s.keeps(m, c.Admin)
	if err != nil {
		return nil, err
	}
	if _, linked := s.Accounts[c.Account]; linked || s.IsAdmin(c.Account) || s.request(c.Account) >= 0 {
		return nil, governance.Refuse(AccountInUse)
	}
	var seqs []uint64
	for _, t := range s.strays {
		if t.account == c.Account {
			seqs = append(seqs, t.seq)
		}
	}
	switch {
	case len(seqs) == 0:
		return nil, governance.Refuse(AccountUnknown)
	case strings.TrimSpace(c.Reason) == "":
		return nil, governance.Refuse(ReasonNeeded)
	}
	return []Event{AccountErased{slices.Sorted(slices.Values(seqs)), c.Reason, admin}}, nil
}

func (e AccountErased) apply(s *State, _ governance.Meta) {
	s.strays = slices.DeleteFunc(s.strays, func(t stray) bool { return slices.Contains(e.Seqs, t.seq) })
}

// concern notes that an entry holds something private about a member.
func (s *State) concern(id governance.MemberID, seq uint64, values ...string) {
	if strings.Join(values, "") == "" {
		return
	}
	p := s.Member(id)
	p.private = append(p.private, seq)
}

// astray notes an entry whose account no longer has a part of its own to play:
// it concerns the member for whom the account speaks, if any.
func (s *State) astray(account string, seq uint64) {
	if of, linked := s.Accounts[account]; linked {
		s.concern(of, seq, account)
	} else if account != "" {
		s.strays = append(s.strays, stray{account, seq})
	}
}

// adopt makes what was kept of an account concern the member it speaks for now.
func (s *State) adopt(account string, id governance.MemberID) {
	s.strays = slices.DeleteFunc(s.strays, func(t stray) bool {
		if t.account != account {
			return false
		}
		s.concern(id, t.seq, account)
		return true
	})
}
