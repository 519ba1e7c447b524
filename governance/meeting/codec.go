package meeting

import "assenso/governance"

// NewCodec returns the codec of a meeting's journal. Every event is listed
// here; a test reads one line of every form ever shipped.
func NewCodec() *governance.Codec[Event] {
	return governance.NewCodec[Event](nil,
		ConvenedEvent{}, MemberCalled{}, ConvocationDelivered{}, ConvocationAcknowledged{},
		ConvocationAmended{}, ConvocationRevoked{}, ProtocolSet{},
		MeansAsked{}, MeansTermEnded{}, PlaceMoved{}, MeansDeclared{},
		ExcuseSent{}, ExcuseDecidedEvent{},
		Entered{}, MeansChanged{}, Left{}, SeatTaken{}, SeatReturned{}, DropsNoticed{}, SignGiven{}, Vouched{}, IdentityVerified{},
		TroubleForeseen{}, MarkDisowned{}, RollCalled{}, CallMissed{},
		AttendanceImported{}, AttendeeListed{}, AttendeeMatched{}, AttendanceCompared{},
		QuorumLow{}, QuorumLost{}, QuorumRegained{}, QuorumRecomputed{},
		DesertedEvent{}, OpenedEvent{}, ValidityConfirmed{}, Appointed{}, OfficeTaken{},
		ItemOpened{}, ItemRefused{}, ItemEnded{}, ItemPostponed{}, MotionProposed{}, NoteTaken{}, StatementMade{},
		BallotOpened{}, SecrecyRefused{}, AnnouncementDelivered{}, DeliveryLate{}, WindowStarted{},
		WindowExtended{}, BallotClosing{}, PlaceHeard{}, BallotCounted{},
		PositionTaken{}, PositionWithdrawn{}, LateWord{}, Recused{}, Questioned{}, QuestionDropped{},
		DoubtSettled{}, ProclaimedEvent{}, BallotAnnulled{},
		SuspendedEvent{}, Resumed{}, OutageRecorded{},
		TroubleReported{}, AdequacyJudged{}, FellBack{}, Restored{},
		TroubleDeclared{}, AssuranceRecorded{}, DissolutionNear{}, DissolutionHeld{}, TroubleResolved{}, DissolvedEvent{},
		MinutesDrafted{}, ChangeRequested{}, ApprovalGivenUp{}, Signed{}, ClosedEvent{},
		ValuesErased{},
		FloorAsked{}, FloorWaived{}, FloorPassed{}, FloorGiven{}, FloorEnded{}, SpeechWarned{}, SpeechLimited{},
		AmendmentMoved{}, AmendmentClosed{},
		ProofRequested{}, ProofDeclined{}, PaperAdded{}, PaperWithdrawn{}, ScrutinyRecorded{},
		AlternativeProposed{}, AlternativeWithdrawn{}, NameCalled{},
		NoteCorrected{}, NameCorrected{}, PresenceCorrected{}, VoteCorrected{}, BallotRechecked{}, Contested{}, ContestAnswered{},
	)
}
