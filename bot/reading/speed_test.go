package reading_test

import (
	"strings"
	"testing"

	"assenso/bot/reading"
)

var ballot = reading.Context{Item: 4, Title: "Concessione della palestra alla ASD Volley", Languages: []string{"it", "en"}}

func BenchmarkTypical(b *testing.B) {
	r := reader(b)
	for _, m := range []struct{ name, message string }{
		{"word", "Contraria"},
		{"sentence", "Mi astengo perché non ho avuto tempo di leggere il documento"},
		{"talk", "scusate, mi si è bloccato il video, potete ripetere per favore quello che ha detto la collega?"},
		{"slip", "cnotraria alla concesione della palestra, troppo cara"},
	} {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Read(m.message, ballot)
			}
		})
	}
}

func BenchmarkLong(b *testing.B) {
	r := reader(b)
	for name, piece := range map[string]string{
		"prose":       "Ringrazio il dirigente, ma la proposta non tiene conto delle famiglie e dei costi della palestra, quindi sono contraria. ",
		"votes":       "contraria, ",
		"conditions":  "se no sì ",
		"quotes":      "\"no\" ",
		"unknown":     "xqzjkwvbx ",
		"punctuation": "?!.,:;()*~>\n",
	} {
		message := strings.Repeat(piece, 4000/len(piece)+1)[:4000]
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Read(message, ballot)
			}
		})
	}
}
