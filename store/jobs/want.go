package jobs

import (
	"slices"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Want is one thing that a rule asks before a step is taken: in what words, whether it is met, and where it is written. One
// that is Told is for people to know: whether it is met the ledger does not tell, or only the step itself.
type Want struct {
	Met    bool
	Told   bool
	Text   string
	Source string
}

// Unmet are the words of what is not met yet.
func Unmet(wants []Want) (texts []string) {
	for _, w := range wants {
		if !w.Met && !w.Told {
			texts = append(texts, w.Text)
		}
	}
	return texts
}

// forbids are the faults of a draft that stop a step: everything that is wrong with it and that nobody has passed with a reason,
// as a hard fault. What is only missing elsewhere does not. A fault of a field that the step does not show stands under its day.
func forbids(v *records.View, kind ledger.Kind, draft ledger.Record, keys []string, day string, but ...string) (faults []value.Fault) {
	for _, f := range rules.Faults(v, kind, draft) {
		if f.Code == value.Missing || slices.Contains(but, f.Code) {
			continue
		}
		if !slices.Contains(keys, f.Key) {
			f.Key = day
		}
		f.Soft, f.Offer = false, ""
		faults = append(faults, f)
	}
	return faults
}

// lacks is the fault of a field that the step cannot do without.
func lacks(key, text string) value.Fault {
	return value.Fault{Key: key, Code: value.Missing, Text: text}
}

// voteLacks are the numbers of a vote that nobody has written; where says of which.
func voteLacks(where string, due, present, favour value.Count) (faults []value.Fault) {
	for _, n := range []struct {
		key, label string
		count      value.Count
	}{{"due", "应到", due}, {"present", "实到", present}, {"favour", "赞成", favour}} {
		if _, said := n.count.Value(); !said {
			faults = append(faults, lacks(n.key, "请写"+where+n.label+"的人数。"))
		}
	}
	return faults
}

// refused is the error of a draft that has faults; nil for none.
func refused(faults []value.Fault) error {
	if len(faults) == 0 {
		return nil
	}
	return &store.Error{Code: store.Invalid, Message: faults[0].Text, Faults: faults}
}

// named gives a new record its ID, so that others can refer to it in the same intent and its job goes on with it.
func named(b *store.Book, r ledger.Record) error {
	m := r.Head()
	if !m.ID.IsZero() {
		return nil
	}
	id, err := b.NewID()
	m.ID = id
	return err
}
