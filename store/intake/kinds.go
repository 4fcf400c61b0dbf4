package intake

import (
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
)

// What a file may bring. A street's own records are few and typed; what it is to be answered, and what packages were, only
// the program writes. Our own export holds some of them all the same, and comes back.

// refuseKinds says of the first kind that no file brings into this ledger why not, nil when there is none.
func refuseKinds(b *store.Book, kinds []ledger.Kind) error {
	for _, kind := range kinds {
		if !slices.Contains(rules.CommunityKinds, kind) {
			return store.Refuse(notRead(b, kind))
		}
	}
	return nil
}

// notRead says why the records of a kind are not read from files.
func notRead(b *store.Book, kind ledger.Kind) string {
	what := "“" + kind.Title() + "”"
	switch {
	case kind == ledger.Matters:
		return what + "是街道发来、社区答复的，随回执包和上报包走，不能从表格导入。"
	case slices.Contains(ledger.OfTravel, kind):
		return what + "由程序自己记，不能从表格导入。"
	case !b.Profile().Street:
		return what + "归街道台账管，随下发包来，社区台账不能导入。"
	}
	return what + "请在窗口里登记和修改，不能从表格导入。"
}

// typed is the kind of which a sheet is, by our own export, and that no file brings; nil for other sheets.
func (in *Intake) typed(nth int) ledger.Kind {
	s := &in.file.Sheets[nth]
	for _, kind := range ledger.All {
		if s.Name != kind.Title() || slices.Contains(rules.CommunityKinds, kind) {
			continue
		}
		for _, row := range s.Rows[:min(len(s.Rows), ownHeads)] {
			if slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) == ledger.RecordHead }) {
				return kind
			}
		}
	}
	return nil
}

// ownHeads is in how many rows of our own workbook the heads stand at most.
const ownHeads = 5
