package page

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/stage"
)

func TestHomeTellsOfTheBackups(t *testing.T) {
	s := newStand(t, kit.Standard, 0)
	stage.TakeRoster(s.T, s.Book)
	s.ShowHome()
	if seen := words(s.Page().View); !strings.Contains(seen, "练习台账不自动备份") && !strings.Contains(seen, "备份") {
		t.Errorf("%s", seen)
	}
	if _, err := s.Book.BackUp(store.ByHand); err != nil {
		t.Fatal(err)
	}
	if err := s.Book.Prove(context.Background(), func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	s.ShowHome()
	s.Photograph("home-cared")
	n := strconv.Itoa(s.Book.Today().Count(ledger.Members))
	if seen := words(s.Page().View); !strings.Contains(seen, "上次验证可恢复 "+testEnv().Now().Format("01-02")+"（"+n+" 名团员") {
		t.Errorf("%s", seen)
	}
	s.Trouble = "磁盘空间不够，还差 3 MB。"
	s.ShowHome()
	s.Photograph("home-trouble")
	if seen := words(s.Page().View); !strings.Contains(seen, "没有自动备份") {
		t.Errorf("%s", seen)
	}
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if l, ok := o.(*tappedLine); ok {
			l.Tapped(nil)
			break
		}
	}
	if s.Page().Title != "备份与检查" {
		t.Errorf("the line leads to %s", s.Page().Title)
	}
}
