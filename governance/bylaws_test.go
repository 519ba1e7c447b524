package governance_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assenso/governance"
)

func TestYear(t *testing.T) {
	school := governance.Bylaws{TimeZone: "Europe/Rome", YearFrom: time.September}
	calendar := governance.Bylaws{TimeZone: "Europe/Rome", YearFrom: time.January}
	tests := []struct {
		name   string
		bylaws governance.Bylaws
		at     string
		want   string
	}{
		{"a school year begins in September", school, "2026-09-01T00:00:00+02:00", "2026-27"},
		{"August belongs to the year before", school, "2026-08-31T23:59:59+02:00", "2025-26"},
		{"midnight is the body's, not Greenwich's", school, "2026-08-31T22:30:00Z", "2026-27"},
		{"January is in the middle", school, "2027-01-15T12:00:00+01:00", "2026-27"},
		{"the turn of the century keeps two digits", school, "2099-10-01T12:00:00Z", "2099-00"},
		{"a calendar year has one name", calendar, "2026-12-31T22:59:59Z", "2026"},
		{"and begins at the body's midnight", calendar, "2026-12-31T23:00:00Z", "2027"},
		{"no month said is the calendar year", governance.Bylaws{}, "2026-12-31T23:00:00Z", "2026"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := tt.bylaws.Year(at); got != tt.want {
				t.Errorf("Year(%s) = %s, want %s", tt.at, got, tt.want)
			}
		})
	}
}

func TestLocation(t *testing.T) {
	for zone, want := range map[string]string{
		"Europe/Rome": "Europe/Rome",
		"":            "UTC",
		"Roma":        "UTC", // config refuses it before
		"Local":       "UTC", // another machine would read other times
	} {
		if got := (governance.Bylaws{TimeZone: zone}).Location().String(); got != want {
			t.Errorf("Location of %q is %s, want %s", zone, got, want)
		}
	}
}

func TestDurationReadsWhatItWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := governance.Duration(rapid.Int64().Draw(t, "d"))
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var got governance.Duration
		if err := json.Unmarshal(b, &got); err != nil || got != d {
			t.Fatalf("%d written as %s, read as %d (%v)", d, b, got, err)
		}
	})
}

func TestDurationThatCannotBeReadLeavesTheOldOne(t *testing.T) {
	d := governance.Duration(time.Minute)
	if err := d.UnmarshalText([]byte("2 minuti")); err == nil || d != governance.Duration(time.Minute) {
		t.Errorf("got %v, %v", time.Duration(d), err)
	}
}
