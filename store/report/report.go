// Package report is the work report of an office (league.md §6): which sections and sentences it has, with what figures and
// names of which records, and what of a kept one the ledger says otherwise since. It takes Views and the Book; it knows no
// screen and no paper.
//
// A report is kept as a Document of the office's own, in its field 正文: so it travels with the submission, lies in backups, is
// found, undone and has its history as every record, and no ledger of an earlier version lacks a kind. In the text each figure
// stands with its name ({规模企业=14}); what people see and print are the words alone.
package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/assets"
	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Period is what a report is about: its first and its last day.
type Period struct{ From, Until value.Date }

// Periods are those that offices report of, by a day: this year up to now, the half before, the year before.
func Periods(today value.Date) []Period {
	year := today.Year()
	all := []Period{{value.Day(year, 1, 1), today}}
	if today.Month() > 6 {
		all = append(all, Period{value.Day(year, 1, 1), value.Day(year, 6, 30)})
	} else {
		all = append(all, Period{value.Day(year-1, 7, 1), value.Day(year-1, 12, 31)})
	}
	return append(all, Period{value.Day(year-1, 1, 1), value.Day(year-1, 12, 31)})
}

// Before is the same time of the year before.
func (p Period) Before() Period { return Period{p.From.AddYears(-1), p.Until.AddYears(-1)} }

// String is the period for people: 2026年, 2026年上半年, 2026年1月至11月; with its days where a month of it has hardly begun, but
// for December: a year is reported of before it is quite over.
func (p Period) String() string {
	year := strconv.Itoa(p.From.Year()) + "年"
	first, last := p.From.DayOfMonth() == 1, p.Until.AddDays(1).DayOfMonth() == 1
	switch {
	case p.From.Year() != p.Until.Year():
		return p.From.String() + " 至 " + p.Until.String()
	case first && p.From.Month() == 1 && p.Until.Month() == 12:
		return year
	case first && p.From.Month() == 1 && p.Until.Month() == 6 && last:
		return year + "上半年"
	case first && p.From.Month() == 7 && p.Until.Month() == 12 && last:
		return year + "下半年"
	case !first || !last && p.Until.DayOfMonth() < 15:
		return year + monthAndDay(p.From) + "至" + monthAndDay(p.Until)
	case first && p.From.Month() == p.Until.Month():
		return year + strconv.Itoa(p.Until.Month()) + "月"
	}
	return year + strconv.Itoa(p.From.Month()) + "月至" + strconv.Itoa(p.Until.Month()) + "月"
}

func monthAndDay(d value.Date) string {
	return strconv.Itoa(d.Month()) + "月" + strconv.Itoa(d.DayOfMonth()) + "日"
}

// Check says what is wrong with a period for people, "" where nothing is.
func (p Period) Check() string {
	switch {
	case p.From.DayOfMonth() == 0 || !p.From.Real() || p.Until.DayOfMonth() == 0 || !p.Until.Real():
		return "起止日期要写到哪一天，例如 2026-01-01。"
	case p.Until < p.From:
		return "结束的日期早于开始的日期。请核对。"
	}
	return ""
}

// A Report is one being written: each of its lines is a heading or a paragraph, with its figures marked.
type Report struct {
	Title  string
	Period Period
	Lines  []string

	book *store.Book
	was  *ledger.Document // as it is kept; nil for one that is not yet
}

// Compose writes the draft of a report from what the ledger holds. Refused where the period cannot be asked.
func Compose(b *store.Book, p Period) (*Report, error) {
	if wrong := p.Check(); wrong != "" {
		return nil, store.Refuse(wrong)
	}
	if p.From > b.Basis().Today {
		return nil, store.Refuse("这段时间还没有到，没有可写的。请改起止日期。")
	}
	s, err := scopeOf(b, p)
	if err != nil {
		return nil, err
	}
	c := &composer{b: b, scope: s, period: p, words: wordsOf(b, p)}
	if c.before, err = pastOf(b, p.Before()); err != nil {
		return nil, err
	}
	template, err := parse(assets.Report)
	if err != nil {
		return nil, store.Tell(err)
	}
	return &Report{Title: c.words["单位"] + p.String() + "工作汇报", Period: p, Lines: c.lines(template), book: b}, nil
}

