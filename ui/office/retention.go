package office

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/rules"
	"tuanjian/store/tend"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// retention is the page of those whose private fields have been kept for as long as
// the rules allow.
type retention struct {
	*below
	plan []rules.Due
	off  map[int]bool // rows that are not to be cleared this time
	rows *kit.Rows
	deed *kit.Button
	busy hands.Only
}

// Retention shows who is due and clears what the person leaves ticked.
func Retention(s *page.Shell) *page.Page {
	r := &retention{}
	r.below = under(s, "清除个人信息", r.ask)
	r.ask()
	return r.page
}

func (r *retention) ask() {
	type known struct {
		plan    []rules.Due
		undated int
		unswept bool
	}
	hands.RunLatest(&r.latest, func() (known, error) {
		plan, err := tend.DueToClear(r.s.Book)
		return known{plan, rules.LeftUndated(r.s.Book.Today()), r.s.Book.Unswept()}, err
	}, func(k known) { r.draw(k.plan, k.undated, k.unswept) }, func(err error) { r.s.Fail("没有读出名单", err) })
}

func (r *retention) draw(plan []rules.Due, undated int, unswept bool) {
	r.plan, r.off = plan, map[int]bool{}
	may := r.s.Book.May(store.MayShred)
	years := strconv.Itoa(r.s.Book.Basis().Rules.RetentionYears)
	back := backToSettings(r.s)
	head := look.Row(back, look.NewWords("清除个人信息", look.Title), layout.NewSpacer(), look.NewWords("按 "+r.s.Book.Basis().Today.String()+" 算", look.Aside))
	parts := []fyne.CanvasObject{look.Card(look.Inset(look.Gap4, look.Column(look.Gap1,
		look.NewParagraph("离团满 "+years+" 年，档案里只留姓名、性别、出生年月、团籍、编号、所在支部、任职和离团的时间与原因；证件号码、电话、住址等和本人的附件从台账和历史里全部清除。", look.Body, 44),
		look.NewParagraph("清除以后不能撤销。更早的备份里还有，随备份过期一起消失；已经交给街道或打印出去的不受影响。", look.Aside, 44))))}
	if unswept {
		sweep := kit.NewButton(kit.Ordinary, look.IconRemove, "抹净旧内容", "", r.sweep)
		parts = append(parts, look.Notice(look.IconWarning, look.Amber, look.AmberBg, look.NewWords("上次清除或改密码以后，文件里的旧内容还没有抹净。", look.Body), sweep))
		if !may {
			sweep.Disable()
		}
	}
	if undated > 0 {
		parts = append(parts, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewWords("另有 "+strconv.Itoa(undated)+" 人离团没写日期，算不出来。请先补上日期。", look.Body)))
	}
	if !may {
		parts = append(parts, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewWords(r.s.Book.Forbids(), look.Body)))
	}
	var first fyne.Focusable
	r.deed = kit.NewButton(kit.Primary, look.IconRemove, "", "F10", r.confirm)
	if len(plan) == 0 {
		r.deed.Hide()
		parts = append(parts, kit.Empty(look.IconDone, "现在没有到期要清除的人。"))
		first = back
	} else {
		r.rows = kit.NewRows(0, func(i int) { r.turn(i) })
		r.rows.Set(r.items())
		r.rows.Stand(0)
		parts = append(parts, look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.NewWords("到期的人（Enter 勾上或去掉）", look.Head), r.rows))))
		first = r.rows
		r.page.Keys[fyne.KeyF10] = r.deed.Press
	}
	r.count()
	r.show(first, look.Folio(head, look.Margin(look.Pile(look.Gap4, parts...)), look.NewWords("记进历史的只有人数，不含被清除的内容。", look.Note), layout.NewSpacer(), r.deed))
}

func (r *retention) items() []kit.Item {
	items := make([]kit.Item, len(r.plan))
	for i, d := range r.plan {
		what := "以前的修改记录"
		if n := len(d.Fields); n > 0 {
			what = strings.Join(d.Fields[:min(3, n)], "、")
			if n > 3 {
				what += " 等 " + strconv.Itoa(n) + " 项"
			}
		}
		items[i] = kit.Item{Icon: look.IconTicked, Label: d.Name + "　" + d.State + " " + d.Left.String(), Hint: what}
		if r.off[i] {
			items[i].Icon = look.IconBox
		}
	}
	return items
}

func (r *retention) turn(i int) {
	r.off[i] = !r.off[i]
	r.rows.Set(r.items())
	r.rows.Stand(i)
	r.count()
}

func (r *retention) chosen() (out []rules.Due) {
	for i, d := range r.plan {
		if !r.off[i] {
			out = append(out, d)
		}
	}
	return out
}

// count puts the number of people on the button.
func (r *retention) count() {
	n := len(r.chosen())
	r.deed.SetLabel("清除 " + strconv.Itoa(n) + " 人的个人信息")
	if n == 0 || !r.s.Book.May(store.MayShred) {
		r.deed.Disable()
	} else {
		r.deed.Enable()
	}
}

func (r *retention) confirm() {
	chosen := r.chosen()
	verb := "清除 " + strconv.Itoa(len(chosen)) + " 人的个人信息"
	kit.AskLoss(r.s.Canvas(), verb, "清除以后不能撤销，回收站和历史里也不再有。", verb, func() {
		b := r.s.Book
		r.deed.SetLabel("正在清除")
		r.deed.Disable()
		ids := make([]value.ID, len(chosen))
		for i, d := range chosen {
			ids[i] = d.ID
		}
		hands.RunOnly(&r.busy, func() (int, error) { return len(ids), tend.Shred(b, ids) }, func(n int) { r.s.Say("已清除 " + strconv.Itoa(n) + " 人的个人信息"); r.ask() },
			func(err error) { r.s.Fail("清除个人信息", err); r.ask() })
	})
}

func (r *retention) sweep() {
	hands.RunOnly(&r.busy, func() (struct{}, error) { return struct{}{}, r.s.Book.Sweep() },
		func(struct{}) { r.s.Say("旧内容抹净了"); r.ask() },
		func(err error) { r.s.Fail("旧内容没有抹净", err) })
}
