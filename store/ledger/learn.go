package ledger

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Lists are the code lists by name. The caller does not change them.
func Lists() []*List {
	all := make([]*List, 0, len(lists))
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		all = append(all, lists[name])
	}
	return all
}

// ListNamed is the code list of a name, or nil.
func ListNamed(name string) *List { return lists[name] }

// What a code and a label may have at most, in bytes.
const (
	longestCode  = 20
	longestLabel = 90
)

// Missing are those of items that the list does not have and could take: a code and a
// label that mean nothing in it yet. What is there is never given another meaning.
func (l *List) Missing(items []Item) []Item {
	_, added := l.now().with(items)
	return added
}

var learning sync.Mutex

// Learn takes the Missing of items into the list, behind what is there, and answers
// them. The list is the whole program's; an entry more harms no other ledger.
func (l *List) Learn(items []Item) []Item {
	learning.Lock()
	defer learning.Unlock()
	_, added := l.now().with(items)
	if more, _ := l.came().with(added); len(added) > 0 {
		l.plain.Store(more)
		l.has.Store(more.as(l.adapted))
	}
	return added
}

// with is e and those of items that it can take.
func (e *entries) with(items []Item) (more *entries, added []Item) {
	more = &entries{items: slices.Clone(e.items), words: maps.Clone(e.words), aliases: e.aliases, retired: e.retired}
	if more.words == nil {
		more.words = map[string]int{}
	}
	for _, item := range items {
		word := fold(item.Label)
		_, code := more.words[item.Code]
		_, label := more.words[word]
		if code || label || !plainCode(item.Code) || word == "" || len(item.Label) > longestLabel || item.Label != oneLine(item.Label) {
			continue
		}
		more.words[item.Code], more.words[word] = len(more.items), len(more.items)
		more.items, added = append(more.items, item), append(added, item)
	}
	return more, added
}

func plainCode(code string) bool {
	return code != "" && len(code) <= longestCode && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
