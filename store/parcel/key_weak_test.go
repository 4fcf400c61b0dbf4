package parcel

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"testing"

	"filippo.io/age"

	"tuanjian/store/value"
)

// Under the key whose point is the neutral one, a signature of that point and nothing fits every text. No such key is
// taken, however it is written.
func TestWeakKeysSignNothing(t *testing.T) {
	neutral := make([]byte, ed25519.PublicKeySize)
	neutral[0] = 1
	forged := append(append([]byte{}, neutral...), make([]byte, 32)...)
	if !ed25519.Verify(neutral, []byte("anything"), forged) {
		t.Fatal("the attack is none any more")
	}
	text := []byte(`{"format":"tuanjian-parcel","version":1,"sender":{"key":"` + hex.EncodeToString(neutral) + `"}}`)
	if _, err := readManifest(text, forged); !errors.Is(err, ErrForged) {
		t.Error(err)
	}
	for _, y := range weakKeys {
		for _, sign := range []byte{0, 0x80} {
			key := y
			key[31] |= sign
			if !weakKey(key[:]) {
				t.Errorf("%x", key)
			}
		}
	}
	if weakKey(signKey.Public().(ed25519.PublicKey)) {
		t.Error("an honest key")
	}
}

// lowOrder are the points of Curve25519 with which nobody can agree on a secret, by their u, and those that are written
// beyond the prime for the same.
var lowOrder = []string{
	"0000000000000000000000000000000000000000000000000000000000000000",
	"0100000000000000000000000000000000000000000000000000000000000000",
	"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
	"5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"0000000000000000000000000000000000000000000000000000000000000080",
}

// To a key of low order nothing is sealed, no manifest gives one out for answers, and a package whose share is such a
// point is damaged: whoever wrote it needs no key to know what is inside.
func TestKeysOfLowOrder(t *testing.T) {
	for _, text := range lowOrder {
		point, err := hex.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		public := bech32("age", point)
		if _, err := age.ParseX25519Recipient(public); err != nil {
			t.Fatal("the attack is none any more: ", err)
		}
		if _, err := ToKeys(testPublic, public); !errors.Is(err, ErrBadKey) {
			t.Errorf("%s: sealed to: %v", text, err)
		}
		m := Manifest{Kind: Submission, Sender: Sender{Ledger: "00000000000000000000000000000001", Answer: testPublic}, Sequence: 1, Snapshot: value.Day(2026, 6, 30)}
		if !m.sound() {
			t.Fatal("an honest manifest is not sound")
		}
		if m.Sender.Answer = public; m.sound() {
			t.Errorf("%s: given out for answers", text)
		}
		file := append([]byte(ageLine+"-> X25519 "+base64.RawStdEncoding.EncodeToString(point)+"\n"+base64.RawStdEncoding.EncodeToString(make([]byte, 32))+"\n--- "), bytes.Repeat([]byte("A"), 43)...)
		file = append(append(file, '\n'), make([]byte, 64)...)
		with, err := ByKeys(testSecret)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(context.Background(), bytes.NewReader(file), int64(len(file)), with); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: as a share: %v", text, err)
		}
	}
}
