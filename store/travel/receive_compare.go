package travel

import (
	"context"
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// reset forgets what was compared earlier.
func (a *Delivery) reset() {
	a.Since, a.Hard, a.Soft, a.Unlisted, a.Turned, a.Items = points.Difference{}, 0, 0, 0, 0, nil
	a.brings, a.leaves, a.besides = nil, nil, nil
}

// A comparing holds a package against what the street has of its community.
type comparing struct {
	ctx       context.Context
	r         *Reception
	a         *Delivery
	community *ledger.Community
	lay       map[ledger.Kind][]ledger.Record // what the package has
	side      *records.View                   // the package alone, as its community sees it, for the rules across records
	homes     map[value.ID]bool
	theirs    map[value.ID]string // kind of each record that the package has and may have
	turned    map[sort]bool
	basis     ledger.Basis
}

// sort tells apart what a package has twice under one ID.
type sort struct {
	kind ledger.Kind
	id   value.ID
}

// over says that nobody waits any more; what was found so far is not whole then.
func (c *comparing) over() bool { return c.ctx.Err() != nil }

// compare finds out what a package changes, and what is wrong in it. The error is the context's; the package's records
// are to be read anew then.
func (r *Reception) compare(ctx context.Context, a *Delivery) error {
	b := r.book
	c := &comparing{ctx: ctx, r: r, a: a, homes: map[value.ID]bool{}, theirs: make(map[value.ID]string, a.Records), turned: map[sort]bool{}, basis: b.Basis()}
	if c.community = r.communityOf(a); c.community == nil {
		return nil
	}
	if lacks := c.lacks(); lacks != nil {
		a.refuse(ReasonBefore, "“"+a.Name+"”这一包是旧版程序做的，里面没有"+strings.Join(lacks, "、")+"，街道却已经收过这个社区的；收下这一包，那些就没有了，所以没有接收。请让社区把做这一包的电脑上的程序升级，和另一台电脑合并以后再上报一次。")
		return nil
	}
	own := ledger.Communities.Clone(c.community)
	own.Head().Owner = value.ID{}
	c.lay = map[ledger.Kind][]ledger.Record{ledger.Communities: {own}}
	for _, x := range a.content.records["community"] {
		c.homes[x.Head().ID] = true
	}
	d := &a.Since
	d.Added, d.Changed, d.Removed = map[string]int{}, map[string]int{}, map[string]int{}
	for _, step := range []func(){c.claim, c.bind, c.changes, c.removals, c.home, c.answers} {
		if step(); c.over() {
			a.content = nil
			return ctx.Err()
		}
	}
	return nil
}

// everKnown are the kinds that every program knew. A package without their tables was not written by an older one.
var everKnown = []ledger.Kind{ledger.Communities, ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts}

// lacks are the titles of the kinds of which the street has records of the community and which the program that wrote the
// package did not know. Without their tables they would all seem to be gone.
func (c *comparing) lacks() (titles []string) {
	for _, kind := range ledger.OfSender {
		if !slices.Contains(everKnown, kind) && !c.a.manifest.Knows(kind) && len(c.r.book.Today().Owned(kind, c.community.ID)) > 0 {
			titles = append(titles, kind.Title())
		}
	}
	return titles
}

// communityOf is the street's record of the community that a package is of.
func (r *Reception) communityOf(a *Delivery) *ledger.Community {
	for _, c := range r.added {
		if c.ID == a.Community {
			return c
		}
	}
	c, _ := r.book.Get(ledger.Communities, a.Community).(*ledger.Community)
	return c
}

// turn away a record, and say why.
func (c *comparing) turn(kind ledger.Kind, record ledger.Record, why string) {
	c.turned[sort{kind, record.Head().ID}] = true
	c.a.Turned++
	c.a.Items = append(c.a.Items, Cargo{Kind: kind, ID: record.Head().ID, Name: ledger.NameOf(record), Deed: CargoTurned, Why: why, Record: record})
}

// claim finds out which records the sender may speak of: those that are its own already, and those whose ID nobody has.
func (c *comparing) claim() {
	v := c.r.book.Today()
	for _, kind := range ledger.OfSender {
		for _, x := range c.a.content.records[kind.Name()] {
			if c.over() {
				return
			}
			id := x.Head().ID
			had := v.Get(kind, id)
			if had != nil && had.Head().Owner == c.community.ID && c.theirs[id] == "" {
				c.theirs[id] = kind.Name()
				continue
			}
			if why := c.taken(id, had); why != "" {
				c.turn(kind, x, why)
				continue
			}
			c.theirs[id] = kind.Name()
			c.r.owners[id] = c.a
		}
	}
}

// taken says whose an ID is that a package may not use, or "".
func (c *comparing) taken(id value.ID, had ledger.Record) string {
	b := c.r.book
	if c.theirs[id] != "" || c.homes[id] {
		return "包里有两条资料用了同一个编号，没有接收这一条。请让社区升级程序后重新上报。"
	}
	for _, kind := range ledger.All {
		if had != nil {
			break
		}
		had = b.Today().Get(kind, id)
	}
	if had != nil {
		whose := "本街道"
		if had.Head().Received() {
			whose = "“" + b.Today().Name(ledger.Communities, had.Head().Owner) + "”"
		}
		return "这条资料用了" + whose + "一条资料的编号，社区不能改别人的资料，没有接收这一条。请向社区核实。"
	}
	if other := c.r.owners[id]; other != nil && other.Community != c.community.ID {
		return "这条资料与“" + other.Name + "”的一条用了同一个编号，没有接收这一条。请向两个社区核实。"
	}
	return ""
}

// bind points every reference at a record that the street will have, and gives each record its owner. It works on the
// package's own records, of which there may be a million; that they were bound to another community before, by another
// ruling, is seen by the delivery.
func (c *comparing) bind() {
	for _, kind := range ledger.OfSender {
		records := c.a.content.records[kind.Name()]
		kept := make([]ledger.Record, 0, len(records))
		for _, x := range records {
			if c.over() {
				return
			}
			if c.turned[sort{kind, x.Head().ID}] {
				continue
			}
			if lost := c.refer(kind, x); lost != "" {
				delete(c.theirs, x.Head().ID)
				c.turn(kind, x, "包里没有它的"+lost+"，没有接收这一条。请让社区核对后重新上报。")
				continue
			}
			x.Head().Owner = c.community.ID
			kept = append(kept, x)
		}
		c.lay[kind] = kept
	}
	c.a.bound = c.community.ID
	c.side = records.New(records.Moment{Basis: c.basis, Name: c.community.Title}, c.lay)
}

// refer points the references of one record at what is there. It answers the label of one without which the record
// says nothing.
func (c *comparing) refer(kind ledger.Kind, now ledger.Record) (lost string) {
	for i, column := range kind.Columns()[:kind.Fields()] {
		if column.Shape != ledger.Ref {
			continue
		}
		ids, err := value.IDs(kind.Text(now, i, ledger.Basis{}))
		if err != nil || len(ids) == 0 {
			continue
		}
		kept, same := make([]value.ID, 0, len(ids)), true
		for _, id := range ids {
			to := id
			switch {
			case column.Choices.Kind == ledger.Communities.Name() && (c.homes[id] || id == c.community.ID || id == c.a.bound):
				to = c.community.ID
			case column.Choices.Kind != c.theirs[id]:
				same = false
				continue
			}
			same = same && to == id
			kept = append(kept, to)
		}
		if same {
			continue
		}
		loose := now.Head().LooseText(column.Key)
		if fault, ok := kind.Set(now, i, value.JoinIDs(kept)).(*value.Fault); ok && !fault.Soft {
			return column.Label
		}
		if len(kept) == 0 {
			if loose == "" {
				loose = "包里没有的" + column.Label
			}
			now.Head().SetLoose(column.Key, loose)
		}
	}
	return ""
}

// changes compares record by record and asks each what is wrong with it.
func (c *comparing) changes() {
	for _, kind := range ledger.OfSender {
		records := c.side.Of(kind)
		was := these(c.r.book, kind, records)
		var found [][]value.Fault // of some at a time: a hostile package has ten of each of very many
		for i, now := range records {
			if i%foundAtOnce == 0 {
				found = faultsOf(c.ctx, c.side, kind, records[i:min(i+foundAtOnce, len(records))])
			}
			if c.over() {
				return
			}
			item := Cargo{Kind: kind, ID: now.Head().ID, Record: now, Deed: CargoSame}
			switch {
			case was[i] == nil:
				item.Deed = CargoAdded
				c.a.Since.Added[kind.Name()]++
				c.a.brings = append(c.a.brings, moved(kind, nil, now))
			case !merge.Same(kind, was[i], now):
				item.Deed = CargoChanged
				item.Fields = c.fields(kind, was[i], now)
				c.a.Since.Changed[kind.Name()]++
				c.a.brings = append(c.a.brings, moved(kind, was[i], now))
			}
			for _, f := range found[i%foundAtOnce] {
				if f.Soft {
					c.a.Soft++
				} else {
					c.a.Hard++
				}
				if c.a.Soft+c.a.Hard > mostListed {
					c.a.Unlisted++
					continue
				}
				item.Faults = append(item.Faults, Objection{f, c.a.content.said[saidOf{item.ID, f.Key, f.Code}]})
			}
			if item.Deed != CargoSame || len(item.Faults) > 0 {
				item.Name = c.side.Called(now)
				c.a.Items = append(c.a.Items, item)
			}
		}
	}
}

// foundAtOnce is of how many records the faults are looked for before they are gone through.
const foundAtOnce = 512

// mostListed is how many faults of one package are listed: an honest community has a few
// for each of some thousand records, and nobody reads more of them one by one.
const mostListed = 10_000

// these are the records that the ledger has in the place of some, nil where it has none.
func these(b *store.Book, kind ledger.Kind, of []ledger.Record) []ledger.Record {
	v := b.Today()
	out := make([]ledger.Record, len(of))
	for i, r := range of {
		out[i] = v.Get(kind, r.Head().ID)
	}
	return out
}

// faultsOf gives the faults of some records of a kind, on all processors; not of all when the context has ended.
func faultsOf(ctx context.Context, v *records.View, kind ledger.Kind, of []ledger.Record) [][]value.Fault {
	rules.Warm(v)
	found := make([][]value.Fault, len(of))
	records.InParts(len(of), func(i int) {
		if ctx.Err() == nil {
			found[i] = rules.Faults(v, kind, of[i])
		}
	})
	return found
}

// fields are those in which two versions of a record differ, as people read them.
func (c *comparing) fields(kind ledger.Kind, was, now ledger.Record) []records.FieldChange {
	v := c.r.book.Today()
	var out []records.FieldChange
	for i, column := range kind.Columns()[:kind.Fields()] {
		if kind.Text(was, i, ledger.Basis{}) == kind.Text(now, i, ledger.Basis{}) && was.Head().LooseText(column.Key) == now.Head().LooseText(column.Key) {
			continue
		}
		out = append(out, records.FieldChange{Key: column.Key, Label: column.Label, Old: v.TextAt(kind, was, i), New: c.side.TextAt(kind, now, i)})
	}
	return out
}

// removals are the records of the community that the package has no longer, and the street's own that point at them.
func (c *comparing) removals() {
	v := c.r.book.Today()
	gone := map[value.ID]bool{}
	for _, kind := range ledger.OfSender {
		for _, x := range v.Owned(kind, c.community.ID) {
			if c.theirs[x.Head().ID] == kind.Name() {
				continue
			}
			gone[x.Head().ID] = true
			c.a.Since.Removed[kind.Name()]++
			c.a.leaves = append(c.a.leaves, moved(kind, x, nil))
		}
	}
	for _, x := range c.a.leaves {
		if c.over() {
			return
		}
		c.a.Items = append(c.a.Items, Cargo{Kind: x.Kind, ID: x.Was.Head().ID, Name: v.Called(x.Was), Deed: CargoRemoved, Record: x.Was})
	}
	if len(gone) > 0 {
		c.untie(gone)
	}
}

// untie lets the street's own records keep the names of those that go. What says nothing without them, as a post without
// its person, goes with them.
func (c *comparing) untie(gone map[value.ID]bool) {
	v := c.r.book.Today()
	for _, kind := range ledger.All {
		for _, x := range v.Owned(kind, value.ID{}) {
			if c.over() {
				return
			}
			points := false
			for _, id := range kind.Refs(x) {
				points = points || gone[id]
			}
			if !points {
				continue
			}
			now, lost := kind.Clone(x), ""
			for i, column := range kind.Columns()[:kind.Fields()] {
				if column.Shape != ledger.Ref {
					continue
				}
				ids, err := value.IDs(kind.Text(x, i, ledger.Basis{}))
				if err != nil || !slices.ContainsFunc(ids, func(id value.ID) bool { return gone[id] }) {
					continue
				}
				kept := slices.DeleteFunc(ids, func(id value.ID) bool { return gone[id] })
				if fault, ok := kind.Set(now, i, value.JoinIDs(kept)).(*value.Fault); ok && !fault.Soft {
					lost = column.Label
					break
				}
				if len(kept) == 0 {
					now.Head().SetLoose(column.Key, v.TextAt(kind, x, i))
				}
			}
			if lost == "" {
				c.a.besides = append(c.a.besides, moved(kind, x, now))
				continue
			}
			c.a.besides = append(c.a.besides, moved(kind, x, nil))
			c.a.Items = append(c.a.Items, Cargo{Kind: kind, ID: x.Head().ID, Name: v.Called(x), Deed: CargoRemoved, Why: "它的" + lost + "这一包里没有了，一并移到回收站。", Record: x})
		}
	}
}

// home takes from the community's word on itself what the street does not know.
func (c *comparing) home() {
	var home *ledger.Community
	for _, x := range c.a.content.records["community"] {
		if theirs := x.(*ledger.Community); home == nil || theirs.Title == c.a.manifest.Sender.Name {
			home = theirs
		}
	}
	if home == nil {
		home = &ledger.Community{}
	}
	now := ledger.Communities.Clone(c.community).(*ledger.Community)
	if now.Rev == 0 && now.Code == "" {
		now.Code = home.Code
	}
	if now.Rev == 0 {
		now.Sort, now.Urban = home.Sort, home.Urban
	}
	if now.Chief == "" {
		now.Chief = home.Chief
	}
	if now.Phone == "" {
		now.Phone = home.Phone
	}
	if now.People == 0 {
		now.People = home.People
	}
	if now.League == "" {
		now.League = home.League
	}
	switch {
	case now.Rev == 0:
		c.a.besides = append(c.a.besides, moved(ledger.Communities, nil, now))
	case !merge.Same(ledger.Communities, c.community, now):
		c.a.besides = append(c.a.besides, moved(ledger.Communities, c.community, now))
	}
}

// answers takes what the community says to the street's matters, and nothing else of them.
func (c *comparing) answers() {
	records := c.a.content.records["matter"]
	for i, x := range these(c.r.book, ledger.Matters, records) {
		if c.over() {
			return
		}
		was, ok := x.(*ledger.Matter)
		if !ok {
			continue
		}
		theirs := records[i].(*ledger.Matter)
		if was.Community != c.community.ID {
			c.turn(ledger.Matters, theirs, "这是街道退给别的社区的事项，没有接收这一条。请向社区核实。")
			continue
		}
		now := ledger.Matters.Clone(was).(*ledger.Matter)
		now.Reply, now.Settled, now.By = theirs.Reply, theirs.Settled, theirs.By
		if !rules.Closed(was.State) && slices.Contains([]string{codes.MatterOpen, codes.MatterMended, codes.MatterAnswered}, theirs.State) {
			now.State = theirs.State
		}
		if !merge.Same(ledger.Matters, was, now) {
			c.a.besides = append(c.a.besides, moved(ledger.Matters, was, now))
		}
	}
}
