package codes

import "testing"

func TestSchoolingCovers(t *testing.T) {
	for _, c := range []struct {
		word, label    string
		covers, within bool
	}{
		{"本科", "大学本科毕业", true, false}, {"大学", "大学本科毕业", true, false}, {"大专", "大学专科毕业", true, false}, {"专科", "大学专科", true, false},
		{"中专", "中等专科毕业", true, false}, {"中等专科", "中等专科毕业", true, false}, {"专科", "中等专科毕业", false, false}, {"高中", "普通高中毕业", true, false},
		{"职高", "职业高中毕业", true, false}, {"高中", "职业高中毕业", false, false}, {"初中", "初中毕业", true, false}, {"研究生", "硕士研究生毕业", true, false},
		{"高中及以下", "初中毕业", false, true}, {"高中及以下", "普通高中毕业", false, true}, {"高中及以下", "大学专科毕业", false, false}, {"本科及以上", "博士研究生毕业", false, true},
		{"本科肄业", "大学本科毕业", false, false}, {"其他", "大学本科毕业", false, false}, {"本科", "其他", false, false}, {"本科", "", false, false},
	} {
		code, _ := Schoolings.Code(c.label)
		if covers, within := SchoolingCovers(c.word, code); covers != c.covers || within != c.within {
			t.Errorf("%s of %s: %v %v", c.word, c.label, covers, within)
		}
	}
}
