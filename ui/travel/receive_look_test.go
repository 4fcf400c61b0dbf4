package travel

import (
	"fmt"
	"os"
	"testing"

	"tuanjian/ui/look"
)

// TestManyPackagesOnScreen is for the eye: eight and fifty packages that come at once.
// Each passphrase costs a second, so it is played only where pictures are asked for; what
// the page does TestTheStreetsRoundOnScreen says.
func TestManyPackagesOnScreen(t *testing.T) {
	if os.Getenv("PICTURES") == "" {
		t.Skip("PICTURES names no folder for the pictures")
	}
	for _, n := range []int{8, 50} {
		var known, paths []string
		dir := t.TempDir()
		for i := range n {
			name := fmt.Sprintf("第%d社区", i+1)
			known = append(known, name)
			paths = append(paths, submitted(t, communityBook(t, name, "李明", "王芳", "张强"), dir))
		}
		for suffix, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
			s := newStandOf(t, size, realStreet(t, known...))
			v := newReceive(s.Shell, nil)
			s.Show(v.page)
			v.read(paths)
			s.answerPhrase(t)
			s.Fits(fmt.Sprintf("receive-waiting-%d%s", n, suffix))
			for _, d := range v.r.Deliveries {
				v.decide(d)
				button(t, s.Canvas().Overlays().Top(), "六个词都对上，认下").Press()
			}
			s.Fits(fmt.Sprintf("receive-ready-%d%s", n, suffix))
		}
	}
}
