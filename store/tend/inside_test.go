package tend

import (
	"tuanjian/store"
)

// What the tests of this folder see of the inside of the package.
var (
	Joinable = joinable
	Single   = single
)

func JoiningOf(b *store.Book) *Joining     { return &Joining{book: b} }
func RulesPlanOf(b *store.Book) *RulesPlan { return &RulesPlan{book: b} }
