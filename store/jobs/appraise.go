package jobs

import (
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// An AppraisalSheet is what one branch finds of its members in a year, and whose membership it registers (league.md §3, job
// 13; domain.md §1.5). What the ledger has of the year stands in it already: a sheet that was left goes on from the records.
type AppraisalSheet struct {
	Branch *ledger.Branch
	Year   int
	Rows   []AppraisalRow // by name

	book  *store.Book
	view  *records.View
	today value.Date
}

// An AppraisalRow is one member: what the ledger has, nil for nothing, and what is to be.
type AppraisalRow struct {
	Member *ledger.Member
	Was    *ledger.Appraisal
	Now    ledger.Appraisal
}

// Changed says that the row is to be saved.
func (r *AppraisalRow) Changed() bool {
	if r.Was == nil {
		return r.Now.Self+r.Now.Peers+r.Now.Grade+r.Now.Registered != ""
	}
	return r.Now.Self != r.Was.Self || r.Now.Peers != r.Was.Peers || r.Now.Grade != r.Was.Grade || r.Now.Registered != r.Was.Registered
}

// Appraise begins or goes on with the sheet of a branch and year: of those who are on its roll at the end of the year, or
// today while it lasts, and of whom else it was written.
func Appraise(b *store.Book, branch value.ID, year int) (*AppraisalSheet, error) {
	v := b.Today()
	o, ok := v.Get(ledger.Branches, branch).(*ledger.Branch)
	if !ok {
		return nil, store.Refuse("找不到这个团组织。请重新选一个。")
	}
	s := &AppraisalSheet{Branch: o, Year: year, book: b, view: v, today: v.Basis().Today}
	known := map[value.ID]*ledger.Appraisal{}
	for a := range records.All[*ledger.Appraisal](v, ledger.Appraisals) {
		if y, _ := a.Year.Value(); y == year {
			known[a.Member] = a
		}
	}
	last := min(value.Day(year, 12, 1), s.today.MonthStart())
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		was := known[m.ID]
		if branchOn(m, last) != o.ID || !onRoll(m, last) && was == nil {
			continue
		}
		row := AppraisalRow{Member: m, Was: was, Now: ledger.Appraisal{Member: m.ID, Year: value.CountOf(year)}}
		if was != nil {
			row.Now = *was
		}
		s.Rows = append(s.Rows, row)
	}
	slices.SortFunc(s.Rows, func(a, b AppraisalRow) int { return byName(a.Member, b.Member) })
	return s, nil
}

// Grade writes the finding of a row. Whoever is found good enough is registered with it, whoever is not is not.
func (s *AppraisalSheet) Grade(row int, code string) {
	r := &s.Rows[row].Now
	r.Grade = code
	switch code {
	case "":
		s.Register(row, "")
	case codes.GradeFailed:
		s.Register(row, codes.No)
	default:
		s.Register(row, codes.Yes)
	}
}

// Register writes whether the membership of a row is registered, today.
func (s *AppraisalSheet) Register(row int, answer string) {
	r := &s.Rows[row].Now
	if r.Registered = answer; answer != codes.Yes {
		r.RegisteredOn = 0
	} else if r.RegisteredOn == 0 {
		r.RegisteredOn = s.today
	}
}

// Count is how many have a finding, how many of them are 优秀, and how many may be: a share of those who were appraised,
// rounded down.
func (s *AppraisalSheet) Count() (found, best, most int) {
	for i := range s.Rows {
		if g := s.Rows[i].Now.Grade; g != "" {
			found++
			if g == codes.GradeBest {
				best++
			}
		}
	}
	return found, best, s.view.Basis().Rules.MostBest(found)
}

// Changed is how many rows are to be saved.
func (s *AppraisalSheet) Changed() (n int) {
	for i := range s.Rows {
		if s.Rows[i].Changed() {
			n++
		}
	}
	return n
}

// Save writes what has changed in one intent and answers its number. It is refused with more 优秀 than may be, and where nothing
// has changed.
func (s *AppraisalSheet) Save() (uint64, error) {
	found, best, most := s.Count()
	switch {
	case s.Changed() == 0:
		return 0, store.Refuse("没有改动，不用保存。")
	case best > most:
		return 0, store.Refuse("评了 " + strconv.Itoa(found) + " 人，优秀最多 " + strconv.Itoa(most) + " 人（" + strconv.Itoa(s.view.Basis().Rules.BestShare) + "%），现在是 " + strconv.Itoa(best) + " 人。请改几个再保存。")
	}
	var puts []Put
	for i := range s.Rows {
		r := &s.Rows[i]
		if !r.Changed() {
			continue
		}
		now := r.Now
		p := Put{Kind: ledger.Appraisals, Now: &now}
		if r.Was != nil {
			p.Was = r.Was
		}
		puts = append(puts, p)
	}
	return save(s.book, s.view, ledger.Appraisals.Name(), strconv.Itoa(s.Year)+" 年评议 "+s.Branch.Name()+" "+strconv.Itoa(len(puts))+" 人", puts)
}
