package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/records"
)

// ownFields are the fields of a community that its street sets, where it has filled
// them itself.
var ownFields = []string{"name", "code", "sort", "urban", "street"}

// steps are what the notice does to records. The own community is set, not replaced;
// of contacts and visits only those of this community are taken, and what names it by
// the street's record names it by its own.
func (p *NoticePlan) steps(ctx context.Context) ([]merging, error) {
	b := p.book
	home, listed, street := b.lockedHome(), p.listed(), p.tables["street"][0].(*ledger.Street)
	switch {
	case listed == nil:
		return nil, nil
	case home == nil:
		return nil, Refuse("这个台账里找不到本社区的资料，没有接收。请先新建本社区。")
	}
	set := *home
	for _, key := range p.given() {
		i := ledger.Communities.At(key)
		_ = ledger.Communities.Set(&set, i, p.own(key)) // soft faults are the street's
	}
	for key, text := range p.withdrawn() {
		_ = ledger.Communities.Set(&set, ledger.Communities.At(key), text) // it stood there before
	}
	var steps []merging
	if !merge.Same(ledger.Communities, home, &set) {
		steps = append(steps, merging{ledger.Communities, home, &set})
	}
	stands := map[ledger.ID]bool{}
	for _, kind := range ledger.OfStreet {
		for _, r := range p.tables[kind.Name()] {
			if err := ctx.Err(); err != nil {
				return nil, Tell(err)
			}
			now := p.taken(kind.Clone(r), home.ID, stands)
			if now == nil {
				continue
			}
			m := now.Head()
			m.Owner = street.ID
			was := b.Get(kind, m.ID)
			if was != nil && !was.Head().Received() {
				return nil, Refuse("下发包里有一条" + kind.Title() + "和本台账自己的资料编号相同，没有接收。请向街道核实这个包。")
			}
			if b.otherwise(kind, m.ID) {
				return nil, Refuse("下发包里有一条" + kind.Title() + "和本台账里别的一种资料编号相同，没有接收。请向街道核实这个包。")
			}
			stands[m.ID] = true
			if was == nil || was.Head().Owner != m.Owner || !merge.Same(kind, was, now) {
				steps = append(steps, merging{kind, was, now})
			}
		}
	}
	for _, kind := range slices.Backward(ledger.OfStreet) {
		for _, was := range b.received(kind) {
			if !stands[was.Head().ID] {
				steps = append(steps, merging{kind, was, nil})
			}
		}
	}
	return steps, nil
}

// lockedHome is home for who does not hold the lock.
func (b *Book) lockedHome() *ledger.Community {
	return b.home()
}

// received are the records of a kind that came in packages.
func (b *Book) received(kind ledger.Kind) []ledger.Record {
	return slices.DeleteFunc(slices.Clone(b.now().Of(kind)), func(r ledger.Record) bool { return !r.Head().Received() })
}

// taken is a record as this ledger keeps it, or nil for one that is not for it. stands
// are the records of the notice that are.
func (p *NoticePlan) taken(r ledger.Record, home ledger.ID, stands map[ledger.ID]bool) ledger.Record {
	switch r := r.(type) {
	case *ledger.Community:
		if r.ID == p.We {
			return nil
		}
	case *ledger.Liaison:
		if r.Community == p.We {
			r.Community = home
		}
		if p.book.Get(ledger.Enterprises, r.Enterprise) == nil {
			r.Enterprise = ledger.ID{}
		}
		if p.book.Get(ledger.Branches, r.Branch) == nil {
			r.Branch = ledger.ID{}
		}
		if !stands[r.Officer] || r.Community != home && r.Enterprise.IsZero() && r.Branch.IsZero() {
			return nil
		}
		if r.Community != home && !stands[r.Community] {
			r.Community = ledger.ID{}
		}
	case *ledger.Visit:
		if !stands[r.Liaison] {
			return nil
		}
	}
	return r
}

// own is the text that the street sets in a field of our own community; "" where it
// says nothing.
func (p *NoticePlan) own(key string) string {
	listed := p.listed()
	text := ledger.Communities.Text(listed, ledger.Communities.At(key), ledger.Basis{})
	if key == "street" && text == "" {
		text = ledger.NameOf(p.tables["street"][0])
	}
	return text
}

// given are the fields of our own community that the street has filled.
func (p *NoticePlan) given() []string {
	return slices.DeleteFunc(slices.Clone(ownFields), func(key string) bool { return p.own(key) == "" })
}

// withdrawn are the fields of our own community that the street had filled and has
// emptied since, with what they held before: they are the community's own again. Of
// what an older program took in that is not known, and it stays.
func (p *NoticePlan) withdrawn() map[string]string {
	out := maps.Clone(p.book.Profile().Before)
	for _, key := range p.given() {
		delete(out, key)
	}
	return out
}

// before is what the fields that the street fills held before it did.
func (p *NoticePlan) before(home *ledger.Community) map[string]string {
	profile, out := p.book.Profile(), map[string]string{}
	for _, key := range p.given() {
		text, known := profile.Before[key]
		switch {
		case known:
			out[key] = text
		case !slices.Contains(profile.Given, key):
			out[key] = ledger.Communities.Text(home, ledger.Communities.At(key), ledger.Basis{})
		}
	}
	return out
}

