package roster

import (
	"cmp"
	"slices"
)

// Registered reports whether a resolution is in the register, by meeting,
// round, number and year.
func (s *State) Registered(r Resolution) bool { return slices.ContainsFunc(s.Resolutions, r.same) }

// Fallen reports whether a resolution is in the register as annulled.
func (s *State) Fallen(r Resolution) bool {
	i := s.resolution(r.Meeting, r.Round)
	return i >= 0 && !s.Resolutions[i].Annulled.IsZero()
}

// Register lists the resolutions of a year by number; of an empty year, of all
// years, the earliest first.
func (s *State) Register(year string) []Resolution {
	var list []Resolution
	for _, r := range s.Resolutions {
		if year == "" || r.Year == year {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b Resolution) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Number, b.Number))
	})
	return list
}

// Resolution finds a resolution by number and year. An empty year is the
// latest in which the number was given here.
func (s *State) Resolution(number int, year string) (Resolution, bool) {
	for i := len(s.Resolutions) - 1; i >= 0; i-- {
		if r := s.Resolutions[i]; r.Number == number && (year == "" || r.Year == year) {
			return r, true
		}
	}
	return Resolution{}, false
}

// OnPaper is how far the register on paper came in a year, 0 where there is none.
func (s *State) OnPaper(year string) int { return s.started[year] }

// LastYear is the year of the latest resolution, empty where there is none.
func (s *State) LastYear() string {
	if n := len(s.Resolutions); n > 0 {
		return s.Resolutions[n-1].Year
	}
	return ""
}

// Missing lists the numbers of a year that lie between those given and belong
// to no resolution: a register without gaps has none.
func (s *State) Missing(year string) []int {
	given := make(map[int]bool)
	for _, r := range s.Resolutions {
		if r.Year == year {
			given[r.Number] = true
		}
	}
	var missing []int
	for n := s.started[year] + 1; n < s.Numbers[year]; n++ {
		if !given[n] {
			missing = append(missing, n)
		}
	}
	return missing
}
