package command_test

import (
	"strings"
	"testing"

	"assenso/bot/chat"
)

// The longest and strangest lines must not keep a lane busy.
func BenchmarkHostileLines(b *testing.B) {
	bk := book(b)
	r := voting(b)
	for name, c := range map[string]struct{ call, typed string }{
		"words":          {"settle", strings.Repeat("a ", 30_000)},
		"named text":     {"open", "motivo: " + strings.Repeat("a ", 30_000)},
		"open quotes":    {"settle", strings.Repeat("« ", 20_000)},
		"equals":         {"ballot", strings.Repeat("a=", 30_000)},
		"names":          {"mark", "presenti in sede " + strings.Repeat("Neri, De Luca e ", 4_000)},
		"long token":     {"appoint", strings.Repeat("a", 60_000)},
		"agenda of dots": {"convene", "24/11/2026 16:30 mista\n- x\n" + strings.Repeat("y\n", 30_000)},
		"brackets":       {"convene", "24/11/2026 16:30 mista\n" + strings.Repeat("(segreto)\n", 6_000)},
		"apostrophes":    {"mark", strings.Repeat("d'", 30_000)},
	} {
		spec, _ := bk.Find(c.call)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				in := r.input("carla")
				_ = bk.Parse(spec, chat.Call{Text: c.typed}, &in)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	bk := book(b)
	r := voting(b)
	for _, c := range [][2]string{{"here", "a distanza, smartphone"}, {"ballot", "3 minuti"}, {"settle", "Neri contrario a voce"}} {
		spec, _ := bk.Find(c[0])
		b.Run(c[0], func(b *testing.B) {
			for b.Loop() {
				in := r.input("carla")
				_ = bk.Parse(spec, chat.Call{Text: c[1]}, &in)
			}
		})
	}
}

func BenchmarkLawful(b *testing.B) {
	bk := book(b)
	r := voting(b)
	for b.Loop() {
		_ = bk.Offered(r.input("carla"))
	}
}
