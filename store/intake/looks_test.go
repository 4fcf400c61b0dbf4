package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// A file of one row without a head is read whatever order its values have, and however they are parted.
func TestARowOfPlainValuesIsReadInAnyOrder(t *testing.T) {
	b := stage.Book(t)
	path := filepath.Join(t.TempDir(), "p.csv")
	must := []string{"尉迟甲", "430502200605123182"}
	more := []string{"女", "汉族", "17012341703", "2020.5", "共青团员", "大专", "兴隆村3组", "东升五金团支部", "职员", "书记", "流入", "东升五金有限公司"}
	keys := map[string]string{"女": "sex", "汉族": "nation", "17012341703": "phone", "2020.5": "joined", "共青团员": "standing", "大专": "schooling", "兴隆村3组": "address", "尉迟甲": "name", "430502200605123182": "idno"}
	shown := map[string]string{"2020.5": "2020-05", "大专": "大学专科"}
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.Permutation(more).Draw(t, "values")[:rapid.IntRange(1, len(more)).Draw(t, "so many")]
		name := rapid.SampledFrom([]string{"尉迟甲", "尉迟甲*", "1、尉迟甲", "尉迟甲（组长）"}).Draw(t, "name")
		cells := rapid.Permutation(append([]string{name, must[1]}, some...)).Draw(t, "row")
		apart := rapid.SampledFrom([]string{",", ";", "\t", "|", "，", "、", "  ", " "}).Draw(t, "apart")
		if strings.Contains(name, "、") && apart == "、" {
			apart = ","
		}
		if err := os.WriteFile(path, []byte(strings.Join(cells, apart)+"\r\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		in, err := intake.Read(context.Background(), b, path, nil, nil)
		if err != nil {
			t.Fatalf("%q: %s", strings.Join(cells, apart), store.Tell(err).Message)
		}
		p, err := in.Plan(context.Background(), nil)
		if err != nil || p.Rows != 1 || p.Lone() == nil {
			t.Fatalf("%q: %v", cells, err)
		}
		for _, value := range append(must, some...) {
			key := keys[value]
			want := shown[value]
			if want == "" {
				want = value
			}
			if got := ledger.Members.Text(p.Lone().Now, max(ledger.Members.At(key), 0), b.Basis()); key != "" && got != want {
				t.Errorf("%q: %s is %q", cells, key, got)
			}
		}
	})
}

// What may be several things is left out, or the row is refused: never the wrong person.
func TestWhoIsMeantIsPlainOrNobody(t *testing.T) {
	for text, want := range map[string]string{
		"长虹印务,430502200605123182,尉迟甲":          "!",
		"王大明,尉迟甲,430502200605123182":           "!",
		"尉迟甲,430502200605123182,王大明":           "尉迟甲",
		"电工,尉迟甲,430502200605123182":            "尉迟甲",
		"尉迟甲,17012341703,17012341704":          "尉迟甲",
		"张*三,430502200605123182":               "!",
		"本单位有青年、团员、电话 17012341703":             "!",
		"尉迟甲 17012341703 430502200605123182 女": "尉迟甲",
	} {
		b := stage.Book(t)
		path := filepath.Join(t.TempDir(), "p.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		in, err := intake.Read(t.Context(), b, path, nil, nil)
		if err != nil {
			if want != "!" {
				t.Errorf("%s: %s", text, store.Tell(err).Message)
			}
			continue
		}
		p, err := in.Plan(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if row := p.Lone(); row == nil || row.Name != want {
			t.Errorf("%s: %+v", text, row)
		}
	}
}
