package present_test

import (
	"time"

	"assenso/bot/present"
	"assenso/governance/meeting"
)

// discussing is people asking to speak, and one who speaks too long.
func discussing(g *stage) {
	g.scene("the floor")
	g.at("16:39:00")
	g.by("anna", meeting.LimitSpeech{Limit: 2 * time.Minute})
	g.by("nina", meeting.AskFloor{})
	g.by("giulia", meeting.AskFloor{})
	g.by("elena", meeting.AskFloor{Order: true})
	g.by("fabio", meeting.GiveFloor{})
	g.by("elena", meeting.LeaveFloor{})
	g.by("fabio", meeting.PassOver{Member: "giulia"})
	g.by("anna", meeting.GiveFloor{})
	g.by("giulia", meeting.AskFloor{})
	g.by("giulia", meeting.LeaveFloor{})
	g.at("16:40:30")
	g.by("", meeting.Elapse{})
	g.at("16:41:00")
	g.by("", meeting.Elapse{})
	g.by("carla", meeting.GiveFloor{})
	g.by("fabio", meeting.GiveFloor{})
	g.by("fabio", meeting.EndSpeech{})
	g.asks("floor", present.FloorTimes(g.s, g.now))
	g.by("anna", meeting.LimitSpeech{})
}
