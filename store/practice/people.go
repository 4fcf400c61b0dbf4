package practice

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// people makes up the members, with the faults that a real ledger has: a few over
// age, a few without a branch, a few who drift, and officers for most branches; and answers who is in which branch.
func (inv *inventor) people(ctx context.Context, t *store.Turn, cells []*ledger.Branch, firms []*ledger.Enterprise, n int) ([]*cell, error) {
	made := make([]*cell, len(cells))
	for i, o := range cells {
		made[i] = &cell{branch: o}
	}
	var due []*ledger.Enterprise // that wait for a branch, or of which nobody knows: there founding one can be tried
	for _, state := range []string{codes.FoundingDue, codes.FoundingUnknown} {
		for _, e := range firms {
			if e.Founding == state && e.Open() {
				due = append(due, e)
			}
		}
	}
	loose := 0
	for i := range n {
		if i%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		in := made[i%len(cells)]
		cell := in.branch
		m := inv.member(i, cell)
		if i%61 == 60 {
			m.Branch, m.Unit = value.ID{}, firms[inv.rng.IntN(len(firms))].ID
			if at := loose / (t.View().Basis().Rules.BranchMin + 1); at < len(due) {
				m.Unit = due[at].ID
			}
			loose++
		}
		if err := t.Put(ledger.Members, nil, m); err != nil {
			return nil, err
		}
		if m.Branch == cell.ID {
			in.add(m)
		}
		if len(in.posts) >= 3 || m.Branch != cell.ID || cell == cells[len(cells)-1] && len(cells) > 3 {
			continue
		}
		duty := []string{codes.DutySecretary, "3", "4"}[len(in.posts)]
		p := &ledger.Post{Person: m.ID, Branch: cell.ID, Duty: duty, Sort: "2", From: cell.TermFrom, Elected: cell.Elected, Hours: value.CountOf(2 + i%6)}
		if err := t.Put(ledger.Posts, nil, p); err != nil {
			return nil, err
		}
		in.posts = append(in.posts, p)
	}
	return made, nil
}

// add puts a member beside the others of his branch.
func (c *cell) add(m *ledger.Member) {
	if m.OnRoll() {
		c.people = append(c.people, m)
	} else {
		c.gone = append(c.gone, m)
	}
}

func (inv *inventor) member(i int, cell *ledger.Branch) *ledger.Member {
	years := 17 + inv.rng.IntN(11)
	if i%43 == 42 {
		years = 28
	}
	born := inv.today.AddYears(-years).AddDays(-inv.rng.IntN(340))
	joined := born.AddYears(14).AddDays(30 + inv.rng.IntN(900))
	m := &ledger.Member{Title: inv.name(), IDType: codes.IDResident, IDNumber: inv.idNumber(born), Nation: pick(inv, []string{"01", "01", "01", "01", "01", "01", "06", "15", "12", "03"}),
		Schooling: inv.schooling(years), Standing: codes.StandingLeague, Joined: value.Day(joined.Year(), joined.Month(), 0),
		State: codes.MemberNormal, Branch: cell.ID, Unit: cell.Enterprises[0], Position: pick(inv, []string{"操作工", "班组长", "文员", "销售", "技术员", "服务员"}), Job: "2",
		Wage: value.MoneyOf(int64(2200+inv.rng.IntN(60)*100) * 100), DuesSort: codes.DuesByWage, Phone: inv.phone(), Home: "湖南省邵阳市", Consent: inv.back(30, 900), ConsentOf: "1"}
	if i < len(inventRare) {
		rare := inventRare[i]
		m.Title, m.Nation, m.IDNumber = rare.name, rare.nation, inv.idNumberOf(born, rare.sex)
	} else {
		m.Title = fitting(m.Title, sexOf(m.IDNumber))
	}
	if m.Joined.Year() >= 2017 {
		inv.devs++
		m.DevNumber = fmt.Sprintf("%d43%06d", m.Joined.Year(), inv.devs)
	}
	if i%29 == 28 && years >= 20 {
		m.Standing, m.Party = codes.StandingParty, born.AddYears(19)
	}
	switch i % 37 {
	case 7:
		m.Drift, m.DriftFrom, m.DriftOrg = codes.DriftOut, inv.back(60, 500), "外省务工，组织关系未转"
	case 19:
		m.Drift, m.DriftFrom, m.DriftOrg = codes.DriftIn, inv.back(60, 500), "原籍团支部"
	case 31:
		m.Phone = m.Phone[:10] // copied short: waits in 待核
	case 36:
		m.State, m.StateFrom, m.StateWhy = codes.MemberMoved, inv.back(20, 400), "6"
	}
	return m
}

// schooling is what somebody of that age can have.
func (inv *inventor) schooling(years int) string {
	switch {
	case years < 19:
		return pick(inv, []string{"41", "61", "71"})
	case years < 23:
		return pick(inv, []string{"31", "41", "61", "71"})
	}
	return pick(inv, []string{"21", "21", "31", "31", "41", "61", "14"})
}

func (inv *inventor) name() string { return inv.called(inv.rng) }

func (inv *inventor) called(rng *rand.Rand) string {
	given := string(inventGiven[rng.IntN(len(inventGiven))])
	if rng.IntN(5) > 0 {
		given += string(inventGiven[rng.IntN(len(inventGiven))])
	}
	return inventSurnames[rng.IntN(len(inventSurnames))] + given
}

const man, woman = "1", "2" // GB/T 2261.1

// sexOf is what a resident's number says.
func sexOf(id string) string {
	if (id[16]-'0')%2 == 1 {
		return man
	}
	return woman
}

// fitting is a name with the characters that only the other sex is given changed for their like.
func fitting(name, sex string) string {
	from, to := inventWomens, inventMens
	if sex == woman {
		from, to = to, from
	}
	surname, given := name, ""
	for _, one := range inventSurnames {
		if after, is := strings.CutPrefix(name, one); is && after != "" {
			surname, given = one, after
		}
	}
	return surname + strings.Map(func(r rune) rune {
		if at := slices.Index(from, r); at >= 0 {
			return to[at]
		}
		return r
	}, given)
}

// phone is in a range that nobody is given.
func (inv *inventor) phone() string { return "170" + fmt.Sprintf("%08d", inv.rng.IntN(100000000)) }

func (inv *inventor) idNumber(born value.Date) string { return inv.idNumberOf(born, "") }

// idNumberOf is a resident's number of somebody of that sex, "" for either.
func (inv *inventor) idNumberOf(born value.Date, sex string) string {
	for {
		n := 1 + inv.rng.IntN(998)
		if odd := n%2 == 1; sex == man && !odd || sex == woman && odd {
			n++
		}
		s := "430502" + strings.ReplaceAll(born.String(), "-", "") + fmt.Sprintf("%03d", n)
		for _, c := range "0123456789X" {
			if id := s + string(c); value.ResidentFault(id) == nil && !inv.ids[id] {
				inv.ids[id] = true
				return id
			}
		}
		born = born.AddDays(-1) // that day is full
	}
}

func (inv *inventor) credit() string {
	const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	for {
		s := "91430502MA4"
		for range 5 {
			s += string(letters[inv.rng.IntN(len(letters))])
		}
		for _, organisation := range "0123456789X" {
			for _, check := range letters {
				if code := s + string(organisation) + string(check); value.CreditCodeFault(code) == nil {
					return code
				}
			}
		}
	}
}
