// Package governance holds the words and the arithmetic every rule is made
// of: who acts, in which office, when, under which bylaws; how a quorum and a
// majority are reckoned.
//
// It is pure, and so is everything below it: no clock, no context, no input or
// output, no platform and no language. Time comes in through Meta; what cannot
// be done comes out as a Refusal. The rules themselves live in the chapters
// below: begin at meeting.Decide.
package governance
