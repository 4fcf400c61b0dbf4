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
	"tuanjian/store/letters"
	"tuanjian/store/paper"
	"tuanjian/store/prose"
	"tuanjian/store/records"
	"tuanjian/store/rules"
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
	MarkImage = paper.Image
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

	UnbuiltList    Form = "unbuilt"    // 应建未建清单 (row 3)
	TalkCover      Form = "talks"      // 讲解团章覆盖表 (row 17)
	DriftList      Form = "drifting"   // 流动团员登记表 (row 9)
	OverAgeList    Form = "overage"    // 超龄离团名单 (row 11)
	TransferList   Form = "transfers"  // 组织关系转接清单 (row 12)
	DuesRegister   Form = "dues"       // 团费收缴登记表 of one branch and year (row 13)
	DuesNotice     Form = "duesnotice" // 团费收缴公示表, which tells nobody's amounts (row 13)
	SupplySigned   Form = "supplies"   // 团旗团章团徽签收表 (row 18)
	ProblemBook    Form = "problems"   // 问题台账 (row 20)
	FacilityHours  Form = "facilities" // 设施开放表, with the hours of the week (row 21)
	ReferralBook   Form = "referrals"  // 培训与推荐就业表 (row 22)
	SyncCheck      Form = "syncs"      // 四同步检查表 (row 24)
	RatingSheet    Form = "ratings"    // 对标定级自评表 (row 25)
	AppraisalSheet Form = "appraisals" // 团员评议与注册表 (row 26)

	CheckReport  Form = "check"     // 校验报告: what is wrong with all records, or what stops a submission (row 29)
	CheckList    Form = "checklist" // the same of the rows of a list
	Labels       Form = "labels"    // address labels of the rows of a list
	NameCards    Form = "namecards" // name cards of them
	TodoList     Form = "todos"     // 待办清单
	DatedList    Form = "dated"     // 日历: what falls due, day by day
	ProblemBoard Form = "board"     // 问题办理进度: what nobody, somebody, and nobody any more has to see to

	Chronicle        Form = "chronicle" // 往来记录 of one firm, organisation or person (league.md §1.2)
	Annals           Form = "annals"    // 大事记 of a year, in a community or in all of the ledger
	Photos           Form = "photos"    // the files that belong to one record
	WorkReport       Form = "report"    // 工作汇报 (row 28), of a document that is one
	LeaderReport     Form = "leader"    // the same on one page, with two charts
	YearBook         Form = "yearbook"  // 团支部工作手册 of a branch and a year
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
	{UnbuiltList, "应建未建清单"}, {TalkCover, "讲解团章覆盖表"},
	{DriftList, "流动团员登记表"}, {OverAgeList, "超龄离团名单"}, {TransferList, "组织关系转接清单"},
	{DuesRegister, "团费收缴登记表"}, {DuesNotice, "团费收缴公示表"},
	{SupplySigned, "团旗团章团徽签收表"}, {ProblemBook, "问题台账"}, {FacilityHours, "设施开放表"}, {ReferralBook, "培训与推荐就业表"},
	{SyncCheck, "四同步检查表"}, {RatingSheet, "对标定级自评表"}, {AppraisalSheet, "团员评议与注册表"},
	{CheckReport, "校验报告（整个台账）"}, {CheckList, "校验报告（只这些）"}, {Labels, "地址标签（3×8）"}, {NameCards, "姓名卡（2×5）"}, {TodoList, "待办清单"}, {DatedList, "日历"}, {ProblemBoard, "问题办理进度"},
	{Photos, "附件"}, {Chronicle, "往来记录"}, {Annals, "大事记"}, {CrossTable, "交叉表"}, {CommunitySummary, "社区汇总表"}, {StreetSummary, "街道汇总表"}, {YearOnYear, "同比对照表"},
	{PilotContrast, "试点前后对照表"},
	{LeavingLetter, "离团证明"},
	{TransferLetter, "组织关系转接介绍信"},
	{FoundingRequest, "成立请示"},
	{FoundingReply, "成立批复"},
	{TermRequest, "选举请示"},
	{ElectionRules, "选举办法"},
	{ElectionReport, "选举结果报告"},
	{ElectionReply, "选举结果批复"},
	{AppointmentReply, "任命批复"},
	{EnterpriseCard, "非公企业团建情况调查表"},
	{MemberCard, "团员登记表"},
	{VisitCard, "走访记录单"},
	{Minutes, "会议（活动）记录"},
	{SignIn, "签到表"},
	{Ballot, "选票"},
	{Votes, "计票单"},
	{SurveyForms, "需求调查表"},
	{SurveyResult, "需求调查结果汇总"},
	{ProblemCard, "问题办理单"},
	{RatingCard, "团支部对标定级自评表"},
	{ReferralCard, "培训和推荐就业登记表"},
	{SupplyReceipt, "团旗团章团徽签收单"},
	{YearBook, "团支部工作手册"}, {WorkReport, "工作汇报"}, {LeaderReport, "工作汇报（一页）"},
}

