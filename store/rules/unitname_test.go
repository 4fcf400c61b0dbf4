package rules

import (
	"testing"

	"pgregory.net/rapid"
)

func TestOneUnit(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"邵阳市东升五金有限公司", "邵阳市东升五金有限责任公司", true},
		{"邵阳市东升五金有限公司", "邵阳市 东升五金 有限公司", true},
		{"邵阳东升（五金）有限公司", "邵阳东升(五金)有限公司", true},
		{"ＡＢＣ科技有限公司", "abc科技有限公司", true},
		{"湖南省邵阳市大祥区东升五金有限公司", "邵阳市东升五金有限公司", true},
		{"湖南省邵阳市大祥区东升五金有限公司", "东升五金", true},
		{"湖南东升五金有限公司", "湖南省东升五金有限公司", true},
		{"邵阳市东升五金有限公司", "邵阳东升五金有限公司", true},
		{"东升五金厂（普通合伙）", "东升五金厂", true},
		{"邵阳市东升五金有限公司", "长沙市东升五金有限公司", false},
		{"湖南东升五金有限公司", "邵阳市东升五金有限公司", false},
		{"东升五金有限公司", "东升五金股份有限公司", false},
		{"东升五金有限公司", "东升建材有限公司", false},
		{"东升一分公司", "东升二分公司", false},
		{"步步高超市", "步步高", false},
		{"大都市美发", "美发", false},
		{"幸福小区物业", "物业", false},
		{"五一菜市场", "场", false},
		{"", "", false},
		{"（）", "（）", false},
	} {
		if got := OneUnit(c.a, c.b); got != c.want {
			t.Errorf("%s / %s: %v, as %q and %q", c.a, c.b, got, unitNames(c.a), unitNames(c.b))
		}
		if OneUnit(c.a, c.b) != OneUnit(c.b, c.a) {
			t.Errorf("%s / %s: one way only", c.a, c.b)
		}
	}
}

func TestUnitNamesOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOf(rapid.RuneFrom([]rune("湖南省邵阳市大祥区县东升五金超有限责任公司（）() a"))).Draw(t, "name")
		names := unitNames(name)
		if len(names) > 0 && !OneUnit(name, name) {
			t.Fatal(name, names)
		}
		for _, n := range names {
			if n == "" {
				t.Fatal(name, names)
			}
		}
	})
}
