package find

import (
	"slices"
	"testing"
)

// A word is found by the pinyin that begins within it; places by their words and other words for them, and neither by one
// letter nor by what only sounds alike.
func TestPinyinWithinAWord(t *testing.T) {
	all := []Option{{Value: "1", Label: "长虹印务"}, {Value: "2", Label: "红旗五金"}, {Value: "3", Label: "洪水"}}
	var got []string
	for _, o := range Matching(all, "hongy") {
		got = append(got, o.Value)
	}
	if !slices.Equal(got, []string{"1"}) {
		t.Errorf("hongy finds %v", got)
	}
	places := []Option{{Label: "汇总", Also: "统计 报表"}, {Label: "交叉表"}, {Label: "会议活动"}}
	for typed, want := range map[string][]int{"hz": {0}, "tongji": {0}, "jcb": {1}, "cha": {1}, "h": nil, "cb": nil, "chabi": {1}, "汇": nil, "回总": nil, "": nil} {
		if got := Titled(places, typed); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", typed, got, want)
		}
	}
}
