package records

import (
	"iter"
	"maps"
)

// Layers is a map that never changes and of which a changed one is made cheaply: what was set lately lies over the rest.
// The zero Layers is empty.
type Layers[K comparable, V any] struct {
	base, over map[K]V
}

// Layer takes a map over, which nobody may change any more.
func Layer[K comparable, V any](m map[K]V) Layers[K, V] { return Layers[K, V]{base: m} }

// Get gives what was set last.
func (m Layers[K, V]) Get(key K) (V, bool) {
	if len(m.over) > 0 {
		if v, ok := m.over[key]; ok {
			return v, true
		}
	}
	v, ok := m.base[key]
	return v, ok
}

// With is the map with what change sets.
func (m Layers[K, V]) With(change func(set func(K, V))) Layers[K, V] {
	var over map[K]V
	change(func(k K, v V) {
		if over == nil {
			over = make(map[K]V, len(m.over)+1)
			maps.Copy(over, m.over)
		}
		over[k] = v
	})
	if over == nil {
		return m
	}
	if len(over) > 64+len(m.base)/64 {
		base := make(map[K]V, len(m.base)+len(over))
		maps.Copy(base, m.base)
		maps.Copy(base, over)
		return Layers[K, V]{base: base}
	}
	return Layers[K, V]{m.base, over}
}

// All are the keys with what was set last, in no order.
func (m Layers[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for k, v := range m.over {
			if !yield(k, v) {
				return
			}
		}
		for k, v := range m.base {
			if _, again := m.over[k]; !again && !yield(k, v) {
				return
			}
		}
	}
}
