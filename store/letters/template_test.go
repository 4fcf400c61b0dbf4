package letters

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store/prose"
)

// The words that come with the program have no fault, no name is listed twice, and the sample says
// every name that they use.
func TestTheProgramsWords(t *testing.T) {
	keys := map[string]bool{}
	for _, s := range Sorts {
		if keys[s.Key] || Named(s.Key) != s || s.Title == "" {
			t.Errorf("%s is there twice, or has no title", s.Key)
		}
		keys[s.Key] = true
		if faults := s.Check(s.Plain()); len(faults) > 0 {
			t.Errorf("%s: %v", s.Title, faults)
		}
		names := wordsOf(s.All())
		for i, n := range names {
			if slices.Contains(names[:i], n) {
				t.Errorf("%s lists %s twice", s.Title, n)
			}
		}
		l := s.Sample(s.Plain())
		said := said(l.Text)
		for _, n := range names {
			if uses := strings.Contains(s.Plain(), "{"+n+"}"); uses != strings.Contains(said, "〔"+n+"〕") {
				t.Errorf("%s: the sample and the words do not agree about %s", s.Title, n)
			}
		}
		if len(l.Blanks) > 0 || strings.ContainsAny(said, "{}[]【】") {
			t.Errorf("%s: the sample says %s and leaves %v", s.Title, said, l.Blanks)
		}
		title := slices.ContainsFunc(l.Text.Blocks, func(b prose.Block) bool { return b.Role == prose.Title && b.Text != "" })
		sign := slices.ContainsFunc(l.Text.Blocks, func(b prose.Block) bool { return b.Role == prose.Sign })
		if !title || !sign {
			t.Errorf("%s has no title or nobody signs it", s.Title)
		}
	}
}

func said(x prose.Text) string {
	var b strings.Builder
	for _, block := range x.Blocks {
		b.WriteString(block.Text + "\n")
		if block.Table != nil {
			for _, row := range block.Table.Rows {
				b.WriteString(strings.Join(row, " ") + "\n")
			}
		}
	}
	return b.String()
}

// A fault is told at its line and place, with what to do.
func TestFaultsAreToldAtTheirPlace(t *testing.T) {
	for words, want := range map[string]string{
		"{姓名}同志":       "",
		"证明\n{姓明}同志":   "第 2 行第 1 个字：这份文书里没有叫“姓明”的内容。是不是“姓名”？",
		"同志{姓名":        "第 1 行第 3 个字：“{”后面少了“}”。",
		"同志}":          "第 1 行第 3 个字：“}”前面没有“{”。",
		"甲[[乙{姓名}":     "第 1 行第 2 个字：“[[”后面少了“]]”。",
		"甲]]乙":         "第 1 行第 2 个字：“]]”前面没有“[[”。",
		"甲[[乙[[丙]]丁]]": "第 1 行第 5 个字：“[[ ]]”里面不能再套一层。",
		"【抬头】关于":       "第 1 行第 1 个字：没有“【抬头】”这种行。可以写：" + strings.Join(Marks(), "、") + "。",
		"【标题关于":        "第 1 行第 1 个字：“【”后面少了“】”。",
		"甲\n\n【表】得票":   "第 3 行第 4 个字：这份文书里没有叫“得票”的表。",
		"甲[[，编号 {发展团员编号}]]乙": "",
		" \n":   "第 1 行第 1 个字：还没有写字。想用原来的，请选“恢复原文”。",
		"𬭎㛃{姓}": "第 1 行第 3 个字：这份文书里没有叫“姓”的内容。是不是“姓名”？",
	} {
		got := ""
		if faults := leaving.Check(words); len(faults) > 0 {
			got = faults[0].String()
		}
		if got != want {
			t.Errorf("%q: %q, not %q", words, got, want)
		}
	}
	if faults := electionReport.Check("【表】得票情况\n【表】得票情"); len(faults) != 1 || !strings.HasSuffix(faults[0].Text, "是不是“得票情况”？") {
		t.Errorf("%v", faults)
	}
	if faults := leaving.Check(strings.Repeat("字", MostWords+1)); len(faults) != 1 {
		t.Errorf("%d faults of endless words", len(faults))
	}
}

// Whatever people type, it is told or written, and what is written has all its plain words.
func TestAnyWordsAreReadOrTold(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.StringOfN(rapid.SampledFrom([]rune("{}[]【】姓名标题表甲乙\n　")), 0, 40, -1).Draw(r, "words")
		lines, faults := parse(words, []string{"姓名"}, []string{"表"})
		for _, f := range faults {
			if f.Line < 1 || f.Line > strings.Count(words, "\n")+1 || f.Column < 1 || f.Text == "" {
				r.Fatalf("%q: %+v", words, f)
			}
		}
		if len(faults) > 0 {
			return
		}
		blocks, _ := fill(lines, Facts{Values: map[string]string{"姓名": "王䶮"}, Tables: map[string]*prose.Table{"表": {}}})
		for i, c := range []rune("甲乙") {
			n := 0
			for _, b := range blocks {
				n += strings.Count(b.Text, string(c))
			}
			if n != strings.Count(words, string(c)) {
				r.Fatalf("%q has %d of %q in %v", words, n, "甲乙"[3*i:3*i+3], blocks)
			}
		}
	})
}

func TestWhatTheLedgerDoesNotKnow(t *testing.T) {
	lines, _ := parse("{姓名}，[[编号 {编号}，]]生于{出生年月}，{姓名}。\n【文号】[[{编号}]]\n\n【表】名单", []string{"姓名", "编号", "出生年月"}, []string{"名单"})
	blocks, blanks := fill(lines, Facts{Values: map[string]string{"出生年月": "1998年3月"}})
	if len(blocks) != 2 || blocks[0].Text != pen+"，生于1998年3月，"+pen+"。" || blocks[1].Text != "" || !slices.Equal(blanks, []string{"姓名"}) {
		t.Errorf("%+v %v", blocks, blanks)
	}
}
