package command

import (
	"strconv"

	"assenso/governance"
	"assenso/governance/roster"
)

// link asks to be recognised as a member (B06, B07). Who keeps the roster may
// say at once for whom an account speaks; members may take their own away.
func link() Spec {
	return Spec{
		Name: "link", Scope: OfBody,
		Params: []Param{
			{Name: "act", Kind: Word, Choices: []string{"remove"}},
			{Name: "account", Kind: Word, Named: true},
			{Name: "member", Kind: Member, Named: true},
			{Name: "name", Kind: Text},
		},
		Make: makeLink,
		Offers: func(in Input) []Offer {
			if in.By != "" {
				return nil
			}
			return []Offer{{TryBody: roster.RequestLink{Account: string(in.Account), Name: orTrial(in.Name)}, Rank: Urgent}}
		},
	}
}

func makeLink(in Input) (Order, error) {
	v, self := in.Args, string(in.Account)
	account := v["account"].Text
	switch {
	case v.Has("act"):
		if account == "" {
			account = self
		}
		return Order{Body: roster.UnlinkAccount{Account: account, Admin: self}}, nil
	case v.Has("member") && account == "":
		return Order{}, lacking("link", "account")
	case v.Has("member"):
		return Order{Body: roster.LinkAccount{Account: account, Member: v.member("member"), Admin: self}}, nil
	case account != "":
		return Order{}, lacking("link", "member")
	}
	name := v["name"].Text
	if name == "" {
		name = in.Name
	}
	return Order{Body: roster.RequestLink{Account: self, Name: name}}, nil
}

func orTrial(s string) string {
	if s == "" {
		return trial
	}
	return s
}

// recognise answers who asked to be recognised.
func recognise() Spec {
	return Spec{
		Name: "recognise", Scope: OfBody, Office: governance.Secretary,
		Also: []governance.Office{governance.Chair, governance.Administrator},
		Params: []Param{
			{Name: "yes", Kind: Word, Choices: []string{"yes", "no"}},
			{Name: "request", Kind: Number},
			{Name: "account", Kind: Word, Named: true},
			{Name: "member", Kind: Member},
		},
		Make:   makeRecognise,
		Offers: offerRecognitions,
	}
}

func makeRecognise(in Input) (Order, error) {
	v := in.Args
	r, err := requestOf(in)
	if err != nil {
		return Order{}, err
	}
	d := roster.DecideLink{Account: r.Account, Member: v.member("member"), Accept: v["yes"].Text != "no", Admin: string(in.Account)}
	if d.Accept && d.Member == "" {
		if !v.Has("yes") {
			return Order{}, lacking("recognise", "member")
		}
		// "Yes" is said of the member the panel named.
		likely, ok := in.Body.Likely(r)
		if !ok {
			return Order{}, lacking("recognise", "member")
		}
		d.Member = likely
	}
	return Order{Body: d}, nil
}

// requestOf finds the request an answer is about: by number, by account, or
// the only one.
func requestOf(in Input) (roster.Request, error) {
	v := in.Args
	for _, r := range in.Body.Requests {
		switch {
		case v.Has("request") && r.N == v["request"].Number:
			return r, nil
		case v.Has("account") && r.Account == v["account"].Text:
			return r, nil
		case !v.Has("request") && !v.Has("account") && len(in.Body.Requests) == 1:
			return r, nil
		}
	}
	if len(in.Body.Requests) > 1 && !v.Has("request") && !v.Has("account") {
		return roster.Request{}, lacking("recognise", "request")
	}
	return roster.Request{}, governance.Refuse(roster.NoRequest)
}

func offerRecognitions(in Input) []Offer {
	var offers []Offer
	for i, r := range in.Body.Requests {
		if i == mostListed {
			break
		}
		n := strconv.Itoa(r.N)
		shown := map[string]any{"name": r.Name, "request": r.N}
		yes := Offer{Label: "offer.recognise.as", Shown: shown, Args: map[string]string{"request": n}, Needs: []string{"member"}, Rank: Next}
		if likely, ok := in.Body.Likely(r); ok {
			yes.TryBody = roster.DecideLink{Account: r.Account, Member: likely, Accept: true, Admin: string(in.Account)}
			yes.Label, yes.Needs = "offer.recognise.yes", nil
			yes.Shown = map[string]any{"name": r.Name, "request": r.N, "member": in.Body.NameOf(likely)}
			yes.Args["member"] = string(likely)
		}
		no := Offer{
			TryBody: roster.DecideLink{Account: r.Account, Admin: string(in.Account)},
			Label:   "offer.recognise.no", Shown: shown, Args: map[string]string{"request": n, "yes": "no"}, Rank: Next,
		}
		offers = append(offers, yes, no)
	}
	return offers
}
