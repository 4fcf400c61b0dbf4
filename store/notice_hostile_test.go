package store_test

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// noticeOf is a notice's content with the street's own record, a list of one community, and more.
func noticeOf(s *store.Book, rules []byte, more ...parcel.Table) parcel.Content {
	north := &ledger.Community{Meta: ledger.Meta{ID: value.ID{3}, Rev: 1}, Title: "塔北社区"}
	return parcel.Content{Manifest: parcel.Manifest{Kind: parcel.Notice, Sequence: 1}, Rules: rules,
		Tables: append([]parcel.Table{{Kind: ledger.Streets, Records: stage.Now(s).Of(ledger.Streets)}, {Kind: ledger.Communities, Records: []ledger.Record{north}}}, more...)}
}

// A rule out of all bounds, or above another that it must not exceed, is named before anything is accepted.
func TestRulesOfANoticeHaveBounds(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	s, b := streetOfTwo(t), stage.Book(t)
	for line, says := range map[string]string{
		"age_max,10":                      "“证件号码推算的年龄上限”写的是“10”，应当在 100 到 150 之间",
		"retention_years,0":               "“离团后保留个人信息”写的是“0”",
		"retention_years,-1":              "写的是“-1”",
		"branch_min,-5":                   "“团支部最少团员数”",
		"branch_max,9223372036854775807":  "“团支部一般不超过”",
		"age_out,18":                      "", // the League may rule so
		"age_join,28":                     "", // the same as the age of leaving
		"age_join_hard,20":                "不大于“入团年龄下限”的 14",
		"term_min,9":                      "不大于",
		"term_notice,100000":              "“届满前提醒”",
		"dues_student,999999999":          "“学生每月团费”",
		"dues.1,0;3;9000;":                "团费的比例",
		"half_days," + many("06-30", 100): "不超过 24 个日子",
		"version," + many("很长", 50):       "版本号",
	} {
		key, value, _ := strings.Cut(line, ",")
		rules := strings.Split(string(s.Basis().Rules.Source()), "\n")
		for i, row := range rules {
			if strings.HasPrefix(row, key+",") {
				rules[i] = key + "," + value + ","
			}
		}
		_, err := travel.ReadNotice(context.Background(), b, written(t, s, b, noticeOf(s, []byte(strings.Join(rules, "\n")))), "")
		switch {
		case says == "" && err != nil:
			t.Errorf("%s: %v", line, store.Tell(err).Message)
		case says != "" && (stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, says)):
			t.Errorf("%s: %v, want %s", line, store.Tell(err), says)
		}
	}
}

func many(word string, n int) string { return strings.TrimSuffix(strings.Repeat(word+"|", n), "|") }

// One ID for two records, whichever they are, is refused; so is one that another kind of ours has.
func TestOneIDForTwoKinds(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	s, b := streetOfTwo(t), stage.Book(t)
	people(t, b, 1, 1)
	own := stage.Now(b).Of(ledger.Members)[0].Head().ID
	officer := func(id value.ID) parcel.Table {
		return parcel.Table{Kind: ledger.Officers, Records: []ledger.Record{&ledger.Officer{Meta: ledger.Meta{ID: id, Rev: 1}, Title: "石书记", Duty: codes.DutySecretary}}}
	}
	for name, more := range map[string][]parcel.Table{
		"two of the notice": {officer(value.ID{9}), {Kind: ledger.Liaisons, Records: []ledger.Record{&ledger.Liaison{Meta: ledger.Meta{ID: value.ID{9}, Rev: 1}, Officer: value.ID{9}, Community: value.ID{3}}}}},
		"ours and theirs":   {officer(own)},
		"the street's own":  {officer(stage.Now(s).Of(ledger.Streets)[0].Head().ID)},
	} {
		if _, err := travel.ReadNotice(context.Background(), b, written(t, s, b, noticeOf(s, s.Basis().Rules.Source(), more...)), ""); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "编号相同") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// What such a notice has left behind before is taken back all the same.
	err := b.Write("notice", nil, func(t *store.Turn) error {
		return errors.Join(t.Take(ledger.Officers, nil, &ledger.Officer{Meta: ledger.Meta{ID: value.ID{9}, Rev: 1, Owner: value.ID{8}}, Title: "石书记"}),
			t.Take(ledger.Visits, nil, &ledger.Visit{Meta: ledger.Meta{ID: value.ID{9}, Rev: 1, Owner: value.ID{8}}, Day: value.Day(2026, 5, 4)}))
	})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := undo.Of(b, stage.Seq(b))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Apply(); err != nil || b.Today().Count(ledger.Officers)+b.Today().Count(ledger.Visits) != 0 {
		t.Errorf("%v, %+v", err, plan.Left)
	}
}

// A matter with the ID of one of our members is passed over.
func TestAMatterWithAMembersID(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	w, members := twoOffices(t)
	north := w.offices[0]
	m := odd(1, func(m *ledger.Matter) {
		m.ID, m.Community, m.Record = members[0].ID, north.Profile().Listed, members[0].ID.String()
	})
	c := parcel.Content{Manifest: parcel.Manifest{Kind: parcel.Receipt, Sequence: 1}, Tables: []parcel.Table{{Kind: ledger.Matters, Records: []ledger.Record{m}}}}
	if p := receiptIn(t, north, written(t, w.street, north, c)); p.Passed != 1 || len(p.New) != 0 {
		t.Errorf("%+v", p)
	}
}

