package store

import (
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

// distrusts says that a step ends the trust in a signature that a person has accepted:
// whatever the intent, that is what [MayForget] is about.
func distrusts(was, now ledger.Record) bool {
	known, ok := was.(*ledger.Signer)
	if !ok || known.State != ledger.SignerAccepted {
		return false
	}
	then, ok := now.(*ledger.Signer)
	return !ok || then.State != known.State || then.Key != known.Key || then.Ledger != known.Ledger
}

// trusting refuses to end such a trust to one who may not. What the other laptop of this
// ledger brings was decided there.
func (t *Turn) trusting(was, now ledger.Record) error {
	if Deed(t.intent) == MayMeet || !distrusts(was, now) {
		return nil
	}
	return t.book.Allow(MayForget)
}

// listed refuses to change what the street sets in the ledger's own community, except
// by a notice, by taking one back, and by the other laptop that has taken it in.
func (t *Turn) listed(kind ledger.Kind, was, now ledger.Record) error {
	p := t.book.Profile()
	if len(p.Given) == 0 || kind != ledger.Communities || was == nil || was.Head().Received() || t.settle != nil || Deed(t.intent) == MayTakeNotice || Deed(t.intent) == MayMeet {
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

// parcelsSince says why changes that brought packages, or took them back, cannot be taken back by themselves: what a
// community sends replaces all that it sent before, so only its last package goes, and only until it is answered.
func (b *Book) parcelsSince(changes []change) string {
	if !b.now().Street() {
		return "" // there such records tell what became of its own
	}
	last := map[ledger.ID]*ledger.Parcel{}
	for p := range all[*ledger.Parcel](b, ledger.Parcels) {
		if had := last[p.Community]; p.Sort == ledger.ParcelSubmission && (had == nil || had.Order < p.Order) {
			last[p.Community] = p
		}
	}
	of := map[ledger.ID]uint64{}
	for _, c := range changes {
		for _, r := range []ledger.Record{c.was, c.now} {
			if p, ok := r.(*ledger.Parcel); ok && (c.was == nil || c.now == nil) && p.Sort == ledger.ParcelSubmission {
				of[p.Community] = max(of[p.Community], p.Order)
			}
		}
	}
	for community, order := range of {
		switch p := last[community]; {
		case p == nil:
		case p.Order > order:
			return "这之后又接收过“" + b.now().Name(ledger.Communities, community) + "”的包。请先撤销后面那一次。"
		case p.Order == order && p.State != ledger.ParcelTaken:
			return "“" + b.now().Name(ledger.Communities, community) + "”的这一包已经发过回执，不能再撤销接收。请让社区改好后再上报一次。"
		}
	}
	return ""
}
