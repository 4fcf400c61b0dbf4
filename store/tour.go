package store

import (
	"context"
	"io"
	"math/rand/v2"
	"path/filepath"

	"tuanjian/assets"
	"tuanjian/store/disk"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
)

// A TourStep is one thing that somebody new does in a practice ledger.
type TourStep struct {
	Key   string // for programs
	Title string
	Text  string // what to do and which keys to press
	Verb  string // on the button that leads there
}

// TourSteps are the steps in their order (help/tour.csv). The last ends with a package.
var TourSteps = readTour()

func readTour() (steps []TourStep) {
	for _, row := range mustRows(assets.Help(), "tour.csv", 4) {
		steps = append(steps, TourStep{row[0], row[1], row[2], row[3]})
	}
	return steps
}

// A TourState is how far somebody is on the tour; the ledger keeps it.
type TourState struct {
	At  int  `json:"at"`            // the step, len(TourSteps) when all are done
	Off bool `json:"off,omitempty"` // left; it can be gone on with
}

const tourSetting = "tour"

// Tour is how far the tour of a practice ledger is; ok is false where none was begun,
// and in every ledger of real people.
func (b *Book) Tour() (s TourState, ok bool) {
	if p := b.Profile(); !p.Practice || p.Street {
		return s, false
	}
	ok = b.Setting(tourSetting, &s)
	s.At = max(0, min(s.At, len(TourSteps)))
	return s, ok
}

// SetTour keeps how far the tour is. Refused but in a community's practice ledger.
func (b *Book) SetTour(s TourState) error {
	if p := b.Profile(); !p.Practice || p.Street {
		return Refuse("只有社区的练习台账才能走一遍。")
	}
	return b.SetSetting(tourSetting, s)
}

// A TourMark is what of a ledger the tour looks at, to see by itself that a step is
// done: each step raises or lowers one of these.
type TourMark struct {
	Members     int
	Pending     int
	Imported    uint64 // the journal number of the newest import
	Submissions int
}

// TourMark reads the mark of now.
func (b *Book) TourMark() (TourMark, error) {
	m := TourMark{Members: b.Count(ledger.Members), Pending: rules.SummaryOf(b.Today()).Pending}
	entries, err := b.Journal(tourBack)
	if err != nil {
		return m, err
	}
	for _, e := range entries {
		if e.Intent == "import" {
			m.Imported = max(m.Imported, e.Seq)
		}
	}
	past, err := b.Submissions()
	m.Submissions = len(past)
	return m, err
}

// tourBack is how many journal entries back an import is looked for: between two looks
// there is one.
const tourBack = 20

const (
	tourTable  = "练习用的表格.xlsx"
	tourPeople = 5
)

// TourTable writes a small table of invented people beside a practice ledger, as an
// office would keep it, and answers its path. Each time they are others, so that it can
// be taken in again; a table of before is written over.
func (b *Book) TourTable(ctx context.Context) (string, error) {
	if !b.Profile().Practice {
		return "", Refuse("只有练习台账才有练习用的表格。")
	}
	today := b.Basis().Today
	inv := &inventor{rng: rand.New(rand.NewPCG(b.lastSeq(), 20260102)), today: today, ids: map[string]bool{}, names: map[string]bool{}}
	for m := range all[*ledger.Member](b, ledger.Members) {
		inv.ids[m.IDNumber] = true
		inv.devs = max(inv.devs, serialOf(m.DevNumber))
	}
	var cells []*ledger.Branch
	for c := range all[*ledger.Branch](b, ledger.Branches) {
		if c.Type == ledger.BranchCell && len(c.Enterprises) > 0 {
			cells = append(cells, c)
		}
	}
	if len(cells) == 0 {
		return "", Refuse("练习台账里还没有团支部。请先录一个，再来导入。")
	}
	rows := make([][]string, tourPeople)
	for i := range rows {
		cell := cells[i%min(len(cells), 2)]
		m := inv.member(8+i, cell)
		rows[i] = []string{itoa(i + 1), m.Title, m.IDNumber, ledger.Nations.Label(m.Nation), ledger.Schoolings.Label(m.Schooling), m.Joined.String(), m.DevNumber, m.Phone, cell.Name()}
	}
	out := sheet.OutSheet{Name: "花名册", Title: "团员花名册（练习，人员全是编的）", Len: len(rows), Row: func(i int) []string { return rows[i] },
		Columns: []sheet.OutColumn{{Head: "序号", Number: true}, {Head: "姓名"}, {Head: "身份证号"}, {Head: "民族"}, {Head: "文化程度"}, {Head: "入团时间"}, {Head: "发展团员编号"}, {Head: "联系电话"}, {Head: "所在支部"}}}
	path := filepath.Join(filepath.Dir(b.Path()), tourTable)
	err := disk.WritePlain(path, func(w io.Writer) error { return sheet.Write(ctx, w, sheet.Out{Sheets: []sheet.OutSheet{out}}, nil) })
	if err != nil {
		return "", Tell(err)
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