// A Print says what to put on paper.
type Print struct {
	Form     Form
	Branch   value.ID   // for a branch's roster, sheet and dues; for a members' roster, none means all
	List     *find.List // just these rows, instead of all that the form is about
	Keys     []string   // other columns than the form's own
	Filter   string     // how List came about, printed below the title
	Full     bool       // whole ID numbers and phones; needs a Reason
	Reason   string
	Blank    int  // empty rows for handwriting
	Portrait bool // instead of landscape; not for the branch's sheet and the papers of one record, which are upright

	Empty  bool            // nothing but the head, to be filled in by hand
	Copies int             // of what is Empty, of ballots and of survey forms; 0 is one, or as many as the record says
	Which  string          // of the survey forms that the program brings, for an Empty one
	Drafts []ledger.Record // not saved yet: laid over the records, and those of the form's kind are printed

	Of    records.Place // of a Chronicle, of Photos and of a letter: whose; of a WorkReport: the document
	Files []value.ID    // of Photos: which of the record's files; none is all
	Leaf  int           // of Photos with one file: the page that is printed, from 1; 0 is all
	Year  int           // of Annals, with Community; of dues and of a YearBook, 0 is this year
	Group string        // and of which events, "" for all: see chronicle.Group
	All   bool          // of Annals: what comes again and again too
	Cut   find.Cut      // of a CrossTable: what it counts

	Problems []rules.Problem   // of a CheckReport: what a submission has found; nil asks all records
	Said     map[string]string // and how these were explained, by Problem.Key

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
	text    *prose.Text    // of what is prose: it can go on as a .docx
	blanks  blanks         // of letters
	Missing string         // characters that the font lacks
	Told    []string       // what the person should know before it is printed
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
	} else if card, single := cardForms[p.Form]; single {
		lay = func() error { return out.card(card) }
	}
	if err := lay(); err != nil {
		return nil, err
	}
	out.repeat()
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

// Prose says that the form is a text that people may go on writing in as a .docx.
func (o *Printout) Prose() bool { return o.text != nil }

// Tabled says that the form can be a workbook.
func (o *Printout) Tabled() bool { return len(o.sheet.Columns) > 0 }

