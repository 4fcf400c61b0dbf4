package fill_test

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/fill"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/trial"
)

// Beside and behind somebody else's name nothing of the member stands: the one who recommends, the other of a couple, a mother.
func TestNothingIsSaidOfSomebodyElse(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := fiveOf(t)
	for _, c := range []struct {
		file  string
		empty string
	}{
		{"else-v5.xlsx", "姓名 电话"}, {"else-v7.xlsx", "姓名 身份证号 联系电话"}, {"else-v8.xlsx", "姓名 身份证号 电话 姓名 身份证号 电话"},
		{"else-v9.xlsx", "父亲 父亲单位 母亲 母亲单位 配偶 电话"}, {"else-v10.xlsx", "学生电话 学校 负责人 电话 入党介绍人 联系人"}, {"else-v2.docx", "推荐人姓名 电话"},
		{"else-r1.docx", "父亲 联系电话 母亲姓名 身份证号 手机号码"}, {"else-r3.docx", "nothing to fill"},
	} {
		f, err := fill.Open(context.Background(), b, filepath.Join("testdata", "forms", c.file), []ledger.Kind{ledger.Members})
		if err != nil {
			if c.empty != "nothing to fill" {
				t.Errorf("%s: %s", c.file, store.Tell(err).Message)
			}
			continue
		}
		if len(f.Tables) != 1 {
			t.Errorf("%s: %d tables", c.file, len(f.Tables))
			continue
		}
		p, err := f.Lay(context.Background(), []fill.Part{{Table: f.Tables[0], List: fill.Of(b.Today(), f.Tables[0].Kind, records.Place{})}}, fill.Whole{Full: true, Reason: "报街道"})
		if err != nil {
			t.Errorf("%s: %s", c.file, store.Tell(err).Message)
			continue
		}
		if got := strings.Join(p.Empty, " "); got != c.empty {
			t.Errorf("%s: empty stay %q, not %q", c.file, got, c.empty)
		}
	}
}

// In a form of those who hold posts 职务 is the post in the League, and whether it is one of many is asked in many words.
func TestAFormOfCadresAsksForTheirPosts(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := busy(t)
	m := begin(t, "团干部")
	m.merge("A1", "E1", "街道团干部花名册")
	m.row("A2", "姓名", "职务", "任职时间", "专职/兼职", "籍贯")
	f, _ := open(t, b, m.done(), ".xlsx")
	var keys []string
	for _, c := range f.Tables[0].Columns {
		keys = append(keys, c.Key)
	}
	if want := []string{"name", "duty", "duty_from", "duty_sort", ""}; !slices.Equal(keys, want) {
		t.Errorf("%v, not %v", keys, want)
	}
}

// What is asked in brackets is asked all the same.
func TestBlanksInBracketsAreFilled(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := fiveOf(t)
	m := begin(t, "表")
	m.merge("A1", "E1", "青年登记表")
	m.row("A2", "姓名：________（性别：______，民族：______）")
	m.row("A3", "联系电话：______________")
	f, _ := open(t, b, m.done(), ".xlsx", ledger.Members)
	p, err := f.Lay(context.Background(), []fill.Part{{Table: f.Tables[0], List: fill.Of(b.Today(), ledger.Members, records.Place{})}}, fill.Whole{})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if len(p.Empty) > 0 || !f.Tables[0].Card {
		t.Errorf("empty stay %v", p.Empty)
	}
}

// Nobody stands in a row that is not shown: a printed list would miss him.
func TestHiddenRowsStayEmpty(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := fiveOf(t)
	m := begin(t, "表")
	m.row("A1", "姓名", "性别", "身份证号")
	x, err := excelize.OpenReader(bytes.NewReader(m.done()))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if err := x.SetRowVisible("表", 3, false); err != nil {
		t.Fatal(err)
	}
	raw, err := x.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	f, _ := open(t, b, raw.Bytes(), ".xlsx", ledger.Members)
	_, out := filled(t, b, f, fill.Whole{Full: true, Reason: "报街道"}, "填好.xlsx")
	now, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	if a, c, d := said(t, now, "表", "A2"), said(t, now, "表", "A3"), said(t, now, "表", "A4"); a != "安一" || c != "" || d != "毕二" {
		t.Errorf("%q, %q, %q", a, c, d)
	}
}
