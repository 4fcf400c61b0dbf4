package jobs

import (
	"strconv"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/page"
)

// appraise is the page of 年度评议和注册: the members of one branch, a digit for each finding.
type appraise struct {
	*fillTable[*appraisals]
}

// The columns of a row.
const (
	appraiseSelf = iota + 1
	appraisePeers
	appraiseGrade
	appraiseRegistered
)

var appraiseColumns = []ledger.Column{{Key: "name", Label: "姓名", Width: 10}, {Key: "self", Label: "自评", Width: 8}, {Key: "peers", Label: "互评", Width: 8},
	{Key: "grade", Label: "等次", Width: 8}, {Key: "registered", Label: "注册", Width: 6}}

// Appraise makes the page of 年度评议和注册.
func Appraise(s *page.Shell) *page.Page { return appraiseOf(s, value.ID{}) }

func appraiseOf(s *page.Shell, branch value.ID) *page.Page {
	p := &appraise{}
	newFill(s, fillKind[*appraisals]{title: "年度评议和注册", setting: "appraise", verb: "保存", span: "年度", year: appraisedYear(s), last: s.Today().Year(), branched: true,
		columns: appraiseColumns, stand: func() int { return appraiseGrade },
		keys: []string{"1 优秀　2 合格　3 基本合格　4 不合格　0 不评", "F7 没评的都合格", "空格 改注册", "F8 换支部"},
		none: "还没有有团员的团组织。先登记团组织和团员，再来评议。",
		read: func(b *store.Book, branch value.ID, year int) (*appraisals, error) {
			sheet, err := work.Appraise(b, branch, year)
			return &appraisals{sheet}, err
		},
		wire: func(t *fillTable[*appraisals]) {
			p.fillTable = t
			t.grid.OnCells(p.turnOver)
			t.grid.OnKey, t.grid.OnType = p.key, p.digit
		}}, branch)
	return p.page
}

// appraisedYear is the year that is judged now, by the season of the rules.
func appraisedYear(s *page.Shell) int {
	b := s.Book.Basis()
	return b.Rules.ReviewYear(b.Today)
}

// appraisals are what is found of the members of one branch in a year.
type appraisals struct{ *work.AppraisalSheet }

func (a *appraisals) length() int         { return len(a.Rows) }
func (a *appraisals) id(row int) value.ID { return a.Rows[row].Member.ID }

func (a *appraisals) cell(row, col int) string {
	r := &a.Rows[row]
	switch col {
	case 0:
		return r.Member.Title
	case appraiseRegistered:
		switch r.Now.Registered {
		case codes.Yes:
			return "√"
		case codes.No:
			return "不注册"
		}
		return ""
	}
	return codes.AppraisalGrades.Label(*a.at(row, col))
}

// at is where the finding of a column stands.
func (a *appraisals) at(row, col int) *string {
	r := &a.Rows[row].Now
	switch col {
	case appraiseSelf:
		return &r.Self
	case appraisePeers:
		return &r.Peers
	}
	return &r.Grade
}

func (a *appraisals) written(row int) []string {
	if r := &a.Rows[row]; r.Changed() {
		return []string{r.Now.Self, r.Now.Peers, r.Now.Grade, r.Now.Registered}
	}
	return nil
}

func (a *appraisals) takeUp(row int, was []string) {
	if len(was) == 4 {
		a.Rows[row].Now.Self, a.Rows[row].Now.Peers = was[0], was[1]
		a.Grade(row, was[2])
		a.Register(row, was[3])
	}
}

func (a *appraisals) told() string {
	if len(a.Rows) == 0 {
		return "这个团组织这一年没有在册的团员。按 F8 换一个。"
	}
	found, best, most := a.Count()
	text := strconv.Itoa(len(a.Rows)) + " 人，评了 " + strconv.Itoa(found) + " 人；优秀 " + strconv.Itoa(best) + " 人，最多 " + strconv.Itoa(most) + " 人"
	if best > most {
		text += "　超过了，请改几个再保存"
	}
	return text
}

func (a *appraisals) verb() string {
	if a.Changed() == 0 {
		return ""
	}
	return "保存"
}

func (a *appraisals) save() (string, error) {
	n := a.Changed()
	_, err := a.Save()
	return "评议保存了 " + strconv.Itoa(n) + " 人", err
}

// set writes a finding; "" takes it back.
func (p *appraise) set(row, col int, code string) {
	if !p.inside(row) {
		return
	}
	switch col {
	case appraiseSelf, appraisePeers:
		*p.now.at(row, col) = code
	default:
		p.now.Grade(row, code)
	}
	p.draw()
}

// digit writes a finding and goes on to the next row, so that a whole column is keyed without looking up.
func (p *appraise) digit(r rune) {
	row, col := p.grid.Current(), p.grid.Column()
	code := string(r)
	if code == "0" {
		code = ""
	} else if !codes.AppraisalGrades.Has(code) {
		return
	}
	p.set(row, col, code)
	if row+1 < p.length() {
		p.grid.StandOn(row+1, col)
	}
}

// turnOver is Enter and a double click: the next finding, or the other answer.
func (p *appraise) turnOver(row, col int) {
	if !p.inside(row) || col == 0 {
		return
	}
	if col == appraiseRegistered {
		p.register(row)
		return
	}
	items, at := codes.AppraisalGrades.Items(), *p.now.at(row, col)
	next := items[0].Code
	for i, item := range items {
		if item.Code == at {
			next = ""
			if i+1 < len(items) {
				next = items[i+1].Code
			}
		}
	}
	p.set(row, col, next)
}

func (p *appraise) register(row int) {
	if !p.inside(row) {
		return
	}
	answer := codes.Yes
	if p.now.Rows[row].Now.Registered == codes.Yes {
		answer = codes.No
	}
	p.now.Register(row, answer)
	p.draw()
}

func (p *appraise) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeySpace:
		p.register(p.grid.Current())
	case fyne.KeyDelete, fyne.KeyBackspace:
		p.set(p.grid.Current(), p.grid.Column(), "")
	case fyne.KeyF7: // of whom nothing is written
		for i := range p.length() {
			if p.now.Rows[i].Now.Grade == "" {
				p.now.Grade(i, codes.GradeGood)
			}
		}
		p.draw()
	default:
		return false
	}
	return true
}
