package attendance_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assenso/governance"
	"assenso/governance/attendance"
)

func rome(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// near is when the meetings of these files were to begin.
func near(t testing.TB, at string) time.Time {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", at, rome(t))
	if err != nil {
		t.Fatal(err)
	}
	return when
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// told is a sheet in lines: who, their mail, when, and for how long in all where
// that is less.
func told(t testing.TB, s attendance.Sheet) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintln(&b, s.Source)
	for _, p := range s.People {
		fmt.Fprintf(&b, "%s <%s>", p.Name, p.Mail)
		whole := time.Duration(0)
		for _, st := range p.Stays {
			to := "…"
			if !st.To.IsZero() {
				to = st.To.In(rome(t)).Format("15:04:05 MST")
				whole += st.To.Sub(st.From)
			}
			fmt.Fprintf(&b, " %s–%s", st.From.In(rome(t)).Format("02 15:04:05"), to)
		}
		if p.Total < whole {
			fmt.Fprintf(&b, " in all %s", p.Total)
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

func TestFilesOfEveryService(t *testing.T) {
	for _, c := range []struct{ file, begins, want string }{
		{"teams.en.csv", "2026-11-24 16:30", `teams
Amato Anna <anna.amato@example.org> 24 16:12:08–18:03:41 CET
Conti Carla <carla.conti@example.org> 24 16:25:00–16:50:10 CET 24 17:05:17–18:00:12 CET
Rossi Gino <> 24 16:31:10–17:10:00 CET
Ignoto "Pippo" <> 24 16:40:00–16:41:30 CET
`},
		{"teams.it.csv", "2026-11-24 16:30", `teams
Amato Anna <anna.amato@example.org> 24 16:12:08–18:03:41 CET
Niccolò De Luca <> 24 16:29:51–17:00:00 CET 24 17:05:07–17:45:00 CET
`},
		// The eleventh of October, which could be the tenth of November; two devices are one presence.
		{"teams-2021.it.csv", "2026-10-11 16:00", `teams
Amato Anna <anna.amato@example.org> 11 16:00:00–18:00:00 CEST
Conti Carla <> 11 16:10:00–17:55:00 CEST
`},
		// The same file of a meeting in November.
		{"teams-2021.it.csv", "2026-11-10 16:00", `teams
Amato Anna <anna.amato@example.org> 10 16:00:00–18:00:00 CET
Conti Carla <> 10 16:10:00–17:55:00 CET
`},
		{"teams-2020.it.csv", "2026-11-24 16:30", `teams
Amato Anna <> 24 16:12:08–…
Conti Carla <> 24 16:25:00–16:50:10 CET 24 17:05:17–…
Rossi Gino <>
`},
		{"meet.it.csv", "2026-11-24 16:30", `meet
Anna Amato <anna.amato@example.org> 24 16:12:00–18:03:00 CET
Carla Conti <carla.conti@example.org> 24 16:25:00–18:00:00 CET in all 1h20m0s
Niccolò De Luca <> 24 16:30:00–17:05:00 CET
`},
		{"meet-night.en.csv", "2026-11-24 23:30", `meet
Anna Amato <anna.amato@example.org> 24 23:10:00–01:15:00 CET
Carla Conti <carla.conti@example.org> 25 00:20:00–01:00:00 CET
`},
		{"zoom.en.csv", "2026-11-24 16:30", `zoom
Anna Amato <anna.amato@example.org> 24 16:20:10–18:01:00 CET
Carla (Conti Carla) <> 24 16:24:31–17:58:00 CET
`},
		{"zoom.it.csv", "2026-11-24 16:30", `zoom
Amato Anna <anna.amato@example.org> 24 16:20:10–18:01:00 CET
Niccolò De Luca <> 24 16:24:31–17:58:00 CET
`},
		// 02:30 comes twice that night: the durations tell which is meant.
		{"clocks-back.it.csv", "2026-10-25 01:30", `teams
Amato Anna <> 25 01:50:00–02:40:00 CET
Conti Carla <> 25 02:45:00–02:15:00 CET
Rossi Gino <> 25 02:10:00–02:40:00 CEST
`},
	} {
		t.Run(c.file+" "+c.begins[5:10], func(t *testing.T) {
			s, err := attendance.Parse(sample(t, c.file), near(t, c.begins), rome(t))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, told(t, s)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	const head = "Name,Join Time,Leave Time\n"
	for _, c := range []struct {
		name, text string
		want       governance.Reason
	}{
		{"nothing", "", attendance.NotAttendance},
		{"a list of members", "cognome;nome;email\nAmato;Anna;\n", attendance.NotAttendance},
		{"a table without people", head, attendance.NotAttendance},
		{"a workbook", "PK\x03\x04\x00\x00", attendance.NotAttendance},
		{"a time that is none", head + "Anna,ieri,oggi\n", attendance.NotATime},
		{"a day that is none", head + "Anna,31/02/2026 16:00,31/02/2026 17:00\n", attendance.NotATime},
		{"an exit before the entry", head + "Anna,24/11/2026 17:00,24/11/2026 16:00\n", attendance.NotATime},
		{"another day", head + "Anna,20/11/2026 17:00,20/11/2026 18:00\n", attendance.OtherDay},
		{"far too many people", head + crowd(1001), attendance.FileTooLong},
		{"far too many rows", head + strings.Repeat("Anna,24/11/2026 17:00,24/11/2026 18:00\n", 20_001), attendance.FileTooLong},
		{"far too long", strings.Repeat("x", 5<<20), attendance.FileTooLong},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := attendance.Parse([]byte(c.text), near(t, "2026-11-24 16:30"), rome(t))
			if why, _ := governance.Refused(err); why != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func crowd(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Persona %d,24/11/2026 17:00,24/11/2026 18:00\n", i)
	}
	return b.String()
}

// Whatever a file holds, it is refused lawfully or gives stays that are in
// order, apart, and not longer in all than they are.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.csv")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add([]byte(governance.DecodeText(data)))
	}
	f.Add([]byte("Nome,Cognome,Ora di accesso,Ora di uscita\nA,B,23:59,00:01\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := attendance.Parse(data, near(t, "2026-11-24 16:30"), rome(t))
		if err != nil {
			if _, lawful := governance.Refused(err); !lawful {
				t.Fatal(err)
			}
			return
		}
		for _, p := range s.People {
			checkPerson(t, p)
		}
	})
}

func checkPerson(t *testing.T, p attendance.Person) {
	t.Helper()
	if p.Name == "" {
		t.Error("a person without a name")
	}
	whole := time.Duration(0)
	for i, st := range p.Stays {
		switch {
		case !st.To.IsZero() && st.To.Before(st.From):
			t.Errorf("%s leaves before they come: %v", p.Name, st)
		case i > 0 && (p.Stays[i-1].To.IsZero() || !st.From.After(p.Stays[i-1].To)):
			t.Errorf("%s is there twice: %v", p.Name, p.Stays)
		}
		if !st.To.IsZero() {
			whole += st.To.Sub(st.From)
		}
	}
	if p.Total < 0 || p.Total > whole {
		t.Errorf("%s was there for %s of %s", p.Name, p.Total, whole)
	}
}
