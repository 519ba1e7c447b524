package governance_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"assenso/governance"
)

func TestSpoken(t *testing.T) {
	at := time.Date(2026, 11, 24, 16, 30, 0, 0, time.UTC)
	tests := []struct {
		name string
		said time.Time
		want time.Time
	}{
		{"the platform's time where it tells one", at.Add(-4 * time.Second), at.Add(-4 * time.Second)},
		{"ours where it tells none", time.Time{}, at},
		{"a platform whose clock runs ahead says the time of recording", at.Add(time.Minute), at},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := (governance.Meta{At: at, Said: tt.said}).Spoken(); !got.Equal(tt.want) {
				t.Errorf("said %s, recorded %s: spoken %s, want %s", tt.said, at, got, tt.want)
			}
		})
	}
}

func TestRefusal(t *testing.T) {
	err := fmt.Errorf("open: %w", governance.Refuse("no-quorum", "required", 66, "present", 60))
	if why, ok := governance.Refused(err); !ok || why != "no-quorum" {
		t.Errorf("Refused = %s, %v", why, ok)
	}
	var r *governance.Refusal
	if !errors.As(err, &r) || r.Error() != "refused: no-quorum present=60 required=66" {
		t.Errorf("the arguments must stand in one order: %v", r)
	}
	if got := governance.Refuse("not-open").Error(); got != "refused: not-open" {
		t.Errorf("got %s", got)
	}
	if _, ok := governance.Refused(errors.New("disk full")); ok {
		t.Error("trouble is no refusal")
	}
}

func TestParseMode(t *testing.T) {
	for text, want := range map[string]bool{"in-person": true, "remote": true, "mixed": false, "": false} {
		m, ok := governance.ParseMode(text)
		if ok != want || ok && string(m) != text {
			t.Errorf("ParseMode(%q) = %q, %v", text, m, ok)
		}
	}
}
