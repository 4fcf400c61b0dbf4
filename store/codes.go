package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"tuanjian/store/codes"
	"tuanjian/store/vault"
)

// listsSetting is what the office has made of the code lists: list → ledger.Adapted. Entries that were added lie in
// codesSetting, with those that a street brought.
const listsSetting = "lists"

// speaking are the open Books in the order in which they were opened. The lists of the program are called as the first of
// them has it: what is opened beside it, to be proved or compared, changes no word on the screen.
var speaking struct {
	sync.Mutex
	books []*Book
}

// speak lets a Book have its say about the lists, and again after its own has changed.
func (b *Book) speak() {
	speaking.Lock()
	defer speaking.Unlock()
	if !slices.Contains(speaking.books, b) {
		speaking.books = append(speaking.books, b)
	}
	adaptAsFirst()
}

// silence ends that.
func (b *Book) silence() {
	speaking.Lock()
	defer speaking.Unlock()
	if at := slices.Index(speaking.books, b); at >= 0 {
		speaking.books = slices.Delete(speaking.books, at, at+1)
		adaptAsFirst()
	}
}

func adaptAsFirst() {
	if len(speaking.books) == 0 {
		codes.Adapt(nil)
		return
	}
	b := speaking.books[0]
	codes.Adapt(b.Decisions().Lists)
}

// loadLists reads what the office has made of the lists.
func (b *Book) loadLists(tx *vault.Tx) error {
	text, err := tx.Get(SettingBucket, []byte(listsSetting))
	if err != nil || text == nil {
		return err
	}
	if err := json.Unmarshal(text, &b.lists); err != nil {
		return fmt.Errorf("%w: lists", vault.ErrDamaged)
	}
	return nil
}

// sameLists says that both make the same of all lists.
func sameLists(a, b map[string]codes.Adapted) bool {
	if len(a) != len(b) {
		return false
	}
	for name, x := range a {
		if y, there := b[name]; !there || !x.Same(y) {
			return false
		}
	}
	return true
}
