package intake

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Of the tables of the League's life the heading says much for all rows: 2025年度团员教育评议表, 2026年1-6月团费收缴登记表. A
// field that must not be empty is taken from it where the table has no column for it.

// titleYear and titleMonths find a year, and the months of a year, in a heading.
var (
	titleYear   = regexp.MustCompile(`(20[0-9]{2})\s*年?`)
	titleMonths = regexp.MustCompile(`(20[0-9]{2})\s*年\s*([0-9]{1,2})\s*月?(?:\s*[-—–~～至到]+\s*([0-9]{1,2}))?\s*月`)
)

// headed fills in what the heading says and what such a table means where it has no column for it.
func (r *reader) headed(texts []string) {
	title := value.Halfwidth(r.table.Title + " " + r.table.Sheet)
	give := func(key, text string) {
		if i := r.kind.At(key); texts[i] == "" && r.table.found.Column(key) < 0 {
			texts[i] = text
		}
	}
	switch r.kind {
	case ledger.Meetings:
		if i := r.kind.At("sort"); texts[i] == "" {
			texts[i] = sortIn(texts[r.kind.At("name")])
		}
		give("sort", sortIn(title))
	case ledger.Appraisals, ledger.Ratings:
		if m := titleYear.FindStringSubmatch(title); m != nil {
			give("year", m[1])
		}
	case ledger.Payments:
		if m := titleMonths.FindStringSubmatch(title); m != nil && r.table.found.Column("to") < 0 {
			give("from", m[1]+"年"+m[2]+"月")
			if r.table.found.Column("from") < 0 && m[3] != "" {
				give("to", m[1]+"年"+m[3]+"月")
			}
		}
		give("to", texts[r.kind.At("from")]) // one month
		if texts[r.kind.At("paid")] != "" {
			give("sort", codes.PaymentSorts.Label(codes.PaymentPaid))
		}
	case ledger.Candidates:
		if e := r.electionIn(title); e != nil {
			give("election", r.view.Name(ledger.Elections, e.ID))
		}
	case ledger.Supplies:
		if texts[r.kind.At("branch")]+texts[r.kind.At("person")]+texts[r.kind.At("signed")] != "" {
			give("way", codes.SupplyWays.Label(codes.SupplyOut))
		}
	case ledger.Youths: // of whom the year alone is kept
		i := r.kind.At("born")
		if born, err := value.ParseDate(texts[i]); err == nil && born != 0 && utf8.RuneCountInString(texts[i]) > 4 {
			texts[i] = born.String()[:4]
		}
	}
}

// electionIn is the newest election of the organisation that a heading names, in the year that it says; nil where it names none,
// or names two.
func (r *reader) electionIn(title string) (newest *ledger.Election) {
	year := titleYear.FindStringSubmatch(title)
	named := func(name string) bool { return name != "" && strings.Contains(title, name) }
	for e := range records.All[*ledger.Election](r.view, ledger.Elections) {
		o, ok := r.view.Get(ledger.Branches, e.Branch).(*ledger.Branch)
		if !ok || !named(o.Name()) && !named(o.Title) || year != nil && e.Day != 0 && year[1] != e.Day.String()[:4] {
			continue
		}
		if newest != nil && newest.Branch != e.Branch {
			return nil
		}
		if newest == nil || e.Day > newest.Day {
			newest = e
		}
	}
	return newest
}

// sortIn is the sort of meeting that a text names, the one with the longest name; "" where it names none.
func sortIn(text string) (found string) {
	for _, item := range codes.MeetingSorts.Items() {
		for _, word := range append([]string{item.Label}, codes.MeetingSorts.Aliases(item.Code)...) {
			if strings.Contains(text, word) && len(word) > len(found) && word != "其他" {
				found = word
			}
		}
	}
	return found
}
