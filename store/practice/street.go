package practice

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// inventCommunities are the communities of the practice street: 5 of the town and 3 that were villages, two of them with a
// League committee, 14 enterprises above scale in all (domain.md §8.0b). Shares are of 480 members.
var inventCommunities = []inventedCommunity{
	{"塔北", "1", 96, 4}, {"五一", "1", 88, 3}, {"松坡", "1", 60, 2}, {"资江", "1", 54, 2}, {"西湖", "1", 50, 1},
	{"雪峰", "2", 46, 1}, {"莲荷", "2", 44, 1}, {"高塘", "2", 42, 0},
}

type inventedCommunity struct {
	name, sort    string
	share, scaled int
}

// inventedCommunities are so many: the eight, and more of the town where a larger street is asked for.
func inventedCommunities(n int) []inventedCommunity {
	all := slices.Clone(inventCommunities)
	known := map[string]bool{}
	for _, c := range all {
		known[c.name] = true
	}
	for _, more := range []string{"", "新村", "花园", "苑", "里", "坪"} {
		for _, word := range inventWords {
			if name := word + more; len(all) < n && !known[name] {
				all = append(all, inventedCommunity{name, rules.CityCommunity, 45, 0})
			}
		}
	}
	return all
}

const (
	inventStreet    = "430502001"
	inventLeagues   = 2 // the first so many communities have a League committee
	inventLate      = 7 // of so many communities one has not sent its package of this round
	inventReturned  = 4 // the community whose last package went back
	inventCommittee = "练习街道团工委"
)

// inventNamed are the enterprises of the first two communities that are called as the report calls them, whose staff are young
// (domain.md §7 row 24); from each the street has one deputy.
var inventNamed = [inventLeagues][]reportFirm{
	{{name: "城东供电局", sort: "3", registration: "131", industry: "D"}, {name: "自来水公司", sort: "3", registration: "131", industry: "D"}},
	{{name: "阳光发制品有限公司", sort: "1", registration: "112", industry: "C", scaled: true}, {name: "第二人民医院", sort: "3", registration: "131", industry: "Q"}},
}

// named is the enterprise that the ith of a community is called as, after those above scale; false for none.
func named(at, i, scaled int) (reportFirm, bool) {
	if at >= len(inventNamed) {
		return reportFirm{}, false
	}
	all := inventNamed[at]
	if all[0].scaled {
		scaled--
	}
	if i < scaled || i >= scaled+len(all) {
		return reportFirm{}, false
	}
	return all[i-scaled], true
}

// calls makes an enterprise that was made up one of the report's.
func (f reportFirm) calls(e *ledger.Enterprise) {
	e.Title, e.Sort, e.Registration, e.Industry, e.SizeIndustry, e.Size, e.NonPublic = f.name, f.sort, f.registration, f.industry, "", "", codes.Yes
	e.Reformed, e.Former, e.ReformedOn = codes.No, "", 0
	if f.sort == "3" {
		e.NonPublic = codes.No
	}
}

// arrived is what the practice street has received from one community.
type arrived struct {
	community                 *ledger.Community
	firms                     []*ledger.Enterprise
	cells                     []*ledger.Branch
	members                   []*ledger.Member
	parcels                   []*ledger.Parcel
	records                   int
	added, changed, gone, num int
}

// fillStreet makes up a whole street: what it keeps itself, and what its communities have sent.
func (inv *inventor) fillStreet(ctx context.Context, b *store.Book, o Options) error {
	places := inventedCommunities(o.Communities)
	own, _ := b.Today().Own().(*ledger.Street)
	if own == nil {
		return store.Refuse("这个台账里没有街道。")
	}
	all := make([]*arrived, len(places))
	_, err := b.Do(store.Intent{Deed: "practice", Rows: o.Members}, func(t *store.Turn) error {
		if err := inv.street(t, own, len(places)); err != nil {
			return err
		}
		shares := 0
		for _, of := range places {
			shares += of.share
		}
		for i, of := range places {
			a, made, err := inv.community(ctx, t, i, of, of.share*o.Members/shares)
			if err != nil {
				return err
			}
			all[i] = a
			if err := inv.livesOn(t, a, made, i, o.Seed); err != nil {
				return err
			}
		}
		if err := inv.doubles(t, all); err != nil {
			return err
		}
		return inv.committee(t, all)
	})
	if err != nil {
		return err
	}
	if err := inv.halves(b, all); err != nil {
		return err
	}
	if _, err := b.Do(store.Intent{Deed: "practice", Rows: len(all)}, func(t *store.Turn) error { return inv.parcels(b, t, all) }); err != nil {
		return err
	}
	if err := inv.answers(b, all); err != nil {
		return err
	}
	return b.Remove(ledger.Visits, []value.ID{inv.slip}, "记重了一次")
}

