// Package simulation tries to break the application. It holds tests alone.
//
// One seed makes a world: a body of five to forty members with accounts on two
// platforms, a chair and a secretary who hold a meeting, members who join,
// drop, vote, change their minds and press old buttons, platforms that delay,
// repeat and lose, stores that fail, and a bot that dies at any moment and
// begins again. An oracle that shares no line with the rules watches what
// people did, and says how every ballot should have been counted.
//
// Begin at simulation_test.go; world_test.go is how a world runs, course_test.go and
// oracle_test.go what is true, checks_test.go what must hold at the end.
package simulation