// wordsOf are the words of a template that are no figures.
func wordsOf(b *store.Book, p Period) map[string]string {
	unit := b.Profile().Name
	switch own := b.Today().Own().(type) {
	case *ledger.Street:
		unit = committee(own.Title, own.League)
	case *ledger.Community:
		unit = own.Title
		if own.League == codes.Yes {
			unit += "团委"
		}
	}
	return map[string]string{"单位": unit, "期间": p.String()}
}

// committee is how a street's League committee is called, with the street's name once: what a name has in brackets behind it,
// as （练习）, makes it no other street.
func committee(street, league string) string {
	league = cmp.Or(league, "团工委")
	if name, _, _ := strings.Cut(street, "（"); strings.Contains(league, name) {
		return league
	}
	return street + league
}

// scopeOf is what the ledger says of a period: its records of now, on the last day of the period or today, whichever is first.
func scopeOf(b *store.Book, p Period) (*scope, error) {
	day := min(p.Until, b.Basis().Today)
	r, err := b.RulesOn(day)
	if err != nil {
		return nil, store.Tell(err)
	}
	v := b.Today().On(ledger.Basis{Today: day, Rules: r})
	return &scope{v: v, from: p.From, until: p.Until, known: figures.Count(v)}, nil
}

// A past is what is known of the period before: what happened then by the days of the records, how things stood only by the
// figures that were locked or went to the street about then.
type past struct {
	*scope
	tallies figures.Tallies // nil where none were
}

// nearly is how many days a locked figure may lie from the end of the period before to stand for it.
const nearly = 45

func pastOf(b *store.Book, p Period) (past, error) {
	s, err := scopeOf(b, p)
	if err != nil {
		return past{}, err
	}
	all, err := points.All(b)
	if err != nil {
		return past{}, err
	}
	off := func(at figures.Point) int { n := at.Day.DaysTo(p.Until); return max(n, -n) }
	all = slices.DeleteFunc(all, func(at figures.Point) bool { return at.Now() || at.Day == 0 || off(at) > nearly })
	if len(all) == 0 {
		return past{scope: s}, nil
	}
	known, err := points.FiguresAt(b, slices.MinFunc(all, func(x, y figures.Point) int { return cmp.Compare(off(x), off(y)) }))
	if err != nil {
		return past{}, err
	}
	return past{s, known.Total}, nil
}

// number is a fact's number of the period before, and whether it is known.
func (p past) number(f fact) (int, bool) {
	switch {
	case f.dated:
		_, n := f.rows(p.scope)
		return n, n > 0
	case f.ind != "" && p.tallies != nil:
		t, known := p.tallies[f.ind]
		return wanted(t, f.want), known
	}
	return 0, false
}