func (inv *inventor) street(t *store.Turn, own *ledger.Street, communities int) error {
	full := *own
	full.Code, full.Area, full.League, full.Person, full.Phone = inventStreet, "4.5", inventCommittee, inv.name(), "0739-5320100"
	full.Profile, full.Team = "老工业区，改制企业和小门面多", "各社区书记、主任\n"+full.Person+"　街道党建办"
	full.Cities, full.Rurals, full.Scaled, full.Leagues, full.Extras = value.CountOf(communities-3), value.CountOf(3), value.CountOf(14), value.CountOf(inventLeagues), value.CountOf(len(reportUnits))
	return t.Put(ledger.Streets, own, &full)
}

// community makes up one community with the rosters that it sent, which belong to it, and answers who is in which branch.
func (inv *inventor) community(ctx context.Context, t *store.Turn, at int, of inventedCommunity, members int) (*arrived, []*cell, error) {
	c := &ledger.Community{Title: of.name + "社区", Code: inventStreet + fmt.Sprintf("%03d", at+1), Sort: of.sort, Chief: inv.name(), Phone: "0739-53200" + fmt.Sprintf("%02d", at+1),
		People: value.CountOf(3200 + 60*of.share), Street: "练习街道", League: codes.No}
	if at < inventLeagues {
		c.League, c.Pilot, c.PilotFrom = codes.Yes, "街道团组织格局创新", inv.today.AddDays(-300)
	}
	if err := t.Put(ledger.Communities, nil, c); err != nil {
		return nil, nil, err
	}
	a := &arrived{community: c, num: 2}
	mine := ledger.Meta{Owner: c.ID}
	put := func(kind ledger.Kind, r ledger.Record) error {
		*r.Head() = mine
		a.records++
		return t.Put(kind, nil, r)
	}
	n := max(members, 8)
	firms := max(8, 6+n/10)
	built := firms * 2 / 3
	for i := range firms {
		e := inv.enterprise(c.ID, i+at, i < built)
		e.AboveScale = codes.No
		if i < of.scaled {
			e.AboveScale = codes.Yes
			if n, _ := e.Staff.Value(); n < 60 {
				e.Staff, e.Under35, e.Under28 = value.CountOf(60+n), value.CountOf((60+n)*6/10), value.CountOf((60+n)*3/10)
			}
		}
		if f, is := named(at, i, of.scaled); is {
			f.calls(e)
		}
		if err := put(ledger.Enterprises, e); err != nil {
			return nil, nil, err
		}
		a.firms = append(a.firms, e)
	}
	superior := value.ID{}
	if c.League == codes.Yes {
		top := &ledger.Branch{Title: "共青团练习街道" + c.Title + "委员会", Short: c.Title + "团委", Type: codes.BranchLeague, Community: c.ID, Field: "14", Founded: inv.back(1500, 2500),
			Session: value.CountOf(2), TermFrom: inv.back(100, 700), TermYears: value.CountOf(3), Elected: codes.ByElection, State: codes.BranchNormal}
		if err := put(ledger.Branches, top); err != nil {
			return nil, nil, err
		}
		superior = top.ID
	}
	for i := range built {
		cell := inv.branch(c.ID, superior, a.firms, i)
		if err := put(ledger.Branches, cell); err != nil {
			return nil, nil, err
		}
		a.cells = append(a.cells, cell)
	}
	made := make([]*cell, len(a.cells))
	for i, o := range a.cells {
		made[i] = &cell{branch: o}
	}
	for i := range n {
		if i%1000 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		cell := a.cells[i%len(a.cells)]
		m := inv.member(i+17*at, cell)
		if err := put(ledger.Members, m); err != nil {
			return nil, nil, err
		}
		a.members = append(a.members, m)
		in := made[i%len(a.cells)]
		in.add(m)
		if len(in.posts) >= 3 || i%len(a.cells) == len(a.cells)-1 && at%3 == 2 {
			continue // every third community has a branch without a secretary
		}
		duty := []string{codes.DutySecretary, "3", "4"}[len(in.posts)]
		p := &ledger.Post{Person: m.ID, Branch: cell.ID, Duty: duty, Sort: "2", From: cell.TermFrom, Elected: cell.Elected, Hours: value.CountOf(2 + i%6)}
		if err := put(ledger.Posts, p); err != nil {
			return nil, nil, err
		}
		in.posts = append(in.posts, p)
	}
	a.added, a.changed, a.gone = n/8+inv.rng.IntN(5), n/5+inv.rng.IntN(9), inv.rng.IntN(4)
	return a, made, nil
}

