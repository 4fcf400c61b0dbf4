package parcel

import (
	"testing"

	"filippo.io/age"
	"pgregory.net/rapid"
)

func TestKeysFromASeed(t *testing.T) {
	seed := make([]byte, 32)
	for i := range seed {
		seed[i] = byte(i)
	}
	// Computed apart from this program, with HMAC by hand and the key generator of age.
	const wantSecret = "AGE-SECRET-KEY-1A5GJ8LN9KXP8GNMJC2AA4PCGY0W34ZKAKURGKDDLLF2ASCZD5AUSEWD2WF"
	const wantPublic = "age1mkgcpjw5fcdh0tlswl2f7azw99g84dp6mehggr6aucch5qvx5paqa8u690"
	secret, public, err := KeysFrom(seed)
	if err != nil || secret != wantSecret || public != wantPublic {
		t.Errorf("%s %s %v", secret, public, err)
	}
	for _, bad := range []int{0, 31, 33, 64} {
		if _, _, err := KeysFrom(make([]byte, bad)); err != ErrBadKey {
			t.Errorf("a seed of %d bytes: %v", bad, err)
		}
	}
}

// TestEverySeedGivesKeys: the library, which checks the checksum, reads what is made of any seed.
func TestEverySeedGivesKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, public, err := KeysFrom(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "seed"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := age.ParseX25519Recipient(public); err != nil {
			t.Fatal(err)
		}
	})
}
