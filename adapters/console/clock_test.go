package console

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata"
)

func rome(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestMoments(t *testing.T) {
	const afternoon, summersEnd = "2026-11-24T16:30:00+01:00", "2026-10-24T23:50:00+02:00"
	for _, tc := range []struct {
		name      string
		now, text string
		want      string // empty: a fault with the key
		key       string
	}{
		{"an hour to come", afternoon, "16:45", "2026-11-24T16:45:00+01:00", ""},
		{"an hour to the second", afternoon, "16:45:09", "2026-11-24T16:45:09+01:00", ""},
		{"the hour it is", afternoon, "16:30", afternoon, ""},
		{"an hour soon after midnight", summersEnd, "00:30", "2026-10-25T00:30:00+02:00", ""},
		{"an hour gone by", afternoon, "16:03", "", keyPastMoment},
		{"a while", afternoon, "+90s", "2026-11-24T16:31:30+01:00", ""},
		{"no time at all", afternoon, "+0s", afternoon, ""},
		{"back a while", afternoon, "+-5s", "", keyBadMoment},
		{"a day and an hour", afternoon, "2026-11-25 09:00", "2026-11-25T09:00:00+01:00", ""},
		{"a day and an hour to the second", afternoon, "2026-11-25 09:00:05", "2026-11-25T09:00:05+01:00", ""},
		{"a day gone by", afternoon, "2026-11-23 16:30", "", keyPastMoment},
		{"a moment of another zone", afternoon, "2026-11-24T16:00:00Z", "2026-11-24T17:00:00+01:00", ""},
		{"a moment of another zone gone by", afternoon, "2026-11-24T15:00:00Z", "", keyPastMoment},
		{"no moment", afternoon, "mezzanotte", "", keyBadMoment},
		{"nothing", afternoon, "", "", keyBadMoment},
		{"an hour that there is not", afternoon, "25:00", "", keyBadMoment},

		{"the hour that strikes twice, first", summersEnd, "02:30", "2026-10-25T02:30:00+02:00", ""},
		{"the hour that strikes twice, again", "2026-10-25T02:45:00+02:00", "02:30", "2026-10-25T02:30:00+01:00", ""},
		{"the same by its date", "2026-10-25T02:45:00+02:00", "2026-10-25 02:30", "2026-10-25T02:30:00+01:00", ""},
		{"an hour across the change is longer", "2026-10-25T01:30:00+02:00", "03:00", "2026-10-25T03:00:00+01:00", ""},
		{"the hour that is skipped", "2026-03-29T01:50:00+01:00", "2026-03-29 02:30", "", keyBadMoment},
	} {
		t.Run(tc.name, func(t *testing.T) {
			now, err := time.Parse(time.RFC3339, tc.now)
			if err != nil {
				t.Fatal(err)
			}
			got, err := NewClock(now, rome(t)).read(tc.text)
			if tc.want == "" {
				if f, ok := errors.AsType[*fault](err); !ok || f.key != tc.key {
					t.Errorf("%q at %s: %s, %v; want %s", tc.text, tc.now, got, err, tc.key)
				}
				return
			}
			want, perr := time.Parse(time.RFC3339, tc.want)
			if perr != nil {
				t.Fatal(perr)
			}
			if err != nil || !got.Equal(want) {
				t.Errorf("%q at %s: %s, %v; want %s", tc.text, tc.now, got, err, tc.want)
			}
		})
	}
}

func TestClockMayBeSetToAnyHourFirst(t *testing.T) {
	c := NewClock(time.Time{}, rome(t))
	for _, text := range []string{"00:00", "23:59"} {
		got, err := c.read(text)
		if err != nil || got.Format("15:04") != text || got.YearDay() != c.Now().YearDay() {
			t.Errorf("%s of today: %s, %v", text, got, err)
		}
	}
}

func TestClockMayBeSetToAnyDateFirst(t *testing.T) {
	c := NewClock(time.Time{}, rome(t))
	if d := time.Since(c.Now()); d < 0 || d > time.Minute {
		t.Errorf("an unset clock is %s slow", d)
	}
	past, err := c.read("2020-05-13 15:00")
	if err != nil {
		t.Fatal(err)
	}
	c.reach(past)
	if got, want := c.Now().Format(time.RFC3339), "2020-05-13T15:00:00+02:00"; got != want {
		t.Errorf("set to %s; want %s", got, want)
	}
	if _, err := c.read("2020-05-12 15:00"); err == nil {
		t.Error("it went back a second time")
	}
}

func TestClockWakesWhoWaits(t *testing.T) {
	start := time.Date(2026, 11, 24, 16, 30, 0, 0, time.UTC)
	c := NewClock(start, rome(t))
	reached := func(ch <-chan struct{}) bool {
		select {
		case <-ch:
			return true
		default:
			return false
		}
	}
	now, soon, later := c.After(start), c.After(start.Add(time.Minute)), c.After(start.Add(time.Hour))
	if again := c.After(start.Add(time.Minute).In(rome(t))); again != soon {
		t.Error("the same moment has two channels: those nobody waits on any more would pile up")
	}
	if !reached(now) || reached(soon) || reached(later) {
		t.Error("at the start only what is due has been reached")
	}
	if t1, ok := c.next(start.Add(2 * time.Hour)); !ok || !t1.Equal(start.Add(time.Minute)) {
		t.Errorf("the next stop is %s, %t", t1, ok)
	}
	if _, ok := c.next(start.Add(59 * time.Second)); ok {
		t.Error("there is a stop before anybody waits")
	}
	c.reach(start.Add(time.Minute))
	if !reached(soon) || reached(later) {
		t.Error("after a minute the first waiter alone has been reached")
	}
}