// doubles enter one person in two communities, and one enterprise under two names: what only the street can see.
func (inv *inventor) doubles(t *store.Turn, all []*arrived) error {
	first, second := all[0], all[1]
	person := *first.members[3]
	person.Meta = ledger.Meta{Owner: second.community.ID}
	person.Branch, person.Unit = second.cells[0].ID, second.firms[0].ID
	if err := t.Put(ledger.Members, nil, &person); err != nil {
		return err
	}
	firm := *first.firms[len(first.firms)-1]
	firm.Meta, firm.Community = ledger.Meta{Owner: second.community.ID}, second.community.ID
	firm.Title = "邵阳市" + strings.TrimSuffix(firm.Title, "有限公司") + "有限责任公司"
	second.records += 2
	return t.Put(ledger.Enterprises, nil, &firm)
}

// committee makes up the street's League committee, its standing contacts and their visits.
func (inv *inventor) committee(t *store.Turn, all []*arrived) error {
	since := inv.back(400, 700)
	var officers []*ledger.Officer
	add := func(duty, sort, unit, job string) error {
		o := &ledger.Officer{Title: inv.name(), Duty: duty, Sort: sort, Unit: unit, Job: job, Phone: inv.phone(), From: since, Elected: codes.ByElection, Document: "练团工委〔" + strconv.Itoa(since.Year()) + "〕3号"}
		if sort == codes.DutyExtra {
			o.Elected, o.Document = codes.ByAppointment, "练团工委〔"+strconv.Itoa(since.Year())+"〕5号"
		}
		officers = append(officers, o)
		return t.Put(ledger.Officers, nil, o)
	}
	places := []struct{ duty, sort, unit, job string }{
		{codes.DutySecretary, "1", "练习街道办事处", "党建办主任"}, {codes.DutyDeputy, "1", "练习街道办事处", "党建办干事"}, {codes.DutyDeputy, "2", "练习街道司法所", "干部"},
		{codes.DutyDeputy, codes.DutyExtra, reportUnits[0], "团支部书记"}, {codes.DutyDeputy, codes.DutyExtra, reportUnits[1], "团支部书记"},
		{codes.DutyDeputy, codes.DutyExtra, reportUnits[2], "团委副书记"}, {codes.DutyDeputy, codes.DutyExtra, reportUnits[3], "办公室主任"},
		{"3", "2", "塔北社区", "社区干部"}, {"4", "2", "五一社区", "社区干部"}, {"11", "2", "松坡社区", "社区干部"}, {"11", "2", "练习街道中学", "教师"},
	}
	for _, p := range places {
		if err := add(p.duty, p.sort, p.unit, p.job); err != nil {
			return err
		}
	}
	past := &ledger.Officer{Title: inv.name(), Duty: codes.DutySecretary, Sort: "1", Unit: "练习街道办事处", From: since.AddYears(-3), To: since.AddDays(-1), Elected: codes.ByElection, EndWhy: "工作调动"}
	if err := t.Put(ledger.Officers, nil, past); err != nil {
		return err
	}
	for i, a := range all {
		if err := inv.contact(t, officers[i%len(officers)], &ledger.Liaison{Community: a.community.ID}, i); err != nil {
			return err
		}
		if len(a.cells) > 0 {
			l := &ledger.Liaison{Enterprise: a.firms[0].ID, Branch: a.cells[0].ID}
			if err := inv.contact(t, officers[(i+3)%len(officers)], l, i+3); err != nil {
				return err
			}
		}
	}
	return nil
}

var inventTalks = []string{"到企业看望团员，了解加班和住宿情况", "列席支部团员大会，换届准备情况", "和企业负责人商量建团的事，愿意支持", "讲解团章，团员十二人参加", "了解团员青年的需求调查表发放情况"}

var inventTroubles = []struct{ problem, result string }{
	{"团员业余文化生活单一，没有活动场地", "联系街道文化站，周末免费开放活动室"}, {"企业主不愿意占用上班时间开会", "改在午休时间，每次半小时"}, {"三名团员组织关系没有转过来", ""}, {"支部书记要离职，没有人接", ""},
}

