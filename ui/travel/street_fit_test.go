package travel

import (
	"testing"

	"tuanjian/ui/look"
)

// TestScreensOfAStreet shows a street's screens of what goes to and fro with 8 and with 50 communities and
// empty, at the smallest and the largest text.
func TestScreensOfAStreet(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		for n, word := range map[int]string{0: "empty", 8: "8", 50: "50"} {
			t.Run(word+name, func(t *testing.T) {
				s := newStandOf(t, size, newStreetBook(t, n))
				what := func(page string) string { return "street-" + page + "-" + word + name }
				s.ShowSubmit()
				s.Fits(what("exchange"))
				if n == 0 {
					return
				}
				s.Show(Community(s.Shell, communityAt(s.Book, 0)))
				s.Fits(what("community"))
				s.Show(Community(s.Shell, communityAt(s.Book, 7)))
				s.Fits(what("missing"))
				s.Show(Notice(s.Shell))
				s.Fits(what("notice"))
				for tab, page := range map[int]string{replyDues: "dues", replyDoubles: "doubles"} {
					s.Show(newReply(s.Shell, tab).page)
					s.Fits(what(page))
				}
			})
		}
	}
}
