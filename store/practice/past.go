package practice

import (
	"encoding/hex"
	"slices"
	"time"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// A playedClock is the clock of a ledger that is made up. Nobody else has the ledger while it stands.
type playedClock struct {
	real func() time.Time
	then time.Time // zero where it goes as the real one
}

func (c *playedClock) now() time.Time {
	if c.then.IsZero() {
		return c.real()
	}
	return c.then
}

// on does something as if the computer's clock stood at noon of an earlier day, so
// that what a practice ledger says of the past was written then. It never stands later
// than the clock does.
func (c *playedClock) on(day value.Date, do func() error) error {
	now := c.real()
	defer func() { c.then = time.Time{} }()
	c.then = time.Date(day.Year(), time.Month(day.Month()), day.DayOfMonth(), 12, 0, 0, 0, now.Location())
	if c.then.After(now) {
		c.then = now
	}
	return do()
}

// halves locks the figures of the last two half years, with what changed after each:
// so there is something to compare and to explain.
func (inv *inventor) halves(b *store.Book, all []*arrived) error {
	last := b.Basis().Rules.HalfDay(inv.today)
	for i, day := range []value.Date{b.Basis().Rules.HalfDay(last.AddDays(-1)), last} {
		err := inv.clock.on(day, func() error {
			if _, err := points.TakeSnapshot(b, day, "半年统计"); err != nil {
				return err
			}
			_, err := b.Do(store.Intent{Deed: "practice", Rows: 3 * len(all)}, func(t *store.Turn) error { return inv.stirs(t, all, i, day) })
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// stirs lets time pass in every community: one member moves away, one comes, one
// enterprise says that it has more members.
func (inv *inventor) stirs(t *store.Turn, all []*arrived, nth int, day value.Date) error {
	for i, a := range all {
		left := *a.members[4+nth]
		left.State, left.StateFrom, left.StateWhy = codes.MemberMoved, day, "6"
		if err := t.Put(ledger.Members, a.members[4+nth], &left); err != nil {
			return err
		}
		a.members[4+nth] = &left
		came := inv.member(2000+64*nth+i, a.cells[nth%len(a.cells)])
		came.Meta = ledger.Meta{Owner: a.community.ID}
		came.StayFrom, came.StayWhy = day, "就业"
		if err := t.Put(ledger.Members, nil, came); err != nil {
			return err
		}
		a.members, a.records = append(a.members, came), a.records+1
		at := grower(a.firms)
		if at < 0 {
			continue
		}
		firm := *a.firms[at]
		n, _ := firm.Members.Value()
		firm.Members, firm.Visited = value.CountOf(n+1), day
		if err := t.Put(ledger.Enterprises, a.firms[at], &firm); err != nil {
			return err
		}
		a.firms[at] = &firm
	}
	return nil
}

// grower is the last enterprise that can have one member more by what it says of its young, -1 for none.
func grower(firms []*ledger.Enterprise) int {
	for i, e := range slices.Backward(firms) {
		n, said := e.Members.Value()
		if young, _ := e.Under28.Value(); said && e.Open() && e.Visited != 0 && n < young {
			return i
		}
	}
	return -1
}

// answers enter what the street sent back and gave out: matters in every state, a
// notice, the receipts.
func (inv *inventor) answers(b *store.Book, all []*arrived) error {
	asks := []struct {
		community, member int
		sort, field, text string
		state, reply      string
		sent              int // the receipt that carried it; 0: waits for the next
	}{
		{0, 9, codes.MatterReturn, "phone", "手机号码打不通，请核对后改正。", codes.MatterOpen, "", 0},
		{3, 2, codes.MatterReturn, "joined", "入团年月和志愿书上的不一样，请核对。", codes.MatterAnswered, "已对照志愿书，年月没有错，是编号抄错了。", 2},
		{4, 3, codes.MatterReturn, "devno", "编号和西湖社区的一名团员相同，请核对志愿书。", codes.MatterOpen, "", 2},
		{5, 1, codes.MatterQuestion, "", "这名团员是不是已经调到五一社区？", codes.MatterSettled, "没有调动，是同名同姓。", 1},
	}
	var made []*ledger.Matter
	for _, a := range asks {
		m, err := travel.AskMatters(b, travel.Ask{Kind: ledger.Members, ID: all[a.community].members[a.member].ID, Field: a.field, Sort: a.sort, Text: a.text})
		if err != nil {
			return err
		}
		made = append(made, m[0])
	}
	twin := travel.Ask{Kind: ledger.Members, ID: all[0].members[3].ID, Sort: codes.MatterDuplicate, Other: all[1].community.Title, Text: "证件号码和五一社区的一名团员相同，请核实组织关系在哪里。"}
	if _, err := travel.AskMatters(b, twin); err != nil {
		return err
	}
	_, err := b.Do(store.Intent{Deed: "practice", Rows: len(asks)}, func(t *store.Turn) error {
		for i, a := range asks {
			m := *made[i]
			m.State, m.Reply = a.state, a.reply
			if a.sent > 0 {
				m.Sent = value.CountOf(a.sent)
			}
			if a.reply != "" {
				m.Settled, m.By = inv.today.AddDays(-2), all[a.community].community.Chief
			}
			if err := t.Put(ledger.Matters, made[i], &m); err != nil {
				return err
			}
		}
		return travel.NoteSent(t, inv.given(b, all)...)
	})
	return err
}

// given are the packages that the street has given out: one notice, and the receipts
// that the communities' packages say they were answered by.
func (inv *inventor) given(b *store.Book, all []*arrived) []*travel.Sent {
	sent := func(sort string, number uint64, community value.ID, day value.Date, file string, rows int) *travel.Sent {
		return &travel.Sent{Sort: sort, Number: number, Community: community, Day: day, Who: b.Operator(), File: file, Rows: rows,
			Time: time.Date(day.Year(), time.Month(day.Month()), day.DayOfMonth(), 15, 10, 0, 0, inv.clock.now().Location()).Unix(), Digest: hex.EncodeToString(inv.bytes(32))}
	}
	since := rules.RoundOf(b.Basis()).Since
	day := since.AddDays(-190)
	out := []*travel.Sent{sent(codes.ParcelNotice, 1, value.ID{}, day, parcel.NoticeName(b.Profile().Name, day, 1), 3*len(all)+40)}
	for i, a := range all {
		for _, p := range a.parcels {
			n, answered := p.Answer.Value()
			if !answered {
				continue
			}
			day := min(p.Day.AddDays(3), inv.today)
			out = append(out, sent(codes.ParcelReceipt, uint64(n), a.community.ID, day, parcel.ReceiptName(a.community.Title, day, uint64(n)), 1+i%3))
		}
	}
	slices.SortStableFunc(out, func(x, y *travel.Sent) int { return int(x.Day) - int(y.Day) })
	return out
}