// All are the reports that a ledger keeps of its own, the newest first.
func All(v *records.View) (all []*ledger.Document) {
	for d := range records.All[*ledger.Document](v, ledger.Documents) {
		if d.Report() && !d.Received() {
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(x, y *ledger.Document) int {
		return cmp.Or(cmp.Compare(y.Until, x.Until), cmp.Compare(y.Order, x.Order))
	})
	return all
}

// Open takes a kept report up again. Refused where it is none, or gone.
func Open(b *store.Book, id value.ID) (*Report, error) {
	d, ok := b.Today().Get(ledger.Documents, id).(*ledger.Document)
	if !ok || !d.Report() {
		return nil, store.Refuse("这份汇报不在台账里了。请到办事里另写一份。")
	}
	return &Report{Title: d.Title, Period: Period{d.From, d.Until}, Lines: strings.Split(d.Text, "\n"), book: b, was: d}, nil
}

// Kept is the record of the report, nil for one that is not kept yet.
func (r *Report) Kept() *ledger.Document { return r.was }

// Received says that the report is another ledger's: it is read here and not changed.
func (r *Report) Received() bool { return r.was != nil && r.was.Received() }

// Changed says that something was written since it was last kept.
func (r *Report) Changed() bool {
	return r.was == nil || r.was.Title != r.Title || r.was.Text != r.text() || r.was.From != r.Period.From || r.was.Until != r.Period.Until
}

func (r *Report) text() string { return strings.Join(r.Lines, "\n") }

// Save keeps the report in the ledger, as one intent. Refused with what is wrong; Changed where the record has been saved by
// somebody else since it was opened.
func (r *Report) Save() (uint64, error) {
	b := r.book
	if strings.TrimSpace(r.Title) == "" {
		return 0, store.Refuse("汇报还没有标题。请先写标题。")
	}
	now := &ledger.Document{Day: b.Basis().Today, Level: levelOf(b)}
	var was ledger.Record
	if r.was != nil {
		if r.was.Received() {
			return 0, store.Refuse("这份汇报是社区上报的，不能在这里改。")
		}
		current := b.Today().Get(ledger.Documents, r.was.ID)
		if current == nil || current.Head().Rev != r.was.Rev {
			return 0, &store.Error{Code: store.Changed, Message: "这份汇报打开以后又改过或移走了，没有保存。请从办事里再打开一次，您写的可以先复制出来。"}
		}
		was, now = r.was, ledger.Documents.Clone(r.was).(*ledger.Document)
	}
	now.Title, now.From, now.Until = strings.TrimSpace(r.Title), r.Period.From, r.Period.Until
	if err := ledger.Documents.Set(now, ledger.Documents.At("text"), r.text()); err != nil {
		return 0, store.Refuse("正文太长，最多 " + strconv.Itoa(ledger.LongestText) + " 字。请删去一些再保存。")
	}
	seq, err := b.Do(store.Intent{Deed: store.MayWork, What: ledger.Documents.Name(), Rows: 1}, func(t *store.Turn) error {
		if hard := rules.Hard(t.View(), ledger.Documents, now); len(hard) > 0 {
			return store.Refuse(hard[0].Text)
		}
		return t.Put(ledger.Documents, was, now)
	})
	if err == nil {
		r.was = b.Get(ledger.Documents, now.ID).(*ledger.Document)
	}
	return seq, err
}

// levelOf is whose paper a report of this ledger is.
func levelOf(b *store.Book) string {
	if b.Profile().Street {
		return codes.LevelStreet
	}
	return codes.LevelCommunity
}

// Previous is the newest other report that the ledger keeps of its own and that ends before this one, nil for none.
func (r *Report) Previous() *ledger.Document {
	for _, d := range All(r.book.Today()) {
		if (r.was == nil || d.ID != r.was.ID) && d.Until < r.Period.Until {
			return d
		}
	}
	return nil
}

// Blank is a report of which nothing is written yet.
func Blank(b *store.Book, p Period) *Report { return &Report{Period: p, book: b} }

// Rev is the version of the record that it was opened from, 0 for one that is not kept.
func (r *Report) Rev() uint32 {
	if r.was == nil {
		return 0
	}
	return r.was.Rev
}

// Stale says that the record has been saved, removed or taken back since it was opened; gone that it is not there any more.
func (r *Report) Stale() (stale, gone bool) {
	if r.was == nil {
		return false, false
	}
	now := r.book.Today().Get(ledger.Documents, r.was.ID)
	return now == nil || now.Head().Rev != r.was.Rev, now == nil
}

// Clone is the report as it is now, for who works on it elsewhere.
func (r *Report) Clone() *Report {
	c := *r
	c.Lines = slices.Clone(r.Lines)
	return &c
}

// KeptAs makes it the one that a Clone was saved as; where nothing was written since, as the ledger keeps it.
func (r *Report) KeptAs(c *Report) {
	if r.Title == c.Title && r.text() == c.text() {
		r.Title, r.Lines = c.was.Title, strings.Split(c.was.Text, "\n")
	}
	r.was = c.was
}

// Afresh makes it one that is not kept, after its record has gone.
func (r *Report) Afresh() { r.was = nil }
