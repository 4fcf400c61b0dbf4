package store_test

import (
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/letters"
	"tuanjian/store/stage"
)

// The words that a street has written go to its communities with its notice where it wishes, a
// community sees whose they are and may write its own over them; the next notice without them takes
// them back, and an undo of the taking as well.
func TestAStreetsWordsTravel(t *testing.T) {
	s := streetOfTwo(t)
	b := stage.Book(t)
	enrol(t, s, b)
	sort := letters.Named("transfer")
	plain := sort.Plain()
	words := plain + "\n【附注】　请在九十天内办理。\n\n（小江湖街道团工委制）"
	if err := letters.Change(s, sort, words, "全街道一个样"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	wordsAre := func(want string, whose letters.Whose) {
		t.Helper()
		if text, w := letters.Words(b, sort); text != want || w != whose {
			t.Errorf("%d: %q, not %d: %q", w, text, whose, want)
		}
	}
	first := planned(t, b, give(t, s))
	if err := first.Choose(first.Communities[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := first.Apply(first.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	wordsAre(plain, letters.Programs) // not given out yet
	if err := letters.GiveOut(s, true); err != nil {
		t.Fatal(err)
	}
	p := planned(t, b, give(t, s))
	told := ""
	for _, c := range p.Changes {
		told += c.What + c.Name + c.How + "\n"
	}
	if !strings.Contains(told, "公文用语组织关系转接介绍信新增") {
		t.Errorf("the plan tells %q", told)
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	wordsAre(words, letters.Streets)
	if told := letters.Told(b, letters.Streets); !strings.Contains(told, "小江湖街道") {
		t.Errorf("whose words: %q", told)
	}
	own := strings.Replace(words, "请接收。", "请予接收。", 1)
	if err := letters.Change(b, sort, own, "习惯"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	wordsAre(own, letters.Offices)
	if err := letters.Change(b, sort, words, "和街道一样"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	wordsAre(words, letters.Streets)
	stage.Undo(t, b, stage.Seq(b))
	wordsAre(own, letters.Offices)
	if err := letters.GiveOut(s, false); err != nil {
		t.Fatal(err)
	}
	noticeIn(t, b, give(t, s))
	if w := b.Decisions().Words; len(w.Given) != 0 {
		t.Errorf("%v stays of words that are not given out any more", w.Given)
	}
}

// What a street's words cannot be here is left away: a letter of a newer program, and words with a
// fault, whatever was written into the package by hand.
func TestForeignWordsAreLeftAway(t *testing.T) {
	given := map[string]string{"transfer": "【标题】甲\n{姓名}", "leaving": "{nobody}", "of_tomorrow": "甲", "founding_reply": strings.Repeat("字", letters.MostWords+1)}
	if got := letters.Fitting(given); len(got) != 1 || got["transfer"] != given["transfer"] {
		t.Errorf("%v", got)
	}
}
