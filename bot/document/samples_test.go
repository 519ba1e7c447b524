package document_test

import (
	"fmt"

	"assenso/bot/document"
)

// minutes is a document with every kind of block, as a school would have it.
// All people are invented.
func minutes() document.Document {
	text, texts := document.Text, document.Texts
	blocks := []document.Block{
		document.Paragraph{Text: text("Il giorno 24 novembre 2026, alle ore 16:30, in modalità mista, si è riunito, debitamente convocato (prot. n. 4127 del 17 novembre 2026), il Collegio dei docenti. Presiede la Dirigente scolastica, prof.ssa Anna Bianchi; funge da segretario verbalizzante il prof. Carlo Neri.")},
		document.Definitions{
			{Label: text("Luogo della seduta"), Value: text("Aula magna, via dei Tigli 12, Borgo San Lauro")},
			{Label: text("Piattaforma"), Value: text("Telegram, gruppo «Collegio docenti»")},
			{Label: text("Convocati"), Value: text("48 su 48")},
			{Label: text("Numero legale"), Value: text("24 presenti (48 componenti meno 1 giustificato: la metà più uno di 47)")},
			{Label: text("Moderatrice della chat"), Value: text("prof.ssa Dora Viola")},
		},
		document.Heading{Level: 1, Text: text("Ordine del giorno")},
		document.List{Ordered: true, Items: texts(
			"Comunicazioni della Dirigente",
			"Adesione alla rete di scuole «Lettura ad alta voce»",
			"Piano delle visite guidate",
			"Varie ed eventuali",
		)},
		document.Heading{Level: 1, Text: text("Appello e validità della seduta"), Anchor: "appello"},
		document.Paragraph{Text: text("Constatata la regolarità della convocazione e accertata l’esistenza del numero legale, la Presidente alle ore 16:38 dichiara aperta la seduta.")},
		roll(),
		document.Heading{Level: 1, Text: text("1. Comunicazioni della Dirigente")},
		document.Paragraph{Text: text("La Dirigente riferisce:")},
		document.List{Items: []document.Spans{
			text("sull’avvio dei lavori in palestra, che resterà chiusa dal 30 novembre al 4 dicembre;"),
			{{Text: "sul "}, {Text: "Welcome Day", Mark: document.Italic}, {Text: " del 12 dicembre, per il quale servono quattro volontari;"}},
			text("sulla prova di evacuazione."),
		}},
	}
	return document.Document{
		Title:   "Collegio dei docenti – Verbale n. 3",
		Lang:    "it",
		Subject: "Seduta di martedì 24 novembre 2026, anno scolastico 2026/27",
		Skip:    "Vai al testo",
		Letterhead: []document.Spans{
			text("Istituto comprensivo «Rosa dei Venti»").With(document.Bold),
			text("via dei Tigli 12, Borgo San Lauro – segreteria@scuola.example"),
		},
		Blocks: append(blocks, resolutions()...),
		Colophon: []document.Spans{
			{{Text: "Impronta del registro alla voce 318: "}, {Text: "4f2a9c0b7d1e66e0a35b8c24f09d7712be4410ac93d5ef8612c7a9053b6ed841", Mark: document.Code}},
			text("Regolamento in vigore: revisione 2 del 5 ottobre 2020."),
		},
	}
}

// roll is a table longer than a sheet of paper.
func roll() document.Table {
	t := document.Table{
		Caption:  document.Text("Componenti, presenza e orari"),
		Head:     document.Texts("Componente", "Presenza", "Entrata", "Uscita", "Note"),
		Align:    []document.Align{2: document.Right, 3: document.Right},
		RowHeads: true,
		Rows: [][]document.Spans{
			document.Texts("Bianchi Anna", "in sede", "16:30", "18:12", "presiede"),
			document.Texts("D’Angiò Nicolò", "a distanza", "16:31", "18:12"),
			document.Texts("_x_ | <b>", "a distanza", "16:32", "17:10", "caduta la linea, non rientra; assente giustificato dalle 17:10"),
			document.Texts("Neri Carlo", "in sede", "16:30", "18:12", "segretario"),
			document.Texts("山田 Hanako 🌻", "assente giustificato", "", "", "dichiarazione del 20 novembre"),
		},
	}
	for i := range 43 {
		t.Rows = append(t.Rows, document.Texts(fmt.Sprintf("Componente n. %d", i+6), "a distanza", fmt.Sprintf("16:%02d", 31+i%7), "18:12"))
	}
	return t
}

