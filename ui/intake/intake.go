// Package intake holds the way of a workbook into the ledger: the file, its columns, what it
// would change and what of it is wrong. It knows pages and what a person may decide; how a table
// is found and read only the Book knows.
package intake

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// wayIn is the way of a workbook into the ledger, in four steps. What was found
// and decided stays while one goes back and forth; nothing is written before the
// last step.
type wayIn struct {
	s    *page.Shell
	page *page.Page
	kind ledger.Kind // from whose list one came; nil: the file tells
	way  *kit.Journey

	paths  []string // dropped or chosen
	nth    int      // which of them
	pasted string   // rows that were copied elsewhere, in place of a file
	in     *intake.Intake
	uses   []*tableUse
	words  []*unknownWord
	plan   *intake.Plan
	tab    int // of the preview
	at     int // the table or sheet whose columns are shown

	judged hands.Latest // after a cell was mended
	mend   *mending     // the faulty rows on show, or nil
}

// A tableUse is a table that was found and whether it goes in.
type tableUse struct {
	*intake.Table
	out bool
}

// sheetFiles are what the intake reads; what a file is is found from its bytes, whatever its ending.
var sheetFiles = native.Sort{Name: "表格（xlsx、xls、et、csv 等）", Endings: []string{".xlsx", ".xls", ".csv", ".et", ".xlsm", ".xltx", ".xlt", ".ett", ".ods",
	".txt", ".tsv", ".htm", ".html", ".mht", ".mhtml", ".xml", ".slk", ".dbf"}}

// intakeFolderKey keeps where the last table was taken from.
const intakeFolderKey = "intake.folder"

// Intake takes files in. kind is from whose list one came and may be nil; with
// paths, the first is read at once. Without, an intake that was left half way goes on
// where it was left.
func Intake(s *page.Shell, kind ledger.Kind, paths []string) *page.Page {
	if half := s.Half; half != nil && len(paths) == 0 && (kind == nil || kind.Name() == half.Key) {
		return half
	}
	return newIntake(s, kind, paths).page
}

// PasteRows takes in rows that were copied in Excel or WPS.
func PasteRows(s *page.Shell, kind ledger.Kind, text string) *page.Page {
	return newPasted(s, kind, text).page
}

func newPasted(s *page.Shell, kind ledger.Kind, text string) *wayIn {
	k := newIntake(s, kind, nil)
	k.pasted = text
	kit.RunLong(s.Canvas(), "正在读粘贴的行", func(ctx context.Context, step hands.Step) (*intake.Intake, error) {
		step("认列", 0, 0)
		return intake.ReadPasted(ctx, s.Book, text, kind)
	}, k.begin, func(err error) { k.fail("没有读成粘贴的行", err) })
	return k
}

func newIntake(s *page.Shell, kind ledger.Kind, paths []string) *wayIn {
	k := &wayIn{s: s, kind: kind, paths: paths, page: &page.Page{Title: "导入"}}
	k.way = s.Journey(k.page, "选择文件", "对应列", "预览", "完成")
	if kind != nil {
		k.page.Key = kind.Name()
	}
	k.choose()
	if len(paths) > 0 {
		k.read()
	}
	return k
}

// show puts a step in the middle. The buttons of its bar come in the order in which
// they stand; keys say what F10 and Esc do.
func (k *wayIn) show(step int, body fyne.CanvasObject, first fyne.Focusable, keys map[fyne.KeyName]func(), bar ...fyne.CanvasObject) {
	k.way.Title = k.page.Title
	if len(k.paths) > 1 {
		k.way.Title = "导入第 " + strconv.Itoa(k.nth+1) + " 个文件，共 " + strconv.Itoa(len(k.paths)) + " 个"
	}
	k.way.Go(step, body, first, keys, bar...)
}

// fail tells what went wrong, if anybody is still there.
func (k *wayIn) fail(title string, err error) { k.s.FailOn(k.page, title, err) }

// leave goes back to where one came from. A file that was read waits there.
func (k *wayIn) leave() {
	if k.s.Half == k.page {
		k.s.Say("这次导入先放着，再点“导入”接着办")
	}
	k.goBack()
}