// contact enters one standing contact and its visits; some are behind.
func (inv *inventor) contact(t *store.Turn, o *ledger.Officer, l *ledger.Liaison, nth int) error {
	l.Officer, l.From, l.Plan = o.ID, inv.back(150, 380), value.CountOf(4)
	if err := t.Put(ledger.Liaisons, nil, l); err != nil {
		return err
	}
	behind := 20
	if nth%5 == 4 {
		behind = 130
	}
	for i := range 1 + nth%4 {
		v := &ledger.Visit{Liaison: l.ID, Day: inv.today.AddDays(-behind - 70*i - inv.rng.IntN(20)), Content: pick(inv, inventTalks)}
		if i == 0 && nth%3 == 0 {
			trouble := inventTroubles[nth/3%len(inventTroubles)]
			v.Problem, v.Result, v.Due = trouble.problem, trouble.result, v.Day.AddDays(30)
			if v.Result != "" {
				v.Settled = v.Day.AddDays(12)
			} else if nth%2 == 0 {
				v.Due = inv.today.AddDays(15)
			}
		}
		if v.Day < l.From {
			continue
		}
		if err := t.Put(ledger.Visits, nil, v); err != nil {
			return err
		}
		if inv.slip.IsZero() {
			again := ledger.Visit{Liaison: v.Liaison, Day: v.Day, Content: v.Content}
			if err := t.Put(ledger.Visits, nil, &again); err != nil {
				return err
			}
			inv.slip = again.ID
		}
	}
	return nil
}

// parcels enter by which packages the records came, with the faults that the ledger finds in them.
func (inv *inventor) parcels(b *store.Book, t *store.Turn, all []*arrived) error {
	round := rules.RoundOf(b.Basis())
	for i, a := range all {
		key, id := inv.bytes(32), inv.bytes(16)
		signer := &ledger.Signer{Title: a.community.Title, Community: a.community.ID, Ledger: hex.EncodeToString(id), Key: hex.EncodeToString(key),
			Words: parcel.Fingerprint(key), State: codes.SignerAccepted, Since: round.Since.AddDays(-180)}
		if err := t.Put(ledger.Signers, nil, signer); err != nil {
			return err
		}
		faulty, doubtful := rules.ProblemsOf(b.Today(), a.community.ID)
		hard, soft := len(faulty), len(doubtful)
		before := &ledger.Parcel{Sort: codes.ParcelSubmission, Community: a.community.ID, Number: value.CountOf(1), Day: round.Since.AddDays(-150 + 2*i), Digest: hex.EncodeToString(inv.bytes(32)),
			Sender: signer.Ledger, Records: value.CountOf(a.records - a.added), Members: value.CountOf(len(a.members) - a.added + a.gone), Added: value.CountOf(a.records - a.added),
			Changed: value.CountOf(0), Removed: value.CountOf(0), Hard: value.CountOf(0), Soft: value.CountOf(soft), State: codes.ParcelAnswered, Answer: value.CountOf(1)}
		before.Written = before.Day.String() + " 16:20"
		if err := t.Put(ledger.Parcels, nil, before); err != nil {
			return err
		}
		a.parcels = append(a.parcels, before)
		if i%(inventLate+1) == inventLate {
			continue
		}
		day := min(round.Since.AddDays(18+3*i), inv.today)
		now := &ledger.Parcel{Sort: codes.ParcelSubmission, Community: a.community.ID, Number: value.CountOf(2), Day: day, Written: day.String() + " 10:05", Digest: hex.EncodeToString(inv.bytes(32)),
			Previous: before.Digest, Sender: signer.Ledger, Records: value.CountOf(a.records), Members: value.CountOf(len(a.members)), Added: value.CountOf(a.added),
			Changed: value.CountOf(a.changed), Removed: value.CountOf(a.gone), Hard: value.CountOf(hard), Soft: value.CountOf(soft), State: codes.ParcelTaken}
		if i >= 3 && i%9 != 8 {
			now.State, now.Answer = codes.ParcelAnswered, value.CountOf(2)
		}
		if i == inventReturned {
			now.State = codes.ParcelReturned
		}
		if err := t.Put(ledger.Parcels, nil, now); err != nil {
			return err
		}
		a.parcels = append(a.parcels, now)
	}
	return nil
}

func (inv *inventor) bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(inv.rng.Uint32())
	}
	return b
}
