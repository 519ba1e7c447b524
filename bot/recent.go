package bot

import "sync"

// recentMost is how many updates recent remembers.
const recentMost = 4096

// recent remembers the latest updates that were answered without a meeting or
// body: a redelivery of them stays quiet. Forgetting one only repeats an
// answer.
type recent struct {
	mu   sync.Mutex
	ids  map[string]struct{}
	ring []string
	next int
}

// seen reports whether an update was noted before, and notes it.
func (r *recent) seen(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.ids[id]; ok {
		return true
	}
	if r.ids == nil {
		r.ids = make(map[string]struct{}, recentMost)
		r.ring = make([]string, recentMost)
	}
	delete(r.ids, r.ring[r.next])
	r.ids[id], r.ring[r.next] = struct{}{}, id
	r.next = (r.next + 1) % recentMost
	return false
}
