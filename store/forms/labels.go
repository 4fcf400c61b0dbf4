package forms

import (
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/sheet"
)

// LabelsMost is how many fields a label or a name card has at most.
const LabelsMost = 4

// labelKeys are what labels of a kind show as long as nobody has chosen: what it is called, where it is, who is asked for, how.
var labelKeys = map[ledger.Kind][]string{
	ledger.Enterprises: {"name", "address", "boss", "phone"},
	ledger.Members:     {"name", "unit", "branch", "duties"},
	ledger.Branches:    {"short", "enterprises", "secretary", "phone"},
	ledger.Posts:       {"person", "branch", "duty"},
	ledger.Communities: {"name", "head", "phone"},
	ledger.Officers:    {"name", "duty", "unit", "phone"},
	ledger.Partners:    {"name", "contact", "phone"},
	ledger.Facilities:  {"name", "enterprise", "contact", "phone"},
}

// LabelKeys are the fields that labels of a kind begin with.
func LabelKeys(kind ledger.Kind) []string {
	if keys := labelKeys[kind]; keys != nil {
		return slices.Clone(keys)
	}
	var keys []string
	for _, c := range kind.Columns()[:kind.Fields()] {
		if len(keys) < LabelsMost && c.Shape != ledger.Lines {
			keys = append(keys, c.Key)
		}
	}
	return keys
}

// labels lays out a label or a name card for each row of a list, many to a page.
func (o *Printout) labels() error {
	p := o.print
	if p.List == nil {
		return store.Refuse("请从名单里打印标签：先打开一个列表，筛好或选好，再按 F12。")
	}
	kind := p.List.Kind()
	keys := p.Keys
	if len(keys) == 0 {
		keys = LabelKeys(kind)
	}
	if len(keys) > LabelsMost {
		return store.Refuse("一张标签最多印 " + strconv.Itoa(LabelsMost) + " 栏。请少选几栏。")
	}
	columns := make([]formColumn, len(keys))
	for i, key := range keys {
		if !find.Has(kind, key) {
			return store.Refuse("标签上没有这一栏可印。请重新选。")
		}
		columns[i] = formColumn{key: key}
	}
	o.veil = formVeil(kind, columns, p.Full)
	o.rows = p.List.Len()
	cells := cells(o.book, p.List, columns, o.veil)
	l := paper.Labels{Across: 3, Down: 8, Width: 70 * paper.MM, Height: 37 * paper.MM, Len: o.rows, Row: cells}
	name := "地址标签"
	if p.Form == NameCards {
		name = "姓名卡"
		l.Across, l.Down, l.Width, l.Height, l.Card = 2, 5, 90*paper.MM, 54*paper.MM, true
	}
	o.title = o.book.Profile().Name + kind.Title() + name
	l.Title = o.title
	o.sheet = sheet.OutSheet{Name: name, Title: o.title, Len: o.rows, Row: cells}
	for _, c := range columns {
		column, label := formHead(o.book, kind, c)
		o.sheet.Columns = append(o.sheet.Columns, sheet.OutColumn{Head: label, Width: float64(column.Width + 2)})
	}
	o.doc = l.Lay()
	return nil
}
