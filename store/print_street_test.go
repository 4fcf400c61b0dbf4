package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
)

// paperText are all words on a form's pages.
func paperText(out *forms.Printout) string {
	var all strings.Builder
	for i := range out.Pages() {
		for _, m := range out.Page(i).Marks {
			if m.Kind == forms.MarkText {
				all.WriteString(m.Text + "|")
			}
		}
	}
	return all.String()
}

// The street's own forms have their rows and their totals, on paper and as a workbook; STREET_PAPER keeps them.
func TestTheStreetsForms(t *testing.T) {
	b := stage.PractisedStreet(t, 480)
	dir := os.Getenv("STREET_PAPER")
	if dir == "" {
		dir = t.TempDir()
	}
	for form, want := range map[forms.Form][]string{
		forms.OfficerRoster: {"练习街道团干部名册", "编制外", "城东供电局", "合计：共 11 人，其中编制外副书记 4 人"},
		forms.ContactBook:   {"练习街道定点联系表", "塔北社区", "合计：联系点 16 个"},
		forms.VisitBook:     {"练习街道走访记录", "合计：走访 "},
		forms.CommunityBook: {"练习街道社区名册", "430502001008", "合计：共 8 个社区"},
	} {
		out, err := forms.Lay(b, forms.Print{Form: form})
		if err != nil {
			t.Fatal(form, err)
		}
		text := paperText(out)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s has no %q", form, w)
			}
		}
		for _, ext := range []string{".pdf", ".xlsx"} {
			if err := out.Write(context.Background(), filepath.Join(dir, string(form)+ext), nil); err != nil {
				t.Errorf("%s%s: %v", form, ext, err)
			}
		}
	}
	if _, err := forms.Lay(b, forms.Print{Form: forms.OfficerRoster, List: find.ListOf(b.Today(), records.Query{Kind: ledger.Visits})}); err == nil {
		t.Error("visits are printed as officers")
	}
}
