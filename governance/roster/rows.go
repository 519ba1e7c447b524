package roster

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"assenso/governance"
)

// Faults of single rows, and of rows against each other.
const (
	BadID            governance.Reason = "bad-id"            // args: id, most
	BadMail          governance.Reason = "bad-mail"          // args: mail
	DuplicatePerson  governance.Reason = "duplicate-person"  // args: name, other (the line before)
	DuplicateAccount governance.Reason = "duplicate-account" // args: account, other
	DuplicateOffice  governance.Reason = "duplicate-office"  // args: office, other
	TooManyRows      governance.Reason = "too-many-rows"     // args: most
)

// mostRows is how many persons a list may have.
const mostRows = 20_000

// fault makes a Fault; the arguments are as governance.Refuse has them.
func fault(line int, why governance.Reason, args ...any) Fault {
	return faultOf(line, governance.Refuse(why, args...))
}

// faultOf makes a Fault of a refusal.
func faultOf(line int, err error) Fault {
	var r *governance.Refusal
	if !errors.As(err, &r) {
		panic("roster: a fault that is no refusal: " + err.Error())
	}
	return Fault{Line: line, Why: r.Why, Args: r.Args}
}

func sortFaults(faults []Fault) []Fault {
	slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return faults
}

// tidyRows copies rows as the roster keeps them, each with a line.
func tidyRows(rows []Row) []Row {
	tidied := make([]Row, len(rows))
	for i, r := range rows {
		if r.Line == 0 {
			r.Line = i + 1
		}
		r.ID, r.Name, r.Mail = strings.TrimSpace(r.ID), tidy(r.Name), strings.TrimSpace(r.Mail)
		var accounts []string
		for _, a := range r.Accounts {
			if a = strings.TrimSpace(a); a != "" && !slices.Contains(accounts, a) {
				accounts = append(accounts, a)
			}
		}
		r.Accounts = accounts
		tidied[i] = r
	}
	return tidied
}

// checkRows finds everything that is wrong with tidy rows by themselves. What
// the roster has to say to them, Compare knows.
func checkRows(rows []Row) []Fault {
	if len(rows) > mostRows {
		return []Fault{fault(rows[mostRows].Line, TooManyRows, "most", mostRows)}
	}
	var faults []Fault
	for _, r := range rows {
		faults = append(faults, r.check()...)
	}
	return sortFaults(append(faults, repeated(rows)...))
}

func (r Row) check() []Fault {
	var faults []Fault
	if err := checkName(r.Name); err != nil {
		faults = append(faults, faultOf(r.Line, err))
	}
	if r.ID != "" && !plainID(r.ID) {
		faults = append(faults, fault(r.Line, BadID, "id", r.ID, "most", longestID))
	}
	if day, ok := dayOf(r.Since); r.Since != "" && (!ok || day != r.Since) {
		faults = append(faults, fault(r.Line, BadDay, "given", r.Since))
	}
	if r.Mail != "" && !checkMail(r.Mail) {
		faults = append(faults, fault(r.Line, BadMail, "mail", r.Mail))
	}
	for _, a := range r.Accounts {
		if err := checkAccount(a); err != nil {
			faults = append(faults, faultOf(r.Line, err))
		}
	}
	if r.Office != "" && !slices.Contains(assigned, r.Office) {
		faults = append(faults, fault(r.Line, NotAppointable, "office", r.Office))
	}
	return faults
}

// repeated finds what two rows cannot both have. Two persons of one name are
// told apart by ids, or by mail.
func repeated(rows []Row) []Fault {
	var faults []Fault
	ids, accounts, offices := make(map[string]int), make(map[string]int), make(map[governance.Office]int)
	for _, r := range rows {
		if other, twice := ids[r.ID]; twice && r.ID != "" {
			faults = append(faults, fault(r.Line, DuplicatePerson, "name", r.Name, "other", other))
		}
		ids[r.ID] = r.Line
		for _, a := range r.Accounts {
			if other, twice := accounts[a]; twice {
				faults = append(faults, fault(r.Line, DuplicateAccount, "account", a, "other", other))
			}
			accounts[a] = r.Line
		}
		if other, twice := offices[r.Office]; twice && r.Office != "" {
			faults = append(faults, fault(r.Line, DuplicateOffice, "office", r.Office, "other", other))
		}
		offices[r.Office] = r.Line
	}
	return append(faults, homonyms(rows)...)
}

func homonyms(rows []Row) []Fault {
	byName := make(map[string][]int, len(rows))
	for i, r := range rows {
		byName[plain(r.Name)] = append(byName[plain(r.Name)], i)
	}
	var faults []Fault
	for i, r := range rows {
		same := byName[plain(r.Name)]
		if r.Name == "" || len(same) < 2 || same[0] != i || toldApart(rows, same) {
			continue
		}
		for _, j := range same[1:] {
			faults = append(faults, fault(rows[j].Line, DuplicatePerson, "name", rows[j].Name, "other", r.Line))
		}
	}
	return faults
}

// toldApart reports whether rows of one name are surely different persons: all
// have ids, which differ or are a fault of their own, or all have mails that
// differ.
func toldApart(rows []Row, same []int) bool {
	ids := true
	mails := make(map[string]bool, len(same))
	for _, i := range same {
		ids = ids && rows[i].ID != ""
		mails[fold(rows[i].Mail)] = true
	}
	return ids || len(mails) == len(same) && !mails[""]
}
