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

// cc21 is an association by the civil code: a second call, matters with rules of
// their own, no silence.
func cc21() governance.Bylaws {
	threeQuarters := governance.Fraction{Num: 3, Den: 4}
	b := istituto()
	b.Profile, b.YearFrom = "associazione-cc21", time.January
	b.Quorum, b.SecondCall = governance.QuorumRule{Kind: governance.AtLeastHalf}, &governance.QuorumRule{Kind: governance.AnyNumber}
	b.Compare, b.Majority.Tie, b.Silence = nil, governance.TieRejects, governance.SilenceRule{}
	b.Matters = governance.Matters{
		Statute: &governance.MatterRule{
			Article: "art. 21 c. 2", Quorum: &governance.QuorumRule{Kind: governance.AtLeast, Fraction: threeQuarters},
			Majority: &governance.MajorityRule{Kind: governance.OfPresent},
		},
		Dissolution: &governance.MatterRule{
			Article: "art. 21 c. 3", Majority: &governance.MajorityRule{Kind: governance.OfMembers, Fraction: threeQuarters},
		},
		Accounts: &governance.MatterRule{Article: "art. 21 c. 1", BarDirectors: true},
	}
	b.ChatOfficers, b.DropoutsLowerBase, b.RecusedLeaveBase = false, false, false
	return b
}

// ets is the same for the third sector: three months of membership, and identity.
func ets() governance.Bylaws {
	b := cc21()
	b.Profile, b.MonthsRegistered, b.Identity = "ets-art24", 3, true
	return b
}

// perfect is a body that decides only all together.
func perfect() governance.Bylaws {
	b := art37()
	b.Profile, b.Quorum = "collegio-perfetto", governance.QuorumRule{Kind: governance.Everybody}
	b.Majority.EverybodyVotes, b.Silence = true, governance.SilenceRule{}
	b.ChatOfficers, b.RecusedLeaveBase, b.QuorumMargin = false, false, 0
	return b
}
