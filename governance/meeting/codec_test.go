package meeting_test

import (
	"bufio"
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"assenso/governance"
	"assenso/governance/meeting"
)

const formsFile = "testdata/forms.jsonl"

// form is an event as a journal holds it.
type form struct {
	Name    string          `json:"name"`
	Data    json.RawMessage `json:"data"`
	Private json.RawMessage `json:"private,omitempty"`
}

// Every form of every event ever written is read for ever: lines are added to
// the file, never changed or taken away. With -rewrite a line is added for every
// event that has none.
func TestEveryFormIsRead(t *testing.T) {
	codec := meeting.NewCodec()
	known := make(map[string]bool)
	types := make(map[string]bool)
	for _, f := range forms(t) {
		e, err := codec.Decode(f.Name, f.Data, f.Private)
		if err != nil {
			t.Errorf("%s %s: %v", f.Data, f.Private, err)
			continue
		}
		known[e.Name()], types[typeName(e)] = true, true
		data, private, err := codec.Encode(e)
		if err != nil || string(data) != string(f.Data) || string(private) != string(f.Private) {
			t.Errorf("%s %s %s\nis written as %s %s (%v)", f.Name, f.Data, f.Private, data, private, err)
		}
	}
	for _, name := range codec.Names() {
		if known[name] {
			continue
		}
		if !*rewrite {
			t.Errorf("no line of %s in %s", name, formsFile)
			continue
		}
		addForm(t, codec, name)
	}
	for _, name := range receivers(t, "apply") {
		if !types[name] && !*rewrite {
			t.Errorf("%s is an event that the codec does not know", name)
		}
	}
}

