package console_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assenso/adapters/console"
	"assenso/bot/chat"

	"github.com/google/go-cmp/cmp"
)

var rewrite = flag.Bool("rewrite", false, "write testdata anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *rewrite {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// scene is a bot that answers each "scena n" with what n stands for.
func scene(t *testing.T) func(*clerk, chat.Update) {
	const room, bruno = chat.Place("console:sala"), chat.Place("console:@bruno")
	votes := [][]chat.Button{
		{{Label: "Contrario", Token: "a"}, {Label: "Astenuto", Token: "b"}, {Label: "Favorevole", Token: "c"}},
		{{Label: "Non partecipo", Token: "d"}},
	}
	var board chat.Ref
	return func(c *clerk, u chat.Update) {
		send := func(to chat.Place, m chat.Message) chat.Ref {
			r, err := c.on.Send(t.Context(), to, m)
			if err != nil {
				t.Errorf("send: %v", err)
			}
			return r
		}
		edit := func(m chat.Message) {
			if err := c.on.Edit(t.Context(), board, m); err != nil {
				t.Errorf("edit: %v", err)
			}
		}
		s, _ := u.Body.(chat.Speech)
		switch s.Text {
		case "votazione":
			send(room, chat.Message{Buttons: votes, Text: chat.Rich{
				{Text: "🗳 Punto 4, VOTAZIONE, 2 minuti (fino alle 16:32). "}, {Text: "CHI TACE È FAVOREVOLE", Mark: chat.Bold},
				{Text: " (art. 5 del regolamento).\nTesto: "}, {Text: "«Si approva il piano delle attività.»", Mark: chat.Italic},
				{Text: "\n\nPer votare diversamente scrivi "}, {Text: "contrario", Mark: chat.Code}, {Text: " o premi."},
			}})
		case "contrario":
			text := "Registrati.\nCONTRARI: Bruno Verdi.\nASTENUTI: nessuno."
			if board == "" {
				board = send(room, chat.Message{Text: chat.Text(text)})
				return
			}
			edit(chat.Message{Text: chat.Text(text)})
		case "astenuta":
			edit(chat.Message{Text: chat.Text("Registrati.\nCONTRARI: Bruno Verdi.\nASTENUTI: Anna Bianchi.")})
			edit(chat.Message{Text: chat.Text("Registrati.\nCONTRARI: Bruno Verdi.\nASTENUTI: Anna Bianchi.\nVotazione chiusa."), Buttons: votes[1:]})
			edit(chat.Message{Text: chat.Text("Registrati.\nCONTRARI: Bruno Verdi.\nASTENUTI: Anna Bianchi.\nVotazione chiusa.")})
		case "mah":
			send(bruno, chat.Message{Text: chat.Text("Hai scritto: \"mah\". Sul punto 4 è un voto?"), Buttons: votes})
			send(room, chat.Message{Text: chat.Text("Bruno, leggi in privato."), Only: "console:bruno", Buttons: [][]chat.Button{{{Label: "Non\nera  un voto", Token: "n"}}}})
			send("console:aula", chat.Message{Text: chat.Text("Qui non si vota.")})
		case "largo":
			send(room, chat.Message{Text: chat.Rich{{Text: strings.Repeat("会議の議事録", 6) + " "}, {Text: "한국어 ｱｲｳ ＡＢＣ", Mark: chat.Bold}}})
			send(room, chat.Message{Text: chat.Text("🇮🇹 👩🏽‍🏫 ✍️ 👨‍👩‍👧‍👦 e\u0301 ☑ fine riga qui? 🗳️")})
			send(room, chat.Message{Text: chat.Text("precipitevolissimevolmente" + strings.Repeat("e", 50) + " poi https://esempio.example/" + strings.Repeat("x", 60))})
			send(bruno, chat.Message{Text: chat.Text("   rientrato\n\n\nuno\tdue   tre " + strings.Repeat("quattro ", 9))})
		case "ostile":
			send(room, chat.Message{Text: chat.Text("rosso \x1b[31m, cancella \x1b[2J, indietro \r\b, \u202egirato\u202c, \x00\u0085\x7f <b>_x_</b>")})
		case "allega":
			send(bruno, chat.Message{Text: chat.Text("Verbale n. 3."), Files: []chat.File{{Name: "verbale.pdf", Data: make([]byte, 4321)}}})
		}
	}
}

const sceneScript = `# una seduta
+anna bruno
+carla@aula
anna: votazione
@+20s
bruno: contrario
bruno: contrario
anna: astenuta
bruno: mah
bruno: [non era un voto]
bruno: [contr]
anna~ contraria\ne non astenuta
bruno>> scusate, non era un voto
bruno@: ci sono
carla: dove siete?
anna: /stato del punto
boh
anna: [x]
@2026-11-25 00:05
anna: largo
anna: ostile
bruno: allega
-bruno
`

// spokenWords says what the terminal says in Italian, for goldens that can be read.
func spokenWords(key string, args map[string]any) string {
	said := map[string]string{
		"console.only": "%[1]v (solo per lui/lei)", "console.whisper": "%v, in privato", "console.replied": "%v risponde",
		"console.edited": "%v corregge", "console.pressed": "%[2]v preme [%[1]v]", "console.joined": "→ entrano %[2]v",
		"console.left": "← escono %[2]v", "console.day": "%v", "console.file": "📎 %[2]v, %[1]d byte", "console.buttons-of": "per %v",
	}[key]
	if said == "" {
		return plainWords(key, args)
	}
	var values []any
	for _, name := range []string{"bytes", "count", "day", "label", "name", "names"} {
		if v, ok := args[name]; ok {
			if at, ok := v.(time.Time); ok {
				v = at.Format("2/1/2006")
			}
			values = append(values, v)
		}
	}
	return fmt.Sprintf(said, values...)
}

func names(handle string) string {
	if full, ok := map[string]string{"anna": "Anna Bianchi", "bruno": "Bruno Verdi", "carla": "Carla Neri"}[handle]; ok {
		return full
	}
	return handle
}

func TestScreen(t *testing.T) {
	for name, change := range map[string]func(*console.Options){
		"plain.txt":  func(o *console.Options) { o.Width = func() int { return 64 } },
		"narrow.txt": func(o *console.Options) { o.Width = func() int { return 30 } },
		"color.txt":  func(o *console.Options) { o.Width = func() int { return 64 }; o.Color = true },
		"silent.txt": func(o *console.Options) { o.Width = func() int { return 64 }; o.Echo = false },
	} {
		t.Run(name, func(t *testing.T) {
			_, out := play(t, sceneScript, func(o *console.Options, c *clerk) {
				o.Words, o.Names, o.Echo = spokenWords, names, true
				c.do = scene(t)
				change(o)
			})
			if o := (console.Options{Color: name == "color.txt"}); !o.Color && strings.Contains(out, "\x1b") {
				t.Error("escape codes without colours")
			}
			golden(t, name, out)
		})
	}
}
