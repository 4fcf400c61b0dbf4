package practice

import (
	"context"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/disk"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/sheet"
)

const (
	tableFile   = "练习用的表格.xlsx"
	tablePeople = 5
)

// Table writes a small table of invented people beside a practice ledger, as an
// office would keep it, and answers its path. Each time they are others, so that it can
// be taken in again; a table of before is written over.
func Table(ctx context.Context, b *store.Book) (string, error) {
	if !b.Profile().Practice {
		return "", store.Refuse("只有练习台账才有练习用的表格。")
	}
	v := b.Today()
	inv := newInventor(rand.New(rand.NewPCG(v.Moment().Seq, 20260102)), v.Basis().Today)
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		inv.ids[m.IDNumber] = true
		inv.devs = max(inv.devs, serialOf(m.DevNumber))
	}
	var cells []*ledger.Branch
	for c := range records.All[*ledger.Branch](v, ledger.Branches) {
		if c.Type == codes.BranchCell && len(c.Enterprises) > 0 {
			cells = append(cells, c)
		}
	}
	if len(cells) == 0 {
		return "", store.Refuse("练习台账里还没有团支部。请先录一个，再来导入。")
	}
	rows := make([][]string, tablePeople)
	for i := range rows {
		cell := cells[i%min(len(cells), 2)]
		m := inv.member(8+i, cell)
		rows[i] = []string{strconv.Itoa(i + 1), m.Title, m.IDNumber, codes.Nations.Label(m.Nation), codes.Schoolings.Label(m.Schooling), m.Joined.String(), m.DevNumber, m.Phone, cell.Name()}
	}
	out := sheet.OutSheet{Name: "花名册", Title: "团员花名册（练习，人员全是编的）", Len: len(rows), Row: func(i int) []string { return rows[i] },
		Columns: []sheet.OutColumn{{Head: "序号", Number: true}, {Head: "姓名"}, {Head: "身份证号"}, {Head: "民族"}, {Head: "文化程度"}, {Head: "入团时间"}, {Head: "发展团员编号"}, {Head: "联系电话"}, {Head: "所在支部"}}}
	path := filepath.Join(filepath.Dir(b.Path()), tableFile)
	err := disk.WritePlain(b.Patience(), path, func(w io.Writer) error { return sheet.Write(ctx, w, sheet.Out{Sheets: []sheet.OutSheet{out}}, nil) })
	if err != nil {
		return "", store.Tell(err)
	}
	return path, nil
}

// serialOf is the number of a 发展团员编号 behind its year and province.
func serialOf(number string) (n int) {
	if len(number) != 12 {
		return 0
	}
	for _, c := range number[6:] {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}
