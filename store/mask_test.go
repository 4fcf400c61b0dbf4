package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// Who gets hold of a masked output rebuilds the numbers in it: every birthday that the
// output allows, every order number of the sex that it tells, the check digit. With one
// guess a number he is right for one in a thousand at most, wherever a birthday or an
// age stands in the output; without one for two, since the last four stay then.
func TestNobodyRebuildsMaskedNumbers(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Practised(t, 400)
	list := func() *find.List { return find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Sort: "name"}) }
	export := func(keys ...string) func(path string) error {
		return func(path string) error {
			_, err := forms.Write(context.Background(), b, forms.Export{To: path, List: list(), Keys: keys}, nil)
			return err
		}
	}
	print := func(p forms.Print) func(path string) error {
		return func(path string) error {
			out, err := forms.Lay(b, p)
			if err != nil {
				return err
			}
			return out.Write(context.Background(), path, nil)
		}
	}
	for name, c := range map[string]struct {
		write func(path string) error
		most  float64 // numbers in a thousand
	}{
		"the whole ledger": {func(path string) error {
			_, err := forms.Write(context.Background(), b, forms.Export{To: path}, nil)
			return err
		}, 1},
		"birthday": {export("name", "idno", "sex", "born"), 1},
		"age":      {export("idno", "sex", "age"), 1},
		"waiting":  {export("idno", "born", find.FaultsKey), 1},
		"bare":     {export("name", "sex", "idno"), 2},
		"roster":   {print(forms.Print{Form: forms.MemberRoster}), 1},
		"chosen":   {print(forms.Print{Form: forms.MemberRoster, Keys: []string{"name", "idno", "age", "born"}}), 1},
		"posts":    {print(forms.Print{Form: forms.CadreRoster, Keys: []string{"person", "idno", "born"}}), 1},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.xlsx")
			if err := c.write(path); err != nil {
				t.Fatal(err)
			}
			numbers, right := 0, 0.0
			all := maskedIn(t, path)
			for i := 0; i < len(all); i += max(1, len(all)/20) { // some of them; the others are alike
				masked := all[i]
				numbers++
				right += 1 / float64(max(1, masked.candidates()))
			}
			if numbers == 0 {
				t.Fatal("no number stands in it")
			}
			if of := right * 1000 / float64(numbers); of > c.most {
				t.Errorf("%.2f numbers in a thousand are rebuilt, of %d", of, numbers)
			}
		})
	}
}

// A maskedNumber is what one line tells of a number.
type maskedNumber struct{ number, born, age, sex string }

// candidates are the numbers that the line allows; 1 where the number stands there whole.
func (m maskedNumber) candidates() (n int) {
	today := value.Date(20261122)
	for day := today.AddYears(-36).AddDays(1); day <= today.AddYears(-13); day = day.AddDays(1) {
		if !strings.HasPrefix(day.String(), m.born) || m.age != "" && m.age != strconv.Itoa(day.YearsTo(today)) {
			continue
		}
		for order := range 1000 {
			if known, err := strconv.Atoi(m.number[14:17]); err == nil && known != order {
				continue
			}
			if m.sex == "男" && order%2 == 0 || m.sex == "女" && order%2 == 1 {
				continue
			}
			front := fmt.Sprintf("%s%08d%03d", m.number[:6], day, order)
			if !agrees(front, m.number[:17]) {
				continue
			}
			if last := checkOf(front); m.number[17] == '*' || m.number[17] == last {
				n++
			}
		}
	}
	return n
}

func agrees(whole, masked string) bool {
	for i := range len(masked) {
		if masked[i] != '*' && masked[i] != whole[i] {
			return false
		}
	}
	return true
}

// checkOf is the eighteenth character of seventeen digits, as GB 11643-1999 computes it.
func checkOf(front string) byte {
	sum, weight := 0, 1
	for i := len(front) - 1; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += int(front[i]-'0') * weight
	}
	return "10X98765432"[sum%11]
}

// maskedIn reads the residents' numbers of a workbook with what stands beside them.
func maskedIn(t *testing.T, path string) (all []maskedNumber) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		at := map[string]int{}
		for _, row := range rows {
			cell := func(heads ...string) string {
				for _, h := range heads {
					if i, ok := at[h]; ok && i < len(row) {
						return strings.ReplaceAll(row[i], ".", "-")
					}
				}
				return ""
			}
			if number := cell("证件号码"); len(number) == 18 && strings.Trim(number[:6], "0123456789") == "" {
				all = append(all, maskedNumber{number, cell("出生日期", "出生年月"), cell("年龄"), cell("性别")})
				continue
			}
			for i, text := range row {
				if strings.HasPrefix(text, "证件号码") || text == "出生日期" || text == "出生年月" || text == "年龄" || text == "性别" {
					at[text] = i
				}
			}
		}
	}
	return all
}

// What a receipt says of a field that was sent back tells neither the tail nor the day.
func TestMattersTellNoNumber(t *testing.T) {
	w, members := twoOffices(t)
	for key, want := range map[string]string{"idno": "430502************", "born": "2002-03"} {
		asked, err := travel.AskMatters(w.street, travel.Ask{Kind: ledger.Members, ID: members[0].ID, Field: key, Sort: codes.MatterReturn, Text: "请核对"})
		if err != nil || asked[0].Was != want {
			t.Errorf("%s: %+v %v", key, asked, err)
		}
	}
}
