package kit

import (
	"testing"
	"time"
)

// Fyne's variable is Fyne's: one of ours would be zero, and change nothing.
func TestFyneKeepsBriefly(t *testing.T) {
	before := fyneKeeps
	defer func() { fyneKeeps = before }()
	if before < 5*time.Second || before > time.Hour {
		t.Fatalf("Fyne keeps what it has drawn for %v: its variable has another name now", before)
	}
	fyneKeeps = time.Minute
	if KeepBriefly(); fyneKeeps != DrawnStays {
		t.Errorf("%v", fyneKeeps)
	}
	fyneKeeps = time.Second // somebody wants it shorter
	if KeepBriefly(); fyneKeeps != time.Second {
		t.Errorf("%v", fyneKeeps)
	}
}
