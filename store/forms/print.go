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
	"tuanjian/store/sheet"
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

	CommunitySummary Form = "summary"  // 社区汇总表
	StreetSummary    Form = "street"   // 街道汇总表
	YearOnYear       Form = "contrast" // 同比对照表
)

// Forms are all of them with their titles, in the order of a menu.
var Forms = []struct {
	Form  Form
	Title string
}{
	{MemberRoster, "团员花名册"}, {BranchRoster, "团支部花名册（含班子）"}, {BranchSheet, "团支部基本情况登记表"},
	{EnterpriseBook, "企业台账"}, {BranchBook, "团组织台账"}, {CadreRoster, "团干部名册"},
	{OfficerRoster, "街道团干部名册"}, {ContactBook, "定点联系表"}, {VisitBook, "走访记录"}, {CommunityBook, "社区名册"},
	{CommunitySummary, "社区汇总表"}, {StreetSummary, "街道汇总表"}, {YearOnYear, "同比对照表"},
}

// A Print says what to put on paper.
type Print struct {
	Form     Form
	Branch   ledger.ID  // for a branch's roster and sheet; for a members' roster, none means all
	List     *find.List // just these rows, instead of all that the form is about
	Keys     []string   // other columns than the form's own
	Filter   string     // how List came about, printed below the title
	Full     bool       // whole ID numbers and phones; needs a Reason
	Reason   string
	Blank    int  // empty rows for handwriting
	Portrait bool // instead of landscape; not for the branch's sheet, which is upright

	At        figures.Point // of a table of figures; none is now
	Since     figures.Point // what YearOnYear sets it against; none is the newest snapshot before
	Community ledger.ID     // of a table of figures; none is all together
}

// A Printout is a form laid out: pages to look at before anything is written.
type Printout struct {
	book    *store.Book
	print   Print
	title   string
	rows    int
	doc     *paper.Document
	sheet   sheet.OutSheet // the same as a workbook
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
	} else if p.Form == BranchSheet {
		lay = out.branchSheet
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
	columns []formColumn
	title   string
	unit    string
	sign    []string
}

var signBranch = []string{"团支部书记（签字）：", "填表人：", "联系电话：", "填表日期：　　年　　月　　日"}
var signOffice = []string{"负责人（签字）：", "填表人：", "联系电话：", "填表日期：　　年　　月　　日"}

