package care

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/seal"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// pieces are what was found in a damaged ledger, and what of it the new one gets.
type pieces struct {
	found *vault.Rescued
	out   *Salvaged

	records map[rules.Reference]*piece // the newest version of each record that was found
	ends    map[rules.Reference]ending // what the journal says happened to it last
	others  map[string][]vault.Item
	journal []vault.Item // key: sequence number
	live    map[string]int
	whole   bool // all that the journal says of records is there

	taken   map[string][]vault.Item // records of the new ledger by kind
	older   []rules.Reference       // of them, those that may have had a newer version
	lost    map[string]int          // records by kind that are known to be missing
	renewed []string                // what had to be made anew, a sentence each
	filed   map[value.ID]int64      // of files, the bytes that the new ledger got
}

// A piece is one version of a record as it was found.
type piece struct {
	rev   uint32
	plain []byte
	live  bool
}

// An ending is the last that the journal says of a record; Now is nil when it was
// removed.
type ending struct {
	key      []byte
	was, now []byte
	revWas   uint32
	revNow   uint32
}

func newPieces(found *vault.Rescued, out *Salvaged) *pieces {
	return &pieces{found: found, out: out, records: map[rules.Reference]*piece{}, ends: map[rules.Reference]ending{},
		others: map[string][]vault.Item{}, live: map[string]int{}, taken: map[string][]vault.Item{}, lost: map[string]int{}}
}

// gather walks over all that opens. Of what is written once the version in use comes
// first and the first counts; of a record the newest counts.
func (p *pieces) gather(ctx context.Context) error {
	lastBucket, lastKey := "", []byte(nil)
	return p.found.Each(func(bucket string, key, plain []byte, live bool) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if live {
			p.live[bucket]++
		}
		again := bucket == lastBucket && bytes.Equal(key, lastKey)
		lastBucket, lastKey = bucket, bytes.Clone(key)
		if kind := ledger.KindOf(bucket); kind != nil {
			p.version(kind, key, plain, live)
			return nil
		}
		if again {
			return nil
		}
		if bucket == store.PieceBucket {
			return nil // there may be much of it: writeFiles takes it over by and by
		}
		item := vault.Item{Key: lastKey, Plain: bytes.Clone(plain)}
		switch bucket {
		case vault.JournalBucket:
			if _, ok := vault.Seq(key); ok && json.Valid(plain) {
				p.journal = append(p.journal, item)
			}
		case store.ChangeBucket:
			if p.change(item) {
				p.others[bucket] = append(p.others[bucket], item)
			}
		case store.SettingBucket, store.SubmissionBucket, store.SnapshotBucket, store.FiguresBucket, store.SentBucket, store.DecisionBucket, store.BinBucket:
			p.others[bucket] = append(p.others[bucket], item)
		default: // what may have been deleted on purpose comes back only where it was in use
			if live {
				p.others[bucket] = append(p.others[bucket], item)
			}
		}
		return nil
	})
}

// version takes a record's version when it is the newest so far.
func (p *pieces) version(kind ledger.Kind, key, plain []byte, live bool) {
	r := kind.New()
	if len(key) != len(value.ID{}) || store.ReadInto(plain, r) != nil || r.Head().ID != value.ID(key) {
		return
	}
	k, rev := rules.Reference{Kind: kind, ID: value.ID(key)}, r.Head().Rev
	if old := p.records[k]; old == nil || rev > old.rev || rev == old.rev && live && !old.live {
		p.records[k] = &piece{rev, bytes.Clone(plain), live}
	}
}

// change learns what the journal says of a record; false for what is no change.
func (p *pieces) change(item vault.Item) bool {
	var c store.Before
	if len(item.Key) != 12 || store.ReadInto(item.Plain, &c) != nil || len(c.ID) != len(value.ID{}) {
		return false
	}
	kind := ledger.KindOf(c.Kind)
	if kind == nil {
		return true // of a kind that this program does not know
	}
	k := rules.Reference{Kind: kind, ID: value.ID(c.ID)}
	if old, ok := p.ends[k]; !ok || bytes.Compare(item.Key, old.key) > 0 {
		p.ends[k] = ending{item.Key, c.Was, c.Now, revOf(kind, c.Was), revOf(kind, c.Now)}
	}
	return true
}

