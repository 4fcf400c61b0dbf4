package find

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Names stand by the strokes of the surname, then by those of what follows.
func TestNamesByStrokes(t *testing.T) {
	want := []string{"丁一", "丁一一", "卜七", "于九", "万十", "马八", "王五", "王䶮", "王𬭎", "尹二", "邢三", "刘九", "刘𬱖", "孙十", "李四", "李𬭎", "杨八", "宋七", "张三", "张㛃", "陈四", "林五", "欧阳思远", "郑一", "黄六", "龚六", "魏七", "𠮷八"}
	for range 20 {
		got := slices.Clone(want)
		rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, ByStrokes)
		if !slices.Equal(got, want) {
			t.Fatalf("%v\nwant %v", got, want)
		}
	}
}

// Each character of the table has one place, and all that names may be registered with are in it.
func TestTheTableOfStrokesIsWhole(t *testing.T) {
	if n := len(strokes()); n != 8105 || utf8.RuneCountInString(strings.TrimSpace(strokesTxt)) != n {
		t.Errorf("%d characters", n)
	}
}
