package travel

import (
	"context"
	"crypto/ed25519"
	"slices"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
)

// SixWords are a signature as it is compared over the telephone. They can only be spelled
// from a key, and a signature is trusted only by handing back the words that were
// compared: nobody accepts what was never shown. The zero value is none and trusts
// nothing.
type SixWords struct{ words string }

// String is the words with spaces between.
func (w SixWords) String() string { return w.words }

// wordsFirst is a line of its own for the six words, before anything that a sender says of himself: no name that he may
// choose can stand in their place.
func wordsFirst(w SixWords) string { return w.String() + "\n" }

func SpellKey(key ed25519.PublicKey) SixWords { return SixWords{parcel.Fingerprint(key)} }

// trusts says whether these words are among those that a person has compared.
func (w SixWords) trusts(compared []SixWords) bool {
	return w.words != "" && slices.Contains(compared, w)
}

// OwnWords are the six words of this ledger's own signature, which another ledger compares over the telephone before it
// trusts the first package of this one.
func OwnWords(b *store.Book) string {
	key := ed25519.NewKeyFromSeed(b.Profile().Key)
	return SpellKey(key.Public().(ed25519.PublicKey)).String()
}

// Trust notes the signatures whose words a person has compared, and plans anew. Words that no package bears change
// nothing.
func (r *Reception) Trust(ctx context.Context, compared ...SixWords) error {
	r.in.Trusted = append(slices.Clip(r.in.Trusted), compared...)
	defer r.close()
	if err := r.plan(ctx, nil); err != nil {
		return store.Tell(err)
	}
	return nil
}

// spell finds the words of every signature that the street has not accepted, whatever else is still to be said of its
// package; each takes 20 ms.
func (r *Reception) spell(ctx context.Context) error {
	accepted := map[string]bool{} // by ledger and key
	for s := range records.All[*ledger.Signer](r.book.Today(), ledger.Signers) {
		if s.State == codes.SignerAccepted {
			accepted[s.Ledger+" "+s.Key] = true
		}
	}
	var unknown []*Delivery
	for _, a := range r.Deliveries {
		if s := a.manifest.Sender; a.failed == nil && a.Words == (SixWords{}) && !accepted[s.Ledger+" "+s.Key] {
			unknown = append(unknown, a)
		}
	}
	return onAll(ctx, unknown, func(a *Delivery) error {
		a.Words = SpellKey(a.manifest.Signer())
		return nil
	})
}
