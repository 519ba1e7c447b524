package meeting_test

import (
	"time"

	"assenso/governance"
)

func minutes(n int) governance.Duration { return governance.Duration(time.Duration(n) * time.Minute) }
func seconds(n int) governance.Duration { return governance.Duration(time.Duration(n) * time.Second) }

// istituto is regulation B: silence is assent, justified absences lower the
// base, and so do drop-outs when a ballot is repeated.
func istituto() governance.Bylaws {
	return governance.Bylaws{
		Profile: "istituto-2020", Revision: "prot. 1", Title: "Regolamento", TimeZone: "Europe/Rome",
		YearFrom: time.September,
		Quorum:   governance.QuorumRule{Kind: governance.MoreThanHalf, LessJustified: true},
		Compare:  &governance.QuorumRule{Kind: governance.HalfPlusOne},
		Majority: governance.MajorityRule{Kind: governance.OfVotes, Tie: governance.ChairBreaks},
		Silence:  governance.SilenceRule{Granted: true, Article: "art. 5 c. 8", Date: "2020-10-07"},
		Clocks: governance.Clocks{
			Ballot: minutes(2), BallotLeast: seconds(30), BallotMost: minutes(30), Approval: minutes(5),
			Grace: seconds(30), SignOfLife: minutes(30), DeliverIn: seconds(30), HeardIn: seconds(60),
			MassDrops: seconds(10), NoticeDays: 5, Dissolve: minutes(60), Assurance: minutes(30),
		},
		ChatOfficers: true, DropoutsLowerBase: true, RecusedLeaveBase: true, QuorumMargin: 2, MassDrops: 3,
	}
}

// art37 is the law alone: half plus one of those in office, whoever is missing.
func art37() governance.Bylaws {
	b := istituto()
	b.Profile = "art37"
	b.Quorum = governance.QuorumRule{Kind: governance.HalfPlusOne}
	b.Compare, b.DropoutsLowerBase = nil, false
	return b
}
