// Package fill holds the way of the records into a blank form of another office: the file, what its columns are, who goes in,
// and what will stand where. It knows pages and what a person may decide; what a head means and how a file is filled package
// fill of the store knows.
package fill

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/fill"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// wayOut is the way into a form, in three steps. Nothing is written before the last.
type wayOut struct {
	s    *page.Shell
	page *page.Page
	q    records.Query // of the list from which one came; its kind is nil where there was none
	way  *kit.Journey

	path string
	form *fill.Form
	uses []*use
	at   int // the table on show
	plan *fill.Plan

	full   bool
	reason string
}

// A use is a table of the form, whether it is filled, and with whom.
type use struct {
	*fill.Table
	out    bool
	among  int // of the ways to choose, see scopes
	branch value.ID
}

// formFiles are the forms that can be filled.
var formFiles = native.Sort{Name: "空表（xlsx、xlsm、docx）", Endings: []string{".xlsx", ".xlsm", ".docx"}}

// folderKey keeps where the last form was taken from.
const folderKey = "fill.folder"

// Fill fills a form in. q is the list from which one came, its kind nil where there was none; with a path, that form is read
// at once.
func Fill(s *page.Shell, q records.Query, path string) *page.Page { return newWay(s, q, path).page }

func newWay(s *page.Shell, q records.Query, path string) *wayOut {
	k := &wayOut{s: s, q: q, page: &page.Page{Title: "填别人发来的表"}}
	k.way = s.Journey(k.page, "选择空表", "对应列", "预览")
	k.way.Title = k.page.Title
	if q.Kind != nil {
		k.page.Key = q.Kind.Name()
	}
	k.choose()
	if path != "" {
		k.path = path
		k.read()
	}
	return k
}

// Dropped asks of a file that was dropped on the window whether it is to be filled in, where it is a blank form; otherwise is
// called where it is none, or where a person says so.
func Dropped(s *page.Shell, path string, otherwise func()) {
	ending := strings.ToLower(filepath.Ext(path))
	if ending == ".docx" {
		s.Open(func(s *page.Shell) *page.Page { return Fill(s, records.Query{}, path) })
		return
	}
	if ending != ".xlsx" && ending != ".xlsm" {
		otherwise()
		return
	}
	kit.RunLong(s.Canvas(), "正在看"+look.Cut(filepath.Base(path), 24), func(ctx context.Context, step hands.Step) (bool, error) {
		step("看是不是空表", 0, 0)
		f, err := fill.Open(ctx, s.Book, path, nil)
		return err == nil && f.Blank(), ctx.Err()
	}, func(blank bool) {
		if !blank {
			otherwise()
			return
		}
		kit.Ask(s.Canvas(), "这是一张空表", "“"+look.Cut(filepath.Base(path), 24)+"”里只有列名，没有内容。要用台账里的资料填它吗？",
			kit.Answer{Verb: "先不填", Safe: true},
			kit.Answer{Verb: "当作表格导入", Do: otherwise},
			kit.Answer{Verb: "填这张表", Do: func() {
				s.Open(func(s *page.Shell) *page.Page { return Fill(s, records.Query{}, path) })
			}})
	}, func(err error) { s.Fail("没有读成", err) })
}

func (k *wayOut) fail(title string, err error) { k.s.FailOn(k.page, title, err) }

func (k *wayOut) leave() {
	switch {
	case k.q.Kind != nil:
		k.s.ShowList(k.q)
	case k.s.Screens.Jobs != nil: // where one finds it
		k.s.Open(k.s.Screens.Jobs)
	default:
		k.s.ShowHome()
	}
}

// choose is the first step.
func (k *wayOut) choose() {
	pick := kit.NewButton(kit.Primary, look.IconFolder, "选择空表", "F10", k.browse)
	cancel := kit.NewButton(kit.Ordinary, look.IconNone, "取消", "Esc", k.leave)
	hint := func(icon look.Icon, text string) fyne.CanvasObject {
		return look.Row(look.NewPicture(icon, look.Second), look.NewParagraph(text, look.Aside, 42))
	}
	body := look.Section("选一张别人发来的空表",
		look.NewParagraph("街道、党委、工会发来的空表，按它的列名用台账里的资料填好。一行一个人的表、一人一张的登记表都行；“姓名：____”“□男 □女”“　年　月　日”这样的空也认得。", look.Body, 44),
		look.Row(pick),
		look.HLine(),
		look.Column(look.Gap2,
			hint(look.IconFile, "认得 .xlsx、.xlsm 和 .docx；旧格式的 .xls、.doc 请先用 Excel 或 WPS 另存"),
			hint(look.IconEye, "表的样子、公式、下拉、图片都不动，空行不够就加，合计行往下移"),
			hint(look.IconInfo, "台账里没有的栏空着，逐栏说明；原来的空表不改，另存一份")))
	bar := []fyne.CanvasObject{layout.NewSpacer(), cancel}
	if k.form != nil {
		bar = append(bar, kit.NewButton(kit.Ordinary, look.IconRight, "接着看"+look.Cut(filepath.Base(k.path), 16), "", k.columns))
	}
	k.way.Go(0, kit.Alone(46, body), pick, map[fyne.KeyName]func(){fyne.KeyF10: pick.Press, fyne.KeyEscape: k.leave}, bar...)
}

func (k *wayOut) browse() {
	folder := k.s.App.Preferences().String(folderKey)
	if folder == "" {
		folder = native.Documents()
	}
	k.s.OpenFiles("选择空表", folder, false, func(paths []string) {
		k.path = paths[0]
		k.read()
	}, formFiles)
}

