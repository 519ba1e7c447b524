package present_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"assenso/bot/command"
	"assenso/bot/present"
	"assenso/governance"
	"assenso/governance/meeting"
)

// Every button shown is a call that the commands know, in their own words, and
// that fits in what the narrowest platform lets a button carry.
func TestButtonsAreCallsThatCommandsKnow(t *testing.T) {
	seen := 0
	for _, plays := range plays() {
		for _, play := range plays {
			g := newStage(t, "it")
			play(g)
			seen += checkButtons(t, g)
		}
	}
	if seen < 100 {
		t.Errorf("only %d buttons", seen)
	}
}

// checkButtons looks at all that a play showed, and counts.
func checkButtons(t *testing.T, g *stage) (seen int) {
	t.Helper()
	for _, n := range g.all {
		for _, row := range n.Buttons {
			for _, b := range row {
				seen++
				if fault := faultOf(b, g.s.ID); fault != "" {
					t.Errorf("%s %v %v: %s", b.Name, b.Round, b.Args, fault)
				}
			}
		}
	}
	return seen
}

func faultOf(b present.Button, meetingID string) string {
	specs := command.All()
	i := slices.IndexFunc(specs, func(s command.Spec) bool { return s.Name == b.Name })
	if i < 0 {
		return "no such command"
	}
	for name, v := range b.Args {
		j := slices.IndexFunc(specs[i].Params, func(p command.Param) bool { return p.Name == name })
		if j < 0 {
			return "no argument " + name
		}
		p := specs[i].Params[j]
		if len(p.Choices) > 0 && !slices.Contains(p.Choices, v) {
			return name + " cannot be " + v
		}
		switch p.Kind {
		case command.Number:
			if _, err := strconv.Atoi(v); err != nil {
				return name + " is no number"
			}
		case command.Duration:
			if _, err := time.ParseDuration(v); err != nil {
				return name + " is no length"
			}
		case command.Member:
			if !slices.ContainsFunc(roll(), func(c meeting.Called) bool { return c.ID == governance.MemberID(v) }) {
				return name + " is nobody"
			}
		}
	}
	if _, err := (command.Token{Name: b.Name, Meeting: command.MeetingTag(meetingID), Round: b.Round, Args: b.Args}).Pack(); err != nil {
		return err.Error()
	}
	return ""
}
