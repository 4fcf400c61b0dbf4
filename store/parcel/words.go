package parcel

import (
	"crypto/ed25519"
	"crypto/pbkdf2"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"io"
	"math/big"
	"strings"
)

// wordList is 256 common words of two characters with their pinyin, chosen so that no two sound alike even to somebody
// who does not tell zh from z, n from l or n from ng. Its order never changes: a fingerprint is read from it.
//
//go:embed words.txt
var wordList string

// A spoken word and how it is typed.
type spoken struct{ word, pinyin string }

var words = func() (all [256]spoken) {
	for i, line := range strings.Split(strings.TrimSpace(wordList), "\n") {
		all[i].word, all[i].pinyin, _ = strings.Cut(line, " ")
	}
	return all
}()

// fingerprintRounds makes a key whose words fool somebody 2^17 times dearer to find: with the 48 bits of six words that
// is 2^65 hashes, and about 20 ms for us.
const fingerprintRounds = 1 << 17

// Fingerprint is a public key as six words with spaces between, to be compared over the telephone before a key is
// trusted for the first time: PBKDF2-HMAC-SHA256 of the 32 bytes with the salt "tuanjian-parcel fingerprint 1" and 2^17
// rounds gives six bytes, each of which names a line of words.txt.
func Fingerprint(key ed25519.PublicKey) string {
	sum, err := pbkdf2.Key(sha256.New, string(key), []byte("tuanjian-parcel fingerprint 1"), fingerprintRounds, 6)
	if err != nil {
		panic(err) // only for lengths that a constant cannot have
	}
	said := make([]string, len(sum))
	for i, b := range sum {
		said[i] = words[b].word
	}
	return strings.Join(said, " ")
}

// A Passphrase is a proposal, in two forms of the same.
type Passphrase struct {
	Typed  string // what seals: pinyin, hyphens and four digits, since a password box takes no input method
	Spoken string // how it is told on the telephone: words and digits
}

// NewPassphrase draws four words and four digits from random, about 45 bits, which stand against guessing at a second a
// try (scrypt). The error is that of random.
func NewPassphrase(random io.Reader) (Passphrase, error) {
	var drawn [4 + 8]byte
	if _, err := io.ReadFull(random, drawn[:]); err != nil {
		return Passphrase{}, err
	}
	var typed, said []string
	for _, b := range drawn[:4] {
		typed, said = append(typed, words[b].pinyin), append(said, words[b].word)
	}
	n := new(big.Int).SetBytes(drawn[4:])
	digits := fmt.Sprintf("%04d", n.Mod(n, big.NewInt(10000)).Int64())
	return Passphrase{strings.Join(append(typed, digits), "-"), strings.Join(append(said, digits), " ")}, nil
}
