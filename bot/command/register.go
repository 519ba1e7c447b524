package command

import (
	"strconv"
	"strings"

	"assenso/governance"
	"assenso/governance/meeting"
	"assenso/governance/roster"
)

// Refusals of what the register does not have.
const (
	NoResolution  governance.Reason = "no-resolution"  // args: number, year (empty: none was said)
	NotResolution governance.Reason = "not-resolution" // args: given
)

// register lists the resolutions of the body.
func register() Spec {
	return Spec{
		Name: "resolutions", Scope: OfBody,
		Params: []Param{{Name: "year", Kind: Word}},
		Make: func(in Input) (Order, error) {
			if in.By == "" && !in.Body.IsAdmin(string(in.Account)) { // B06
				return Order{}, governance.Refuse(meeting.NotMember)
			}
			year := in.Args["year"].Text
			if year == "" {
				year = in.Body.LastYear()
			}
			return show(Query{Kind: ShowRegister, Year: year})
		},
		Offers: func(in Input) []Offer {
			if len(in.Body.Resolutions) == 0 || goesOn(in) || in.By == "" && !in.Body.IsAdmin(string(in.Account)) {
				return nil
			}
			return []Offer{{Rank: Seldom}}
		},
	}
}

// extract makes a document of one resolution, with or without the names of who
// voted how (B27, B49, B50).
func extract() Spec {
	return Spec{
		Name: "extract", Scope: OfBody, Office: governance.Secretary,
		Also: []governance.Office{governance.Chair, governance.Administrator},
		Params: []Param{
			{Name: "resolution", Kind: Word, Required: true},
			{Name: "names", Kind: Word, Choices: []string{"names"}},
		},
		Make: func(in Input) (Order, error) {
			r, err := resolutionOf(in.Body, in.Args["resolution"].Text)
			if err != nil {
				return Order{}, err
			}
			return show(Query{Kind: ShowExtract, Number: r.Number, Year: r.Year, Names: in.Args.Has("names")})
		},
		Offers: func(in Input) []Offer {
			n := len(in.Body.Resolutions)
			if n == 0 || goesOn(in) {
				return nil
			}
			r := in.Body.Resolutions[n-1]
			return []Offer{{
				Label: "offer.extract", Shown: map[string]any{"number": r.Number, "year": r.Year},
				Args: map[string]string{"resolution": strconv.Itoa(r.Number) + "/" + r.Year}, Rank: Seldom,
			}}
		},
	}
}

// goesOn reports a meeting in which there is more to do than to look up what
// was decided.
func goesOn(in Input) bool { return in.Meeting != nil && in.Meeting.Phase != meeting.Over }

// resolutionOf finds a resolution by "14/2026-27", or by "14" the latest of
// that number.
func resolutionOf(b *roster.State, given string) (roster.Resolution, error) {
	n, year, _ := strings.Cut(given, "/")
	number, err := strconv.Atoi(n)
	if err != nil || number < 1 {
		return roster.Resolution{}, governance.Refuse(NotResolution, "given", shortened(given))
	}
	r, ok := b.Resolution(number, year)
	if !ok {
		return r, governance.Refuse(NoResolution, "number", number, "year", shortened(year))
	}
	return r, nil
}
