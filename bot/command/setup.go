package command

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"assenso/governance"
	"assenso/governance/roster"
)

// setup founds a body and keeps what its meetings start from.
func setup() Spec {
	return Spec{
		Name: "setup", Scope: OfNothing, Office: governance.Administrator,
		Also: []governance.Office{governance.Chair, governance.Secretary}, Lines: true,
		Params: []Param{
			{Name: "what", Kind: Word, Required: true, Choices: []string{
				"body", "bylaws", "basis", "roster", "office", "place", "numbers", "admin", "dismiss",
			}},
			{Name: "kind", Kind: Word, Named: true, Choices: []string{
				string(governance.TeachersBoard), string(governance.Council), string(governance.Assembly),
				string(governance.OtherBody) + "-body", string(governance.TenderCommittee),
			}},
			{Name: "profile", Kind: Word, Named: true},
			{Name: "code", Kind: Word, Named: true},
			{Name: "how", Kind: Word, Choices: []string{"keep", "sure", "vacant"}},
			{Name: "office", Kind: Word, Choices: []string{
				string(governance.Chair), string(governance.Secretary), string(governance.ViceChair), string(governance.ViceSecretary),
			}},
			{Name: "year", Kind: Word, Named: true},
			{Name: "resolutions", Kind: Number, Named: true},
			{Name: "meetings", Kind: Number, Named: true},
			{Name: "account", Kind: Word, Named: true},
			{Name: "member", Kind: Member},
			{Name: "name", Kind: Text},
		},
		Make: makeSetup,
		Offers: func(in Input) []Offer {
			if in.Body == nil && in.Meeting == nil {
				return []Offer{{Needs: []string{"what"}, Rank: Urgent}}
			}
			return []Offer{{Needs: []string{"what"}, Rank: Seldom}}
		},
	}
}

func makeSetup(in Input) (Order, error) {
	what := in.Args["what"].Text
	if what == "body" {
		return found(in)
	}
	if in.Body == nil {
		return Order{}, governance.Refuse(NoBodyHere)
	}
	v, admin := in.Args, string(in.Account)
	var c roster.Command
	switch what {
	case "bylaws":
		bylaws, err := profile(in)
		if err != nil {
			return Order{}, err
		}
		c = roster.AdoptBylaws{Bylaws: bylaws, Admin: admin}
	case "basis":
		c = roster.SetBasis{Basis: v["name"].Text, Admin: admin}
	case "roster":
		return importRoster(in)
	case "office":
		return assign(in)
	case "place":
		c = roster.SetPlaces{Places: placesOf(in), Admin: admin}
	case "numbers":
		if !v.Has("year") {
			return Order{}, lacking("setup", "year")
		}
		c = roster.StartNumbers{
			Year: v["year"].Text, Resolutions: v["resolutions"].Number, Meetings: v["meetings"].Number, Admin: admin,
		}
	case "admin":
		c = roster.AddAdmin{Account: v["account"].Text, Admin: admin}
	default:
		c = roster.DismissAdmin{Account: v["account"].Text, Admin: admin}
	}
	return Order{Body: c}, nil
}

// assign gives an office of the body. It is left vacant only where that was
// said: a mistyped name must not take it from its holder.
func assign(in Input) (Order, error) {
	v := in.Args
	who := v.member("member")
	switch {
	case !v.Has("office"):
		return Order{}, lacking("setup", "office")
	case who == "" && v.Has("name"):
		given := v["name"].Text
		return Order{}, peopleOf(&in, false).unknown(shortened(given), nameWords(fold(given)))
	case who == "" && v["how"].Text != "vacant":
		return Order{}, lacking("setup", "member")
	}
	return Order{Body: roster.Assign{Office: governance.Office(v["office"].Text), Member: who, Admin: string(in.Account)}}, nil
}

// found begins a body. Its code, where none is given, is made of its name.
func found(in Input) (Order, error) {
	v := in.Args
	for _, needed := range []string{"name", "kind", "profile"} {
		if !v.Has(needed) {
			return Order{}, lacking("setup", needed)
		}
	}
	bylaws, err := profile(in)
	if err != nil {
		return Order{}, err
	}
	code := v["code"].Text
	if code == "" {
		code = codeOf(v["name"].Text)
	}
	return Order{Body: roster.Found{
		ID: governance.BodyID(code), Name: v["name"].Text, Bylaws: bylaws, Admin: string(in.Account),
		Kind: governance.BodyKind(strings.TrimSuffix(v["kind"].Text, "-body")),
	}}, nil
}

func profile(in Input) (governance.Bylaws, error) {
	given := in.Args["profile"].Text
	if given == "" {
		given = in.Args["name"].Text // "setup bylaws art37"
	}
	bylaws, ok := in.Profiles[given]
	if !ok {
		return bylaws, governance.Refuse(NoProfile, "given", shortened(given), "profiles", slices.Sorted(maps.Keys(in.Profiles)))
	}
	return bylaws, nil
}

// codeMost is the length the roster allows for a body's id.
const codeMost = 32

// codeOf makes an id of a name: "Collegio dei docenti" is collegio-dei-docenti.
func codeOf(name string) string {
	ascii := strings.Map(func(r rune) rune {
		if r > 127 {
			return -1
		}
		return r
	}, fold(name))
	code := strings.Join(nameWords(ascii), "-")
	return strings.Trim(code[:min(len(code), codeMost)], "-")
}

// placesOf are the places named, else the one in which this was said.
func placesOf(in Input) []string {
	if named := strings.FieldsFunc(in.Args["name"].Text, func(r rune) bool { return strings.ContainsRune(" ,;\n", r) }); len(named) > 0 {
		return named
	}
	return []string{string(in.In)}
}

// FaultyListError is a refusal of a list of members, with everything that is
// wrong with it and where; show all of it. It unwraps to the refusal.
type FaultyListError struct{ Faults []roster.Fault }

func (e *FaultyListError) Error() string {
	return fmt.Sprintf("list of members: %d faults", len(e.Faults))
}

// Unwrap is the refusal, which names the first line at fault.
func (e *FaultyListError) Unwrap() error {
	return governance.Refuse(roster.FaultyList, "line", e.Faults[0].Line, "count", len(e.Faults))
}

// importRoster reads the list that came with the command (B07).
func importRoster(in Input) (Order, error) {
	if len(in.Files) != 1 {
		return Order{}, governance.Refuse(FileNeeded)
	}
	keep := in.Args["how"].Text == "keep"
	rows, faults := roster.ParseCSV(in.Files[0].Data)
	if len(faults) == 0 {
		_, faults = in.Body.Compare(rows, keep)
	}
	if len(faults) > 0 {
		return Order{}, &FaultyListError{faults}
	}
	return Order{Body: roster.ImportRoster{
		Rows: rows, Keep: keep, Sure: in.Args["how"].Text == "sure", Admin: string(in.Account),
	}}, nil
}
