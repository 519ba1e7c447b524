package console

import "time"

// The keys of the words, with what fills their blanks.
const (
	keyHelp      = "console.help"
	keyOnly      = "console.only"       // heads a message that one person alone sees: name
	keySame      = "console.same"       // the same message, to others alone: names, count
	keySameMany  = "console.same-many"  // likewise, to very many: the first names, how many more
	keyWhisper   = "console.whisper"    // who says something to the bot in private: name
	keyReplied   = "console.replied"    // who replies to the bot: name
	keyEdited    = "console.edited"     // who changes their words: name
	keyPressed   = "console.pressed"    // name, label
	keyJoined    = "console.joined"     // names, count
	keyLeft      = "console.left"       // names, count
	keyDay       = "console.day"        // heads the lines of a day: day
	keyFile      = "console.file"       // a file the bot sent: name, bytes
	keySaved     = "console.saved"      // and where it was kept: name, bytes, where
	keyButtonsOf = "console.buttons-of" // whose the buttons before it are: name

	keyNotALine    = "console.fault.line"         // text
	keyNoSpeaker   = "console.fault.speaker"      //
	keyBadName     = "console.fault.name"         // name
	keyNotNames    = "console.fault.names"        // text
	keyEmpty       = "console.fault.empty"        //
	keyLongLine    = "console.fault.long"         // limit, in bytes
	keyNoClock     = "console.fault.clock"        //
	keyBadMoment   = "console.fault.moment"       // text
	keyPastMoment  = "console.fault.past"         // text, now
	keyNoButtons   = "console.fault.no-buttons"   //
	keyNoButton    = "console.fault.no-button"    // label, there
	keyManyButtons = "console.fault.many-buttons" // label, there
	keyNotYours    = "console.fault.not-yours"    // label, name
	keyNoWords     = "console.fault.no-words"     // name
	keyNoMessage   = "console.fault.no-message"   // name
	keyNoFile      = "console.fault.no-file"      // name
	keyLargeFile   = "console.fault.large-file"   // name, limit, in bytes
	keyManyFiles   = "console.fault.many-files"   // limit
)

// Keys is every key that Options.Words is asked for, with an example of its
// arguments. An argument has the type of its example: string, []string, int or
// time.Time.
func Keys() map[string]map[string]any {
	at := time.Date(2026, 11, 24, 16, 30, 0, 0, time.UTC)
	names := []string{"Anna Bianchi", "Bruno Verdi"}
	there := []string{"Contrario", "Astenuto"}
	return map[string]map[string]any{
		keyHelp:      {},
		keyOnly:      {"name": "Bruno Verdi"},
		keySame:      {"names": names, "count": 2},
		keySameMany:  {"names": names, "more": 70, "count": 2},
		keyWhisper:   {"name": "Bruno Verdi"},
		keyReplied:   {"name": "Bruno Verdi"},
		keyEdited:    {"name": "Bruno Verdi"},
		keyPressed:   {"name": "Bruno Verdi", "label": "Contrario"},
		keyJoined:    {"names": names, "count": 2},
		keyLeft:      {"names": names, "count": 2},
		keyDay:       {"day": at},
		keyFile:      {"name": "verbale.pdf", "bytes": 12345},
		keySaved:     {"name": "verbale.pdf", "bytes": 12345, "where": "out/verbale.pdf"},
		keyButtonsOf: {"name": "Bruno Verdi"},

		keyNotALine:    {"text": "contrario"},
		keyNoSpeaker:   {},
		keyBadName:     {"name": "李明"},
		keyNotNames:    {"text": "*"},
		keyEmpty:       {},
		keyLongLine:    {"limit": maxLine},
		keyNoClock:     {},
		keyBadMoment:   {"text": "mezzanotte"},
		keyPastMoment:  {"text": "16:03", "now": at},
		keyNoButtons:   {},
		keyNoButton:    {"label": "contro", "there": there},
		keyManyButtons: {"label": "a", "there": there},
		keyNotYours:    {"label": "Contrario", "name": "Bruno Verdi"},
		keyNoWords:     {"name": "Bruno Verdi"},
		keyNoMessage:   {"name": "Bruno Verdi"},
		keyNoFile:      {"name": "roll.csv"},
		keyLargeFile:   {"name": "roll.csv", "limit": maxFile},
		keyManyFiles:   {"limit": maxFiles},
	}
}
