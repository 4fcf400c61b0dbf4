package records

import (
	"slices"
	"sync"
	"sync/atomic"

	"tuanjian/store/ledger"
)

// A Derived is something that is computed from all records of some kinds. Each View computes it when it is first asked,
// and hands it on to the next one for as long as no record of these kinds changes. Whoever gets it may not change it.
type Derived[T any] struct{ by *derivation }

// A derivation is what there is to know of a Derived without its type.
type derivation struct {
	at     int
	of     []ledger.Kind // none: every kind
	dated  bool
	make   func(*View) any
	follow func(was any, v *View, changes []Change) (any, bool) // may be nil
}

// derivations is how many there are.
var derivations atomic.Int64

// mostDerived is how many Derived a View has room for.
const mostDerived = 512

// Derive declares what make computes from the records of some kinds, of all where none is named. make may ask for other
// Derived, of kinds that are among its own. Declare it once, as a variable of a package.
func Derive[T any](make func(*View) T, of ...ledger.Kind) Derived[T] {
	at := int(derivations.Add(1)) - 1
	if at >= mostDerived {
		panic("too many Derived: give View more room")
	}
	return Derived[T]{&derivation{at: at, of: of, make: func(v *View) any { return boxed(make(v)) }}}
}

func boxed[T any](value T) *T { return &value } // a nil of an interface would lose its type

// Dated says that the day, the rules or whose ledger it is have a part in it too.
func (d Derived[T]) Dated() Derived[T] {
	d.by.dated = true
	return d
}

// Following gives a shorter way to it after few changes, from what it was before them. follow may not change what was
// there, since the View before has it still; it is given the changes of its own kinds, and says false where there is no
// short way.
func (d Derived[T]) Following(follow func(was T, v *View, changes []Change) (T, bool)) Derived[T] {
	d.by.follow = func(was any, v *View, changes []Change) (any, bool) {
		now, ok := follow(*was.(*T), v, changes)
		return &now, ok
	}
	return d
}

// Of is it in a View.
func (d Derived[T]) Of(v *View) T {
	slot := &v.kept[d.by.at]
	m := slot.Load()
	if m == nil {
		m = &memory{by: d.by}
		if !slot.CompareAndSwap(nil, m) {
			m = slot.Load()
		}
	}
	if !m.known.Load() {
		m.learn(v)
	}
	return *m.value.(*T)
}

// Known is it where the View knows it already, or nearly: where it would follow from what an older View knew.
func (d Derived[T]) Known(v *View) (T, bool) {
	if m := v.kept[d.by.at].Load(); m != nil && (m.known.Load() || m.before.Load() != nil) {
		return d.Of(v), true
	}
	var nothing T
	return nothing, false
}

type memoryOf = atomic.Pointer[memory]

// A memory is what one View, or several in which nothing of it changed, know of a Derived.
type memory struct {
	by     *derivation
	mu     sync.Mutex // one goroutine computes, the others wait
	known  atomic.Bool
	value  any
	before atomic.Pointer[before]
}

// A before is what an older View knew, and all that changed since.
type before struct {
	known   *memory
	changes []Change
}

// mostFollowed is how many changes are followed one by one; after more, all is computed anew.
const mostFollowed = 1000

func (m *memory) learn(v *View) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known.Load() {
		return
	}
	followed := false
	if b := m.before.Load(); b != nil {
		m.value, followed = m.by.follow(b.known.value, v, b.changes)
	}
	if !followed {
		m.value = m.by.make(v)
	}
	m.known.Store(true)
	m.before.Store(nil) // what it came from is not held any longer
}

// touches says that a change of these kinds, by their places, is one of what it is computed from.
func (d *derivation) touches(changed []bool) bool {
	if len(d.of) == 0 {
		return true
	}
	for _, k := range d.of {
		if i := placeOf(k); i >= 0 && i < len(changed) && changed[i] {
			return true
		}
	}
	return false
}

// among puts behind some changes those of the kinds that it is computed from.
func (d *derivation) among(known, changes []Change) []Change {
	known = known[:len(known):len(known)]
	for _, c := range changes {
		if len(d.of) == 0 || slices.Contains(d.of, c.Kind) {
			known = append(known, c)
		}
	}
	return known
}

// hand gives the next View what this one knows, as far as it holds there still or can be followed.
func (v *View) hand(next *View, changed []bool, changes []Change) {
	for i := range v.kept {
		m := v.kept[i].Load()
		switch {
		case m == nil:
		case !m.by.touches(changed):
			next.kept[i].Store(m)
		case m.by.follow != nil:
			was := m.before.Load() // before known: what is known later needs it no more
			b := &before{known: m}
			if !m.known.Load() {
				if was == nil {
					continue
				}
				b.known, b.changes = was.known, was.changes
			}
			if len(b.changes)+len(changes) <= mostFollowed {
				b.changes = m.by.among(b.changes, changes)
				n := &memory{by: m.by}
				n.before.Store(b)
				next.kept[i].Store(n)
			}
		}
	}
}

// An Every is a Derived for each kind, or for each of whatever else there are few of.
type Every[K comparable, T any] struct {
	declare func(K) Derived[T]
	of      *sync.Map // K → Derived[T]
}

// Each declares one Derived for each kind when it is first asked for.
func Each[K comparable, T any](declare func(K) Derived[T]) Every[K, T] {
	return Every[K, T]{declare, &sync.Map{}}
}

// For is the Derived of one of them.
func (e Every[K, T]) For(key K) Derived[T] {
	if d, known := e.of.Load(key); known {
		return d.(Derived[T])
	}
	declaring.Lock()
	defer declaring.Unlock()
	if d, known := e.of.Load(key); known {
		return d.(Derived[T])
	}
	d := e.declare(key)
	e.of.Store(key, d)
	return d
}

// Of is it in a View.
func (e Every[K, T]) Of(v *View, key K) T { return e.For(key).Of(v) }

var declaring sync.Mutex

// A Memo keeps answers to questions that cannot be listed beforehand; as a Derived it forgets them when its records change.
type Memo[K comparable, T any] struct {
	mu    sync.Mutex
	known map[K]T
}

// Get answers a question, by make the first time.
func (m *Memo[K, T]) Get(key K, make func() T) T {
	m.mu.Lock()
	value, known := m.known[key]
	m.mu.Unlock()
	if known {
		return value
	}
	value = make()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil {
		m.known = map[K]T{}
	}
	m.known[key] = value
	return value
}