func resolutions() []document.Block {
	text, texts := document.Text, document.Texts
	return []document.Block{
		document.Heading{Level: 1, Text: text("2. Adesione alla rete di scuole «Lettura ad alta voce»")},
		document.Paragraph{Text: text("Dopo ampia discussione, la Presidente mette ai voti il seguente testo:")},
		document.Quote{Text: text("Il Collegio dei docenti delibera:\n  a) di aderire alla rete di scuole «Lettura ad alta voce» per il triennio 2026/29;\n  b) di nominare referente la prof.ssa Dora Viola;\n  c) di non impegnare a tal fine ore oltre le 40 dell’art. 44.")},
		document.Heading{Level: 2, Text: text("Votazione")},
		document.Table{
			Caption:  text("Esito della votazione 2/1, aperta alle 17:02:10 e chiusa alle 17:04:10"),
			Head:     texts("Posizione", "Voti", "Nomi"),
			Align:    []document.Align{1: document.Right},
			RowHeads: true,
			Rows: [][]document.Spans{
				texts("Favorevoli espressi", "6", "Bianchi, Neri, Viola, Verdi, Rosa, Marroni"),
				texts("Favorevoli per silenzio", "36", "allegato A"),
				texts("Contrari", "2", "D’Angiò (\"costa troppo\"), _x_ | <b>"),
				texts("Astenuti", "1", "Gialli"),
			},
		},
		document.Paragraph{Text: document.Spans{
			{Text: "DELIBERA n. 14/2026-27", Mark: document.Bold}, {Text: ": approvata a maggioranza (richiesti 23, ottenuti 42); proclamata alle 17:05."}}},
		document.Heading{Level: 1, Text: text("3. Piano delle visite guidate")},
		document.Heading{Level: 2, Text: text("Votazione")},
		document.Paragraph{Text: text("Nessuno chiede la parola. La proposta è approvata all’unanimità dei votanti.")},
		document.Rule{},
		document.Paragraph{Text: text("Esauriti gli argomenti all’ordine del giorno, la seduta è tolta alle ore 18:12. Letto, approvato e sottoscritto seduta stante.")},
		document.Signatures{
			Left:  document.Signature{Caption: "Il Segretario", Name: "prof. Carlo Neri", When: "firmato il 24 novembre 2026 alle 18:20"},
			Right: document.Signature{Caption: "La Presidente", Name: "prof.ssa Anna Bianchi"},
		},
		document.PageBreak{},
		document.Heading{Level: 1, Text: text("Allegato A")},
		document.Note{Text: text("Chi tace è favorevole: art. 5 del regolamento per le sedute telematiche. L’elenco dei favorevoli per silenzio è quello dei presenti verificati all’apertura e alla chiusura della votazione.")},
	}
}

// hostile puts one text everywhere a text can stand.
func hostile(s string) document.Document {
	text := document.Text(s)
	row := []document.Spans{text, text.With(document.Code), {{Text: "a"}, {Text: s, Mark: document.Italic}, {Text: "b"}}}
	marked := document.Spans{{Text: s, Mark: document.Bold}, {Text: s}, {Text: s, Mark: document.Italic | document.Bold}, {Text: s, Mark: document.Code}}
	return document.Document{
		Title: s, Lang: "en", Subject: s, Skip: s,
		Letterhead: []document.Spans{text},
		Blocks: []document.Block{
			document.Heading{Level: 1, Text: text},
			document.Heading{Level: 9, Text: marked, Anchor: s},
			document.Paragraph{Text: text},
			document.Paragraph{Text: marked},
			document.List{Items: row},
			document.List{Items: row},
			document.List{Ordered: true, Items: row},
			document.Definitions{{Label: text, Value: marked}},
			document.Quote{Text: text},
			document.Table{Caption: text, Head: row[:2], Rows: [][]document.Spans{row, row[:1]}, RowHeads: true},
			document.Table{Rows: [][]document.Spans{row}},
			document.Note{Text: marked},
			document.Signatures{Left: document.Signature{Caption: s, Name: s, When: s}},
		},
		Colophon: []document.Spans{text},
	}
}