func forms(t *testing.T) []form {
	t.Helper()
	file, err := os.Open(formsFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []form
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var f form
		if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		all = append(all, f)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// addForm writes an event with all its fields set.
func addForm(t *testing.T, codec *governance.Codec[meeting.Event], name string) {
	t.Helper()
	empty, err := codec.Decode(name, json.RawMessage(`{}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	v := reflect.New(reflect.TypeOf(empty)).Elem()
	fill(v, "")
	data, private, err := codec.Encode(v.Interface().(meeting.Event))
	if err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(form{name, data, private})
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(formsFile, os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// fill sets a value and all in it to something that is not nothing.
func fill(v reflect.Value, name string) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 11, 24, 15, 30, 0, 0, time.UTC)))
		return
	case governance.Duration:
		v.Set(reflect.ValueOf(governance.Duration(2 * time.Minute)))
		return
	case meeting.Round:
		v.Set(reflect.ValueOf(meeting.Round{On: "3", N: 1}))
		return
	case governance.MemberID:
		v.SetString("anna")
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(strings.ToLower(name))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint64:
		v.SetUint(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), name)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), name)
	case reflect.Map:
		k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(k, name)
		fill(e, name)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(k, e)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), v.Type().Field(i).Name)
		}
	}
}

// What names or quotes somebody is private: every free text, unless the meeting
// itself decides on it or its officers answer for it.
func TestWordsArePrivate(t *testing.T) {
	open := map[string]string{
		"convened.meeting": "an id", "convened.year": "", "convened.body": "the body", "convened.bylaws": "the bylaws",
		"convened.agenda": "the agenda", "convocation-amended.convocation": "the notice", "convocation-amended.agenda": "the agenda",
		"convocation-amended.changed": "", "convocation-amended.reason": "the chair's reason", "convocation-revoked.reason": "the chair's reason",
		"protocol-set.protocol": "an official number", "place-moved.place": "the seat", "place-moved.reason": "the chair's reason",
		"convened.basis": "the body's", "convened.convocation": "the notice",
		"means-declared.means": "a kind of device", "entered.means": "", "means-changed.means": "",
		"entered.via": "a way", "means-changed.via": "", "left.how": "",
		"entered.place": "a room", "means-changed.place": "", "entered.link": "an opaque name", "means-changed.link": "", "left.link": "",
		"opened.place": "the seat", "opened.override": "the chair's reason",
		"validity-confirmed.office": "", "appointed.office": "", "office-taken.office": "", "office-taken.how": "", "office-taken.reason": "the chair's reason", "signed.office": "", "signed.hash": "", "minutes-drafted.hash": "",
		"item-refused.why": "a code", "motion-proposed.text": "what is voted", "amendment-moved.old": "what is voted", "amendment-moved.new": "what is voted", "amendment-moved.text": "what is voted", "amendment-closed.fate": "a code", "alternative-proposed.text": "what is voted", "alternative-proposed.letter": "a letter", "alternative-withdrawn.letter": "a letter", "ballot-opened.options": "what is voted", "proclaimed.option": "a letter", "proof-declined.reason": "the chair's reason", "paper-added.sha256": "a fingerprint", "ballot-opened.text": "what is voted", "ballot-opened.places": "rooms",
		"announcement-delivered.place": "a room", "delivery-late.places": "rooms", "window-started.unreached": "rooms", "place-heard.place": "a room",
		"ballot-counted.why": "a code", "ballot-counted.result": "votes stay", "position-taken.vote": "an id", "position-taken.position": "votes stay",
		"position-taken.via": "a way", "position-taken.message": "an id of the platform", "position-withdrawn.vote": "an id",
		"late-word.position": "votes stay", "questioned.why": "a code", "questioned.then": "a code", "questioned.leaning": "a reading", "questioned.message": "an id of the platform",
		"doubt-settled.as": "votes stay", "proclaimed.outcome": "", "proclaimed.year": "", "ballot-annulled.reason": "the chair's reason",
		"item-postponed.reason": "the chair's reason", "suspended.reason": "the chair's reason", "approval-given-up.reason": "the chair's reason", "closed.ending": "", "closed.reason": "the chair's reason",
		"attendance-imported.source": "a service", "attendance-imported.digest": "a hash", "attendance-compared.retests": "votes stay",
		"values-erased.reason":   "the ground of the erasure",
		"adequacy-judged.reason": "the chair's reason", "fell-back.how": "a code", "presence-corrected.now": "a kind of device", "presence-corrected.was": "",
		"vote-corrected.as": "votes stay", "vote-corrected.was": "votes stay", "ballot-rechecked.result": "votes stay", "fell-back.means": "the chair's words", "trouble-declared.reason": "the chair's reason",
		"ballot-opened.rule": "the bylaws", "deserted.reason": "the chair's reason",
	}
	used := make(map[string]bool)
	for _, f := range forms(t) {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(f.Data, &fields); err != nil {
			t.Fatal(err)
		}
		for name, v := range fields {
			key := f.Name + "." + name
			used[key] = true
			if _, ok := open[key]; !ok && hasText(v) {
				t.Errorf("%s holds text that erasing does not reach: %s", key, v)
			}
		}
	}
	for key := range open {
		if !used[key] {
			t.Errorf("%s is no field", key)
		}
	}
}

// hasText reports text that is no member's id, round or time.
func hasText(v json.RawMessage) bool {
	var x any
	if err := json.Unmarshal(v, &x); err != nil {
		return true
	}
	var look func(x any) bool
	look = func(x any) bool {
		switch x := x.(type) {
		case string:
			_, err := time.Parse(time.RFC3339, x)
			return x != "anna" && x != "3/1" && x != "2m0s" && err != nil
		case []any:
			return slices.ContainsFunc(x, look)
		case map[string]any:
			for _, y := range x {
				if look(y) {
					return true
				}
			}
		}
		return false
	}
	return look(x)
}

func TestRoundText(t *testing.T) {
	for text, want := range map[string]meeting.Round{
		"":            {},
		"3/1":         {On: "3", N: 1},
		"minutes/12":  {On: meeting.OnMinutes, N: 12},
		"change-2/1":  {On: meeting.OnChange(2), N: 1},
		"amend-3-2/1": {On: meeting.OnAmendment(3, 2), N: 1},
	} {
		var r meeting.Round
		if err := r.UnmarshalText([]byte(text)); err != nil || r != want || r.String() != text {
			t.Errorf("%q is %+v, writes %q (%v)", text, r, r.String(), err)
		}
	}
	for _, text := range []string{"3", "/1", "3/", "3/0", "3/-1", "3/01", "3/+1", "3/1/2", "/"} {
		var r meeting.Round
		if err := r.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is read as %+v", text, r)
		}
	}
}

func TestSubjects(t *testing.T) {
	for s, want := range map[meeting.Subject][3]int{
		meeting.OnItem(3): {3, 0, 3}, meeting.OnChange(2): {0, 2, 0}, meeting.OnMinutes: {0, 0, 0}, meeting.OnAmendment(3, 2): {0, 0, 3},
		"03": {0, 0, 0}, "-3": {0, 0, 0}, "+3": {0, 0, 0}, "change-02": {0, 0, 0}, "change-0": {0, 0, 0}, "change-": {0, 0, 0}, "": {0, 0, 0},
		"amend-3": {0, 0, 0}, "amend-3-0": {0, 0, 0}, "amend-0-3": {0, 0, 0}, "amend-3-02": {0, 0, 0}, "amend-3-2-1": {0, 0, 0},
	} {
		if got := [3]int{s.Item(), s.Change(), s.Under()}; got != want {
			t.Errorf("%q is item %d, change %d, under item %d; want %v", s, got[0], got[1], got[2], want)
		}
	}
	if item, n := meeting.OnAmendment(3, 2).Amendment(); item != 3 || n != 2 {
		t.Errorf("amendment %d to item %d", n, item)
	}
}

func FuzzRound(f *testing.F) {
	for _, s := range []string{"", "3/1", "minutes/2", "change-1/3", "3/01", "a/b/1", "\xff/1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var r meeting.Round
		if r.UnmarshalText([]byte(text)) != nil {
			return
		}
		if got, err := r.MarshalText(); err != nil || string(got) != text {
			t.Fatalf("%q is read as %+v and written as %q (%v)", text, r, got, err)
		}
	})
}

func FuzzDecode(f *testing.F) {
	file, err := os.ReadFile(formsFile)
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(file)) {
		var l form
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			f.Fatal(err)
		}
		f.Add(l.Name, []byte(l.Data), []byte(l.Private))
	}
	codec := meeting.NewCodec()
	f.Fuzz(func(t *testing.T, name string, data, private []byte) {
		e, err := codec.Decode(name, data, private)
		if err != nil {
			return
		}
		d, p, err := codec.Encode(e)
		if err != nil {
			return // a time that no clock shows
		}
		again, err := codec.Decode(e.Name(), d, p)
		if err != nil {
			t.Fatalf("%s %s cannot be read again: %v", d, p, err)
		}
		if d2, p2, err := codec.Encode(again); err != nil || string(d2) != string(d) || string(p2) != string(p) {
			t.Fatalf("%s %s became %s %s (%v)", d, p, d2, p2, err)
		}
	})
}
