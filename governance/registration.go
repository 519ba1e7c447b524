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
	day, err := time.Parse(time.DateOnly, since)
	if err != nil {
		return false
	}
	y, m, d := at.In(b.Location()).Date()
	return !time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Before(monthsAfter(day, b.MonthsRegistered))
}

func monthsAfter(day time.Time, months int) time.Time {
	first := time.Date(day.Year(), day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	return first.AddDate(0, 0, min(day.Day(), last.Day())-1)
}
