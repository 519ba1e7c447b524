package meeting

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"assenso/governance"
)

// Paper is a document of an item: a file by its fingerprint, or where one can be
// read (B09, B12). The meeting knows of it, and keeps no copy.
type Paper struct {
	N         int
	Name      string // of the file, or where it can be read
	Size      int    // bytes; 0 where it is not a file
	SHA256    string // in hexadecimal; empty where it is not a file
	By        governance.MemberID
	At        time.Time
	Withdrawn bool // put aside by mistake; the record stays
}

// The limits of documents.
const (
	papersMost    = 200 // of an item
	paperNameMost = 500 // bytes
)

// AddPaper lays a document before the meeting, with an item: the secretary's
// act, or the chair's, before the meeting or during it.
type AddPaper struct {
	Item   int // 0: the open one
	Name   string
	Size   int
	SHA256 string
}

// WithdrawPaper marks a document as laid by mistake.
type WithdrawPaper struct{ Item, N int } // Item 0: the open one

// Refusals around documents.
const (
	NoSuchPaper   governance.Reason = "no-such-paper"   // args: paper
	TooManyPapers governance.Reason = "too-many-papers" // args: most
	PaperName     governance.Reason = "paper-name"      // args: most
)

// PaperAdded records a document.
type PaperAdded struct {
	Item   int    `json:"item"`
	N      int    `json:"n"`
	Size   int    `json:"size,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
	File   string `json:"file" private:"yes"` // a name may tell of somebody
}

// PaperWithdrawn records that a document was laid by mistake.
type PaperWithdrawn struct {
	Item int `json:"item"`
	N    int `json:"n"`
}

// Name is for ever.
func (PaperAdded) Name() string { return "paper-added" }

// Name is for ever.
func (PaperWithdrawn) Name() string { return "paper-withdrawn" }

// lays refuses who may not lay documents before the meeting, and when.
func (s *State) lays(m governance.Meta) error {
	if err := s.acts(m, governance.Secretary); err != nil && s.acts(m, governance.Chair) != nil {
		return err
	}
	if s.Phase == Convened {
		return nil
	}
	return s.stillTold()
}

func (c AddPaper) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.lays(m); err != nil {
		return nil, err
	}
	item, err := s.named(c.Item)
	if err != nil {
		return nil, err
	}
	c.Name = strings.TrimSpace(c.Name)
	sum, err := hex.DecodeString(c.SHA256)
	switch {
	case c.Name == "" || len(c.Name) > paperNameMost:
		return nil, governance.Refuse(PaperName, "most", paperNameMost)
	case len(item.Papers) == papersMost:
		return nil, governance.Refuse(TooManyPapers, "most", papersMost)
	case err != nil || len(sum) != 0 && len(sum) != 32 || c.Size < 0 || c.SHA256 == "" && c.Size != 0:
		return nil, fmt.Errorf("paper of %d bytes with fingerprint %q: no such file", c.Size, c.SHA256)
	}
	for _, p := range item.Papers {
		if p.SHA256 == c.SHA256 && p.Name == c.Name && !p.Withdrawn {
			return nil, nil
		}
	}
	return []Event{PaperAdded{item.N, len(item.Papers) + 1, c.Size, c.SHA256, c.Name}}, nil
}

func (e PaperAdded) apply(s *State, m governance.Meta) {
	i := s.Item(e.Item)
	i.Papers = append(i.Papers, Paper{N: e.N, Name: e.File, Size: e.Size, SHA256: e.SHA256, By: m.By, At: m.At})
	s.touch()
}

func (c WithdrawPaper) decide(s *State, m governance.Meta) ([]Event, error) {
	if err := s.lays(m); err != nil {
		return nil, err
	}
	item, err := s.named(c.Item)
	switch {
	case err != nil:
		return nil, err
	case c.N < 1 || c.N > len(item.Papers):
		return nil, governance.Refuse(NoSuchPaper, "paper", c.N)
	case item.Papers[c.N-1].Withdrawn:
		return nil, nil
	}
	return []Event{PaperWithdrawn{item.N, c.N}}, nil
}

func (e PaperWithdrawn) apply(s *State, _ governance.Meta) {
	s.Item(e.Item).Papers[e.N-1].Withdrawn = true
	s.touch()
}
