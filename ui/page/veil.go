package page

import "tuanjian/store/ledger"

// SideTexts are two texts of one field as they may stand side by side: masked where it is
// secret, unless nobody could tell them apart then.
func SideTexts(kind ledger.Kind, key, a, b string) (string, string) {
	for _, veil := range []ledger.Veil{ledger.Start, ledger.Ends} {
		if x, y := Masked(kind, key, veil, a), Masked(kind, key, veil, b); x != y {
			return x, y
		}
	}
	return a, b
}

// Masked is a field's text as it may stand on a screen under a veil.
func Masked(kind ledger.Kind, key string, veil ledger.Veil, text string) string {
	if i := kind.At(key); i >= 0 {
		return veil.Mask(kind.Columns()[i], text)
	}
	return text
}
