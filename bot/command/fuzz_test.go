package command_test

import (
	"testing"
	"time"

	"assenso/bot/chat"
	"assenso/bot/command"
	"assenso/governance"
	"assenso/governance/meeting"
)

// Whatever is typed is understood or lawfully refused; what is made of it the
// rules can be asked about.
func FuzzParse(f *testing.F) {
	b := book(f)
	specs := b.Specs()
	for i, typed := range []string{
		"presenti Neri, De Luca e D'Angelo in sede", "3m appello", "Rossi F. contrario \"x", "modifica 2 per 3 minuti",
		"martedì 24 novembre ore 16:30, mista\nluogo: x\n1. a (segreto)\n2) b", "durata=", "«a»:;,=", "e e e , ,", "#bruno",
		"2026-11-24T16:30+01:00", "tra mezz'ora", "m=1", "\x00\xff", "1º", "٣", "a = b", "componente=Rossi:",
	} {
		for j := range 3 {
			f.Add(i*7+j, typed, false)
		}
	}
	r := voting(f)
	f.Fuzz(func(t *testing.T, n int, typed string, option bool) {
		spec := specs[uint(n)%uint(len(specs))]
		in := r.input("carla")
		call := chat.Call{Name: spec.Name, Text: typed}
		if option && len(spec.Params) > 0 {
			call = chat.Call{Name: spec.Name, Args: map[string]string{spec.Params[uint(n)%uint(len(spec.Params))].Name: typed}}
		}
		err := b.Parse(spec, call, &in)
		say(catalogue(t), err)
		if err == nil {
			err = made(t, spec, in)
		}
		if _, ok := governance.Refused(err); err != nil && !ok {
			t.Errorf("%s %q: %v", spec.Name, typed, err)
		}
	})
}

// made makes the order and asks the rules.
func made(t *testing.T, spec command.Spec, in command.Input) error {
	o, err := spec.Make(in)
	if err != nil {
		return err
	}
	set := 0
	for _, is := range []bool{o.Meeting != nil, o.Body != nil, o.Convene != nil, o.Query.Kind != "", len(o.Batch) > 0} {
		if is {
			set++
		}
	}
	if set != 1 {
		t.Errorf("%s: an order of %d kinds: %+v", spec.Name, set, o)
	}
	if o.Meeting == nil {
		return nil
	}
	if _, draft := o.Meeting.(meeting.Draft); draft { // the bot compiles the text
		o.Meeting = meeting.Draft{Hash: "4f2a", Upto: in.Meeting.Seq}
	}
	_, err = meeting.Decide(in.Meeting, governance.Meta{By: in.By, At: in.Now, For: command.ForMeeting(in.Meeting, in.By, o.Meeting)}, o.Meeting)
	return err
}

// A date is a moment, a refusal, or nothing; and a moment comes back from how
// machines write it.
func FuzzDates(f *testing.F) {
	for _, s := range []string{
		"24/11/2026 16:30", "mar 24 nov 16.30", "domani alle 17", "tra due ore", "November 24th 4pm", "29/2 10:00",
		"25/10/2026 02:30", "alle 5 e mezza di sera", "2026-11-24T16:30Z", "0/0/0 0:0", "31/12/9999 24:60",
	} {
		f.Add(s, int64(1_795_000_000))
	}
	b := book(f)
	spec, _ := b.Find("convene")
	body := newBody(f)
	f.Fuzz(func(t *testing.T, typed string, now int64) {
		in := command.Input{By: "anna", Body: body, Now: time.Unix(now%4_000_000_000, 0)}
		err := b.Parse(spec, chat.Call{Args: map[string]string{"when": typed, "mode": "mixed", "agenda": "x"}}, &in)
		if _, ok := governance.Refused(err); err != nil && !ok {
			t.Fatalf("%q: %v", typed, err)
		}
		if err != nil {
			return
		}
		at := in.Args["when"].At
		in.Args = nil
		if err := b.Parse(spec, chat.Call{Args: map[string]string{"when": at.Format(time.RFC3339), "mode": "mixed", "agenda": "x"}}, &in); err != nil || !in.Args["when"].At.Equal(at) {
			t.Errorf("%q is %s, which reads as %s, %v", typed, at, in.Args["when"].At, err)
		}
	})
}
