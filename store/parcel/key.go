package parcel

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"slices"
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

// weakKeys are the points of Ed25519 of an order of at most eight, by their y without the sign of x, canonical or not. A
// signature under such a key can be made by anybody, and fits any text.
var weakKeys = [][ed25519.PublicKeySize]byte{
	{},
	{1},
	edge(0xec), // p-1, of order two
	edge(0xed), // p, which is 0
	edge(0xee), // p+1, which is 1
	{0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
	{0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
}

// edge is a number next to p = 2^255-19, by its lowest byte.
func edge(lowest byte) (y [ed25519.PublicKeySize]byte) {
	for i := range y {
		y[i] = 0xff
	}
	y[0], y[len(y)-1] = lowest, 0x7f
	return y
}

// weakKey says that a public key of the right length signs for everybody.
func weakKey(key ed25519.PublicKey) bool {
	y := [ed25519.PublicKeySize]byte(key)
	y[len(y)-1] &= 0x7f
	return slices.Contains(weakKeys, y)
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
