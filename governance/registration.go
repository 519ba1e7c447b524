package governance

import "time"

// Seasoned reports whether somebody registered on a day, as 2026-09-12, has
// been a member on the day of at for the months that the bylaws ask. A term of
// months ends on the day of the same number, or on the last of a shorter month
// (c.c. art. 2963). It is false for what is no day.
func (b Bylaws) Seasoned(since string, at time.Time) bool {
	if b.MonthsRegistered == 0 {
		return true
	}
	from, ok := b.VotesFrom(since)
	return ok && Reached(from, at, b.Location())
}

// VotesFrom is the day from which somebody registered on a day may vote, at
// midnight UTC; false for what is no day.
func (b Bylaws) VotesFrom(since string) (time.Time, bool) {
	day, err := time.Parse(time.DateOnly, since)
	if err != nil {
		return time.Time{}, false
	}
	return monthsAfter(day, b.MonthsRegistered), true
}

// Reached reports whether a day, at midnight UTC, has come at a time where
// clocks show a zone.
func Reached(day, at time.Time, zone *time.Location) bool {
	y, m, d := at.In(zone).Date()
	return !time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Before(day)
}

func monthsAfter(day time.Time, months int) time.Time {
	first := time.Date(day.Year(), day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	return first.AddDate(0, 0, min(day.Day(), last.Day())-1)
}
