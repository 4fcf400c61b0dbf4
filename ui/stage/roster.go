package stage

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
)

// IDNumber is an ID number of an invented person with its check digit.
func IDNumber(birth string, n int) string {
	body := "430502" + birth + fmt.Sprintf("%03d", n)
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(body[i]-'0') * w
	}
	return body + string("10X98765432"[sum%11])
}

// OfficeFile writes a CSV as an office keeps it.
func OfficeFile(t *testing.T, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte("\ufeff"+strings.Join(lines, "\r\n")+"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// OfficeHead are the heads of a table as offices keep them.
const OfficeHead = "序号,姓名,性别,民族,身份证号,入团时间,手机号,所在支部,喜欢的颜色"

// Roster is a file with members of two unknown branches, one of them with a number
// that cannot be right.
func Roster(t *testing.T, phone string) string {
	lines := []string{"塔北社区团员花名册", OfficeHead}
	for i := range 9 {
		branch := "东建公司团支部"
		if i%3 == 2 {
			branch = "五金厂团支部"
		}
		id := IDNumber("20020311", 101+2*i)
		if i == 4 {
			id = id[:17] + "A"
		}
		lines = append(lines, fmt.Sprintf("%d,团员%c,男,汉族,%s,2018年5月,%s%04d,%s,红", i+1, '甲'+rune(i), id, phone, 1000+i, branch))
	}
	return OfficeFile(t, "团员花名册.csv", lines...)
}

// TakeRoster takes a table of nine people of two new branches into a ledger, one of them with a
// number that cannot be right and so left out.
func TakeRoster(t *testing.T, b *store.Book) {
	t.Helper()
	in, err := intake.ReadSheets(t.Context(), b, Roster(t, "1380739"), []ledger.Kind{ledger.Members}, nil)
	if err != nil {
		t.Fatal(err)
	}
	in.CreateMissing()
	if _, err := in.Apply(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}
