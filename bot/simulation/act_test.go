package simulation_test

import (
	"fmt"
	"strings"
	"time"

	"assenso/bot/chat"
	"assenso/governance"
	"assenso/governance/meeting"
)

// meaning is what somebody meant by what they did: known to them, to the
// oracle and to nobody else.
type meaning string

const (
	talk     meaning = "talk"
	favour   meaning = "favour"
	against  meaning = "against"
	abstain  meaning = "abstain"
	takeBack meaning = "takes back"
	perhaps  meaning = "perhaps" // words a careful secretary asks about
	recuses  meaning = "recuses"
	noVote   meaning = "was no vote"  // the answer to a question
	isHere   meaning = "is present"   // the answer to a question
	joins    meaning = "joins"        // the room of a platform
	drops    meaning = "drops"        // out of it
	comesIn  meaning = "comes in"     // says so
	goesOut  meaning = "goes out"     // says so
	isAsked  meaning = "is asked"     // by the bot, about words said before the ballot
	runs     meaning = "an officer's" // act: the oracle reads the journal for it
	marks    meaning = "marks"        // the secretary, somebody present
	marksOut meaning = "marks out"
	sees     meaning = "sees" // the secretary, somebody connected
	settles  meaning = "settles"
)

func (m meaning) position() (governance.Position, bool) {
	switch m {
	case favour:
		return governance.Favour, true
	case against:
		return governance.Against, true
	case abstain:
		return governance.Abstain, true
	}
	return "", false
}

// presence reports what moves somebody in or out.
func (m meaning) presence() bool {
	return m == joins || m == drops || m == comesIn || m == goesOut || m == marks || m == marksOut
}

// act is something somebody did.
type act struct {
	n       int
	who     *person
	whom    *person // of what the secretary enters for somebody else
	as      string  // of what is settled or marked
	on      *platform
	meaning meaning
	tag     string        // of the meeting a button is of
	round   meeting.Round // of a button
	button  bool
	answers bool // it answers a question of the bot
	edits   *act
	message string // name of the words
	done    time.Time
	update  chat.Update

	// Written by the platform.
	arrives time.Time
	came    []time.Time
	settled time.Time
}

func (a *act) isPress() bool {
	_, ok := a.update.Body.(chat.Press)
	return ok
}

// bare reports a button, or a command without words.
func (a *act) bare() bool {
	c, called := a.update.Body.(chat.Call)
	return a.isPress() || called && c.Text == ""
}

// about is whose presence or vote the act is about.
func (a *act) about() *person {
	if a.whom != nil {
		return a.whom
	}
	return a.who
}

func (a *act) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-10s ", a.who.name)
	switch body := a.update.Body.(type) {
	case chat.Speech:
		if body.Edited {
			fmt.Fprintf(&b, "edits #%d to ", a.edits.n)
		}
		fmt.Fprintf(&b, "«%s»", body.Text)
	case chat.Call:
		fmt.Fprintf(&b, "/%s %s", body.Name, strings.ReplaceAll(body.Text, "\n", " ⏎ "))
	case chat.Press:
		fmt.Fprintf(&b, "[%s]", body.Token)
	case chat.Presence:
		if body.Joined {
			b.WriteString("joins")
		} else {
			b.WriteString("drops")
		}
	}
	fmt.Fprintf(&b, " in %s", a.update.In)
	return b.String()
}
