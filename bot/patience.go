package bot

import (
	"sync"
	"time"

	"assenso/bot/chat"
)

// How often somebody who speaks for no member is answered: enough to be
// recognised, too little to make the bot flood a place or its own log.
const (
	answersMost   = 6
	answersWithin = time.Minute
	accountsMost  = 4096
)

// patience counts the answers given to strangers.
type patience struct {
	mu    sync.Mutex
	since time.Time
	given map[chat.Account]int
}

// has reports whether an account may be answered once more now.
func (p *patience) has(account chat.Account, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.given == nil || now.Sub(p.since) >= answersWithin || now.Before(p.since) || len(p.given) >= accountsMost {
		p.since, p.given = now, make(map[chat.Account]int)
	}
	p.given[account]++
	return p.given[account] <= answersMost
}
