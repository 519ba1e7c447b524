package governance_test

import (
	"testing"
	"time"

	"assenso/governance"
)

func TestSeasoned(t *testing.T) {
	months := func(n int) governance.Bylaws {
		return governance.Bylaws{TimeZone: "Europe/Rome", MonthsRegistered: n}
	}
	for _, tt := range []struct {
		name, since, at string
		bylaws          governance.Bylaws
		want            bool
	}{
		{"three months to the day", "2026-08-24", "2026-11-24T16:30:00+01:00", months(3), true},
		{"a day short", "2026-08-25", "2026-11-24T16:30:00+01:00", months(3), false},
		{"the 31st falls on the last day of a shorter month", "2026-08-31", "2026-11-30T09:00:00+01:00", months(3), true},
		{"and not before", "2026-08-31", "2026-11-29T09:00:00+01:00", months(3), false},
		{"February of a leap year", "2027-11-30", "2028-02-29T09:00:00+01:00", months(3), true},
		{"across the year", "2026-11-15", "2027-02-15T09:00:00+01:00", months(3), true},
		{"the day is the body's, not Greenwich's", "2026-08-24", "2026-11-23T23:30:00Z", months(3), true},
		{"no day is no registration", "", "2026-11-24T16:30:00+01:00", months(3), false},
		{"nor is another way of writing one", "24/08/2026", "2026-11-24T16:30:00+01:00", months(3), false},
		{"bylaws that do not ask need no day", "", "2026-11-24T16:30:00+01:00", months(0), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := tt.bylaws.Seasoned(tt.since, at); got != tt.want {
				t.Errorf("registered %q, meeting %s: %v", tt.since, tt.at, got)
			}
		})
	}
}
