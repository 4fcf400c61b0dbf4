package cards

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/value"
)

// Ballot is the ballot of an election, several on a page to be cut apart (domain.md §1.4).
var Ballot = Card{Kind: ledger.Elections, Counted: Copies, lay: ballot, Keys: []string{"branch"}, Others: map[ledger.Kind][]string{ledger.Members: {"name"}}}

// The empty lines of a ballot and of a tally: for others than the candidates, and where there are no candidates yet.
const (
	otherLines = 2
	emptyLines = 5
)

func ballot(d *Desk, r ledger.Record) Paper {
	e := r.(*ledger.Election)
	title := d.electing(e) + "选票"
	label := func(text string) paper.Field { return paper.Field{Text: text, Label: true} }
	s := paper.Slips{Title: title, Foot: "（盖章有效）", Copies: d.ballots(e), Grid: []int{9, 13, 8, 9, 8},
		Rows: [][]paper.Field{{label("职务"), label("姓名"), label("赞成\n○"), label("不赞成\n×"), label("弃权\n△")}}}
	seats := "　　"
	if n, said := e.Seats.Value(); said && n > 0 {
		seats = strconv.Itoa(n)
	}
	s.Text = "每人在三格里选一格，赞成的画“○”，不赞成的画“×”，弃权的画“△”。应选 " + seats + " 名，画“○”的不能超过 " + seats + " 名，多了整张作废。另选他人的，把姓名写在空行里并画“○”。本票不写自己的姓名。"
	out := Paper{Heads: []string{"序号", "职务", "姓名"}}
	for i, c := range find.Candidates(d.View, e.ID) {
		duty, name := d.text(ledger.Candidates, c, "duty"), d.name(ledger.Members, c.Person)
		s.Rows = append(s.Rows, []paper.Field{{Text: duty, Align: paper.Center}, {Text: name, Align: paper.Center, Spread: true}, {}, {}, {}})
		out.Rows = append(out.Rows, []string{strconv.Itoa(i + 1), duty, name})
	}
	lines := otherLines
	if len(out.Rows) == 0 {
		lines = emptyLines
	}
	for range lines {
		s.Rows = append(s.Rows, []paper.Field{{}, {}, {}, {}, {}})
	}
	out.Doc = s.Lay()
	return out
}

// electing is what an election is called at the head of its papers.
func (d *Desk) electing(e *ledger.Election) string {
	name := ""
	if o := d.branch(e.Branch); o != nil {
		name = d.words(o.Name())
	}
	if n, said := e.Session.Value(); said && n > 0 {
		name += "第" + strconv.Itoa(n) + "届"
	}
	return name + "选举"
}

// known is a number, 0 where nobody has written one.
func known(c value.Count) int {
	n, said := c.Value()
	if !said {
		return 0
	}
	return n
}

// ballots is how many ballots are needed: as a person says, as were given out, as are due, or as many as may vote.
func (d *Desk) ballots(e *ledger.Election) int {
	n := cmp.Or(d.Copies, known(e.Issued), known(e.Due))
	if n == 0 && !e.Branch.IsZero() {
		n = len(d.roll([]value.ID{e.Branch}))
	}
	return max(1, n)
}

// Votes is 计票单: boxes for 正, five votes each.
var Votes = Card{Kind: ledger.Elections, lay: votes, Keys: []string{"branch", "tellers", "counters"}, Others: map[ledger.Kind][]string{ledger.Members: {"name"}}}

// The boxes for 正 in one line, and the votes that each holds.
const (
	tallyBoxes = 8
	tallyVotes = 5
)

func votes(d *Desk, r ledger.Record) Paper {
	e := r.(*ledger.Election)
	g := &grid{d: d, kind: ledger.Elections, r: r, form: paper.Form{Title: d.electing(e) + "计票单", Left: "选举组织：" + cmp.Or(d.name(ledger.Branches, e.Branch), "　　　　　　　　　　"),
		Right: "选举日期：" + cmp.Or(d.text(ledger.Elections, r, "day"), "　　　年　　月　　日"), Ledger: d.Ledger, Printed: d.Printed}}
	g.form.Grid = append([]int{8, 7}, slices.Repeat([]int{2}, tallyBoxes)...)
	g.form.Grid = append(g.form.Grid, 4)
	label := func(text string, span int) paper.Field { return paper.Field{Text: text, Label: true, Span: span} }
	cell := func(key string, span int) paper.Field {
		return paper.Field{Text: d.text(g.kind, r, key), Span: span, Align: paper.Center}
	}
	g.form.Rows = append(g.form.Rows,
		[]paper.Field{label("应到", 1), cell("due", 1), label("实到", 2), cell("present", 2), label("应选人数", 2), cell("seats", 3)},
		[]paper.Field{label("发出选票", 1), cell("issued", 1), label("收回选票", 2), cell("received", 1), label("有效票", 2), cell("valid", 1), label("无效票", 2), cell("void", 1)},
		[]paper.Field{label("姓名", 1), label("票别", 1), label("画“正”字，一格一个“正”字（五票）", tallyBoxes), label("票数", 1)})
	lines := max(1, (d.ballots(e)+tallyBoxes*tallyVotes-1)/(tallyBoxes*tallyVotes))
	if d.Empty {
		lines = 1
	}
	g.out.Heads = []string{"职务", "姓名", "赞成", "不赞成", "弃权", "结果"}
	one := func(name string, counts [3]string) {
		for i, sort := range []string{"赞成○", "不赞成×", "弃权△"} {
			down := 1
			if i == 0 {
				down = lines
			}
			for k := range down {
				var row []paper.Field
				if i == 0 && k == 0 {
					row = append(row, paper.Field{Text: name, Label: true, Down: lines + 2})
				}
				if k == 0 {
					row = append(row, paper.Field{Text: sort, Align: paper.Center, Down: down})
				}
				row = append(row, make([]paper.Field, tallyBoxes)...)
				if k == 0 {
					row = append(row, paper.Field{Text: counts[i], Align: paper.Center, Down: down})
				}
				g.form.Rows = append(g.form.Rows, row)
			}
		}
	}
	for _, c := range find.Candidates(d.View, e.ID) {
		duty, name := d.text(ledger.Candidates, c, "duty"), d.name(ledger.Members, c.Person)
		counts := [3]string{c.For.String(), c.Against.String(), c.Abstained.String()}
		one(name+"\n"+duty, counts)
		g.out.Rows = append(g.out.Rows, []string{duty, name, counts[0], counts[1], counts[2], d.text(ledger.Candidates, c, "result")})
	}
	others := otherLines
	if len(g.out.Rows) == 0 {
		others = emptyLines
	}
	for range others {
		one("", [3]string{})
	}
	return g.done("监票人（签字）："+d.text(g.kind, r, "tellers"), "计票人（签字）："+d.text(g.kind, r, "counters"), "日期：　　年　　月　　日")
}
