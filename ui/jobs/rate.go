package jobs

import (
	"strconv"
	"unicode"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// rate is the page of 对标定级: all branches of a year in one table, points typed into its cells.
type rate struct {
	*fillTable[*ratings]
}

// The columns of a row: the branch, the items with the review, the veto, the stars.
var (
	rateItems   = len(work.RatingItems())
	rateVeto    = 1 + rateItems
	rateColumns = func() []ledger.Column {
		all := []ledger.Column{{Key: "branch", Label: "团组织", Width: 18}}
		for i, label := range work.RatingItems() {
			all = append(all, ledger.Column{Key: "p" + strconv.Itoa(i), Label: label, Width: 7})
		}
		return append(all, ledger.Column{Key: "veto", Label: "一票否决", Width: 8}, ledger.Column{Key: "stars", Label: "应定星级", Width: 8})
	}()
)

// Rate makes the page of 对标定级.
func Rate(s *page.Shell) *page.Page {
	p := &rate{}
	newFill(s, fillKind[*ratings]{title: "对标定级", setting: "rate", verb: "保存", span: "年度", year: appraisedYear(s), last: s.Today().Year(),
		columns: rateColumns, stand: func() int { return 1 },
		keys: []string{"直接键入得分，Enter 往下，Tab 往右", "复核以前按五项合计，复核以后按复核得分", "有一票否决的写明原因"},
		none: "还没有有团员的团组织。先登记团组织和团员，再来定级。",
		read: func(b *store.Book, _ value.ID, year int) (*ratings, error) { return &ratings{work.Rate(b, year)}, nil },
		wire: func(t *fillTable[*ratings]) {
			p.fillTable = t
			t.grid.OnCells(func(row, col int) { p.edit(row, col) })
			t.grid.OnKey, t.grid.OnType = p.key, p.typed
		}}, value.ID{})
	p.page.Topic = "填对标定级" // 对标定级 is their list
	return p.page
}

// ratings are the points of all branches in a year.
type ratings struct{ *work.RatingSheet }

func (r *ratings) length() int         { return len(r.Rows) }
func (r *ratings) id(row int) value.ID { return r.Rows[row].Branch.ID }

func (r *ratings) cell(row, col int) string {
	switch {
	case col == 0:
		return r.Rows[row].Branch.Name()
	case col <= rateVeto:
		return r.text(row, col)
	}
	stars := r.Stars(row)
	switch {
	case stars == "" && r.Rows[row].Why != "":
		return "不参加"
	case stars != "" && r.Wrong(row) != "":
		return "！" + stars
	}
	return stars
}

// text is what a person wrote into a cell.
func (r *ratings) text(row, col int) string {
	if col == rateVeto {
		return r.Rows[row].Now.Veto
	}
	return r.Rows[row].Points(col - 1).String()
}

// write takes what was typed into a cell; false for what is no number of points.
func (r *ratings) write(row, col int, text string) bool {
	if col == rateVeto {
		r.Rows[row].Now.Veto = look.OneLine(text)
		return true
	}
	n, err := value.ParseCount(text)
	if points, _ := n.Value(); err != nil || points > 100 {
		return false
	}
	*r.Rows[row].Points(col - 1) = n
	return true
}

func (r *ratings) written(row int) (texts []string) {
	if !r.Rows[row].Changed() {
		return nil
	}
	for col := 1; col <= rateVeto; col++ {
		texts = append(texts, r.text(row, col))
	}
	return texts
}

func (r *ratings) takeUp(row int, was []string) {
	if len(was) == rateVeto {
		for col, text := range was {
			r.write(row, col+1, text)
		}
	}
}

// told says also what is wrong with the first row that has changed.
func (r *ratings) told() string {
	done, wrong := 0, ""
	for i := range r.Rows {
		if r.Stars(i) != "" {
			done++
		}
		if why := r.Wrong(i); why != "" && wrong == "" && r.Rows[i].Changed() {
			wrong = "　！" + why
		}
	}
	return strconv.Itoa(len(r.Rows)) + " 个团组织，定了 " + strconv.Itoa(done) + " 个" + wrong
}

func (r *ratings) verb() string {
	if r.Changed() == 0 {
		return ""
	}
	return "保存"
}

func (r *ratings) save() (string, error) {
	n := r.Changed()
	_, err := r.Save()
	return "定级保存了 " + strconv.Itoa(n) + " 个团组织", err
}

func (p *rate) edit(row, col int) {
	if col < 1 || col > rateVeto || !p.inside(row) || !p.s.Allowed(store.MayWork) {
		return
	}
	p.grid.Edit(row, col, p.now.text(row, col), func(text string, by fyne.KeyName) {
		if !p.now.write(row, col, text) {
			p.s.Toasts.Warn("得分请写 0 到 100 的整数")
			return
		}
		p.draw()
		switch {
		case by == fyne.KeyTab && col < rateVeto:
			p.grid.StandOn(row, col+1)
		case by == fyne.KeyUp:
			p.grid.StandOn(max(row-1, 0), col)
		case by != "":
			p.grid.StandOn(min(row+1, p.length()-1), col)
		}
	})
}

// typed begins a cell with what is typed.
func (p *rate) typed(r rune) {
	if col := p.grid.Column(); p.length() > 0 && (col == rateVeto || unicode.IsDigit(r)) {
		p.edit(p.grid.Current(), col)
		if e, ok := p.s.Canvas().Focused().(*kit.Entry); ok {
			e.TypedRune(r) // the text is selected: what is typed takes its place
		}
	}
}

func (p *rate) key(name fyne.KeyName) bool {
	if name != fyne.KeyDelete && name != fyne.KeyBackspace {
		return false
	}
	if row, col := p.grid.Current(), p.grid.Column(); p.inside(row) && col >= 1 && col <= rateVeto {
		p.now.write(row, col, "")
		p.draw()
	}
	return true
}
