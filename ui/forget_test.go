package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
)

// What is behind the lock screen is an empty Book, whoever still holds it, and it stays
// that while Fyne's pictures fade; the password opens the ledger again.
func TestLockForgets(t *testing.T) {
	still := &hands.Still{}
	d := onStill(t, still)
	d.frame.shell.ShowList(records.Query{Kind: ledger.Members})
	b := d.frame.shell.Book
	if b.Today().Count(ledger.Members) == 0 {
		t.Fatal("nobody is in it")
	}
	d.control(fyne.KeyL)
	if n := b.Today().Count(ledger.Members); n != 0 {
		t.Errorf("locked, and the memory has %d people", n)
	}
	if found := find.Anything(b.Today(), "430502", 50); found.Total != 0 {
		t.Errorf("locked, and %d are found", found.Total)
	}
	still.Pass(2 * kit.DrawnStays)
	for _, r := range password {
		d.w.Canvas().Focused().TypedRune(r)
	}
	key(d, fyne.KeyReturn)
	if d.frame == nil || d.frame.shell.Book.Today().Count(ledger.Members) == 0 {
		t.Error("it does not open again")
	}
	still.Pass(time.Minute)
}
