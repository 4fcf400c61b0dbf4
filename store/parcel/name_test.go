package parcel

import (
	"testing"

	"tuanjian/store/value"
)

// TestNamedReadsWhatFileNameWrites: and nothing of a name in another form.
func TestNamedReadsWhatFileNameWrites(t *testing.T) {
	day := value.Day(2026, 6, 30)
	for _, c := range []struct {
		file, house, what string
		number            uint64
		ok                bool
	}{
		{FileName("塔北社区", day, 3), "塔北社区", "", 3, true},
		{NoticeName("东风街道", day, 12), "东风街道", "下发", 12, true},
		{ReceiptName("塔北社区", day, 1000), "塔北社区", "回执", 1000, true},
		{"塔北社区_2026-06-30_003 (1).tjb", "", "", 0, false},
		{"塔北社区_2026-13-30_003.tjb", "", "", 0, false},
		{"塔北社区_2026-06-30_003.tjz", "", "", 0, false},
		{"_2026-06-30_003.tjb", "", "", 0, false},
		{"六月.tjb", "", "", 0, false}, {"", "", "", 0, false},
	} {
		house, what, number, ok := Named(c.file)
		if house != c.house || what != c.what || number != c.number || ok != c.ok {
			t.Errorf("%q: %q, %q, %d, %v", c.file, house, what, number, ok)
		}
	}
}
