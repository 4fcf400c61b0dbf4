// Package points are the moments that figures can be asked for and held against each other: now, the days that were locked, the
// submissions that went to the street. It knows what the ledger noted of them and where in the journal they lie. It counts
// nothing itself, which figures does, and it makes no package.
package points

import (
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

func pointOf(s Snapshot) figures.Point {
	return figures.Point{Title: s.Title(), Day: s.Day, Snapshot: s.Number, Seq: s.Seq, Rules: s.Rules}
}

// pointOfSubmission is judged by the rules of then, of which versions tells.
func pointOfSubmission(s Submission, versions []store.RulesVersion) figures.Point {
	p := figures.Point{Title: "第 " + strconv.Itoa(int(s.Number)) + " 次上报", Day: s.Day, Submission: s.Number, Seq: s.Seq}
	for _, v := range versions { // newest first
		if v.Seq <= s.Seq {
			p.Rules = string(v.Rules.On(s.Day).Source())
			break
		}
	}
	return p
}

// All are all that figures can be asked for: now, then the snapshots, then the
// submissions, newest first.
func All(b *store.Book) ([]figures.Point, error) {
	snapshots, err := Snapshots(b)
	if err != nil {
		return nil, err
	}
	submissions, err := Submissions(b)
	if err != nil {
		return nil, err
	}
	versions, err := b.RulesVersions()
	if err != nil {
		return nil, err
	}
	points := []figures.Point{figures.NowOf(b.Today())}
	for _, s := range snapshots {
		points = append(points, pointOf(s))
	}
	for _, s := range submissions {
		points = append(points, pointOfSubmission(s, versions))
	}
	return points, nil
}

// At finds a point as people write it: "" is now, a number is a submission's or,
// where there is none of it, a snapshot's; a day is that of a snapshot or else of a
// submission, the newest of them. Refused when there is none.
func At(b *store.Book, word string) (figures.Point, error) {
	points, err := All(b)
	if err != nil {
		return figures.Point{}, err
	}
	if word == "" {
		return points[0], nil
	}
	number, day, err := numberOrDay(word)
	if err != nil {
		return figures.Point{}, err
	}
	for _, fits := range []func(figures.Point) bool{
		func(p figures.Point) bool { return number > 0 && p.Submission == number },
		func(p figures.Point) bool { return number > 0 && p.Snapshot == number },
		func(p figures.Point) bool { return !p.Now() && day != 0 && p.Day == day },
	} {
		if at := slices.IndexFunc(points, fits); at >= 0 {
			return points[at], nil
		}
	}
	submissions := len(slices.DeleteFunc(slices.Clone(points), func(p figures.Point) bool { return p.Submission == 0 }))
	snapshots := len(points) - 1 - submissions
	what := "第 " + word + " 次"
	if number == 0 {
		what = day.String() + " 的"
	}
	return figures.Point{}, store.Refuse("没有" + what + "上报，也没有这样的锁定汇总。上报过 " + strconv.Itoa(submissions) + " 次，锁定过 " + strconv.Itoa(snapshots) + " 次。")
}

// basisOf is the day and the rules of a point; a point of now may be asked for as of
// another day, by the rules of that day.
func basisOf(b *store.Book, p figures.Point) (ledger.Basis, error) {
	basis := b.Basis()
	if p.Day != 0 {
		basis.Today = p.Day
	}
	if p.Now() && p.Day != 0 {
		return basisOn(b, p.Day)
	}
	if p.Rules != "" && p.Rules != string(basis.Rules.Source()) {
		rules, err := rulebook.ParseRules([]byte(p.Rules))
		if err != nil {
			return basis, err
		}
		basis.Rules = rules
	}
	return basis, nil
}

// FiguresAt are the figures of a point: those that were locked, or counted now from
// what the ledger held then.
func FiguresAt(b *store.Book, p figures.Point) (*figures.Figures, error) {
	if p.Snapshot > 0 {
		return SnapshotFigures(b, Snapshot{Number: p.Snapshot})
	}
	v, err := viewAt(b, p)
	if err != nil {
		return nil, err
	}
	return figures.Count(v), nil
}

// viewAt are the records as the ledger held them at a point, on its day and by its rules.
func viewAt(b *store.Book, p figures.Point) (*records.View, error) {
	basis, err := basisOf(b, p)
	if err != nil {
		return nil, store.Tell(err)
	}
	v, err := Then(b, p.Seq)
	if err != nil {
		return nil, store.Tell(err)
	}
	return v[0].On(basis), nil
}

// An Account is what there is to say of one point in numbers.
type Account struct {
	Point   figures.Point
	Summary rules.Summary
	Figures *figures.Figures
}

// AccountOf gathers a point's figures, with the summary as it was noted then.
func AccountOf(b *store.Book, p figures.Point) (Account, error) {
	f, err := FiguresAt(b, p)
	if err != nil {
		return Account{}, err
	}
	a := Account{Point: p, Figures: f}
	switch {
	case p.Now():
		a.Summary = rules.SummaryOf(b.Today())
	case p.Submission > 0:
		s, err := SubmissionNumber(b, p.Submission)
		if err != nil {
			return Account{}, err
		}
		a.Summary = s.Figures
	default:
		s, err := SnapshotAt(b, strconv.Itoa(int(p.Snapshot)))
		if err != nil {
			return Account{}, err
		}
		a.Summary = f.Total.Summary()
		a.Summary.Pending = s.Pending
	}
	return a, nil
}

// Then are the records of several points of the journal, which it reads once; 0 is now. The first change of a record after
// a point says what stood there at the point.
func Then(b *store.Book, seqs ...uint64) ([]*records.View, error) {
	now := b.Today()
	newest := now.Moment().Seq
	back := make([][]records.Change, len(seqs))
	known := make([]map[rules.Reference]bool, len(seqs))
	from := newest
	for i, seq := range seqs {
		known[i] = map[rules.Reference]bool{}
		if seq > 0 {
			from = min(from, seq)
		}
	}
	if from < newest {
		err := b.Changes(from+1, func(seq uint64, kind ledger.Kind, c store.Before) error {
			if seq > newest { // saved since
				return vault.ErrStop
			}
			var was ledger.Record
			read, id := false, value.ID(c.ID)
			for i, at := range seqs {
				if at == 0 || seq <= at || known[i][rules.Reference{Kind: kind, ID: id}] {
					continue
				}
				known[i][rules.Reference{Kind: kind, ID: id}] = true
				if !read {
					var err error
					if was, err = store.RecordOf(kind, c.Was); err != nil {
						return err
					}
					read = true
				}
				back[i] = append(back[i], records.Change{Kind: kind, ID: id, Now: was})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	out := make([]*records.View, len(seqs))
	for i, seq := range seqs {
		m := now.Moment()
		if seq > 0 {
			m.Seq = seq
		}
		out[i] = now.After(back[i]).At(m)
	}
	return out, nil
}

// FiguresOn counts all indicators as of a day, by the rules that held then; day 0 is
// today. The day decides ages, terms and posts; the records are those of now.
func FiguresOn(b *store.Book, day value.Date) *figures.Figures {
	basis := b.Basis()
	if day != 0 {
		basis.Today = day
	}
	if then, err := basisOn(b, day); err == nil {
		basis = then // where the older sets cannot be read, which Check names, those of today count
	}
	return figures.Count(b.Today().On(basis))
}

// Behind are the records behind an indicator's value at a point, in a scope, in the
// order of entry. It asks the function that counts.
func Behind(b *store.Book, p figures.Point, s figures.Scope, key string, want figures.Wanted) ([]value.ID, error) {
	v, err := viewAt(b, p)
	if err != nil {
		return nil, err
	}
	return figures.Behind(v, s, key, want), nil
}

// BehindList is Behind as a list that can be opened; false when there is nothing to
// show. Records that have been removed since the point are not in it.
func BehindList(b *store.Book, p figures.Point, s figures.Scope, key string, want figures.Wanted) (records.Query, bool, error) {
	ids, err := Behind(b, p, s, key, want)
	if err != nil || len(ids) == 0 {
		return records.Query{}, false, err
	}
	part, of := figures.IndicatorOf(key).Kinds()
	q := records.Query{Kind: part, Only: ids}
	if want == figures.WantOf {
		q.Kind = of
	}
	return q, true, nil
}

// Compare explains the difference between two points. It reads the journal once, and
// no copy of the ledger.
func Compare(b *store.Book, from, to figures.Point) (*figures.Comparison, error) {
	then, err := Then(b, from.Seq, to.Seq)
	if err != nil {
		return nil, store.Tell(err)
	}
	var moments [2]figures.Moment
	for i, p := range []figures.Point{from, to} {
		basis, err := basisOf(b, p)
		if err != nil {
			return nil, store.Tell(err)
		}
		moments[i] = figures.Moment{Point: p, View: then[i].On(basis)}
		if p.Snapshot > 0 {
			if moments[i].Locked, err = SnapshotFigures(b, Snapshot{Number: p.Snapshot}); err != nil {
				return nil, err
			}
		}
	}
	return figures.Compare(moments[0], moments[1], b.Today()), nil
}

// basisOn is the basis of a day: of a day that is over by the rules that held then, of one to come by those that will.
func basisOn(b *store.Book, day value.Date) (ledger.Basis, error) {
	basis := b.Basis()
	if day == 0 || day >= basis.Today {
		day = max(day, basis.Today)
		return ledger.Basis{Today: day, Rules: basis.Rules.On(day)}, nil
	}
	rules, err := b.RulesOn(day)
	return ledger.Basis{Today: day, Rules: rules}, err
}
