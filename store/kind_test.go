package store_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// fill gives every field of a record a value of its shape, and its history one
// spell: what every kind must carry to the disk, into a sheet and back.
func fill(t testing.TB, b *store.Book, kind ledger.Kind, n int) ledger.Record {
	t.Helper()
	r := kind.New()
	for i, c := range kind.Columns()[:kind.Fields()] {
		text := fmt.Sprintf("甲乙丙%c", '丁'+rune(n*100+i))
		switch c.Shape {
		case ledger.Lines:
			text = "第一行\n第二行，有逗号\"和引号\""
		case ledger.Number:
			text = strconv.Itoa(2 + i%2)
		case ledger.Amount:
			text = "3500.50"
		case ledger.Day8:
			text = "2024-05-04"
		case ledger.Month6:
			text = "2024-05"
		case ledger.Choice:
			items := c.Choices.Items()
			text = items[(n+i)%len(items)].Label
		case ledger.Ref:
			at := find.ListOf(b.Today(), records.Query{Kind: ledger.KindOf(c.Choices.Kind)})
			if at.Len() == 0 {
				continue // what only the other ledger has: a community knows no contact that was not given out
			}
			if c.Choices.Many {
				text = value.JoinIDs([]value.ID{at.Row(0).Head().ID, at.Row(1).Head().ID})
			} else {
				text = at.Row(n % min(2, at.Len())).Head().ID.String()
			}
		case ledger.IDCard:
			text = stage.IDNumber("2006-05-12", 300+n)
		case ledger.Credit:
			text = [2]string{"91430502MA4L12346Y", "91430502MABCD5678J"}[n%2]
		case ledger.Phone:
			text = "1391234567" + strconv.Itoa(n)
		case ledger.Digits:
			text = [2]string{"202443000001", "202443000002"}[n%2]
		}
		if c.Key == "idtype" {
			text = "居民身份证"
		}
		if c.Key == "superior" {
			text = ""
		}
		if err := kind.Set(r, i, text); err != nil && !err.(*value.Fault).Soft {
			t.Fatalf("%s.%s: %v", kind.Name(), c.Key, err)
		}
	}
	for _, key := range kind.Histories() {
		kind.SetPast(r, key, []ledger.Spell{{State: "1", From: 20200500, Until: 20210000, Reason: "调动", Document: "3号"}})
	}
	return r
}

// The one suite that every kind passes: saved and read again it is the same value
// by value; out into a workbook and a CSV and back, it is the same; its versions
// are in its history.
func TestEveryKindThereAndBack(t *testing.T) {
	for _, kind := range ledger.All {
		t.Run(kind.Name(), func(t *testing.T) {
			b := stage.TwoBranches(t)
			stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: "五一社区"})
			for i := range 2 {
				m := stage.Person([]string{"赵云", "钱多"}[i], "2003-07-01", 101+i)
				m2 := stage.Keep(t, b, ledger.Members, m)
				o := stage.Keep(t, b, ledger.Officers, &ledger.Officer{Title: m2.Title, Duty: codes.DutyDeputy, From: 20250101})
				stage.Keep(t, b, ledger.Liaisons, &ledger.Liaison{Officer: o.ID, From: 20250101})
			}
			for _, c := range kind.Columns()[:kind.Fields()] { // what it may refer to
				if c.Shape != ledger.Ref {
					continue
				}
				if to := ledger.KindOf(c.Choices.Kind); slices.Contains(ledger.OfOffice, to) && b.Today().Count(to) == 0 {
					for n := range 2 {
						stage.Keep(t, b, to, fill(t, b, to, n))
					}
				}
			}
			var kept []ledger.Record
			for n := range 2 {
				r := fill(t, b, kind, n)
				r.Head().Excuses = []ledger.Excuse{{Key: "note", Code: "x", Text: "y", Reason: "z"}}
				if slices.Contains(ledger.OfTravel, kind) {
					arrive(t, b, kind, r)
					kept = append(kept, r)
					continue
				}
				kept = append(kept, stage.Keep(t, b, kind, r))
			}
			b = stage.Reopened(t, b)
			for _, r := range kept {
				got := b.Get(kind, r.Head().ID)
				if !reflect.DeepEqual(got, r) {
					t.Fatalf("\n got %+v\nwant %+v", got, r)
				}
				if versions, err := b.History(kind, r.Head().ID); err != nil || len(versions) != 1 || !reflect.DeepEqual(versions[0].Record, r) {
					t.Errorf("history: %v %v", versions, err)
				}
			}
			before := stage.Everything(b)
			for _, name := range []string{"x.xlsx", "x.csv"} {
				if !slices.Contains(ledger.OfOffice, kind) {
					break // no file is read for these
				}
				path := exported(t, b, name, forms.Export{Kinds: []ledger.Kind{kind}, Full: true, Reason: "核对"})
				p := stage.TakeIn(t, b, path, kind)
				if r := p.Report(); r.Same != r.Rows || r.Rows == 0 {
					t.Errorf("%s: %+v %v %s", name, r, stage.Changed(p), stage.FaultsSaid(p))
				}
			}
			if after := stage.Everything(b); !reflect.DeepEqual(before, after) {
				t.Error("something changed on the way")
			}
			if kind.Kept(ledger.ByFile) {
				return // the bytes of these are not there, which the check says: TestAFileOfWhichAPieceIsGoneIsNamed
			}
			if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
				t.Errorf("%v %v", wounds, err)
			}
		})
	}
}

