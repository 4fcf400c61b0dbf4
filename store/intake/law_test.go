package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// A table of people, printed in any of the ways in which offices lay them out, reads
// back as the same people with the same values.
func TestLawOfLayouts(t *testing.T) {
	b := stage.Book(t)
	heads := []string{"姓名", "性别", "民族", "身份证号", "手机号码", "学历"}
	names := []string{"name", "sex", "nation", "idno", "phone", "schooling"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "people")
		var people [][]string
		for i := range n {
			id := stage.IDNumber(value.Day(2000+i, 1+i, 3).String(), 100+2*i+rapid.IntRange(0, 1).Draw(t, "sex"))
			_, sex := value.ResidentFacts(id)
			people = append(people, []string{string([]rune("尉迟欧阳单解查")[i:i+1]) + string([]rune("甲乙丙丁戊己庚")[i:i+1]), codes.Sexes.Label(sex),
				rapid.SampledFrom([]string{"汉族", "苗族", "土家族"}).Draw(t, "nation"), id, fmt.Sprintf("1390000%04d", i), rapid.SampledFrom([]string{"大学专科", "大学本科"}).Draw(t, "schooling")})
		}
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5}).Draw(t, "order")
		layout := rapid.SampledFrom([]string{"plain", "sideways", "cards", "beside", "stacked", "bare"}).Draw(t, "layout")
		grid := laidOut(t, layout, heads, people, order)
		_, p, err := planGrids(b, officeTable{kind: "member", grid: grid})
		if err != nil {
			t.Fatalf("%s: %v\n%s", layout, store.Tell(err).Message, grid)
		}
		var want, got []string
		for _, person := range people {
			want = append(want, strings.Join(person, "|"))
		}
		for _, row := range p.Added {
			var texts []string
			for _, key := range names {
				texts = append(texts, p.Text(row, key))
			}
			got = append(got, strings.Join(texts, "|"))
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Fatalf("%s:\n%s\nwant %q\n got %q\n%s", layout, grid, want, got, stage.FaultsSaid(p))
		}
	})
}

// laidOut lays people out.
func laidOut(t *rapid.T, layout string, heads []string, people [][]string, order []int) string {
	line := func(cells []string, order []int) string {
		var texts []string
		for _, at := range order {
			texts = append(texts, cells[at])
		}
		return strings.Join(texts, "|")
	}
	filler := func() string {
		return rapid.SampledFrom([]string{"", "以下空白\n", "合计|" + fmt.Sprint(len(people)) + "\n", "第 1 页，共 2 页\n", "\n"}).Draw(t, "filler")
	}
	title := rapid.SampledFrom([]string{"", "团员花名册\n", "团员花名册\n填报单位：塔北社区|||2026年11月\n"}).Draw(t, "title")
	var lines []string
	switch layout {
	case "plain":
		lines = append(lines, line(heads, order))
		for i, p := range people {
			lines = append(lines, line(p, order))
			if i%3 == 2 {
				lines = append(lines, strings.TrimSuffix(filler(), "\n"))
			}
		}
		return title + strings.Join(lines, "\n") + "\n" + filler() + "制表人：李某\n"
	case "sideways":
		for _, at := range order {
			cells := []string{heads[at]}
			for _, p := range people {
				cells = append(cells, p[at])
			}
			lines = append(lines, strings.Join(cells, "|"))
		}
		return title + strings.Join(lines, "\n")
	case "cards": // the name comes first on a card
		rest := slices.DeleteFunc(slices.Clone(order), func(at int) bool { return at == 0 })
		for _, p := range people {
			all := append([]int{0}, rest...)
			for i := 0; i < len(all); i += 2 {
				lines = append(lines, heads[all[i]]+"|"+p[all[i]]+"|"+heads[all[i+1]]+"|"+p[all[i+1]])
			}
			if rapid.Bool().Draw(t, "gap") {
				lines = append(lines, "")
			}
		}
		return "团员登记表\n" + strings.Join(lines, "\n")
	case "beside":
		half := (len(people) + 1) / 2
		gap := rapid.SampledFrom([]string{"|", "||"}).Draw(t, "gap")
		lines = append(lines, line(heads, order)+gap+line(heads, order))
		for i := range half {
			text := line(people[i], order)
			if half+i < len(people) {
				text += gap + line(people[half+i], order)
			}
			lines = append(lines, text)
		}
		return title + strings.Join(lines, "\n")
	case "stacked":
		half := (len(people) + 1) / 2
		other := rapid.Permutation(order).Draw(t, "another order")
		lines = append(lines, line(heads, order))
		for _, p := range people[:half] {
			lines = append(lines, line(p, order))
		}
		lines = append(lines, strings.TrimSuffix(filler(), "\n"), "团员花名册（续）", line(heads, other))
		for _, p := range people[half:] {
			lines = append(lines, line(p, other))
		}
		return title + strings.Join(lines, "\n")
	}
	for _, p := range people {
		lines = append(lines, line(p, order))
	}
	return strings.Join(lines, "\n")
}
