package parcel

import (
	"testing"
)

func TestSmoke(t *testing.T) {
	p, err := read(t, pack(t, sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(tell(t, p))
	t.Log(Fingerprint(p.Manifest.Signer()))
}
