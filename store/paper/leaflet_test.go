package paper

import (
	"fmt"
	"strings"
	"testing"
)

// questions are n of them, with so many choices each.
func questions(n, choices int) (parts []Part) {
	for i := range n {
		p := Part{Head: fmt.Sprintf("%d．您最想要什么（最多 3 项）", i+1)}
		for j := range choices {
			p.Choices = append(p.Choices, fmt.Sprintf("%c 第 %d 种帮助", 'A'+j, j+1))
		}
		parts = append(parts, p)
	}
	return parts
}

// A leaflet's type shrinks to keep it on the pages that it may have; one that cannot takes more, and nothing is lost.
func TestALeafletKeepsToItsPages(t *testing.T) {
	for _, c := range []struct{ questions, choices, pages int }{{3, 5, 1}, {20, 6, 2}, {26, 6, 2}, {90, 9, 0}} {
		l := Leaflet{Title: "青年需求调查表", Left: "团组织：", Most: 2, Parts: append(questions(c.questions, c.choices), Part{Head: "还有什么想说的", Lines: 5})}
		d := l.Lay()
		if c.pages > 0 && d.Count() != c.pages || c.pages == 0 && d.Count() < 3 {
			t.Errorf("%d questions: %d pages", c.questions, d.Count())
		}
		seen := ""
		for n := range d.Count() {
			checkPage(t, n, d.Page(n))
			seen += textOf(d.Page(n))
		}
		if got := strings.Count(seen, tickBox); got != c.questions*c.choices {
			t.Errorf("%d questions of %d: %d boxes to tick", c.questions, c.choices, got)
		}
	}
}

// Bars are as long as their share of the most, a bar of none has no ink, and the head of a table stands again on a new page.
func TestBarsAndTablesOfALeaflet(t *testing.T) {
	p := Part{Head: "1．想学什么", Choices: []string{"A 电脑", "B 烹饪", "C 外语"}, Counts: []int{20, 5, 0}, Of: 25, Columns: []Column{{Head: "团组织", Width: 16}, {Head: "A", Width: 3}}}
	for i := range 80 {
		p.Rows = append(p.Rows, []string{fmt.Sprintf("第 %d 支部", i+1), "1"})
	}
	d := Leaflet{Title: "结果", Parts: []Part{p}}.Lay()
	var bars []float64
	for _, m := range d.Page(0).Marks {
		if m.Kind == Shade && m.Size == barShade {
			bars = append(bars, m.W)
		}
	}
	if len(bars) != 2 || bars[0] < 3.99*bars[1] || bars[0] > 4.01*bars[1] {
		t.Errorf("bars of 20, 5 and 0 are %v long", bars)
	}
	rows := 0
	for n := range d.Count() {
		checkPage(t, n, d.Page(n))
		if !has(d.Page(n), "团组织") {
			t.Errorf("page %d of the table has no head", n+1)
		}
		rows += strings.Count(textOf(d.Page(n)), "支部")
	}
	if d.Count() < 2 || rows != 80 || !has(d.Page(0), "20（80%）") {
		t.Errorf("%d pages, %d of 80 rows\n%s", d.Count(), rows, textOf(d.Page(0)))
	}
}

// Slips stand as many on a page as fit, none is lost or cut in two, and one longer than a page still comes in all copies.
func TestSlips(t *testing.T) {
	slip := func(rows, copies int) Slips {
		s := Slips{Title: "振华支部选举选票", Text: "赞成的画“○”，不赞成的画“×”。", Grid: []int{4, 6, 3, 3, 3}, Foot: "（盖章有效）", Copies: copies}
		for i := range rows {
			s.Rows = append(s.Rows, []Field{{Text: fmt.Sprintf("委员%d", i)}, {Text: "李𬭎", Spread: true}, {}, {}, {}})
		}
		return s
	}
	for _, c := range []struct{ rows, copies, pages int }{{3, 1, 1}, {3, 8, 1}, {3, 9, 2}, {8, 4, 1}, {24, 5, 3}, {80, 3, 9}} {
		d := slip(c.rows, c.copies).Lay()
		seen := 0
		for n := range d.Count() {
			p := d.Page(n)
			checkPage(t, n, p)
			for _, m := range p.Marks {
				if m.Kind == Text && strings.HasPrefix(m.Text, "李") {
					seen++
				}
			}
		}
		if seen != c.rows*c.copies || d.Count() != c.pages {
			t.Errorf("%d copies of %d rows: %d pages, %d names", c.copies, c.rows, d.Count(), seen)
		}
	}
}

// A text longer than a page goes on over the next, begins on the page where the row stands, and its label says so; what may grow fills the last page.
func TestALongTextFlowsOverPages(t *testing.T) {
	long := strings.Repeat("今天的团课讲了新时代青年的责任，大家都发了言。", 90)
	f := Form{Title: "支部大会记录", Grid: []int{3, 4, 3, 4}, Rows: [][]Field{
		{{Text: "主题", Label: true}, {Text: "学习", Span: 3}},
		{{Text: "会议内容", Label: true}, {Text: long, Span: 3, Lines: 12, Fill: true}},
		{{Text: "决议", Label: true}, {Text: "同意", Span: 3, Lines: 5}},
	}, Sign: []string{"主持人（签字）：", "日期："}}
	d := f.Lay()
	all, first := "", textOf(d.Page(0))
	for n := range d.Count() {
		checkPage(t, n, d.Page(n))
		for _, m := range d.Page(n).Marks {
			if m.Kind == Text {
				all += m.Text
			}
		}
	}
	if d.Count() < 2 || strings.Count(first, "团课") < 10 || !strings.Contains(strings.ReplaceAll(all, "\n", ""), continued) {
		t.Errorf("%d pages, on the first:\n%s", d.Count(), first)
	}
	if got := strings.Count(all, "责任"); got > 90 || got < 80 { // some are broken over two lines
		t.Errorf("%d of 90 sentences", got)
	}
	f.Rows[1][1].Text = "短"
	low := 0.0
	for _, m := range f.Lay().Page(0).Marks {
		if m.Kind == Line && m.H == 0 {
			low = max(low, m.Y)
		}
	}
	if room := longSide - bottomRoom - sealRoom; low < room-1 || low > room+1 {
		t.Errorf("the form ends at %.0f of %.0f", low, room)
	}
}
