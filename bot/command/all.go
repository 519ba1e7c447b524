package command

// All lists every command, in the order in which equals are shown.
func All() []Spec {
	return []Spec{
		here(), against(), abstain(), favour(), withdraw(), answer(), recuse(),
		statement(), leave(), declare(), excuse(), change(),
		open(), confirm(), appoint(), takeover(), item(), postpone(), motion(), ballot(), goon(), extend(), proclaim(), settle(), repeat(), annul(),
		suspend(), resume(), closeMeeting(),
		trouble(), adequate(), fallback(), assure(), resolved(),
		note(), mark(), rollcall(), accept(), delivered(), minutes(), convene(), recognise(), erase(),
		vary(), revoke(), protocol(), place(), received(), deliveries(),
		carried(), register(), extract(),
		desk(), status(), explain(), link(), setup(), help(),
		floor(),
		disown(), compare(), pledge(),
		amend(), amendments(),
		proof(), declaration(), paper(), scrutiny(),
		identify(), proxy(),
		choose(), alternative(),
		correct(), contest(), contestation(),
		callName(),
	}
}