func revOf(kind ledger.Kind, plain []byte) uint32 {
	r := kind.New()
	if len(plain) == 0 || store.ReadInto(plain, r) != nil {
		return 0
	}
	return r.Head().Rev
}

// choose decides for every record which version the new ledger gets.
func (p *pieces) choose() {
	want, known := p.found.Expected(store.ChangeBucket)
	p.whole = known && p.live[store.ChangeBucket] == want
	all := map[rules.Reference]bool{}
	for k := range p.records {
		all[k] = true
	}
	for k := range p.ends {
		all[k] = true
	}
	binned := map[string]bool{}
	for _, item := range p.others[store.BinBucket] {
		binned[string(item.Key)] = true
	}
	for k := range all {
		r, end := p.records[k], p.ends[k]
		_, told := p.ends[k]
		switch {
		case !told && !r.live && (p.whole || binned[string(store.DraftKey(k.Kind.Name(), k.ID))]):
			// Removed, or left by a save that never came to its end.
		case !told:
			p.take(k, r.plain, !r.live)
		case end.now == nil && (r == nil || !r.live || r.rev <= end.revWas):
			p.bin(k, end, binned)
		case r == nil || r.rev < end.revNow:
			p.take(k, end.now, !p.whole && (r == nil || !r.live))
		default:
			p.take(k, r.plain, !p.whole && !r.live)
		}
	}
	p.others[store.BinBucket] = slices.DeleteFunc(p.others[store.BinBucket], func(item vault.Item) bool {
		var x store.Binned
		if store.ReadInto(item.Plain, &x) != nil {
			return false
		}
		kind := ledger.KindOf(x.Kind)
		return kind != nil && slices.ContainsFunc(p.taken[x.Kind], func(t vault.Item) bool { return bytes.Equal(t.Key, x.ID[:]) })
	})
	for _, kind := range ledger.All {
		if want, known := p.found.Expected(kind.Name()); known {
			p.lost[kind.Name()] = max(want-len(p.taken[kind.Name()]), 0)
		}
	}
	if len(p.lost) == 0 {
		for _, d := range p.found.Damaged() {
			if kind := ledger.KindOf(d.Bucket); kind != nil && !(len(d.Key) == len(value.ID{}) && all[rules.Reference{Kind: kind, ID: value.ID(d.Key)}]) {
				p.lost[d.Bucket]++
			}
		}
	}
	slices.SortFunc(p.journal, func(a, b vault.Item) int { return bytes.Compare(a.Key, b.Key) })
}

func (p *pieces) take(k rules.Reference, plain []byte, older bool) {
	if k.Kind.New() == nil || store.ReadInto(plain, k.Kind.New()) != nil {
		return
	}
	id := k.ID
	p.taken[k.Kind.Name()] = append(p.taken[k.Kind.Name()], vault.Item{Key: id[:], Plain: plain})
	if older {
		p.older = append(p.older, k)
	}
}

// bin keeps a removed record in the recycle bin, also where the bin's own value is
// lost.
func (p *pieces) bin(k rules.Reference, end ending, binned map[string]bool) {
	key := store.DraftKey(k.Kind.Name(), k.ID)
	if binned[string(key)] || len(end.was) == 0 {
		return
	}
	r := k.Kind.New()
	if store.ReadInto(end.was, r) != nil {
		return
	}
	text, err := store.Written(store.Binned{Kind: k.Kind.Name(), ID: k.ID, Name: ledger.NameOf(r), Seq: binary.BigEndian.Uint64(end.key), Record: end.was})
	if err == nil {
		p.others[store.BinBucket] = append(p.others[store.BinBucket], vault.Item{Key: key, Plain: text})
	}
}

func (p *pieces) empty() bool {
	n := 0
	for _, items := range p.taken {
		n += len(items)
	}
	return n == 0
}

func (p *pieces) setting(name string) []byte {
	for _, item := range p.others[store.SettingBucket] {
		if string(item.Key) == name {
			return item.Plain
		}
	}
	return nil
}

func (p *pieces) renew(name string, value []byte, why string) {
	p.others[store.SettingBucket] = slices.DeleteFunc(p.others[store.SettingBucket], func(item vault.Item) bool { return string(item.Key) == name })
	p.others[store.SettingBucket] = append(p.others[store.SettingBucket], vault.Item{Key: []byte(name), Plain: value})
	p.renewed = append(p.renewed, why)
}