// drop gives the intake up: what was read and decided is forgotten.
func (k *wayIn) drop() {
	k.s.Half = nil
	k.goBack()
}

func (k *wayIn) goBack() {
	if k.kind == nil {
		k.s.ShowHome()
		return
	}
	k.s.ShowList(face.List(k.kind))
}

// choose is the first step.
func (k *wayIn) choose() {
	pick := kit.NewButton(kit.Primary, look.IconFolder, "选择文件", "F10", k.browse)
	blank := kit.NewButton(kit.Quiet, look.IconExport, "另存一份空白模板", "", k.template)
	cancel := kit.NewButton(kit.Ordinary, look.IconNone, "取消", "Esc", k.leave)
	hint := func(icon look.Icon, text string) fyne.CanvasObject {
		return look.Row(look.NewPicture(icon, look.Second), look.NewParagraph(text, look.Aside, 42))
	}
	what := "选一个现成的表格"
	if k.kind != nil {
		what = "选一个" + k.kind.Title() + "的表格"
	}
	body := look.Section(what,
		look.NewParagraph("把文件拖到窗口里，或者点“选择文件”。表格不用先改格式：表上方的标题、下面的合计和签字行都会跳过，列的名称不一样也能认。", look.Body, 44),
		look.Row(pick, blank),
		look.HLine(),
		look.Column(look.Gap2,
			hint(look.IconFile, "认得 Excel、WPS 和 CSV 表格，系统导出的网页表格也行，一次最多 20 万行、50 MB"),
			hint(look.IconEye, "导入前先看清：新增谁、改了什么、哪些行有误"),
			hint(look.IconUndo, "有误的行不导入，退回成原来的表，标红并写明原因")))
	bar := []fyne.CanvasObject{layout.NewSpacer(), cancel}
	if k.in != nil { // one came back from the columns
		bar = append(bar, kit.NewButton(kit.Ordinary, look.IconRight, "接着看"+look.Cut(k.source(), 16), "", k.columns))
	}
	k.show(0, kit.Alone(46, body), pick, map[fyne.KeyName]func(){fyne.KeyF10: pick.Press, fyne.KeyEscape: k.leave}, bar...)
}

func (k *wayIn) folder() string {
	if f := k.s.App.Preferences().String(intakeFolderKey); f != "" {
		return f
	}
	return native.Documents()
}

func (k *wayIn) browse() {
	k.s.OpenFiles("选择要导入的表格", k.folder(), true, func(paths []string) {
		k.paths, k.nth = paths, 0
		k.read()
	}, sheetFiles)
}

// template writes the empty table of the kind, or of all kinds.
func (k *wayIn) template() {
	x := forms.Export{Template: true}
	name := "空白模板.xlsx"
	if k.kind != nil {
		x.Kinds, name = []ledger.Kind{k.kind}, k.kind.Title()+"空白模板.xlsx"
	}
	k.s.SaveFile("另存空白模板", name, func(path string) {
		x.To = path
		page.Exporting(k.s, x, "模板已写好。", func() {})
	}, native.Sort{Name: "Excel 工作簿", Endings: []string{".xlsx"}})
}

// read reads the present file and finds its tables.
func (k *wayIn) read() {
	path := k.paths[k.nth]
	k.in, k.pasted = nil, ""
	k.s.App.Preferences().SetString(intakeFolderKey, filepath.Dir(path))
	kit.RunLong(k.s.Canvas(), "正在读"+look.Cut(filepath.Base(path), 24), func(ctx context.Context, step hands.Step) (*intake.Intake, error) {
		progress := func(done, total int) { step("认表头和列", done, total) }
		in, err := intake.ReadSheets(ctx, k.s.Book, path, nil, progress)
		if err == nil && len(in.Tables) == 0 && k.kind != nil {
			// Heads that could be of several kinds are clear once the kind is known.
			return intake.ReadSheets(ctx, k.s.Book, path, []ledger.Kind{k.kind}, progress)
		}
		return in, err
	}, k.begin, func(err error) {
		k.choose()
		if k.page.Gone() || store.Tell(err).Code == store.Cancelled {
			return
		}
		kit.Tell(k.s.Canvas(), "没有读成"+look.Cut(filepath.Base(path), 24), err, func() {
			if k.nth+1 < len(k.paths) {
				k.nth++
				k.read()
			}
		})
	})
}

