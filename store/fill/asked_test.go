package fill_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/fill"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// busy is the office of fiveOf with a secretary, a member who has gone elsewhere, and dues.
func busy(t testing.TB) *store.Book {
	t.Helper()
	b := fiveOf(t)
	branch := stage.BranchNamed(b, "东升五金团支部")
	var all []*ledger.Member
	for m := range records.All[*ledger.Member](b.Today(), ledger.Members) {
		all = append(all, m)
	}
	firm := b.Today().Of(ledger.Enterprises)[0].Head().ID
	for i, m := range all {
		stage.Alter(t, b, ledger.Members, m, func(m *ledger.Member) {
			m.Unit, m.Phone = firm, "1391234567"+string(rune('0'+i))
			if m.Title == "曹三" {
				m.Drift, m.DriftFrom = codes.DriftOut, 20260509
			}
		})
		paid := &ledger.Payment{Member: m.ID, Branch: branch, From: 20260100, To: value.Day(2026, 3+i, 0), Sort: codes.PaymentPaid, Due: value.MoneyOf(int64(200 * (3 + i))), Paid: value.MoneyOf(int64(200 * (3 + i))), Day: 20260401}
		stage.Keep(t, b, ledger.Payments, paid)
	}
	stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: all[1].ID, Branch: branch, Duty: codes.DutySecretary, From: 20250401})
	stage.Keep(t, b, ledger.Transfers, &ledger.Transfer{Member: all[0].ID, Way: codes.TransferOut, Other: "区团委", Stage: codes.TransferDraft, Begun: 20261014})
	stage.Keep(t, b, ledger.Transfers, &ledger.Transfer{Member: all[1].ID, Way: codes.TransferIn, Other: "市一中团委", Stage: codes.TransferDraft, Begun: 20261015})
	for i, sort := range []string{codes.MeetingGeneral, codes.MeetingLesson, codes.MeetingLesson, codes.MeetingLesson} {
		stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Title: "学习", Sort: sort, Day: value.Day(2026-i/3, 5, 1+i), Branches: []value.ID{branch}}) // the last of the year before
	}
	return b
}

// What forms ask of a record and no field of it holds: counts by sex, whose telephone number, dues month by month, whether at all.
func TestWhatFormsAskBesides(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := busy(t)
	for _, c := range []struct {
		file, sheet, kind, named string
		rows                     int
		cells                    map[string]string
		empty                    string
	}{
		{"terms.xlsx", "Sheet", "branch", "", 2, map[string]string{"B4": "共青团东升五金团支部", "C4": "团支部", "E3": "", "E4": "毕二", "F4": "13912345671", "G4": "5", "H4": "5", "I4": "0", "H3": "0", "K4": "?届满", "G20": "=SUM(G3:G19)"}, ""},
		{"dues.xlsx", "Sheet", "member", "", 5, map[string]string{"A3": "1", "B3": "安一", "C3": "2", "E3": "2", "F3": "", "O3": "6", "B7": "丁四", "O7": "12", "H6": "2"}, "签字"},
		{"staff.xlsx", "统计表", "enterprise", "", 2, map[string]string{"A6": "1", "H7": "5", "I6": "是", "I7": "是", "K6": "", "K7": "毕二", "H8": "", "A9": "合计", "H9": "=SUM(H6:H8)"}, ""},
		{"drift.xlsx", "Sheet", "member", "流动", 1, map[string]string{"A4": "1", "B4": "曹三", "F4": "流出", "G4": "2026-05-09", "B5": ""}, "原所在支部"},
		{"cadres.xlsx", "Sheet1", "member", "团干部", 1, map[string]string{"A3": "毕二", "G3": "书记", "H3": "2025-04-01", "A4": ""}, ""},
		{"moves.xlsx", "Sheet", "transfer", "", 2, map[string]string{"B3": "安一", "C3": "430502200203040018", "D3": "东升五金团支部", "E3": "区团委", "F3": "2026-10-14", "D4": "市一中团委", "E4": "东升五金团支部", "G4": "13912345671"}, ""},
		{"meetings.xlsx", "Sheet", "branch", "", 2, map[string]string{"B4": "共青团东升五金团支部", "C4": "1", "D4": "0", "F4": "2", "F3": "0", "C8": "=SUM(C3:C7)"}, ""},
		{"branch.xlsx", "Sheet", "branch", "", 2, map[string]string{"F4": "0", "B5": "", "A5": "书记"}, ""},
		{"photo.xlsx", "Sheet", "member", "", 5, map[string]string{"B2": "安一", "D2": "男", "B5": "东升五金团支部", "B4": "430502200203040018", "G2": "照片"}, "籍贯"},
	} {
		t.Run(c.file, func(t *testing.T) {
			f, err := fill.Open(context.Background(), b, filepath.Join("testdata", "forms", c.file), nil)
			if err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			x := f.Tables[0]
			if len(f.Tables) != 1 || x.Kind.Name() != c.kind {
				t.Fatalf("%d tables, the first of %s", len(f.Tables), x.Kind.Name())
			}
			list := fill.Of(b.Today(), x.Kind, records.Place{})
			named, words := x.Named(b.Today(), records.Place{})
			if words != c.named {
				t.Errorf("it is about %q, not %q", words, c.named)
			}
			if named != nil {
				list = named
			}
			p, err := f.Lay(context.Background(), []fill.Part{{Table: x, List: list}}, fill.Whole{Full: true, Reason: "报街道"})
			if err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			if p.Rows != c.rows || strings.Join(p.Empty, " ") != c.empty || len(p.Unfit) > 0 {
				t.Errorf("%d rows, empty %v, unfit %v", p.Rows, p.Empty, p.Unfit)
			}
			out := filepath.Join(t.TempDir(), c.file)
			if err := p.Write(context.Background(), out); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			now, err := excelize.OpenFile(out)
			if err != nil {
				t.Fatal(err)
			}
			defer now.Close()
			for cell, want := range c.cells {
				if want == "?届满" {
					o := b.Today().Get(ledger.Branches, stage.BranchNamed(b, "东升五金团支部")).(*ledger.Branch)
					want = rules.TermEnd(o, b.Today().Basis()).String()
				}
				if got := said(t, now, c.sheet, cell); got != want {
					t.Errorf("%s is %q, not %q", cell, got, want)
				}
			}
			raw, _ := os.ReadFile(filepath.Join("testdata", "forms", c.file))
			if after, err := os.ReadFile(out); err == nil && !x.Card {
				otherParts(t, raw, after)
			}
		})
	}
}

// Numbers are hidden in what is computed as in what is kept.
func TestAskedNumbersAreHidden(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := busy(t)
	f, err := fill.Open(context.Background(), b, filepath.Join("testdata", "forms", "terms.xlsx"), nil)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	p, out := filled(t, b, f, fill.Whole{}, "填好.xlsx")
	now, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	if got := said(t, now, "Sheet", "F4"); got != "139****5671" || !p.Stars {
		t.Errorf("the secretary's number is %q; stars are told: %v", got, p.Stars)
	}
}