// changes are the steps in words, and what becomes of rules and code lists.
func (p *NoticePlan) changes(ctx context.Context) ([]NoticeChange, error) {
	steps, err := p.steps(ctx)
	if err != nil || p.listed() == nil {
		return nil, err
	}
	var out []NoticeChange
	was := p.book.Today()
	now := was
	if came := coming(steps); len(came) > 0 {
		now = was.With(came...)
	}
	for _, s := range steps {
		if err := ctx.Err(); err != nil {
			return nil, Tell(err)
		}
		out = append(out, s.told(was, now)...)
	}
	if p.rules != nil {
		rules, err := ledger.ParseRules(p.rules)
		if err != nil {
			return nil, err
		}
		out = append(out, ruleChanges(p.book.Rules().Source(), rules.On(p.book.Basis().Today).Source())...)
	}
	for _, name := range sortedKeys(p.codes) {
		for _, item := range p.codes[name] {
			out = append(out, NoticeChange{What: "代码表", Name: listTitle(name), How: "新增", Now: item.Label})
		}
	}
	return append(out, listChanges(p.book.standing().Lists, p.lists)...), nil
}

// coming are the records that steps bring.
func coming(steps []merging) (out []ledger.Record) {
	for _, s := range steps {
		if s.now != nil {
			out = append(out, s.now)
		}
	}
	return out
}

// told is one record's step, a line for each field where the record was there before.
func (s merging) told(before, after *records.View) (out []NoticeChange) {
	switch {
	case s.was == nil:
		return []NoticeChange{{What: s.kind.Title(), Name: after.Called(s.now), How: "新增"}}
	case s.now == nil:
		return []NoticeChange{{What: s.kind.Title(), Name: before.Called(s.was), How: "减少"}}
	}
	for _, c := range s.kind.Columns()[:s.kind.Fields()] {
		was, now := before.Text(s.kind, s.was, c.Key), after.Text(s.kind, s.now, c.Key)
		if was != now {
			out = append(out, NoticeChange{What: s.kind.Title(), Name: before.Called(s.was), Label: c.Label, How: "变更", Was: was, Now: now})
		}
	}
	return out
}

// ruleChanges compares two rule sets by their keys.
func ruleChanges(was, now []byte) (out []NoticeChange) {
	before, after := ruleRows(was), ruleRows(now)
	line := func(row [3]string) NoticeChange {
		return NoticeChange{What: "规则", Name: ledger.RuleName(row[0]), How: "变更", toCome: ledger.RuleToCome(row[0])}
	}
	seen := map[string]string{}
	for _, row := range before {
		seen[row[0]] = row[1]
	}
	for _, row := range after {
		old, there := seen[row[0]]
		delete(seen, row[0])
		if c := line(row); !there || old != row[1] {
			if c.Was, c.Now = ledger.RuleText(row[0], old), ledger.RuleText(row[0], row[1]); !there {
				c.How = "新增"
			}
			out = append(out, c)
		}
	}
	for _, row := range before {
		if _, gone := seen[row[0]]; gone {
			c := line(row)
			c.How, c.Was = "减少", ledger.RuleText(row[0], row[1])
			out = append(out, c)
		}
	}
	return out
}

// ruleRows are the rows of a rule set, each of key, value and note, with what holds where it does not have a key.
func ruleRows(text []byte) [][3]string {
	r, err := ledger.ParseRules(text)
	if err != nil {
		return nil // both sets have been read as rules before
	}
	return r.Rows()
}

// listChanges compares what two offices make of the code lists.
func listChanges(was, now map[string]ledger.Adapted) (out []NoticeChange) {
	names := map[string]bool{}
	for _, all := range []map[string]ledger.Adapted{was, now} {
		for name := range all {
			names[name] = true
		}
	}
	for _, name := range sortedKeys(names) {
		l, a, b := ledger.ListNamed(name), was[name], now[name]
		line := func(how, before, after string) {
			out = append(out, NoticeChange{What: "代码表", Name: listTitle(name), How: how, Was: before, Now: after})
		}
		called := func(a ledger.Adapted, code string) string { return cmp.Or(a.Labels[code], l.Plain(code)) }
		codes := maps.Clone(a.Labels)
		if codes == nil {
			codes = map[string]string{}
		}
		maps.Copy(codes, b.Labels)
		for _, code := range sortedKeys(codes) {
			if x, y := called(a, code), called(b, code); x != y {
				line("改名", x, y)
			}
		}
		for _, code := range without(b.Retired, a.Retired) {
			line("停用", called(b, code), "")
		}
		for _, code := range without(a.Retired, b.Retired) {
			line("重新提供", "", called(b, code))
		}
		if !slices.Equal(a.Order, b.Order) {
			line("变更", "", "顺序")
		}
	}
	return out
}