var tableForms = map[Form]tableForm{
	MemberRoster: {kind: ledger.Members, tab: "on", title: "团员花名册", unit: "单位：人", sign: signOffice, columns: communityColumns},
	BranchRoster: {kind: ledger.Members, tab: "on", title: "团支部花名册", unit: "单位：人", sign: signBranch, columns: memberColumns},
	EnterpriseBook: {kind: ledger.Enterprises, tab: "open", title: "企业台账", unit: "单位：家、人", sign: signOffice, columns: []formColumn{
		{key: "#"}, {key: "name", width: 14, always: true}, {key: "credit", head: "统一社会信用代码", width: 18}, {key: "address", width: 10}, {key: "boss", head: "负责人", width: 6, spread: true},
		{key: "phone", width: 12}, {key: "registration", head: "企业性质", width: 8}, {key: "industry", head: "行业", width: 8}, {key: "business", head: "经营", width: 4},
		{key: "staff", head: "职工", width: 4}, {key: "under35", head: "35岁以下", width: 4}, {key: "under28", head: "28岁以下", width: 4}, {key: "count", head: "团员", width: 4},
		{key: "outcome", width: 12}, {key: "note", width: 4},
	}},
	BranchBook: {kind: ledger.Branches, tab: "live", title: "团组织台账", unit: "单位：个、人", sign: signOffice, columns: []formColumn{
		{key: "#"}, {key: "short", head: "组织名称", width: 16, always: true}, {key: "type", head: "类型", width: 5}, {key: "sort", head: "种类", width: 4}, {key: "enterprises", head: "覆盖企业", width: 14},
		{key: "founded", dotted: true, width: 10}, {key: "secretary", width: 6, spread: true}, {key: "elected", head: "产生方式", width: 4}, {key: "session", width: 4}, {key: "term_end", dotted: true, width: 10},
		{key: "count", head: "团员数", width: 4}, {key: "whole", head: "含下级", width: 4}, {key: "state", head: "状态", width: 5}, {key: "star", width: 5}, {key: "phone", width: 12}, {key: "note", width: 8},
	}},
	CadreRoster: {kind: ledger.Posts, tab: "now", title: "团干部名册", unit: "单位：人", sign: signOffice, columns: []formColumn{
		{key: "#"}, {key: "person", width: 8, spread: true, always: true}, {key: "sex", width: 3}, {key: "nation", width: 5}, {key: "born", head: "出生年月", dotted: true, month: true, width: 8},
		{key: "schooling", width: 8}, {key: "standing", width: 8}, {key: "branch", head: "任职组织", width: 16}, {key: "duty", head: "职务", width: 6}, {key: "sort", head: "性质", width: 5},
		{key: "from", head: "任职时间", dotted: true, width: 10}, {key: "elected", head: "任职方式", width: 5}, {key: "origin", head: "来源单位", width: 10}, {key: "phone", width: 12}, {key: "note", width: 8},
	}},
	OfficerRoster: {kind: ledger.Officers, tab: "now", title: "团干部名册", unit: "单位：人", sign: signOffice, columns: []formColumn{
		{key: "#"}, {key: "name", width: 8, spread: true, always: true}, {key: "duty", width: 8}, {key: "sort", head: "性质", width: 6}, {key: "unit", width: 18}, {key: "job", width: 10},
		{key: "from", head: "任职时间", dotted: true, width: 10}, {key: "elected", head: "任职方式", width: 6}, {key: "document", width: 16}, {key: "phone", width: 12}, {key: "note", width: 8},
	}},
	ContactBook: {kind: ledger.Liaisons, tab: "now", title: "定点联系表", unit: "单位：个、次", sign: signOffice, columns: []formColumn{
		{key: "#"}, {key: "officer", width: 8, spread: true, always: true}, {key: "duty", head: "职务", width: 8}, {key: "community", head: "联系社区", width: 10}, {key: "enterprise", head: "联系企业", width: 18}, {key: "branch", head: "联系团组织", width: 16},
		{key: "from", head: "开始", dotted: true, width: 10}, {key: "plan", head: "年计划", width: 5}, {key: "made", head: "本年走访", width: 6}, {key: "last", dotted: true, width: 10}, {key: "note", width: 8},
	}},
	VisitBook: {kind: ledger.Visits, title: "走访记录", unit: "单位：次", sign: signOffice, columns: []formColumn{
		{key: "#"}, {key: "day", dotted: true, width: 10, always: true}, {key: "officer", width: 8, spread: true}, {key: "place", width: 18}, {key: "content", width: 22}, {key: "problem", head: "困难", width: 18},
		{key: "due", head: "期限", dotted: true, width: 10}, {key: "result", width: 18}, {key: "settled", head: "办结", dotted: true, width: 10},
	}},
	CommunityBook: {kind: ledger.Communities, title: "社区名册", unit: "单位：个、人", sign: signOffice, columns: []formColumn{
		{key: "#"}, {key: "name", width: 12, always: true}, {key: "code", width: 13}, {key: "sort", width: 12}, {key: "head", head: "书记或主任", width: 8, spread: true}, {key: "phone", width: 12}, {key: "league", head: "社区团委", width: 5},
		{key: "enterprises", head: "在营企业", width: 5}, {key: "branches", head: "团组织", width: 5}, {key: "members", head: "团员", width: 5}, {key: "liaison", width: 10}, {key: "came", dotted: true, width: 10},
	}},
}

var memberColumns = []formColumn{
	{key: "#"}, {key: "name", width: 8, spread: true, always: true}, {key: "sex", width: 3}, {key: "nation", width: 6}, {key: "born", head: "出生年月", dotted: true, month: true, width: 8},
	{key: "idno", width: 18}, {key: "schooling", width: 8}, {key: "standing", width: 8}, {key: "joined", dotted: true, month: true, width: 8}, {key: "devno", width: 12},
	{key: "duties", width: 6}, {key: "unit", head: "工作单位", width: 14}, {key: "phone", width: 12}, {key: "note", width: 6},
}

// communityColumns are the same with the branch in place of the enterprise, since
// the members of a whole community stand together.
var communityColumns = func() []formColumn {
	columns := slices.Clone(memberColumns)
	for i, c := range columns {
		if c.key == "unit" {
			columns[i] = formColumn{key: "branch", width: 14}
		}
	}
	return columns
}()

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
