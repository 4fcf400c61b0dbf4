package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/face"
)

// F3 leads to the places of the program too, by name, pinyin and initials: pages, lists and their tabs, jobs, tabs of 汇总.
func TestSearchLeadsToPlaces(t *testing.T) {
	d := onDesk(t)
	field := d.frame.search.Field
	for _, want := range []struct{ typed, title, says string }{
		{"汇总", "汇总", ""}, {"hz", "", "汇总"}, {"交叉表", "交叉表", ""}, {"jcb", "", "交叉表"}, {"jiaocha", "", "交叉表"}, {"大事记", "大事记", ""},
		{"问题", "问题", ""}, {"收团费", "收团费", ""}, {"shoutuanfei", "", "收团费"}, {"应建未建", "企业", ""}, {"规则", "规则", ""}, {"空白表", "空白表", ""}, {"公文用语", "公文用语", ""}, {"附件", "附件", ""}, {"saomiao", "", "附件"}, {"填别人", "填别人发来的表", ""}, {"填表", "填别人发来的表", ""}, {"空表", "填别人发来的表", ""}, {"别人的表", "填别人发来的表", ""}, {"照表填", "填别人发来的表", ""}, {"tianbiao", "", "填一张别人发来的表"},
	} {
		key(d, fyne.KeyF3)
		test.Type(field, want.typed)
		shown := ""
		for _, it := range d.frame.search.Lines() {
			shown += it.Label + " "
		}
		switch {
		case want.says != "":
			if !strings.Contains(shown, want.says) {
				t.Errorf("%s shows %s", want.typed, shown)
			}
			key(d, fyne.KeyEscape)
		default:
			key(d, fyne.KeyReturn)
			if p := d.frame.shell.Page(); p == nil || p.Title != want.title {
				t.Errorf("%s leads to %q among %s", want.typed, p.Title, shown)
			}
		}
	}
}

// A newcomer asks, and does not know what anything is called: the words of a question lead to its answer too.
func TestSearchAnswersQuestions(t *testing.T) {
	d := onDesk(t)
	for _, want := range [][2]string{{"没走访", "个月没走访"}, {"半年没走访", "个月没走访"}, {"等着选举", "等着选举"}, {"应建未建", "应建未建"}, {"团费没交", "收团费"}, {"谁没交团费", "收团费"}, {"周六", "周六开放"}, {"逾期的问题", "逾期"},
		{"青年需要什么", "做一次需求调查"}, {"没上报", "上报与回执"}, {"为什么变", "数字为什么变了"}, {"花名册", "团员"}, {"书记空缺", "无书记"}, {"该换届", "届满"}, {"手册", "打一本支部工作手册"}, {"总结", "写工作汇报"}} {
		var labels []string
		for _, door := range d.frame.shell.DoorsTo(want[0]) {
			labels = append(labels, door.Label)
		}
		if !strings.Contains(strings.Join(labels, " "), want[1]) {
			t.Errorf("%s leads to %v", want[0], labels)
		}
	}
}

// 待核 leads to what is to be checked, not to a tab of one kind that is called nearly so; and what was found is called as its
// list calls it, also where it has no name of its own.
func TestSearchKnowsWhatIsToBeChecked(t *testing.T) {
	d := onDesk(t)
	key(d, fyne.KeyF3)
	test.Type(d.frame.search.Field, "待核")
	key(d, fyne.KeyReturn)
	if p := d.frame.shell.Page(); p == nil || !strings.HasPrefix(p.Key, face.Pending) {
		t.Fatalf("待核 leads to %q", d.frame.shell.Page().Title)
	}
	key(d, fyne.KeyF3)
	test.Type(d.frame.search.Field, "团员")
	for _, it := range d.frame.search.Lines() {
		if it.Label == "" {
			t.Errorf("a line without words, %q", it.Hint)
		}
	}
}