// A number beyond all counting would close the door to every later package; a street without an ID would make its
// records ours.
func TestNumbersAndStreetsThatAreNone(t *testing.T) {
	w, _ := twoOffices(t)
	north := w.offices[0]
	for _, number := range []uint64{parcel.MaxSequence + 1, math.MaxInt64, math.MaxInt64 + 1, math.MaxUint64} {
		f := forgery{kind: parcel.Notice, number: number, counts: map[string]int{"street": 1, "community": 1},
			files: map[string]string{"street.csv": "id,rev,name\n" + id(1).String() + ",1,小江湖街道\n", "community.csv": "id,rev,name\n" + id(3).String() + ",1,塔北社区\n"}}
		if _, err := travel.ReadNotice(context.Background(), north, forge(t, w.street, north, f), ""); stage.CodeOf(err) != store.Refused {
			t.Errorf("notice %d: %v", number, err)
		}
		f = forgery{kind: parcel.Receipt, number: number}
		if _, err := travel.ReadReceipt(context.Background(), north, forge(t, w.street, north, f), ""); stage.CodeOf(err) != store.Refused {
			t.Errorf("receipt %d: %v", number, err)
		}
	}
	for _, counts := range []map[string]int{{}, {"street": 1}, {"street": 1, "community": 1}} {
		path := forge(t, w.street, north, forgery{kind: parcel.Notice, number: 7, counts: counts,
			files: map[string]string{"street.csv": "id,rev,name\n,1,小江湖街道\n", "community.csv": "id,rev,name\n" + id(3).String() + ",1,塔北社区\n"}})
		if _, err := travel.ReadNotice(context.Background(), north, path, ""); stage.CodeOf(err) != store.Refused {
			t.Errorf("%v: %v", counts, err)
		}
	}
}

// A community that knows its street is sent notices of anything: it never panics, keeps its own, and what it took in can
// be taken back.
func TestACommunityTakesAnyNotice(t *testing.T) { rapid.Check(t, anyNotice(t)) }

// FuzzNotice is the same with what a fuzzer makes up.
func FuzzNotice(f *testing.F) { fuzzLaw(f, anyNotice) }

func anyNotice(f testing.TB) func(t *rapid.T) {
	s, b := streetOfTwo(f), stage.Book(f)
	people(f, b, 1, 1)
	start, err := os.ReadFile(b.Path())
	if err != nil {
		f.Fatal(err)
	}
	pool := []value.ID{id(1), id(2), id(3), stage.Now(b).Of(ledger.Members)[0].Head().ID, stage.Home(b).ID, stage.Now(s).Of(ledger.Streets)[0].Head().ID, {}}
	folder, round := f.TempDir(), 0
	return func(t *rapid.T) {
		round++
		path := filepath.Join(folder, strconv.Itoa(round)+".tjz")
		if err := os.WriteFile(path, start, 0o600); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(path)
		b, err := store.Open(path, stage.Password, stage.Env())
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		before := stage.Everything(b)
		c := noticeOf(s, s.Basis().Rules.Source())
		c.Manifest.Sequence = rapid.OneOf(rapid.Uint64Range(1, travel.MostSkipped), rapid.Uint64Range(1, parcel.MaxSequence)).Draw(t, "number")
		word := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "塔北社区", "430502001001", "\x1b[2J", "2026-05-04", "9"}))
		for _, kind := range []ledger.Kind{ledger.Communities, ledger.Officers, ledger.Liaisons, ledger.Visits} {
			table := parcel.Table{Kind: kind}
			for range rapid.IntRange(0, 3).Draw(t, kind.Name()) {
				r := kind.New()
				r.Head().ID, r.Head().Rev = rapid.SampledFrom(pool).Draw(t, "id"), rapid.Uint32().Draw(t, "rev")
				for i, column := range kind.Columns()[:kind.Fields()] {
					text := word.Draw(t, column.Key)
					if column.Shape == ledger.Ref {
						text = rapid.SampledFrom(pool).Draw(t, "ref").String()
					}
					kind.Set(r, i, text) // what it refuses stays empty
				}
				table.Records = append(table.Records, r)
			}
			if kind == ledger.Communities {
				c.Tables[1].Records = append(c.Tables[1].Records, table.Records...)
			} else {
				c.Tables = append(c.Tables, table)
			}
		}
		p, err := travel.ReadNotice(context.Background(), b, written(f, s, b, c), "")
		if err == nil {
			err = p.Choose(value.ID{3})
		}
		if err == nil {
			err = p.Apply(p.Words)
		}
		if x := stage.CodeOf(err); err != nil && x != store.Refused && x != store.Newer && x != store.Unlisted && x != store.Invalid {
			t.Fatal(err)
		}
		if err == nil {
			plan, err := undo.Of(b, stage.Seq(b))
			if err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			if _, err := plan.Apply(); err != nil || len(plan.Left) > 0 {
				t.Fatal(err, plan.Left)
			}
		}
		after := stage.Everything(b)
		for key := range before {
			if after[key] == "" {
				t.Fatal(key, "is gone")
			}
		}
		if len(after) != len(before) {
			t.Fatalf("%d records of %d", len(after), len(before))
		}
	}
}