// read opens the form and finds its tables.
func (k *wayOut) read() {
	path := k.path
	k.form = nil
	k.s.App.Preferences().SetString(folderKey, filepath.Dir(path))
	kit.RunLong(k.s.Canvas(), "正在读"+look.Cut(filepath.Base(path), 24), func(ctx context.Context, step hands.Step) (*fill.Form, error) {
		step("认列名", 0, 0)
		f, err := fill.Open(ctx, k.s.Book, path, nil)
		if k.q.Kind == nil || ctx.Err() != nil || err == nil && slices.ContainsFunc(f.Tables, func(t *fill.Table) bool { return t.Kind == k.q.Kind }) {
			return f, err
		}
		if known, knownErr := fill.Open(ctx, k.s.Book, path, []ledger.Kind{k.q.Kind}); knownErr == nil { // heads that could be of several kinds
			return known, nil
		}
		return f, err
	}, k.begin, func(err error) { k.fail("没有读成"+look.Cut(filepath.Base(path), 24), err) })
}

// begin shows what was found. Every table that is still blank is filled; a card alone.
func (k *wayOut) begin(f *fill.Form) {
	k.form, k.uses, k.at, k.plan = f, nil, 0, nil
	for _, t := range f.Tables {
		u := &use{Table: t, out: len(k.uses) > 0 && (!t.Blank() || t.Card || k.uses[0].Card)}
		if t.Kind != k.q.Kind {
			u.among = amongAll
			if named, _ := t.Named(k.s.Book.Today(), records.Place{}); named != nil && named.Len() > 0 {
				u.among = amongNamed
			}
		}
		k.uses = append(k.uses, u)
	}
	k.columns()
}

// Whom a table is filled with.
const (
	amongShown = iota // those on the list from which one came
	amongNamed        // those whom the table's name means
	amongAll          // all on the roll
	amongBranch
)

// scopes are the ways to choose whom a table is filled with.
func (k *wayOut) scopes(u *use) (all []int) {
	if u.Kind == k.q.Kind {
		all = append(all, amongShown)
	}
	if named, _ := u.Named(k.s.Book.Today(), records.Place{}); named != nil {
		all = append(all, amongNamed)
	}
	all = append(all, amongAll)
	if u.Kind.AtHome("branch") {
		all = append(all, amongBranch)
	}
	return all
}

// list are the records that a table is filled with.
func (k *wayOut) list(u *use) *find.List {
	v := k.s.Book.Today()
	switch u.among {
	case amongShown:
		return find.ListOf(v, k.q)
	case amongNamed:
		named, _ := u.Named(v, records.Place{})
		return named
	case amongBranch:
		return fill.Of(v, u.Kind, records.Place{Kind: "branch", ID: u.branch})
	}
	return fill.Of(v, u.Kind, records.Place{})
}

// lay makes the plan and shows it.
func (k *wayOut) lay() {
	var parts []fill.Part
	for _, u := range k.uses {
		switch {
		case u.out:
		case u.among == amongBranch && u.branch.IsZero():
			k.turn(u)
			kit.TellText(k.s.Canvas(), "还没有选团支部", "请选填哪一个团支部的，或者填全部。", nil)
			return
		default:
			parts = append(parts, fill.Part{Table: u.Table, List: k.list(u)})
		}
	}
	if len(parts) == 0 {
		kit.TellText(k.s.Canvas(), "没有要填的表", "所有的表都标了不填。请至少留下一张。", nil)
		return
	}
	whole := fill.Whole{Full: k.full, Reason: k.reason}
	kit.RunLong(k.s.Canvas(), "正在排好要填的内容", func(ctx context.Context, step hands.Step) (*fill.Plan, error) {
		step("逐行填", 0, 0)
		return k.form.Lay(ctx, parts, whole)
	}, func(p *fill.Plan) {
		k.plan, k.at = p, 0
		k.preview()
	}, func(err error) { k.fail("没有填成", err) })
}

// turn shows the columns of a table.
func (k *wayOut) turn(to *use) {
	for i, u := range k.uses {
		if u == to {
			k.at = i
		}
	}
	k.columns()
}

// save asks where and writes.
func (k *wayOut) save() {
	base := filepath.Base(k.path)
	name := strings.TrimSuffix(base, filepath.Ext(base)) + "（填好）"
	sorts := []native.Sort{{Name: "填好的表", Endings: []string{k.form.Ending}}}
	switch {
	case k.plan.Each(): // Word's cards are a file each
		sorts = []native.Sort{page.ZipFiles}
	case slices.ContainsFunc(k.uses, func(u *use) bool { return u.Card && !u.out }):
		sorts = append(sorts, page.ZipFiles)
	}
	k.s.SaveFile("另存填好的表", native.FileName(name, "填好的表")+sorts[0].Endings[0], k.saveTo, sorts...)
}

func (k *wayOut) saveTo(path string) {
	kit.RunLong(k.s.Canvas(), "正在写"+look.Cut(filepath.Base(path), 24), func(ctx context.Context, step hands.Step) (struct{}, error) {
		step("写表格", 0, 0)
		return struct{}{}, k.plan.Write(ctx, path)
	}, func(struct{}) {
		page.Written(k.s, "已填 "+strconv.Itoa(k.plan.Rows)+" 条。", path)
		k.leave()
	}, func(err error) { k.fail("没有写成", err) })
}
