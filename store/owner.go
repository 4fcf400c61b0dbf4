package store

import (
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
)

// ReceivedText is the sentence for one who would change what somebody else owns.
const ReceivedText = "这条记录是接收来的，只能看，不能改。要改请让原来的台账改好，再发一包过来。"

// mine refuses to touch a record that belongs to somebody else, or one that only the
// program writes. An undo takes a whole deed that carried back.
func (t *Turn) mine(kind ledger.Kind, records ...ledger.Record) error {
	if deeds[Deed(t.intent)].carries {
		return nil
	}
	for _, r := range records {
		if r != nil && r.Head().Received() {
			return Refuse(ReceivedText)
		}
	}
	for _, k := range ledger.OfTravel {
		if k == kind {
			return Refuse("这种记录由程序在接收的时候写，不能自己改。")
		}
	}
	return nil
}

// Distrusts says that a step ends the trust in a signature that a person has accepted:
// whatever the intent, that is what [MayForget] is about.
func Distrusts(was, now ledger.Record) bool {
	known, ok := was.(*ledger.Signer)
	if !ok || known.State != codes.SignerAccepted {
		return false
	}
	then, ok := now.(*ledger.Signer)
	return !ok || then.State != known.State || then.Key != known.Key || then.Ledger != known.Ledger
}

// trusting refuses to end such a trust to one who may not. What the other laptop of this
// ledger brings was decided there.
func (t *Turn) trusting(was, now ledger.Record) error {
	if Deed(t.intent) == MayMeet || !Distrusts(was, now) {
		return nil
	}
	return t.book.Allow(MayForget)
}

// listed refuses to change what the street sets in the ledger's own community, except
// by a notice, by taking one back, and by the other laptop that has taken it in.
func (t *Turn) listed(kind ledger.Kind, was, now ledger.Record) error {
	p := t.book.Profile()
	if len(p.Given) == 0 || kind != ledger.Communities || was == nil || was.Head().Received() || t.afterwards != nil || Deed(t.intent) == MayTakeNotice || Deed(t.intent) == MayMeet {
		return nil
	}
	for _, key := range p.Given {
		i := kind.At(key)
		if i >= 0 && kind.Text(was, i, ledger.Basis{}) != kind.Text(now, i, ledger.Basis{}) {
			return Refuse("社区的" + kind.Columns()[i].Label + "由街道下发，不能自己改。写得不对的，请告诉街道改好，再下发一次。")
		}
	}
	return nil
}