// complete makes anew what a ledger cannot be without.
func (p *pieces) complete(o Salvage, env store.Env) error {
	var profile store.Profile
	if text := p.setting(store.ProfileSetting); text == nil || json.Unmarshal(text, &profile) != nil || profile.Name == "" {
		profile = store.Profile{Name: cmp.Or(o.Name, strings.TrimSuffix(filepath.Base(o.From), filepath.Ext(o.From)))}
		profile.Street = p.ofStreet()
		profile.Key = make([]byte, 32)
		if _, err := io.ReadFull(env.Random, profile.Key); err != nil {
			return err
		}
		id, err := value.NewID(env.Random)
		if err != nil {
			return err
		}
		profile.Ledger = id.String()
		text, err := json.Marshal(profile)
		if err != nil {
			return err
		}
		p.renew(store.ProfileSetting, text, "台账的名称和上报用的签名读不出来：名称先写成“"+profile.Name+"”，签名换了新的。下次上报前请告诉街道。")
	}
	if text := p.setting(store.RulesSetting); text == nil || !parses(text) {
		p.renew(store.RulesSetting, rulebook.DefaultRules().Source(), "规则读不出来：先用程序自带的，街道发过规则的请重新接收。")
	}
	return p.staff()
}

// staff decides about the roles. Those that are whole say whether the one who salvages
// may; without them the new ledger gets none.
func (p *pieces) staff() error {
	var operators []store.Operator
	text := p.setting(store.OperatorSetting)
	if !p.found.Holds(store.SettingBucket) || !p.found.Holds(vault.JournalBucket) || text != nil && json.Unmarshal(text, &operators) != nil {
		p.others[store.SettingBucket] = slices.DeleteFunc(p.others[store.SettingBucket], func(item vault.Item) bool { return string(item.Key) == store.OperatorSetting })
		p.renewed = append(p.renewed, "各人的角色读不出来，或者被人动过：新台账里大家先只能看。请用恢复码打开它一次，再重新设定各人的角色。")
		return nil
	}
	if text == nil { // a ledger from before there were roles has none, and lost none
		for _, s := range slotsOnce(p.found.Slots(), seal.Slot{}) {
			if s.Kind == seal.KindPassword {
				operators = append(operators, store.Operator{Name: s.Name, Role: store.Admin})
			}
		}
		text, err := json.Marshal(operators)
		if err != nil {
			return err
		}
		p.others[store.SettingBucket] = append(p.others[store.SettingBucket], vault.Item{Key: []byte(store.OperatorSetting), Plain: text})
	}
	role := store.Reader
	if at := slices.IndexFunc(operators, func(o store.Operator) bool { return o.Name == p.out.operator }); at >= 0 {
		role = operators[at].Role
	}
	// Of a ledger that was open its Book has asked.
	if p.out.operator != "" && !store.MayBackup.AllowedTo(role) {
		return &store.Error{Code: store.NotAllowed, Message: "您的角色是“" + role.Title() + "”，不能办这件事。请让管理员办理。"}
	}
	return nil
}

// ofStreet says that the ledger was a street's: only those have a street of their own.
func (p *pieces) ofStreet() bool {
	return slices.ContainsFunc(p.taken[ledger.Streets.Name()], func(item vault.Item) bool {
		r := ledger.Streets.New()
		return store.ReadInto(item.Plain, r) == nil && !r.Head().Received()
	}) || len(p.taken[ledger.Communities.Name()]) > 1 && len(p.taken[ledger.Streets.Name()]) == 0
}

func parses(text []byte) bool {
	_, err := rulebook.ParseRules(text)
	return err == nil
}

// write makes the new ledger at path.
func (p *pieces) write(path string, slots []seal.Slot, env store.Env) error {
	v, err := vault.Create(path, p.out.key, slots, env.Vault())
	if err != nil {
		return err
	}
	err = v.Update(func(tx *vault.Tx) error {
		for _, item := range p.journal {
			seq, _ := vault.Seq(item.Key)
			if err := tx.AppendAs(seq, item.Plain); err != nil {
				return err
			}
		}
		for _, of := range []map[string][]vault.Item{p.taken, p.others} {
			for _, bucket := range slices.Sorted(maps.Keys(of)) {
				if err := tx.PutAll(bucket, of[bucket]); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil {
		err = p.writeFiles(v)
	}
	if closed := v.Close(); err == nil {
		err = closed
	}
	return err
}
