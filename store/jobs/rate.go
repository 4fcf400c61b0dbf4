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

// A RatingSheet is the 对标定级 of all branches in a year (league.md §3, job 13; domain.md §1.5): the five items of each
// branch's own judging, what the upper level made of them, and the stars that follow from the rule set.
type RatingSheet struct {
	Year int
	Rows []RatingRow // by name

	book *store.Book
	view *records.View
}

// A RatingRow is one branch: what the ledger has, nil for nothing, what is to be, and why the branch is not rated; "" where
// it is.
type RatingRow struct {
	Branch *ledger.Branch
	Was    *ledger.Rating
	Now    ledger.Rating
	Why    string
}

// The points of a rating in the order of a sheet: the items and the review.
var ratingPoints = []func(*ledger.Rating) *value.Count{
	func(r *ledger.Rating) *value.Count { return &r.Team }, func(r *ledger.Rating) *value.Count { return &r.Members },
	func(r *ledger.Rating) *value.Count { return &r.Life }, func(r *ledger.Rating) *value.Count { return &r.Order },
	func(r *ledger.Rating) *value.Count { return &r.Role }, func(r *ledger.Rating) *value.Count { return &r.Reviewed },
}

// RatingItems are the labels of the points that a sheet asks for, and the last of them is the review.
func RatingItems() []string {
	labels := make([]string, len(ratingPoints))
	for i, key := range []string{"team", "members", "life", "orderly", "role", "reviewed"} {
		labels[i] = ledger.Ratings.Columns()[ledger.Ratings.At(key)].Label
	}
	return labels
}

// Points is an item of a row.
func (r *RatingRow) Points(item int) *value.Count { return ratingPoints[item](&r.Now) }

// Changed says that the row is to be saved.
func (r *RatingRow) Changed() bool {
	was := ledger.Rating{}
	if r.Was != nil {
		was = *r.Was
	}
	for _, at := range ratingPoints {
		if *at(&r.Now) != *at(&was) {
			return true
		}
	}
	return r.Now.Veto != was.Veto
}

// Rate begins or goes on with the sheet of a year: of all branches that live and have members.
func Rate(b *store.Book, year int) *RatingSheet {
	v := b.Today()
	s := &RatingSheet{Year: year, book: b, view: v}
	known := map[value.ID]*ledger.Rating{}
	for r := range records.All[*ledger.Rating](v, ledger.Ratings) {
		if y, _ := r.Year.Value(); y == year {
			known[r.Branch] = r
		}
	}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		was := known[o.ID]
		if was == nil && (!o.Live() || rules.Roll(v).Branch[o.ID] == 0 || o.Received()) {
			continue
		}
		row := RatingRow{Branch: o, Was: was, Now: ledger.Rating{Branch: o.ID, Year: value.CountOf(year), Day: v.Basis().Today}}
		if was != nil {
			row.Now = *was
		}
		row.Why = rules.Unrated(v, &row.Now)
		s.Rows = append(s.Rows, row)
	}
	slices.SortFunc(s.Rows, func(a, b RatingRow) int {
		return cmp.Or(cmp.Compare(find.SortKey(a.Branch.Name(), false), find.SortKey(b.Branch.Name(), false)), cmp.Compare(a.Branch.Order, b.Branch.Order))
	})
	return s
}

// Stars is what the points of a row make, in words; "" while points are missing.
func (s *RatingSheet) Stars(row int) string {
	return codes.Stars.Label(s.Rows[row].Now.Stars(s.view.Basis().Rules))
}

// Wrong says what is wrong with a row: the branch is not rated, or too young for the stars that its points make; "" for nothing.
func (s *RatingSheet) Wrong(row int) string {
	r := &s.Rows[row]
	return cmp.Or(r.Why, rules.Overrated(s.view, &r.Now))
}

// Changed is how many rows are to be saved.
func (s *RatingSheet) Changed() (n int) {
	for i := range s.Rows {
		if s.Rows[i].Changed() {
			n++
		}
	}
	return n
}

// Save writes what has changed in one intent and answers its number. It is refused with more than 100 points, and where nothing
// has changed.
func (s *RatingSheet) Save() (uint64, error) {
	var puts []Put
	for i := range s.Rows {
		r := &s.Rows[i]
		if !r.Changed() {
			continue
		}
		if sum, _ := r.Now.Points(); sum > 100 {
			return 0, store.Refuse(r.Branch.Name() + "：五项加起来是 " + strconv.Itoa(sum) + " 分，超过了 100 分。请核对。")
		}
		if n, _ := r.Now.Reviewed.Value(); n > 100 {
			return 0, store.Refuse(r.Branch.Name() + "：复核得分是 " + strconv.Itoa(n) + " 分，超过了 100 分。请核对。")
		}
		now := r.Now
		p := Put{Kind: ledger.Ratings, Now: &now}
		if r.Was != nil {
			p.Was = r.Was
		}
		puts = append(puts, p)
	}
	if len(puts) == 0 {
		return 0, store.Refuse("没有改动，不用保存。")
	}
	return save(s.book, s.view, ledger.Ratings.Name(), strconv.Itoa(s.Year)+" 年定级 "+strconv.Itoa(len(puts))+" 个团组织", puts)
}
