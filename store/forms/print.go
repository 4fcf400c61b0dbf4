// Package forms is what leaves a ledger for people: the printed forms, laid out page by page, the workbooks, the table for a
// street without this program, and the handbooks. It knows what stands on each and who may have whole numbers; how a page or a
// workbook is written it does not know.
package forms

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// A Page and its Marks are what a screen draws as a preview; the file and the
// printer get the same pages.
type (
	Page = paper.Page
	Mark = paper.Mark
)

// The kinds of marks on a page.
const (
	MarkText  = paper.Text
	MarkLine  = paper.Line
	MarkShade = paper.Shade
)

// A Form is one of the printed forms (domain.md §8.3).
type Form string

// The forms.
const (
	MemberRoster   Form = "members"     // 团员花名册
	BranchRoster   Form = "roster"      // 团支部花名册, with its officers
	BranchSheet    Form = "branch"      // 团支部基本情况登记表
	EnterpriseBook Form = "enterprises" // 企业台账
	BranchBook     Form = "branches"    // 团组织台账
	CadreRoster    Form = "cadres"      // 团干部名册
	OfficerRoster  Form = "officers"    // 街道团干部名册, 编制外 marked (domain.md §8.3 row 10)
	ContactBook    Form = "contacts"    // 定点联系表 (row 23)
	VisitBook      Form = "visits"      // 走访记录 (row 23)
	CommunityBook  Form = "communities" // 社区名册

	Chronicle        Form = "chronicle" // 往来记录 of one firm, organisation or person (league.md §1.2)
	Annals           Form = "annals"    // 大事记 of a year, in a community or in all of the ledger
	CrossTable       Form = "cross"     // 交叉表: records counted by two of their columns
	CommunitySummary Form = "summary"   // 社区汇总表
	StreetSummary    Form = "street"    // 街道汇总表
	YearOnYear       Form = "contrast"  // 同比对照表
	PilotContrast    Form = "pilot"     // 试点前后对照表 of one community
)

// Forms are all of them with their titles, in the order of a menu.
var Forms = []struct {
	Form  Form
	Title string
}{
	{MemberRoster, "团员花名册"}, {BranchRoster, "团支部花名册（含班子）"}, {BranchSheet, "团支部基本情况登记表"},
	{EnterpriseBook, "企业台账"}, {BranchBook, "团组织台账"}, {CadreRoster, "团干部名册"},
	{OfficerRoster, "街道团干部名册"}, {ContactBook, "定点联系表"}, {VisitBook, "走访记录"}, {CommunityBook, "社区名册"},
	{Chronicle, "往来记录"}, {Annals, "大事记"}, {CrossTable, "交叉表"}, {CommunitySummary, "社区汇总表"}, {StreetSummary, "街道汇总表"}, {YearOnYear, "同比对照表"},
	{PilotContrast, "试点前后对照表"},
}

// A Print says what to put on paper.
type Print struct {
	Form     Form
	Branch   value.ID   // for a branch's roster and sheet; for a members' roster, none means all
	List     *find.List // just these rows, instead of all that the form is about
	Keys     []string   // other columns than the form's own
	Filter   string     // how List came about, printed below the title
	Full     bool       // whole ID numbers and phones; needs a Reason
	Reason   string
	Blank    int  // empty rows for handwriting
	Portrait bool // instead of landscape; not for the branch's sheet, which is upright

	Of    records.Place // of a Chronicle: whose
	Year  int           // of Annals; with Community
	Group string        // and of which events, "" for all: see chronicle.Group
	Cut   find.Cut      // of a CrossTable: what it counts

	At        figures.Point // of a table of figures; none is now
	Since     figures.Point // what YearOnYear sets it against; none is the newest snapshot before
	Community value.ID      // of a table of figures or of Annals; none is all together
}

// A Printout is a form laid out: pages to look at before anything is written.
type Printout struct {
	book    *store.Book
	print   Print
	title   string
	rows    int
	doc     *paper.Document
	sheet   sheet.OutSheet // the same as a workbook
	veil    ledger.Veil    // over all that stands on it
	Missing string         // characters that the font lacks
}

// Lay lays a form out. Nothing is written and nothing is noted yet.
func Lay(b *store.Book, p Print) (*Printout, error) {
	if p.Full {
		if err := b.Allow(store.MayPrintWhole); err != nil {
			return nil, err
		}
	}
	if p.Full && strings.TrimSpace(p.Reason) == "" {
		return nil, store.Refuse("打印完整的证件号码要写明用途。")
	}
	out := &Printout{book: b, print: p}
	lay := out.table
	if figures := figureForms[p.Form]; figures != nil {
		lay = func() error { return out.figureTable(figures) }
	} else if own := ownForms[p.Form]; own != nil {
		lay = func() error { return own(out) }
	}
	if err := lay(); err != nil {
		return nil, err
	}
	out.Missing = string(out.doc.Missing())
	return out, nil
}

// Title is what stands above the form.
func (o *Printout) Title() string { return o.title }

// Rows is the number of records on it.
func (o *Printout) Rows() int { return o.rows }

// Sheet is the form as a sheet of a workbook. What stands on paper beside the table, such as a branch's officers, is not in it.
func (o *Printout) Sheet() sheet.OutSheet { return o.sheet }