// A value on disk is a map by the fields' names, so that a field may be added: an
// older record reads as one whose new fields are empty, and what a newer program
// added does no harm.
func TestValuesOnDiskAreNamed(t *testing.T) {
	old, err := store.Writing.Marshal(map[string]any{"name": "李华", "joined": 20180500, "from_the_future": []int{1}})
	if err != nil {
		t.Fatal(err)
	}
	var m ledger.Member
	if err := store.Reading.Unmarshal(old, &m); err != nil || m.Title != "李华" || m.Joined != 20180500 || m.Phone != "" {
		t.Errorf("%+v %v", m, err)
	}
	plain, err := store.Writing.Marshal(&ledger.Member{Title: "李华"})
	if err != nil {
		t.Fatal(err)
	}
	var names map[string]any
	if err := store.Reading.Unmarshal(plain, &names); err != nil || names["name"] != "李华" || names["phone"] != nil {
		t.Errorf("%v %v", names, err)
	}
	loose := &ledger.Member{Title: "李华", Stays: []ledger.Spell{{State: "1"}}}
	loose.SetLoose("unit", "没有的厂")
	if plain, err = store.Writing.Marshal(loose); err != nil {
		t.Fatal(err)
	}
	if m = (ledger.Member{}); store.Reading.Unmarshal(plain, &m) != nil || !reflect.DeepEqual(&m, loose) {
		t.Errorf("%+v", m)
	}
	rapid.Check(t, func(t *rapid.T) {
		junk := rapid.SliceOfN(rapid.Byte(), 0, 60).Draw(t, "junk")
		var m ledger.Member
		if err := store.Reading.Unmarshal(junk, &m); err == nil && len(junk) == 0 {
			t.Fatal("nothing is no record")
		}
	})
}

// What offices write in the cells of a hostile or careless table never brings the
// intake down, and never goes in half.
func TestIntakeBearsAnything(t *testing.T) {
	b := stage.TwoBranches(t)
	heads := [][]string{
		{"姓名", "身份证号", "团支部", "入团时间", "手机", "民族", "备注", "团内职务"},
		{"企业名称", "统一社会信用代码", "职工总数", "负责人", "是否建团", "状态"},
		{"组织全称", "组织类型", "上级组织", "所属企业", "成立时间", "书记"},
	}
	rapid.Check(t, func(t *rapid.T) {
		head := rapid.SampledFrom(heads).Draw(t, "head")
		var text bytes.Buffer
		text.WriteString(strings.Join(head, ",") + "\n")
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			for i := range head {
				cell := rapid.OneOf(rapid.SampledFrom([]string{"", "李华", "东升五金团支部", "2018.05", "同上", "〃", "4.30502E+17", "=1+1", "合计", "\x00", "🀄", "1", "-", "9999999999999999"}), rapid.String()).Draw(t, "cell")
				fmt.Fprintf(&text, "%s\"%s\"", map[bool]string{true: ","}[i > 0], strings.ReplaceAll(cell, `"`, `""`))
			}
			text.WriteString("\n")
		}
		n := b.Today().Count(ledger.Members) + b.Today().Count(ledger.Enterprises) + b.Today().Count(ledger.Branches)
		in, err := intake.Read(context.Background(), b, writeTemp(t, b, text.Bytes()), nil, nil)
		if err != nil {
			if store.Tell(err).Code == store.Internal {
				t.Fatal(err)
			}
			return
		}
		p, err := in.Apply(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		r := p.Report()
		if r.Added+r.Changed+r.Same+r.Faulty != r.Rows || b.Today().Count(ledger.Members)+b.Today().Count(ledger.Enterprises)+b.Today().Count(ledger.Branches) != n+r.Added {
			t.Fatalf("%+v", r)
		}
		for _, row := range slices.Concat(p.Added, p.Changed) {
			id := row.Now.Head().ID
			kind := ledger.All[slices.IndexFunc(ledger.All, func(k ledger.Kind) bool { return b.Get(k, id) != nil })]
			if hard := slices.DeleteFunc(rules.Faults(b.Today(), kind, b.Get(kind, id)), func(f value.Fault) bool { return f.Soft }); len(hard) > 0 {
				t.Fatalf("%s went in with %+v", row.Name, hard)
			}
		}
		if len(p.Faulty) > 0 {
			if err := p.WriteFaults(context.Background(), filepath.Join(folderOf(b), "退回.xlsx")); err != nil {
				t.Fatal(err)
			}
		}
	})
}
