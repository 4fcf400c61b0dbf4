package store_test

import (
	"context"
	"errors"
	"os"
	"testing"

	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
)

// readParcel opens a package as its receiver does.
func readParcel(t testing.TB, path string, with parcel.Unlock) (*parcel.Parcel, error) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return parcel.Read(context.Background(), f, info.Size(), with)
}

// A submission opens at the street and in every copy of the ledger; one sealed to a
// passphrase asks for it everywhere.
func TestWhoOpensASubmission(t *testing.T) {
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	_, sealed, err := travel.Submit(context.Background(), b, travel.Sending{Dir: t.TempDir(), Passphrase: "battery-staple-77"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	own, err := travel.Unlock(b, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readParcel(t, sealed, own); !errors.Is(err, parcel.ErrNeedsPassphrase) {
		t.Error(err)
	}
	said, err := travel.Unlock(b, "battery-staple-77")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readParcel(t, sealed, said); err != nil {
		t.Error(err)
	}
	street, public, err := parcel.KeysFrom(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	b.InProfile().StreetKey = public
	_, toStreet, err := travel.Submit(context.Background(), b, travel.Sending{Dir: t.TempDir()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := parcel.ByKeys(street)
	if err != nil {
		t.Fatal(err)
	}
	stranger := stage.Book(t)
	strangers, err := travel.Unlock(stranger, "")
	if err != nil {
		t.Fatal(err)
	}
	for who, with := range map[string]parcel.Unlock{"street": theirs, "own": own, "own with a passphrase": said} {
		p, err := readParcel(t, toStreet, with)
		if err != nil {
			t.Errorf("%s: %v", who, err)
			continue
		}
		if _, answer, _ := parcel.KeysFrom(b.Profile().Key); p.Manifest.Sender.Answer != answer {
			t.Errorf("an answer would go to %q", p.Manifest.Sender.Answer)
		}
	}
	if _, err := readParcel(t, toStreet, strangers); !errors.Is(err, parcel.ErrOtherRecipient) {
		t.Error(err)
	}
}
