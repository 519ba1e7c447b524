package roster

import (
	"slices"
	"strings"

	"assenso/governance"
)

// LinkAccount says that an account speaks for a member (B07): an act of the
// secretary, the chair or an administrator, who answer for the identity. A
// member may have several accounts; an account speaks for one member.
type LinkAccount struct {
	Account string
	Member  governance.MemberID
	Admin   string
}

// UnlinkAccount ends it. Members may unlink their own.
type UnlinkAccount struct {
	Account string
	Admin   string
}

// RequestLink is a stranger's wish to be recognised (B06). Each account has
// one open request; its repetition changes nothing.
type RequestLink struct {
	Account string
	Name    string // as the platform shows it, or as they say it
}

// DecideLink answers a request. Member is needed to accept.
type DecideLink struct {
	Account string
	Member  governance.MemberID
	Accept  bool
	Admin   string
}

// Refusals around accounts.
const (
	AccountTaken    governance.Reason = "account-taken"     // args: member, for whom it speaks
	NotLinked       governance.Reason = "not-linked"        //
	NoRequest       governance.Reason = "no-request"        //
	TooManyRequests governance.Reason = "too-many-requests" // args: most
)

// mostRequests bounds what strangers can make a body keep.
const mostRequests = 200

// AccountLinked records it. Request is the request it answers, if any.
type AccountLinked struct {
	Member  governance.MemberID `json:"member"`
	Account string              `json:"account" private:"yes"`
	Request int                 `json:"request,omitempty"`
	Admin   int                 `json:"admin,omitempty"`
}

// AccountUnlinked records it.
type AccountUnlinked struct {
	Member  governance.MemberID `json:"member"`
	Account string              `json:"account" private:"yes"`
	Admin   int                 `json:"admin,omitempty"`
}

// LinkRequested records a stranger's wish.
type LinkRequested struct {
	Request int    `json:"request"`
	Account string `json:"account" private:"yes"`
	Person  string `json:"name" private:"yes"`
}

// LinkDeclined records the answer no.
type LinkDeclined struct {
	Request int `json:"request"`
	Admin   int `json:"admin,omitempty"`
}

// Name is for ever.
func (AccountLinked) Name() string { return "account-linked" }

// Name is for ever.
func (AccountUnlinked) Name() string { return "account-unlinked" }

// Name is for ever.
func (LinkRequested) Name() string { return "link-requested" }

// Name is for ever.
func (LinkDeclined) Name() string { return "link-declined" }

func (c LinkAccount) decide(s *State, m governance.Meta) ([]Event, error) {
	admin, err := s.keeps(m, c.Admin)
	if err != nil {
		return nil, err
	}
	return s.link(c.Account, c.Member, admin)
}

func (s *State) link(account string, id governance.MemberID, admin int) ([]Event, error) {
	if err := checkAccount(account); err != nil {
		return nil, err
	}
	if _, err := s.current(id); err != nil {
		return nil, err
	}
	switch of, linked := s.Accounts[account]; {
	case linked && of == id:
		return nil, nil
	case linked:
		return nil, governance.Refuse(AccountTaken, "member", of)
	}
	e := AccountLinked{Member: id, Account: account, Admin: admin}
	if i := s.request(account); i >= 0 {
		e.Request = s.Requests[i].N
	}
	return []Event{e}, nil
}

func (e AccountLinked) apply(s *State, _ governance.Meta) {
	s.concern(e.Member, s.Seq+1, e.Account)
	if e.Account != "" {
		s.Accounts[e.Account] = e.Member
	}
	if r, ok := s.answered(e.Request); ok {
		s.concern(e.Member, r.Seq, r.Account)
	}
	s.adopt(e.Account, e.Member)
}

func (c UnlinkAccount) decide(s *State, m governance.Meta) ([]Event, error) {
	of, linked := s.Accounts[c.Account]
	admin := 0
	if !linked || of != m.By {
		var err error
		if admin, err = s.keeps(m, c.Admin); err != nil {
			return nil, err
		}
	}
	if !linked {
		return nil, governance.Refuse(NotLinked)
	}
	return []Event{AccountUnlinked{of, c.Account, admin}}, nil
}

func (e AccountUnlinked) apply(s *State, _ governance.Meta) {
	s.concern(e.Member, s.Seq+1, e.Account)
	delete(s.Accounts, e.Account)
}

func (c RequestLink) decide(s *State, _ governance.Meta) ([]Event, error) {
	if err := checkAccount(c.Account); err != nil {
		return nil, err
	}
	name := shown(c.Name)
	if name == "" {
		return nil, governance.Refuse(NameMissing)
	}
	if of, linked := s.Accounts[c.Account]; linked {
		return nil, governance.Refuse(AccountTaken, "member", of)
	}
	if s.request(c.Account) >= 0 {
		return nil, nil
	}
	if len(s.Requests) >= mostRequests {
		return nil, governance.Refuse(TooManyRequests, "most", mostRequests)
	}
	return []Event{LinkRequested{s.requests + 1, c.Account, name}}, nil
}

func (e LinkRequested) apply(s *State, m governance.Meta) {
	s.requests = e.Request
	s.Requests = append(s.Requests, Request{N: e.Request, Account: e.Account, Name: e.Person, At: m.At, Seq: s.Seq + 1})
}

func (c DecideLink) decide(s *State, m governance.Meta) ([]Event, error) {
	admin, err := s.keeps(m, c.Admin)
	if err != nil {
		return nil, err
	}
	i := s.request(c.Account)
	if i < 0 {
		return nil, governance.Refuse(NoRequest)
	}
	if !c.Accept {
		return []Event{LinkDeclined{s.Requests[i].N, admin}}, nil
	}
	return s.link(c.Account, c.Member, admin)
}

func (e LinkDeclined) apply(s *State, _ governance.Meta) {
	if r, ok := s.answered(e.Request); ok {
		s.astray(r.Account, r.Seq)
	}
}

// request is the index of the open request of an account, or -1.
func (s *State) request(account string) int {
	return slices.IndexFunc(s.Requests, func(r Request) bool { return account != "" && r.Account == account })
}

// answered takes a request off the list of open ones.
func (s *State) answered(n int) (Request, bool) {
	i := slices.IndexFunc(s.Requests, func(r Request) bool { return r.N == n })
	if i < 0 {
		return Request{}, false
	}
	r := s.Requests[i]
	s.Requests = slices.Delete(s.Requests, i, i+1)
	return r, true
}

// Likely is the member whose name a stranger bears, if exactly one of those
// without an account does: a help for who decides, never a decision.
func (s *State) Likely(r Request) (governance.MemberID, bool) {
	linked := make(map[governance.MemberID]bool, len(s.Accounts))
	for _, id := range s.Accounts {
		linked[id] = true
	}
	var found governance.MemberID
	for _, m := range s.Members {
		if !m.Current() || linked[m.ID] || !sameWords(m.Name, r.Name) {
			continue
		}
		if found != "" {
			return "", false
		}
		found = m.ID
	}
	return found, found != ""
}

// sameWords reports whether two names have the same words in any order: lists
// begin with the surname, people with the first name.
func sameWords(a, b string) bool {
	as, bs := strings.Fields(plain(a)), strings.Fields(plain(b))
	slices.Sort(as)
	slices.Sort(bs)
	return len(as) > 0 && slices.Equal(as, bs)
}
