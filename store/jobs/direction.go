package jobs

import (
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// provinces are the first two digits of a place's code (GB/T 2260) and how people write its province.
var provinces = []struct{ code, name string }{
	{"11", "北京"}, {"12", "天津"}, {"13", "河北"}, {"14", "山西"}, {"15", "内蒙古"}, {"21", "辽宁"}, {"22", "吉林"}, {"23", "黑龙江"}, {"31", "上海"}, {"32", "江苏"}, {"33", "浙江"}, {"34", "安徽"},
	{"35", "福建"}, {"36", "江西"}, {"37", "山东"}, {"41", "河南"}, {"42", "湖北"}, {"43", "湖南"}, {"44", "广东"}, {"45", "广西"}, {"46", "海南"}, {"50", "重庆"}, {"51", "四川"}, {"52", "贵州"},
	{"53", "云南"}, {"54", "西藏"}, {"61", "陕西"}, {"62", "甘肃"}, {"63", "青海"}, {"64", "宁夏"}, {"65", "新疆"}, {"71", "台湾"}, {"81", "香港"}, {"82", "澳门"},
}

// provinceIn is the code of the province that a text names first, "" where it names none.
func provinceIn(text string) (code string) {
	first := len(text)
	for _, p := range provinces {
		if at := strings.Index(text, p.name); at >= 0 && at < first {
			first, code = at, p.code
		}
	}
	return code
}

// ownProvince is where the ledger's own unit is, by its code; "" where that is not known.
func ownProvince(v *records.View) string {
	code := ""
	switch own := v.Own().(type) {
	case *ledger.Community:
		code = own.Code
	case *ledger.Street:
		code = own.Code
	}
	if len(code) < 2 {
		return ""
	}
	return code[:2]
}

// The directions of a transfer, as their list has them.
const (
	withinProvince, beyondProvince = "1", "2"
)

// Direction is where a transfer goes, as its draft says or as the name of the other organisation tells: one of this ledger's is
// in the province, and one that names a province in it or beyond. "" is what nobody can tell.
func (m *Move) Direction(d *ledger.Transfer) string {
	other := strings.TrimSpace(d.Other)
	if d.Direction != "" || other == "" {
		return d.Direction
	}
	for o := range records.All[*ledger.Branch](m.view, ledger.Branches) {
		if o.Title == other || o.Short == other {
			return withinProvince
		}
	}
	switch named, own := provinceIn(other), ownProvince(m.view); {
	case named == "" || own == "":
		return ""
	case named == own:
		return withinProvince
	}
	return beyondProvince
}

// DirectionTold is what is said beside the direction of a draft while nobody has chosen one; "" for nothing.
func (m *Move) DirectionTold(d *ledger.Transfer) string {
	if told := codes.TransferDirections.Label(m.Direction(d)); d.Direction == "" && told != "" {
		return "看对方组织是" + told + "，不选就这样记"
	}
	return ""
}