// Pages is the number of pages.
func (o *Printout) Pages() int { return o.doc.Count() }

// Page lays out page n, counted from 0.
func (o *Printout) Page(n int) Page { return o.doc.Page(n) }

// Document is the form for a printer. While it is printed nothing else may ask for its
// pages; Note when it was.
func (o *Printout) Document() *paper.Document { return o.doc }

// Write writes the form as .pdf or .xlsx by the ending of path, 0600, and notes it
// in the journal.
func (o *Printout) Write(ctx context.Context, path string, progress func(done, total int)) error {
	err := o.book.WriteOut(path, func(w io.Writer) error {
		switch strings.ToLower(filepath.Ext(path)) {
		case ".pdf":
			return o.PDF(ctx, w, progress)
		case ".xlsx":
			return sheet.Write(ctx, w, sheet.Out{Sheets: []sheet.OutSheet{o.sheet}}, progress)
		}
		return store.Refuse("文件名要以 .pdf 或 .xlsx 结尾。")
	}, func() error { return o.Note("print") })
	if err != nil {
		return store.Tell(err)
	}
	return nil
}

// PDF writes the pages to w and notes nothing.
func (o *Printout) PDF(ctx context.Context, w io.Writer, progress func(done, total int)) error {
	return paper.Write(w, o.doc, func(done, of int) error {
		if progress != nil {
			progress(done, of)
		}
		return ctx.Err()
	})
}

// Note writes down in the journal that the form left the ledger: by file ("print")
// or through the printer ("printer").
func (o *Printout) Note(intent string) error {
	_, err := o.book.Do(store.Intent{Deed: store.Deed(intent), What: string(o.print.Form), Rows: o.rows, Whole: o.print.Full, Reason: o.print.Reason}, func(*store.Turn) error { return nil })
	return err
}

// A formColumn is one column of a printed table: a key of the kind, or the number
// of the row.
type formColumn struct {
	key    string
	head   string // "" for the column's own label
	width  int
	dotted bool // a date as 2019.05
	month  bool // the day left out
	spread bool
	always bool // repeated when a wide table is split
}

// A tableForm is a printed table: its kind, its columns and the words around it.
type tableForm struct {
	kind    ledger.Kind
	tab     string
	sort    string // "" by name
	columns []formColumn
	title   string
	unit    string
	sign    []string
	totals  func(v *records.View, rows []ledger.Record) string // the line below
}

var signBranch = []string{"团支部书记（签字）：", "填表人：", "联系电话：", "填表日期：　　年　　月　　日"}
var signOffice = []string{"负责人（签字）：", "填表人：", "联系电话：", "填表日期：　　年　　月　　日"}

// ownForms are the forms that are neither lists nor tables of figures.
var ownForms = map[Form]func(o *Printout) error{
	BranchSheet: (*Printout).branchSheet,
	Chronicle:   (*Printout).chronicle,
	Annals:      (*Printout).annals,
	CrossTable:  (*Printout).cross,
}

// tableForms are the forms that are lists; each stands in a file of its own.
var tableForms = map[Form]tableForm{
	MemberRoster:   memberRoster,
	BranchRoster:   branchRoster,
	EnterpriseBook: enterpriseBook,
	BranchBook:     branchBook,
	CadreRoster:    cadreRoster,
	OfficerRoster:  officerRoster,
	ContactBook:    contactBook,
	VisitBook:      visitBook,
	CommunityBook:  communityBook,
}

// KindOf is the kind of records that the rows of a form are, nil for a form that is no list.
func KindOf(f Form) ledger.Kind {
	form, _ := formOf(f)
	return form.kind
}

// Title is what a form is called in a menu, "" where there is none of that name.
func Title(f Form) string {
	for _, known := range Forms {
		if known.Form == f {
			return known.Title
		}
	}
	form, _ := formOf(f)
	return form.title
}

// Plain is the list of a kind for which no form is prescribed: its first columns.
func Plain(kind ledger.Kind) Form { return Form(kind.Name() + plainMark) }

// plainMark ends the names of such forms: some kinds are called as other forms are.
const plainMark = "-list"

// formOf is a form that is a list.
func formOf(f Form) (tableForm, bool) {
	if form, known := tableForms[f]; known {
		return form, true
	}
	name, plain := strings.CutSuffix(string(f), plainMark)
	kind := ledger.KindOf(name)
	if !plain || kind == nil || !slices.Contains(ledger.Listed, kind) || kind.Place() {
		return tableForm{}, false
	}
	return plainList(kind), true
}

func (o *Printout) today() string {
	d := o.book.Basis().Today
	return strconv.Itoa(d.Year()) + "年" + strconv.Itoa(d.Month()) + "月" + strconv.Itoa(d.DayOfMonth()) + "日"
}

func (o *Printout) printed() string {
	return "打印于 " + o.book.Clock().Format("2006-01-02 15:04")
}

// owner is who hands the form in: the branch, or the ledger's community.
func (o *Printout) owner() string {
	if name := o.book.Today().Name(ledger.Branches, o.print.Branch); name != "" {
		return name
	}
	return o.book.Profile().Name
}
