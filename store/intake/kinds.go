package intake

import (
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
)

// What a file may bring: what this ledger keeps itself. What it is to be answered, and what packages were, only the program
// writes. What a street keeps of its own is few and is not looked for in any table of an office: a person says that a file is
// of it, or it is our own export that comes back.

// refuseKinds says of the first kind that no file brings into this ledger why not, nil when there is none.
func refuseKinds(b *store.Book, kinds []ledger.Kind) error {
	for _, kind := range kinds {
		if !owned(b.Today(), kind) {
			return store.Refuse(notRead(kind))
		}
	}
	return nil
}

// owned says that the ledger keeps such records itself.
func owned(v *records.View, kind ledger.Kind) bool { return slices.Contains(rules.KindsOf(v), kind) }

// notRead says why the records of a kind that the ledger does not keep are not read from files.
func notRead(kind ledger.Kind) string {
	what := "“" + kind.Title() + "”"
	switch {
	case kind.Kept(ledger.ByAnswer):
		return what + "是街道发来、社区答复的，随回执包和上报包走，不能从表格导入。"
	case kind.Kept(ledger.ByTravel):
		return what + "由程序自己记，不能从表格导入。"
	}
	return what + "归街道台账管，随下发包来，社区台账不能导入。"
}

// typed is the kind of which a sheet is, by our own export, and the row of its head; nil for other sheets. Of a table that any
// office may have, it is so only where the sheet can be read as one: a column of somebody's own must not make 文件 a table of
// transfers.
func (in *Intake) typed(nth int) (ledger.Kind, int) {
	kind, head := in.ours(nth)
	if kind == nil || !slices.Contains(ledger.OfOffice, kind) {
		return kind, head
	}
	if _, ok := sheet.LocateAt(in.file, nth, head, head, vocabulary(kind, true, in.hidden)); !ok || !owned(in.book.Today(), kind) {
		return nil, 0
	}
	return kind, head
}

// ours is the kind of which a sheet of our own export is, and the row of its head; nil for other sheets.
func (in *Intake) ours(nth int) (ledger.Kind, int) {
	s := &in.file.Sheets[nth]
	for _, kind := range ledger.All {
		if s.Name != kind.Title() {
			continue
		}
		for i, row := range s.Rows[:min(len(s.Rows), ownHeads)] {
			if slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) == ledger.RecordHead }) {
				return kind, i
			}
		}
	}
	return nil, 0
}

// ownHeads is in how many rows of our own workbook the heads stand at most.
const ownHeads = 5

// back are the sheets of our own export of what this ledger keeps in which no table was located: those that no table of an office
// is taken for, and in a workbook of every kind those that were left when looking had cost enough.
func (in *Intake) back(located []sheet.Found) (all []sheet.Found) {
	for nth := range in.file.Sheets {
		kind, head := in.ours(nth)
		if kind == nil || !owned(in.book.Today(), kind) {
			continue
		}
		if slices.Contains(ledger.OfOffice, kind) && slices.ContainsFunc(located, func(f sheet.Found) bool { return f.Sheet == nth && f.Table == kind.Name() }) {
			continue
		}
		if found, ok := sheet.LocateAt(in.file, nth, head, head, vocabulary(kind, true, in.hidden)); ok {
			all = append(all, found)
		}
	}
	return all
}
