// Command typed makes up members, says by which keys they are typed with a pinyin
// input method, and finds what went astray in the table that came out. It knows
// nothing of the program.
//
//	go run typed.go make N FOLDER          keys (a member a line) and members.csv
//	go run typed.go compare MEMBERS EXPORT prints "characters astray: X of Y"; exit 1 unless X is 0
//
// Which of the names that sound alike comes first is the input method's affair: a name
// is right when it reads as it was spelled. All people are invented.
package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

var surnames = []string{"wang", "li", "zhang", "liu", "chen", "yang", "huang", "zhao", "zhou", "wu", "sun", "ma", "zhu", "hu", "guo", "he"}

var given = []string{"lan", "jing", "ming", "hong", "fang", "hua", "jun", "yan", "lei", "mei", "qiang", "wei", "li"}

var heads = []string{"姓名", "证件号码", "入团年月", "发展团员编号", "手机号码", "学历", "民族"}

// member is the i-th: his cells under heads, and his keys as xdotool calls them.
func member(i int) (cells, keys []string) {
	name := surnames[i%len(surnames)] + given[i/len(surnames)%len(given)]
	year := 2003 + i%4
	id := identity(i, year)
	joined := year + 15
	number := fmt.Sprintf("%d43%06d", joined, 100000+i)
	phone := fmt.Sprintf("1701%07d", 2340000+37*i)
	// Every other one is typed with the Enter that long habit puts behind a full field.
	habit := i%2 == 1
	press := func(names ...string) { keys = append(keys, names...) }
	spell := func(text string) { press(strings.Split(text, "")...) }
	full := func(text string) {
		spell(text)
		if habit {
			press("Return")
		}
	}
	spell(name)
	press("space", "Return")
	full(id)
	spell(fmt.Sprintf("%d%02d", joined, 9+i%4))
	press("Return")
	full(number)
	full(phone)
	spell("dxbk") // composed: Enter gives the letters, the next takes the option
	press("Return", "Return")
	if i == 0 { // unit and branch of the others come from the first
		spell("hz")
		press("Return", "Return", "F4", "Return", "F4", "Down", "Return")
	}
	press("F9")
	cells = []string{name, id, fmt.Sprintf("%d-%02d", joined, 9+i%4), number, phone, "大学本科", "汉族"}
	return cells, keys
}

// identity makes the i-th number born in a year whose last character is a digit.
func identity(i, year int) string {
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	for serial := 1 + i%900; ; serial++ {
		first := fmt.Sprintf("430502%d%02d%02d%03d", year, 1+i%8, 1+i%28, serial%1000)
		sum := 0
		for k, w := range weights {
			sum += w * int(first[k]-'0')
		}
		if last := "10X98765432"[sum%11]; last != 'X' {
			return first + string(last)
		}
	}
}

func makeUp(n int, folder string) error {
	if most := len(surnames) * len(given); n < 1 || n > most {
		return fmt.Errorf("1 to %d members", most)
	}
	var keys strings.Builder
	rows := [][]string{heads}
	for i := range n {
		cells, pressed := member(i)
		rows = append(rows, cells)
		fmt.Fprintln(&keys, strings.Join(pressed, " "))
	}
	var table strings.Builder
	if err := csv.NewWriter(&table).WriteAll(rows); err != nil {
		return err
	}
	for name, text := range map[string]string{"keys": keys.String(), "members.csv": table.String()} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// table reads the cells under heads of each row.
func table(path string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		in.Discard(3)
	}
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var out [][]string
	for _, row := range rows[1:] {
		cells := make([]string, len(heads))
		for i, head := range heads {
			for j, h := range rows[0] {
				if h == head {
					cells[i] = strings.TrimSuffix(row[j], "毕业") // the first of what dxbk means
				}
			}
		}
		out = append(out, cells)
	}
	return out, nil
}

// apart is how many characters have to be put in, taken out or changed between two
// texts (Levenshtein).
func apart(a, b string) int {
	x, y := []rune(a), []rune(b)
	line := make([]int, len(y)+1)
	for j := range line {
		line[j] = j
	}
	for i := range x {
		left := line[0]
		line[0] = i + 1
		for j := range y {
			step := left
			if x[i] != y[j] {
				step++
			}
			left = line[j+1]
			line[j+1] = min(step, line[j]+1, line[j+1]+1)
		}
	}
	return line[len(y)]
}

func compare(members, export string) (bool, error) {
	want, err := table(members)
	if err != nil {
		return false, err
	}
	got, err := table(export)
	if err != nil {
		return false, err
	}
	blank := make([]string, len(heads))
	astray, all, wrong := 0, 0, 0
	for _, w := range want {
		best, at, away := blank, -1, 0
		for i, g := range got {
			if g != nil && (at < 0 || distance(w, g) < away) {
				at, away = i, distance(w, g)
			}
		}
		if at >= 0 && away < weight(w) {
			best, got[at] = got[at], nil
		}
		all += weight(w)
		if n := distance(w, best); n > 0 {
			astray += n
			if wrong++; wrong <= 10 {
				fmt.Printf("typed %q, stands %q\n", w, best)
			}
		}
	}
	for _, g := range got {
		if g != nil {
			astray += weight(g)
			fmt.Printf("typed nowhere: %q\n", g)
		}
	}
	fmt.Printf("members wrong: %d of %d\ncharacters astray: %d of %d\n", wrong, len(want), astray, all)
	return astray == 0, nil
}

// distance is how many characters of a typed member are not in one that stands.
func distance(typed, stands []string) (n int) {
	n = apart(typed[0], spelled(stands[0], typed[0]))
	for i := 1; i < len(typed); i++ {
		n += apart(typed[i], stands[i])
	}
	return n
}

func weight(row []string) (n int) {
	for _, cell := range row {
		n += len([]rune(cell))
	}
	return n
}

// spelled reads a name aloud, as it was keyed if it can be read so. What is no Chinese
// character is no part of a name.
func spelled(name, keys string) string {
	aloud := ""
	var read func(rest []rune, so string) bool
	read = func(rest []rune, so string) bool {
		if len(rest) == 0 {
			aloud = so
			return so == keys
		}
		readings := append(pinyin.SinglePinyin(rest[0], pinyin.Args{Style: pinyin.Normal, Heteronym: true}), "?")
		return slices.ContainsFunc(readings, func(reading string) bool {
			return (reading != "?" || len(readings) == 1) && read(rest[1:], so+reading)
		})
	}
	read([]rune(name), "")
	return aloud
}

func main() {
	args := os.Args[1:]
	var err error
	right := true
	switch {
	case len(args) == 3 && args[0] == "make":
		var n int
		if n, err = strconv.Atoi(args[1]); err == nil {
			err = makeUp(n, args[2])
		}
	case len(args) == 3 && args[0] == "compare":
		right, err = compare(args[1], args[2])
	default:
		err = fmt.Errorf("see the top of typed.go")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !right {
		os.Exit(1)
	}
}
