package records

import "tuanjian/store/ledger"

// AttachedTo is the record that a file belongs to, and its kind; nil where it is gone.
func (v *View) AttachedTo(a *ledger.Attachment) (ledger.Kind, ledger.Record) {
	for i, on := range ledger.Attachments.Refs(a) {
		kind := ledger.KindOf(ledger.Attachments.Columns()[i].Choices.Kind)
		if r := v.Get(kind, on); r != nil {
			return kind, r
		}
	}
	return nil, nil
}