// Write writes the form as .pdf, as .xlsx where it is Tabled or as .docx where it is Prose, by the ending of path, 0600, and notes it
// in the journal.
func (o *Printout) Write(ctx context.Context, path string, progress func(done, total int)) error {
	err := o.book.WriteOut(path, func(w io.Writer) error {
		switch strings.ToLower(filepath.Ext(path)) {
		case ".pdf":
			return o.PDF(ctx, w, progress)
		case ".xlsx":
			if o.Tabled() {
				return sheet.Write(ctx, w, sheet.Out{Sheets: []sheet.OutSheet{o.sheet}}, progress)
			}
			return store.Refuse("这份不是表，不能存成 Excel。请另存 PDF 或 Word。")
		case ".docx":
			if o.Prose() {
				return o.text.WriteDocx(w)
			}
			return store.Refuse("这份是表，不能存成 Word。请另存 PDF 或 Excel。")
		}
		return store.Refuse("文件名要以 .pdf、.xlsx 或 .docx 结尾。")
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

	text   func(v *records.View, r ledger.Record, veil ledger.Veil) string // what no column of the kind says; head and width are its own then
	number bool                                                            // what text gives are numbers
	veiled bool                                                            // text has veiled what it shows, as the columns of the fields do; else it is veiled as a note
}

// A tableForm is a printed table: its kind, its columns and the words around it.
type tableForm struct {
	kind    ledger.Kind
	tab     string
	only    bool   // it is about the records in tab, whichever the list shows
	sort    string // "" by name
	columns []formColumn
	title   string
	unit    string
	sign    []string
	totals  func(v *records.View, rows []ledger.Record) string // the line below
	year    func(r ledger.Record) int                          // of a form of one year: the title names it where all rows have the same
}

var signBranch = []string{"团支部书记（签字）：", "填表人：", "联系电话：", "填表日期：　　年　　月　　日"}
var signOffice = []string{"负责人（签字）：", "填表人：", "联系电话：", "填表日期：　　年　　月　　日"}

// ownForms are the forms that are neither lists nor tables of figures.
var ownForms = map[Form]func(o *Printout) error{
	BranchSheet: (*Printout).branchSheet,
	Chronicle:   (*Printout).chronicle,
	Annals:      (*Printout).annals,
	CrossTable:  (*Printout).cross,
	WorkReport:  (*Printout).workReport, LeaderReport: (*Printout).leaderReport, YearBook: (*Printout).yearBook,

	DuesRegister:     (*Printout).duesRegister,
	DuesNotice:       (*Printout).duesNotice,
	CheckReport:      (*Printout).checkReport,
	CheckList:        (*Printout).checkReport,
	Labels:           (*Printout).labels,
	NameCards:        (*Printout).labels,
	TodoList:         (*Printout).todoList,
	DatedList:        (*Printout).datedList,
	ProblemBoard:     (*Printout).problemBoard,
	Photos:           (*Printout).photos,
	LeavingLetter:    (*Printout).letter,
	TransferLetter:   (*Printout).letter,
	FoundingRequest:  (*Printout).letter,
	FoundingReply:    (*Printout).letter,
	TermRequest:      (*Printout).letter,
	ElectionRules:    (*Printout).letter,
	ElectionReport:   (*Printout).letter,
	ElectionReply:    (*Printout).letter,
	AppointmentReply: (*Printout).letter,
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

	UnbuiltList:    unbuiltList,
	TalkCover:      talkCover,
	DriftList:      driftList,
	OverAgeList:    overAgeList,
	TransferList:   transferList,
	SupplySigned:   supplySigned,
	ProblemBook:    problemBook,
	FacilityHours:  facilityHours,
	ReferralBook:   referralBook,
	SyncCheck:      syncCheck,
	RatingSheet:    ratingSheet,
	AppraisalSheet: appraisalSheet,
}

// TabOf is the state that a form is about whichever one the list shows, "" where it takes what is shown.
func TabOf(f Form) string {
	if form, _ := formOf(f); form.only {
		return form.tab
	}
	return ""
}

// OfRows says that a form takes the rows of a list of any kind: what is wrong with them, labels, name cards.
func OfRows(f Form) bool { return f == CheckList || f == Labels || f == NameCards }

// OfBranch says that a form is about one branch, which has to be chosen; OfYear that it is about one year.
func OfBranch(f Form) bool {
	return f == BranchRoster || f == BranchSheet || OfYear(f)
}

// OfYear says that a form is about one year, which can be chosen.
func OfYear(f Form) bool { return f == DuesRegister || f == DuesNotice || f == YearBook }

// Upright says that a form stands on its paper, whatever was asked for.
func Upright(f Form) bool {
	return f == BranchSheet || f == Labels || f == NameCards || f == DuesNotice || f == YearBook
}

// KindOf is the kind of records that a form lists, or of which it is the paper of each; nil for any other form.
func KindOf(f Form) ledger.Kind {
	if s := letters.Named(string(f)); s != nil {
		return s.Kind
	}
	if card, single := cardForms[f]; single {
		return card.Kind
	}
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
