package parcel

import (
	"crypto/hkdf"
	"crypto/sha256"
	"strings"

	"filippo.io/age"
)

// seedLength is how long a ledger's seed is: that of an Ed25519 key.
const seedLength = 32

// KeysFrom gives the pair of keys for which packages to a ledger are sealed, made from the seed of the key that signs its
// packages: HKDF-SHA256 without salt, with the info "tuanjian-parcel age key 1", gives the 32 bytes of an X25519 key of
// age. So copies of one ledger open each other's packages, and nothing more is kept on disk. Secret
// ("AGE-SECRET-KEY-1…") never leaves the ledger, public ("age1…") travels. ErrBadKey for a seed of another length.
func KeysFrom(seed []byte) (secret, public string, err error) {
	if len(seed) != seedLength {
		return "", "", ErrBadKey
	}
	key, err := hkdf.Key(sha256.New, seed, nil, "tuanjian-parcel age key 1", 32)
	if err != nil {
		return "", "", err
	}
	// The library takes a secret key only as text.
	secret = strings.ToUpper(bech32("age-secret-key-", key))
	k, err := age.ParseX25519Identity(secret)
	if err != nil {
		return "", "", err
	}
	return secret, k.Recipient().String(), nil
}

const bech32Signs = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32 writes bytes in the text form of BIP 173: the word that says what they are, 1, five bits a sign, six signs of
// checksum.
func bech32(word string, data []byte) string {
	var fives []byte
	bits, have := 0, 0
	for _, b := range data {
		bits, have = bits<<8|int(b), have+8
		for ; have >= 5; have -= 5 {
			fives = append(fives, byte(bits>>(have-5)&31))
		}
		bits &= 1<<have - 1
	}
	if have > 0 {
		fives = append(fives, byte(bits<<(5-have)&31))
	}
	sum := uint32(1)
	add := func(five byte) {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(five)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	for _, c := range []byte(word) {
		add(c >> 5)
	}
	add(0)
	for _, c := range []byte(word) {
		add(c & 31)
	}
	for _, five := range fives {
		add(five)
	}
	for range 6 {
		add(0)
	}
	sum ^= 1
	for i := range 6 {
		fives = append(fives, byte(sum>>(5*(5-i))&31))
	}
	var text strings.Builder
	text.WriteString(word + "1")
	for _, five := range fives {
		text.WriteByte(bech32Signs[five])
	}
	return text.String()
}
