package paper

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

func someLabels(n int, card bool) Labels {
	l := Labels{Title: "地址标签", Across: 3, Down: 8, Width: 70 * MM, Height: 37 * MM, Card: card, Len: n, Row: func(i int) []string {
		return []string{fmt.Sprintf("团员%d", i), "塔北社区鑫鑫金属制品加工与批发零售综合服务有限责任公司第二分公司", "", "邵阳市大祥区松坡路 188 号金叶大厦东侧三楼"}
	}}
	if card {
		l.Across, l.Down, l.Width, l.Height = 2, 5, 90*MM, 54*MM
	}
	return l
}

// Every text of a label is on its own label, whole, however long it is.
func TestLabelsKeepToTheirPlace(t *testing.T) {
	long := strings.Repeat("很长的地址和单位名称", 20)
	for _, card := range []bool{false, true} {
		l := someLabels(100, card)
		row := l.Row
		l.Row = func(i int) []string {
			switch i {
			case 5:
				return []string{long, long, long}
			case 6:
				return nil
			}
			return row(i)
		}
		d := l.Lay()
		each := l.Across * l.Down
		if d.Count() != (100+each-1)/each || len(d.Missing()) > 0 || !d.Upright() {
			t.Fatalf("%d pages, %q", d.Count(), string(d.Missing()))
		}
		left, above := (shortSide-float64(l.Across)*l.Width)/2, (longSide-float64(l.Down)*l.Height)/2
		texts := map[int]string{}
		for n := range d.Count() {
			for _, m := range d.Page(n).Marks {
				if m.Kind != Text {
					if !card {
						t.Error("a label has lines")
					}
					continue
				}
				across, down := int((m.X-left)/l.Width), int((m.Y-m.Size-above)/l.Height)
				x, y := left+float64(across)*l.Width, above+float64(down)*l.Height
				if m.X < x || m.X+m.W > x+l.Width || m.Y > y+l.Height || m.Y-m.Size < y-0.01 {
					t.Fatalf("%q reaches over its edge: %+v", m.Text, m)
				}
				texts[n*each+down*l.Across+across] += m.Text
			}
		}
		for i := range 100 {
			if want := strings.Join(l.Row(i), ""); strings.ReplaceAll(texts[i], " ", "") != strings.ReplaceAll(want, " ", "") {
				t.Errorf("label %d has %q, want %q", i, texts[i], want)
			}
		}
	}
	if d := (Labels{Width: 70 * MM, Height: 37 * MM}).Lay(); d.Count() != 1 || len(d.Page(0).Marks) != 0 {
		t.Error("labels of nobody")
	}
}

// BenchmarkLabels lays 200 labels out and writes them; its peer is a roster of as many rows of the same texts.
func BenchmarkLabels(b *testing.B) {
	l := someLabels(200, false)
	b.Run("labels", func(b *testing.B) {
		for b.Loop() {
			if err := Write(io.Discard, l.Lay(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("roster", func(b *testing.B) {
		s := Sheet{Title: "名单", Len: 200, Row: l.Row, Columns: []Column{{Head: "姓名"}, {Head: "单位"}, {Head: "职务"}, {Head: "地址"}}}
		for b.Loop() {
			if err := Write(io.Discard, s.Lay(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}
