package report

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/assets"
)

// The sentences of the program can be read, and ask for nothing that no fact tells.
func TestTheTemplateAsksOnlyWhatFactsTell(t *testing.T) {
	all, err := parse(assets.Report)
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	var look func(s sentence, pieces []piece)
	look = func(s sentence, pieces []piece) {
		for _, p := range pieces {
			look(s, p.maybe)
			if p.name == "" || ofStreetItself[p.name] != nil || p.name == "单位" || p.name == "期间" {
				continue
			}
			asked[p.name] = true
			f, known := facts[p.name]
			if !known || p.part != "" && f.parts[p.part] == nil {
				t.Errorf("line %d: no fact is called %s", s.line, named(p))
			}
			if p.last && !f.dated && f.ind == "" {
				t.Errorf("line %d: nobody knows %s of the year before", s.line, p.name)
			}
		}
	}
	for _, s := range all {
		look(s, s.pieces)
	}
	for _, row := range leaderFigures {
		for _, one := range row {
			if asked[one.name] = true; facts[one.name].rows == nil {
				t.Errorf("no fact is called %s", one.name)
			}
		}
	}
	for name := range facts {
		if !asked[name] {
			t.Errorf("nobody asks for %s", name)
		}
	}
	if len(all) < 40 {
		t.Errorf("%d sentences", len(all))
	}
}

// A mistake in a template is told with its line and its place.
func TestAMistakeInATemplateIsToldAtItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		"好\n共{社区个": "第 2 行第 2 个字", "共[{社区}个": "第 1 行第 2 个字", "共]": "第 1 行第 2 个字", "* 共}": "第 1 行第 4 个字", "共[[{社区}]": "第 1 行第 2 个字",
	} {
		if _, err := parse(text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What is typed anew keeps the figures that still stand in it, and none other.
func TestWordsTypedAnewKeepTheirFigures(t *testing.T) {
	line := "规模企业{规模企业=14}家，非公企业{非公企业=4}家。"
	for words, want := range map[string]string{
		"规模企业14家，非公企业4家。":      line,
		"有规模企业14家，非公企业4家。":     "有" + line,
		"非公企业4家。":              "非公企业{非公企业=4}家。",
		"规模企业15家，非公企业4家。":      "规模企业15家，非公企业{非公企业=4}家。",
		"规模企业14家，非公企业40家。":     "规模企业{规模企业=14}家，非公企业40家。",
		"到2014年，规模企业14家，非公没有。": "到2014年，规模企业{规模企业=14}家，非公没有。",
		"{好}": "（好）",
		"":    "",
	} {
		if got := Reword(line, words); got != want {
			t.Errorf("%s\n got %s\nwant %s", words, got, want)
		}
	}
}

// Whatever is typed, the words read as typed and every figure that is left is where its mark says.
func TestAnyWordsTypedAnewReadAsTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"规模企业", "{规模企业=14}", "{团员=4}", "家", "，", "1", "14", "{社区团委.社区=塔北社区和五一社区}", "塔北", " "})
		line := strings.Join(rapid.SliceOf(piece).Draw(t, "line"), "")
		typed := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"规模企业", "14", "4", "家", "1", "塔北社区和五一社区", "{", "}", "=", "，"})).Draw(t, "typed"), "")
		words, marks := Plain(Reword(line, typed))
		if want := strings.NewReplacer("{", "（", "}", "）").Replace(typed); words != want {
			t.Fatalf("%q reads %q", want, words)
		}
		for _, m := range marks {
			if words[m.From:m.To] != m.Said {
				t.Fatalf("%+v of %q", m, words)
			}
		}
	})
}

// A heading is known by its number, a sentence is none.
func TestLevels(t *testing.T) {
	for line, want := range map[string]int{"一、基本情况": 1, "十二、建议": 1, "（一）摸清情况": 2, "(二)宣传": 2, "1．一条": 0, "一家企业": 0, "一、有这样的一句话。": 0, "": 0, "、": 0} {
		if got := Level(line); got != want {
			t.Errorf("%s: %d", line, got)
		}
	}
}

// A time is called as offices call it.
func TestWhatATimeIsCalled(t *testing.T) {
	for p, want := range map[Period]string{
		{20260101, 20261231}: "2026年", {20260101, 20260630}: "2026年上半年", {20260701, 20261231}: "2026年下半年", {20260101, 20261122}: "2026年1月至11月",
		{20260101, 20261201}: "2026年", {20260101, 20260603}: "2026年1月1日至6月3日", {20260301, 20260331}: "2026年3月", {20260115, 20260228}: "2026年1月15日至2月28日", {20250701, 20260630}: "2025-07-01 至 2026-06-30",
	} {
		if got := p.String(); got != want {
			t.Errorf("%v: %s, want %s", [2]any{p.From, p.Until}, got, want)
		}
	}
	if got := (Period{20260101, 20260229}).Check(); got == "" {
		t.Error("a day that is none")
	}
}

func TestAStreetIsNamedOnceInItsCommittee(t *testing.T) {
	for _, x := range []struct{ street, league, want string }{
		{"小江湖街道", "", "小江湖街道团工委"}, {"小江湖街道", "共青团小江湖街道工作委员会", "共青团小江湖街道工作委员会"},
		{"小江湖街道（练习）", "小江湖街道团工委", "小江湖街道团工委"}, {"小江湖街道", "团工委", "小江湖街道团工委"},
	} {
		if got := committee(x.street, x.league); got != x.want {
			t.Errorf("%s, %q: %s", x.street, x.league, got)
		}
	}
}
