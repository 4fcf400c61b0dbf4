package forms

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// sound is a member whom the national system takes.
func sound(name string, n int) *ledger.Member {
	m := stage.Person(name, "2002-03-04", n)
	m.Joined, m.DevNumber, m.Schooling = value.Day(2017, 5, 0), "2017430000"+string([]byte{'0' + byte(n/10%10), '0' + byte(n%10)}), "20"
	return m
}

// The file for the national system has its columns in their order, its words, numbers as text, whom it will take and nobody
// else; masked it is refused.
func TestTheNationalTemplate(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("东升五金团支部"))
	add := func(m *ledger.Member) *ledger.Member {
		m.Branch = o.ID
		return stage.Keep(t, b, ledger.Members, m)
	}
	head := sound("李𬭎", 11)
	head.Nation, head.Standing, head.Studying, head.QQ, head.Mail = "20", codes.StandingPartyOn, codes.Yes, "10001", "a@b.cn"
	head = add(head)
	stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: head.ID, Branch: o.ID, Duty: codes.DutySecretary, Sort: codes.DutyPart, From: 20250101, InParty: codes.Yes})
	plain := sound("王刚", 12)
	plain.Schooling, plain.Nation = "41", "16"
	add(plain)
	lacking := sound("赵一", 13)
	lacking.Schooling, lacking.DevNumber, lacking.Phone, lacking.Nation = "90", "", "0739-5321234", ""
	add(lacking)
	gone := sound("孙静", 14)
	gone.State, gone.StateFrom, gone.StateWhy = codes.MemberMoved, 20260101, codes.LeavingJob
	add(gone)
	path := filepath.Join(t.TempDir(), "团员.xlsx")
	x := Export{To: path, Kinds: []ledger.Kind{ledger.Members}, National: true}
	if _, err := Write(context.Background(), b, x, nil); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "完整") {
		t.Fatal("masked:", err)
	}
	check, err := CheckNational(b, ledger.Members, nil)
	if err != nil || check.Ready.Len() != 2 || len(refusedOf(check)) != 1 || check.Left != 1 {
		t.Fatalf("%d ready, %d refused, %d left, %v: %v", check.Ready.Len(), len(refusedOf(check)), check.Left, err, check.Refused)
	}
	why := ""
	for _, p := range check.Refused {
		if why += p.Fault.Key + " " + p.Fault.Text + "\n"; p.Name != "赵一" {
			t.Error(p.Name, p.Fault.Text)
		}
	}
	for _, want := range []string{"schooling 智慧团建的文化程度里没有“其他”", "devno 入团在", "phone 联系电话不是手机号码", "nation 民族没有填"} {
		if !strings.Contains(why, want) {
			t.Errorf("it does not say %q of\n%s", want, why)
		}
	}
	x.Full, x.Reason = true, "导入智慧团建"
	if n, err := Write(context.Background(), b, x, nil); err != nil || n != 2 {
		t.Fatal(n, store.Tell(err).Message)
	}
	rows := readSheet(t, path)
	want := []string{
		"姓名|身份证号|民族|政治面貌|文化程度|入团年月|是否团干部|手机号码|微博|QQ|邮箱|发展团员编号|现任团内职务|任现职年月|团干部性质|是否同级党委（支部）成员",
		"李𬭎|" + head.IDNumber + "|僳僳族|中共预备党员|本科在读|2017-05|是|13912345678||10001|a@b.cn|201743000011|书记|2025-01|兼职|是",
		"王刚|" + plain.IDNumber + "|哈呢族|共青团员|中职|2017-05|否|13912345678||||201743000012||||否",
	}
	if len(rows) != len(want) {
		t.Fatalf("%d rows", len(rows))
	}
	for i, line := range want {
		if got := strings.Join(rows[i], "|"); got != line {
			t.Errorf("row %d:\n got %s\nwant %s", i, got, line)
		}
	}
	if _, err := CheckNational(b, ledger.Enterprises, nil); stage.CodeOf(err) != store.Refused {
		t.Error("a template of enterprises:", err)
	}
}

// Organisations go by their short names and types alone; those that the system could not name so are said before.
func TestTheNationalTemplateOfOrganisations(t *testing.T) {
	b := stage.Book(t)
	for _, o := range []*ledger.Branch{
		{Title: "甲", Short: "塔北社区东升公司团支部", Type: codes.BranchCell}, {Title: "乙", Short: "塔北社区团委", Type: codes.BranchCell}, {Title: "丙", Type: codes.BranchLeague},
		{Title: "丁", Short: "塔北社区青年之家", Type: codes.BranchCell}, {Title: "戊", Short: "塔北社区东升公司团支部", Type: codes.BranchCell}, {Title: "己", Short: "撤了的团支部", Type: codes.BranchCell, State: codes.BranchDissolved},
	} {
		stage.Keep(t, b, ledger.Branches, o)
	}
	check, err := CheckNational(b, ledger.Branches, nil)
	if err != nil || check.Ready.Len() != 1 || len(refusedOf(check)) != 4 || check.Left != 1 {
		t.Fatalf("%d ready, %d refused, %d left, %v", check.Ready.Len(), len(refusedOf(check)), check.Left, err)
	}
	path := filepath.Join(t.TempDir(), "组织.xlsx")
	if n, err := Write(context.Background(), b, Export{To: path, Kinds: []ledger.Kind{ledger.Branches}, National: true}, nil); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if rows := readSheet(t, path); len(rows) != 2 || strings.Join(rows[0], "|") != "组织简称|组织类别" || strings.Join(rows[1], "|") != "塔北社区东升公司团支部|团支部" {
		t.Errorf("%q", rows)
	}
}

func refusedOf(c NationalCheck) map[string]bool {
	ids := map[string]bool{}
	for _, p := range c.Refused {
		ids[p.ID.String()] = true
	}
	return ids
}

func readSheet(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
