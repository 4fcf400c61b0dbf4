package rules

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// MatterState is a matter's state as it is now. Nothing is saved when a record is
// mended; the next submission says so.
func MatterState(v *records.View, m *ledger.Matter) string {
	kind := ledger.KindOf(m.Kind)
	if m.State != codes.MatterOpen || kind == nil {
		return m.State
	}
	id, err := value.ParseID(m.Record)
	if err != nil {
		return m.State
	}
	r := v.Get(ledger.KindOf(m.Kind), id)
	of := v.Moment().Ledger
	if v.Street() {
		of = ""
		if last := NewestParcel(v, m.Community); last != nil {
			of = last.Sender
		}
	}
	if r == nil || m.Stamp != "" && of != "" && StampOf(of, kind, r, m.Key) != m.Stamp {
		return codes.MatterMended
	}
	return m.State
}

// Answered is how many matters are answered or mended and wait to be settled, and how many are open.
func Answered(v *records.View) (answered, open int) {
	for m := range records.All[*ledger.Matter](v, ledger.Matters) {
		switch state := MatterState(v, m); {
		case state == codes.MatterOpen:
			open++
		case !Closed(state):
			answered++
		}
	}
	return answered, open
}

// StampOf marks what a field holds, so that both sides see whether it has changed since
// without the text lying in the matter: 8 bytes of an HMAC-SHA256 under the number of
// the community's ledger, which packages have in their manifests and no table has: who
// gets hold of a list of matters cannot try ID numbers against it. "" where the two
// sides may hold the same thing differently, as what names the community does.
func StampOf(of string, kind ledger.Kind, r ledger.Record, key string) string {
	i := kind.At(key)
	if of == "" || key == "" || i < 0 || kind.Columns()[i].Shape == ledger.Ref && kind.Columns()[i].Choices.Kind == ledger.Communities.Name() {
		return ""
	}
	text := kind.Text(r, i, ledger.Basis{})
	if text == "" {
		text = r.Head().LooseText(key)
	}
	mac := hmac.New(sha256.New, []byte(of))
	for _, word := range []string{kind.Name(), r.Head().ID.String(), key, text} {
		mac.Write(append([]byte(word), 0))
	}
	return hex.EncodeToString(mac.Sum(nil)[:8])
}

// Closed says that nothing more is expected of a matter.
func Closed(state string) bool {
	return state == codes.MatterSettled || state == codes.MatterRecalled
}
