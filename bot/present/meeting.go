package present

import (
	"assenso/governance"
	"assenso/governance/meeting"
)

// entry is a recorded event of a meeting.
type entry = governance.Recorded[meeting.Event]

// Meeting is what a recorded event shows to whom. S is the state after the
// event and nothing later. Numbers come from the event where it has them.
func Meeting(s *meeting.State, r entry) []Notice {
	for _, chapter := range []func(*meeting.State, entry) ([]Notice, bool){
		ofConvocation, ofAttendance, ofOpening, ofAgenda, ofBallot, ofPositions, ofOutcome, ofMinutes, ofFloor,
		ofPresence, ofTrouble, ofMotion, ofCorrections,
	} {
		if notices, ok := chapter(s, r); ok {
			return append(notices, replied(s, r)...)
		}
	}
	return nil
}

// Each chapter knows some events and says so, whether or not they show
// anything.

func ofConvocation(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.ConvenedEvent:
		return convened(s, e), true
	case meeting.MemberCalled:
		return called(s, e), true
	case meeting.ConvocationDelivered:
		return delivered(s, r.Meta, e), true
	case meeting.ConvocationAcknowledged:
		return acknowledged(s, r.Meta, e), true
	case meeting.ConvocationAmended:
		return amended(s, r.Meta, e), true
	case meeting.ConvocationRevoked:
		return revoked(s, r.Meta, e), true
	case meeting.ProtocolSet:
		return protocolSet(e), true
	case meeting.DesertedEvent:
		return deserted(s, r.Meta, e), true
	case meeting.IdentityVerified:
		return identityVerified(s, e), true
	case meeting.MeansAsked:
		return meansAsked(s, e), true
	case meeting.MeansTermEnded:
		return meansTermEnded(s, e), true
	case meeting.PlaceMoved:
		return placeMoved(r.Meta, e), true
	case meeting.MeansDeclared:
		return declared(e), true
	case meeting.ExcuseSent:
		return excuseSent(s, r.Meta, e), true
	case meeting.ExcuseDecidedEvent:
		return excuseDecided(s, e), true
	}
	return nil, false
}

func ofAttendance(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.Entered:
		return entered(s, r.Meta, e), true
	case meeting.MeansChanged:
		return meansChanged(s, r.Meta, e), true
	case meeting.Left:
		return left(s, r.Meta, e), true
	case meeting.SeatTaken:
		return seatMoved(s, "notice.seat-taken", meeting.Seat(e)), true
	case meeting.SeatReturned:
		return seatMoved(s, "notice.seat-returned", meeting.Seat(e)), true
	case meeting.DropsNoticed:
		return dropsNoticed(s, e), true
	case meeting.Vouched:
		return vouched(s, e), true
	case meeting.SignGiven: // somebody is there, as was known
		return nil, true
	case meeting.QuorumLow:
		return quorumLow(e), true
	case meeting.QuorumLost:
		return quorumLost(s, e), true
	case meeting.QuorumRegained:
		return quorumRegained(e), true
	case meeting.QuorumRecomputed:
		return quorumRecomputed(s, e), true
	}
	return nil, false
}

func ofOpening(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.OpenedEvent:
		return opened(s, r.Meta, e), true
	case meeting.ValidityConfirmed:
		return validityConfirmed(), true
	case meeting.Appointed:
		return appointed(s, e), true
	case meeting.OfficeTaken:
		return officeTaken(s, r.Meta, e), true
	case meeting.SuspendedEvent:
		return suspended(s, r.Meta, e), true
	case meeting.Resumed:
		return resumed(s, r.Meta), true
	case meeting.OutageRecorded:
		return outageRecorded(e), true
	}
	return nil, false
}

func ofAgenda(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.ItemOpened:
		return itemOpened(s, e), true
	case meeting.ItemRefused:
		return itemRefused(s, e), true
	case meeting.ItemEnded:
		return itemEnded(s, e), true
	case meeting.ItemPostponed:
		return itemPostponed(s, r.Meta, e), true
	case meeting.NoteTaken:
		return noteTaken(e), true
	case meeting.StatementMade:
		return statementMade(s, e), true
	}
	return nil, false
}

func ofBallot(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.BallotOpened:
		return ballotOpened(s, e), true
	case meeting.SecrecyRefused:
		return secrecyRefused(e), true
	case meeting.AnnouncementDelivered, meeting.PlaceHeard: // the bot's own reports
		return nil, true
	case meeting.DeliveryLate:
		return deliveryLate(s, e), true
	case meeting.WindowStarted:
		return windowStarted(s, e), true
	case meeting.WindowExtended:
		return windowExtended(s, e), true
	case meeting.BallotClosing:
		return ballotClosing(s, e), true
	}
	return nil, false
}

func ofPositions(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.PositionTaken:
		return positionTaken(s, e), true
	case meeting.PositionWithdrawn:
		return positionWithdrawn(s, e), true
	case meeting.Recused:
		return []Notice{receipts(s, e.Round)}, true
	case meeting.Questioned:
		return questioned(s, e), true
	case meeting.QuestionDropped:
		return questionDropped(s, e), true
	case meeting.LateWord:
		return lateWord(s, e), true
	}
	return nil, false
}

func ofOutcome(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.BallotCounted:
		return ballotCounted(s, e), true
	case meeting.DoubtSettled:
		return doubtSettled(s, e), true
	case meeting.ProclaimedEvent:
		return proclaimed(s, r.Meta, e), true
	case meeting.BallotAnnulled:
		return ballotAnnulled(s, r.Meta, e), true
	}
	return nil, false
}

func ofMinutes(s *meeting.State, r entry) ([]Notice, bool) {
	switch e := r.Event.(type) {
	case meeting.MinutesDrafted:
		return minutesDrafted(s, e), true
	case meeting.ChangeRequested:
		return changeRequested(s, e), true
	case meeting.ApprovalGivenUp:
		return approvalGivenUp(s, e), true
	case meeting.Signed:
		return signed(s, e), true
	case meeting.ClosedEvent:
		return closed(s, r.Meta, e), true
	case meeting.ValuesErased:
		return valuesErased(s, e), true
	}
	return nil, false
}
