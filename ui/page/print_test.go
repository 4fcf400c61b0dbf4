package page

import (
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

func TestPreviewPictures(t *testing.T) {
	for _, size := range []kit.Size{kit.Standard, kit.Huge} {
		name := map[kit.Size]string{kit.Standard: "standard", kit.Huge: "huge"}[size]
		s := newStand(t, size, 120)
		q := store.Query{Kind: ledger.Members, Tab: "on", Sort: "name"}
		s.Show(Print(s.Shell, q, []string{"name", "sex", "phone"}))
		s.photograph("print-" + name)
		s.Show(Print(s.Shell, store.Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name"}, nil))
		s.photograph("print-firms-" + name)
		s.Show(Export(s.Shell, q, []string{"name", "sex", "phone"}))
		s.photograph("export-" + name)
	}
}