// begin shows what was found in a file that was read.
func (k *wayIn) begin(in *intake.Intake) {
	k.in, k.plan, k.words, k.at = in, nil, nil, 0
	k.s.Half = k.page
	k.found()
	k.columns()
}

// found takes up the tables that the intake has found, after it looked for them anew.
func (k *wayIn) found() {
	k.uses = nil
	for _, t := range k.in.Tables {
		k.uses = append(k.uses, &tableUse{Table: t})
	}
}

// source is what is taken in, in a few words.
func (k *wayIn) source() string {
	if k.pasted != "" {
		return "粘贴的行"
	}
	return filepath.Base(k.paths[k.nth])
}

// look makes the plan and shows it; decisions that were made are followed.
func (k *wayIn) look() {
	k.in.Tables = nil
	for _, u := range k.uses {
		if !u.out {
			k.in.Tables = append(k.in.Tables, u.Table)
		}
	}
	if len(k.in.Tables) == 0 {
		text := "所有的表都标了不导入。请至少留下一张。"
		if len(k.uses) == 0 {
			text = "还没有认出一张表。请先指出哪一行是列名。"
		}
		kit.TellText(k.s.Canvas(), "没有要导入的表", text, nil)
		return
	}
	for _, w := range k.words {
		w.table.Decide(w.word, w.decision)
	}
	kit.RunLong(k.s.Canvas(), "正在和台账比对", func(ctx context.Context, step hands.Step) (*intake.Plan, error) {
		p, err := k.in.Plan(ctx, func(done, total int) { step("逐行核对", done, total) })
		if err == nil {
			step("找相近的团支部", 0, 0)
			p.FindSimilar()
		}
		return p, err
	}, func(p *intake.Plan) {
		k.plan, k.tab = p, tabAdded
		k.gather()
		k.preview()
	}, func(err error) { k.fail("没有比对成", err) })
}

// apply carries the plan out.
func (k *wayIn) apply() {
	kit.RunLong(k.s.Canvas(), "正在导入", func(ctx context.Context, step hands.Step) (outcome, error) {
		p, err := k.in.Apply(ctx, func(done, total int) { step("写入台账", done, total) })
		if err != nil {
			return outcome{}, err
		}
		step("数一数待核的", 0, 0)
		return outcome{plan: p, waiting: k.waiting(p)}, nil
	}, func(o outcome) {
		k.plan, k.s.Half = o.plan, nil
		k.done(o)
	}, func(err error) {
		if told := store.Tell(err); told.Code == store.Changed {
			kit.TellText(k.s.Canvas(), "台账有改动", told.Message, k.look)
			return
		}
		k.fail("没有导入，台账没有变", err)
	})
}

// An outcome is what was carried out, and what waits in 待核 since.
type outcome struct {
	plan    *intake.Plan
	waiting []waiting
}

type waiting struct {
	kind       ledger.Kind
	count, all int // of this import, and of the whole ledger
}

// waiting counts, of the kinds that were taken in, the records of this import that wait in 待核, and all that wait there.
func (k *wayIn) waiting(p *intake.Plan) (all []waiting) {
	fresh := map[ledger.Kind]map[value.ID]bool{}
	for _, w := range p.Warnings() {
		if fresh[w.Kind] == nil {
			fresh[w.Kind] = map[value.ID]bool{}
		}
		fresh[w.Kind][w.ID] = true
	}
	for _, kind := range k.kinds() {
		tabs := rules.Tabs(k.s.Book.Today(), kind, records.Place{})
		if n := len(fresh[kind]); n > 0 {
			all = append(all, waiting{kind, n, tabs[len(tabs)-1].Count})
		}
	}
	return all
}

// kinds are the kinds of the tables that go in, each once.
func (k *wayIn) kinds() (all []ledger.Kind) {
	for _, t := range k.in.Tables {
		if !slices.Contains(all, t.Kind) {
			all = append(all, t.Kind)
		}
	}
	return all
}
