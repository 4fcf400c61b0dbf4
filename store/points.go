package store

import (
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/vault"
)

// A Point is a moment of the ledger whose figures can be counted and compared: now, a
// locked snapshot, or a submission.
type Point struct {
	Title      string
	Day        ledger.Date // as of which it is counted
	Snapshot   uint64      // its number, 0 for no snapshot
	Submission uint64      // likewise
	seq        uint64      // 0 is now
	rules      string      // "" is the rule set in force
}

// Now says that the point is the present: its figures change with the ledger.
func (p Point) Now() bool { return p.Snapshot == 0 && p.Submission == 0 }

func (b *Book) pointNow() Point { return Point{Title: "现在", Day: b.Basis().Today} }

func pointOf(s Snapshot) Point {
	return Point{Title: s.Title(), Day: s.Day, Snapshot: s.Number, seq: s.Seq, rules: s.Rules}
}

// pointOfSubmission is judged by the rules of then, of which versions tells.
func pointOfSubmission(s Submission, versions []RulesVersion) Point {
	p := Point{Title: "第 " + itoa(int(s.Number)) + " 次上报", Day: s.Day, Submission: s.Number, seq: s.Seq}
	for _, v := range versions {
		if v.Seq <= s.Seq {
			p.rules = string(v.Rules.On(s.Day).Source())
		}
	}
	return p
}

// Points are all that figures can be asked for: now, then the snapshots, then the
// submissions, newest first.
func (b *Book) Points() ([]Point, error) {
	snapshots, err := b.Snapshots()
	if err != nil {
		return nil, err
	}
	submissions, err := b.Submissions()
	if err != nil {
		return nil, err
	}
	versions, err := b.rulesVersions()
	if err != nil {
		return nil, Tell(err)
	}
	points := []Point{b.pointNow()}
	for _, s := range snapshots {
		points = append(points, pointOf(s))
	}
	for _, s := range submissions {
		points = append(points, pointOfSubmission(s, versions))
	}
	return points, nil
}

// PointAt finds a point as people write it: "" is now, a number is a submission's or,
// where there is none of it, a snapshot's; a day is that of a snapshot or else of a
// submission, the newest of them. Refused when there is none.
func (b *Book) PointAt(word string) (Point, error) {
	points, err := b.Points()
	if err != nil {
		return Point{}, err
	}
	if word == "" {
		return points[0], nil
	}
	number, day, err := numberOrDay(word)
	if err != nil {
		return Point{}, err
	}
	for _, fits := range []func(Point) bool{
		func(p Point) bool { return number > 0 && p.Submission == number },
		func(p Point) bool { return number > 0 && p.Snapshot == number },
		func(p Point) bool { return !p.Now() && day != 0 && p.Day == day },
	} {
		if at := slices.IndexFunc(points, fits); at >= 0 {
			return points[at], nil
		}
	}
	submissions := len(slices.DeleteFunc(slices.Clone(points), func(p Point) bool { return p.Submission == 0 }))
	snapshots := len(points) - 1 - submissions
	what := "第 " + word + " 次"
	if number == 0 {
		what = day.String() + " 的"
	}
	return Point{}, Refuse("没有" + what + "上报，也没有这样的锁定汇总。上报过 " + itoa(submissions) + " 次，锁定过 " + itoa(snapshots) + " 次。")
}

// basisOf is the day and the rules of a point; a point of now may be asked for as of
// another day, by the rules of that day.
func (b *Book) basisOf(p Point) (ledger.Basis, error) {
	basis := b.Basis()
	if p.Day != 0 {
		basis.Today = p.Day
	}
	if p.Now() && p.Day != 0 {
		return b.basisOn(p.Day)
	}
	if p.rules != "" && p.rules != string(basis.Rules.Source()) {
		rules, err := ledger.ParseRules([]byte(p.rules))
		if err != nil {
			return basis, err
		}
		basis.Rules = rules
	}
	return basis, nil
}

// FiguresAt are the figures of a point: those that were locked, or counted now from
// what the ledger held then.
func (b *Book) FiguresAt(p Point) (*Figures, error) {
	if p.Snapshot > 0 {
		return b.SnapshotFigures(Snapshot{Number: p.Snapshot})
	}
	c, err := b.censusAt(p)
	if err != nil {
		return nil, err
	}
	return c.figures(), nil
}

// censusAt looks over what the ledger held at a point.
func (b *Book) censusAt(p Point) (*census, error) {
	basis, err := b.basisOf(p)
	if err != nil {
		return nil, Tell(err)
	}
	v, err := b.Then(p.seq)
	if err != nil {
		return nil, Tell(err)
	}
	return censusOf(v[0].On(basis)), nil
}

// An Account is what there is to say of one point in numbers.
type Account struct {
	Point   Point
	Summary rules.Summary
	Figures *Figures
}

// AccountOf gathers a point's figures, with the summary as it was noted then.
func (b *Book) AccountOf(p Point) (Account, error) {
	f, err := b.FiguresAt(p)
	if err != nil {
		return Account{}, err
	}
	a := Account{Point: p, Figures: f}
	switch {
	case p.Now():
		a.Summary = rules.SummaryOf(b.Today())
	case p.Submission > 0:
		s, err := b.SubmissionNumber(p.Submission)
		if err != nil {
			return Account{}, err
		}
		a.Summary = s.Figures
	default:
		s, err := b.SnapshotAt(itoa(int(p.Snapshot)))
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
func (b *Book) Then(seqs ...uint64) ([]*records.View, error) {
	now := b.Today()
	newest := now.Moment().Seq
	back := make([][]records.Change, len(seqs))
	known := make([]map[kindly]bool, len(seqs))
	from := newest
	for i, seq := range seqs {
		known[i] = map[kindly]bool{}
		if seq > 0 {
			from = min(from, seq)
		}
	}
	if from < newest {
		err := b.changesFrom(from+1, func(seq uint64, kind ledger.Kind, c Before) error {
			if seq > newest { // saved since
				return vault.ErrStop
			}
			var was ledger.Record
			read, id := false, ledger.ID(c.ID)
			for i, at := range seqs {
				if at == 0 || seq <= at || known[i][kindly{kind, id}] {
					continue
				}
				known[i][kindly{kind, id}] = true
				if !read {
					var err error
					if was, err = recordOf(kind, c.Was); err != nil {
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
