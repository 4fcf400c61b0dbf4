package care

import "tuanjian/store"

// What the tests of this folder see of the inside of the package.
const KeepBefore = keepBefore

var ParseBackupName = parseBackupName

func NotesOf(b *store.Book) *careNotes            { return notesOf(b) }
func KeepNotes(b *store.Book, n *careNotes) error { return keepNotes(b, n) }
func Described(b *store.Book) (made, error)       { return described(b) }
