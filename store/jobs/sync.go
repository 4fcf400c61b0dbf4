package jobs

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A SyncSheet is a year's 四同步 of all organisations, and of the enterprises without one that have a Party organisation: four
// days with their evidence (league.md §3, job 16).
type SyncSheet struct {
	Year int
	Rows []SyncRow // the organisations by name, then the enterprises

	book *store.Book
	view *records.View
}

// A SyncRow is one organisation or enterprise: what the ledger has, nil for nothing, and what is to be.
type SyncRow struct {
	Kind ledger.Kind
	ID   value.ID
	Name string
	Was  *ledger.Sync
	Now  ledger.Sync
}

// The four steps in the order of a sheet, with what proves each.
var syncSteps = []struct {
	label    string
	day      func(*ledger.Sync) *value.Date
	evidence func(*ledger.Sync) *string
}{
	{"规划", func(s *ledger.Sync) *value.Date { return &s.Planned }, func(s *ledger.Sync) *string { return &s.PlanDoc }},
	{"部署", func(s *ledger.Sync) *value.Date { return &s.Deployed }, func(s *ledger.Sync) *string { return &s.DeployDoc }},
	{"检查", func(s *ledger.Sync) *value.Date { return &s.Inspected }, func(s *ledger.Sync) *string { return &s.InspectDoc }},
	{"考核", func(s *ledger.Sync) *value.Date { return &s.Assessed }, func(s *ledger.Sync) *string { return &s.AssessDoc }},
}

// SyncStep is what a step is called.
func SyncStep(step int) string { return syncSteps[step].label }

// Day is when a step was done.
func (r *SyncRow) Day(step int) *value.Date { return syncSteps[step].day(&r.Now) }

// Evidence is what proves a step.
func (r *SyncRow) Evidence(step int) *string { return syncSteps[step].evidence(&r.Now) }

// Changed says that the row is to be saved.
func (r *SyncRow) Changed() bool {
	was := ledger.Sync{}
	if r.Was != nil {
		was = *r.Was
	}
	for _, step := range syncSteps {
		if *step.day(&r.Now) != *step.day(&was) || *step.evidence(&r.Now) != *step.evidence(&was) {
			return true
		}
	}
	return r.Now.Score != was.Score
}

// SyncOf begins or goes on with the sheet of a year.
func SyncOf(b *store.Book, year int) *SyncSheet {
	v := b.Today()
	s := &SyncSheet{Year: year, book: b, view: v}
	known := map[value.ID]*ledger.Sync{}
	for one := range records.All[*ledger.Sync](v, ledger.Syncs) {
		if of := cmp.Or(one.Branch, one.Enterprise); one.Of(year) && !one.Received() && known[of] == nil {
			known[of] = one
		}
	}
	add := func(kind ledger.Kind, id value.ID, name string, now ledger.Sync) {
		row := SyncRow{Kind: kind, ID: id, Name: name, Was: known[id], Now: now}
		if row.Was != nil {
			row.Now = *row.Was
		}
		row.Now.Year = value.CountOf(year)
		s.Rows = append(s.Rows, row)
	}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if known[o.ID] != nil || o.Stands() && o.Type == codes.BranchCell && (v.Street() || !o.Received()) {
			add(ledger.Branches, o.ID, o.Name(), ledger.Sync{Branch: o.ID})
		}
	}
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		if known[e.ID] != nil || e.Open() && partied(e) && !rules.Built(v, e) && (v.Street() || !e.Received()) {
			add(ledger.Enterprises, e.ID, e.Title, ledger.Sync{Enterprise: e.ID})
		}
	}
	slices.SortStableFunc(s.Rows, func(x, y SyncRow) int {
		if x.Kind != y.Kind {
			return map[bool]int{true: -1, false: 1}[x.Kind == ledger.Branches]
		}
		return cmp.Compare(find.SortKey(x.Name, false), find.SortKey(y.Name, false))
	})
	return s
}

// partied says that an enterprise has a Party organisation, by the code of codes.PartyOrgs.
func partied(e *ledger.Enterprise) bool { return e.PartyOrg != "" && e.PartyOrg != codes.PartyOrgNone }

// Changed is how many rows are to be saved.
func (s *SyncSheet) Changed() (n int) {
	for i := range s.Rows {
		if s.Rows[i].Changed() {
			n++
		}
	}
	return n
}

// Done is how many rows have all four.
func (s *SyncSheet) Done() (n int) {
	for i := range s.Rows {
		if s.Rows[i].Now.Done(s.view.Basis().Today) == ledger.SyncSteps {
			n++
		}
	}
	return n
}

// Fault says of a row why it cannot be saved, "" where it can: a step that has not come, one before the step that comes first,
// more than 100 points.
func (s *SyncSheet) Fault(row int) string {
	r, last := &s.Rows[row], value.Date(0)
	for i, step := range syncSteps {
		switch day := *r.Day(i); {
		case day == 0:
		case day.First() > s.view.Basis().Today:
			return r.Name + "：同步" + step.label + "的日期还没有到。做过了再填。"
		case last != 0 && day.Last() < last.First():
			return r.Name + "：同步" + step.label + "（" + day.String() + "）早于前一步（" + last.String() + "）。请核对。"
		default:
			last = day
		}
	}
	if n, _ := r.Now.Score.Value(); n > 100 {
		return r.Name + "：考核得分是 " + strconv.Itoa(n) + " 分，超过了 100 分。请核对。"
	}
	return ""
}

// Save writes what has changed in one intent and answers its number. What Fault finds is refused, and a sheet that has not
// changed.
func (s *SyncSheet) Save() (uint64, error) {
	var puts []Put
	for i := range s.Rows {
		r := &s.Rows[i]
		if !r.Changed() {
			continue
		}
		if wrong := s.Fault(i); wrong != "" {
			return 0, store.Refuse(wrong)
		}
		now := r.Now
		p := Put{Kind: ledger.Syncs, Now: &now}
		if r.Was != nil {
			p.Was = r.Was
		}
		puts = append(puts, p)
	}
	if len(puts) == 0 {
		return 0, store.Refuse("没有改动，不用保存。")
	}
	return save(s.book, s.view, ledger.Syncs.Name(), strconv.Itoa(s.Year)+" 年四同步 "+strconv.Itoa(len(puts))+" 个单位", puts)
}

// Syncings is the year's 四同步 where it was begun and not all units have done all four; none where nobody began it.
func Syncings(b *store.Book) []Waiting {
	year := b.Basis().Today.Year()
	s := SyncOf(b, year)
	begun := slices.ContainsFunc(s.Rows, func(r SyncRow) bool { return r.Was != nil })
	if left := len(s.Rows) - s.Done(); begun && left > 0 {
		return []Waiting{{Kind: ledger.Syncs, About: strconv.Itoa(year) + " 年四同步", Next: "还有 " + strconv.Itoa(left) + " 个单位没有做全", By: value.Day(year, 12, 31)}}
	}
	return nil
}
