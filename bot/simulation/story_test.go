package simulation_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// tolerate notes a difference that the oracle cannot call a fault.
func (w *world) tolerate(why string) { w.tolerated[why]++ }

// story tells what happened in a world, in the order it happened.
func (w *world) story() string {
	type line struct {
		at   time.Time
		text string
	}
	var lines []line
	recorded := map[string]string{}
	for _, s := range w.sittings {
		for _, e := range s.entries {
			recorded[e.Cause] += fmt.Sprintf(" %d", e.Seq)
			said := ""
			if !e.Said.IsZero() {
				said = " said " + clock(e.Said)
			}
			lines = append(lines, line{e.At, fmt.Sprintf("    %4d %-22s by %-4s%s  %s %s (%s)", e.Seq, e.Name, e.By, said, e.Data, e.Private, e.Cause)})
		}
	}
	for _, a := range w.acts {
		came := make([]string, len(a.came))
		for i, t := range a.came {
			came[i] = clock(t)
		}
		became := recorded[a.update.ID]
		if became == "" {
			became = " nothing"
		}
		lines = append(lines, line{a.done, fmt.Sprintf("#%d %s [%s, %s] said %s, came %s, settled %s, entries%s",
			a.n, a, a.meaning, a.update.ID, clock(a.update.Said), strings.Join(came, " "), clock(a.settled), became)})
	}
	for _, p := range w.platforms {
		for _, post := range p.posts {
			for i, m := range post.shown {
				text := strings.ReplaceAll(m.Text.Plain(), "\n", " ⏎ ")
				lines = append(lines, line{post.at[i], fmt.Sprintf("        %s version %d: %.150s", post.ref, i+1, text)})
			}
		}
	}
	for _, f := range w.fates {
		lines = append(lines, line{f.at, "*** " + f.what})
	}
	slices.SortStableFunc(lines, func(a, b line) int { return a.at.Compare(b.at) })
	var b strings.Builder
	fmt.Fprintf(&b, "plan %+v\n", w.plan)
	for _, p := range w.platforms {
		fmt.Fprintf(&b, "platform %s: offset %v, seconds %v, untold %v, seats %v, limits %+v\n", p.name, p.offset, p.seconds, p.untold, p.seats, p.limits)
	}
	for _, p := range w.people {
		fmt.Fprintf(&b, "%s = %s %s votes %v %v\n", p.id, p.name, p.office, p.votes, p.accounts)
	}
	for _, l := range lines {
		fmt.Fprintf(&b, "%s %s\n", clock(l.at), l.text)
	}
	b.WriteString(w.log.String())
	return b.String()
}

// count takes a world into the census.
func (k *kit) count(w *world) {
	had := map[string]bool{"a world": true, "- not over": !w.over, "- forgotten": w.forgot, "- repeated strictly": w.repeatable()}
	for _, s := range w.sittings {
		for _, r := range s.records {
			had[r.Event.Name()] = true
		}
	}
	for why := range w.tolerated {
		had["- "+why] = true
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for what, there := range had {
		if there {
			k.seen[what]++
		}
	}
}

// census tells in how many worlds what happened: what never does is not tried.
func (k *kit) census() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	var b strings.Builder
	for _, what := range slices.Sorted(maps.Keys(k.seen)) {
		fmt.Fprintf(&b, "%7d %s\n", k.seen[what], what)
	}
	return b.String()
}
