package store

import "time"

// TryDelay is how long a screen waits after the wrong-th wrong password in a row
// before it takes another: nothing after the first two, then 1, 2, 4, 8, 16, 32
// seconds, and a minute from there on. It destroys nothing, however often. The
// waiting is the screen's; whoever has the file and a program of his own waits only
// for what each try costs (seal.DefaultEffort).
func TryDelay(wrong int) time.Duration {
	switch {
	case wrong < 3:
		return 0
	case wrong >= 9:
		return time.Minute
	}
	return time.Second << (wrong - 3)
}

// TellTries is how many wrong passwords before an opening are worth telling the
// person who got in.
const TellTries = 3

// NoteTries writes down in the journal how many wrong passwords there were since
// the opening before this one. It does nothing for none.
func (b *Book) NoteTries(wrong int) error {
	if wrong <= 0 {
		return nil
	}
	return b.note("tries", Detail{Rows: wrong})
}