// without are the codes that are not among others.
func without(codes, others []string) []string {
	gone := make(map[string]bool, len(others))
	for _, code := range others {
		gone[code] = true
	}
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return gone[code] })
}

// listTitle is what people call a code list: the label of the first field that uses it.
func listTitle(name string) string {
	if name == ledger.YesNo.Name {
		return "是或否" // of many fields
	}
	for _, kind := range ledger.All {
		for _, c := range kind.Columns() {
			if c.Shape == ledger.Choice && c.Choices.Name == name {
				return c.Label
			}
		}
	}
	return name
}

// Apply takes the notice in, in one transaction after a backup. compared are the six
// words that a person has compared with the street; a First notice is refused with any
// but its own. From then on the ledger bears the name that the street
// gives it, its submissions are sealed to the street's key, and another signature is
// refused; an Old one is stopped by this. Undoing takes the records and the settings back, but not the entries of code
// lists. A package that was taken in before changes nothing.
func (p *NoticePlan) Apply(compared SixWords) error {
	b := p.book
	switch {
	case p.Taken:
		return nil
	case p.First && !p.Words.trusts([]SixWords{compared}):
		return &Error{Code: Unaccepted, Message: wordsFirst(p.Words) + "第一次接收“" + p.Street + "”的包，还没有接收。请打电话给街道，逐个核对上面六个词。对得上再接收。"}
	case p.listed() == nil:
		return &Error{Code: Unlisted, Message: "街道的社区名单里没有“" + b.Profile().Name + "”。请选一个：本社区是名单里的哪一个。"}
	}
	if err := b.BackUpBefore(BeforeReceive); err != nil {
		return err
	}
	d := &Detail{What: "notice", Rows: len(p.Changes)}
	if p.old != nil {
		d.Reason = p.why
	}
	return b.write(string(MayTakeNotice), d, p.apply)
}

func (p *NoticePlan) apply(t *Turn) error {
	b := p.book
	if same, highest := b.arrived(ledger.ParcelNotice, &p.manifest); same || p.manifest.Sequence <= highest {
		return &Error{Code: Changed, Message: "预览之后已经接收过更新的下发包。请再看一遍。"}
	}
	if p.old != nil {
		if now := b.street(); now == nil || now.ID != p.old.ID || now.Key != p.old.Key {
			return &Error{Code: Changed, Message: "预览之后认过的街道签名变了。请再看一遍。"}
		}
		if err := t.distrust([]*ledger.Signer{b.street()}, p.why); err != nil {
			return err
		}
	}
	known, err := b.fromStreet(&p.manifest)
	if p.old != nil {
		known, err = nil, nil
	}
	if err != nil {
		return err
	}
	steps, err := p.steps(context.Background())
	if err != nil {
		return err
	}
	before := p.before(b.lockedHome())
	for _, s := range steps {
		if err := t.arrive(s); err != nil {
			return err
		}
	}
	home := b.lockedHome()
	note := &ledger.Parcel{Sort: ledger.ParcelNotice, Community: home.ID, Number: ledger.CountOf(int(p.Number)), Day: p.Day, Digest: p.manifest.Digest,
		Written: p.manifest.Generated.UTC().Format(time.RFC3339), Previous: p.manifest.Previous, Sender: p.manifest.Sender.Ledger, State: ledger.ParcelTaken}
	note.Records = ledger.CountOf(total(p.manifest.Counts))
	note.Added, note.Changed, note.Removed = balance(steps)
	if known == nil {
		first := &ledger.Signer{Title: p.Street, Community: home.ID, Ledger: p.manifest.Sender.Ledger, Key: p.manifest.Sender.Key, Answer: p.manifest.Sender.Answer,
			Words: p.Words.String(), State: ledger.SignerAccepted, Since: b.Basis().Today}
		if err := t.Put(ledger.Signers, nil, first); err != nil {
			return err
		}
	}
	if err := t.Put(ledger.Parcels, nil, note); err != nil {
		return err
	}
	if err := t.learn(p.codes); err != nil {
		return err
	}
	now := b.standing() // what this office has put off stays
	now.Name, now.StreetKey, now.Listed, now.Given, now.Before, now.Lists = p.listed().Title, p.manifest.Sender.Answer, p.We, p.given(), before, p.lists
	if p.rules != nil {
		now.Rules = p.rules
	}
	return t.stand(now)
}

// arrive stages one record of a street's package; our own is saved as any other.
func (t *Turn) arrive(s merging) error {
	switch {
	case s.now == nil:
		return t.Remove(s.kind, s.was, "")
	case !s.now.Head().Received():
		return t.Put(s.kind, s.was, s.now)
	}
	return t.Take(s.kind, s.was, s.now)
}

// balance counts what steps add, change and remove.
func balance(steps []merging) (added, changed, removed ledger.Count) {
	n := [3]int{}
	for _, s := range steps {
		switch {
		case s.was == nil:
			n[0]++
		case s.now == nil:
			n[2]++
		default:
			n[1]++
		}
	}
	return ledger.CountOf(n[0]), ledger.CountOf(n[1]), ledger.CountOf(n[2])
}
