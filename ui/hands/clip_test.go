package hands

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

func TestNumbersLeaveTheClipboard(t *testing.T) {
	for text, goes := range map[string]bool{
		"刘婧\t" + someNumber + "\r\n": true,
		"43050220021119292x":         true,
		"电话17012341704，请回电":          true,
		"430502********2929":         false,
		"170****1704":                false,
		"0739-5321234":               false,
		"编号 201943000001":            false, // twelve digits
		"91430500MA4L16JQ9B":         false,
		"东建公司团支部":                    false,
		"":                           false,
	} {
		s := still(t)
		on := test.NewClipboard()
		Clip(on, text)
		s.Pass(29 * time.Second)
		if on.Content() != text {
			t.Errorf("%q is gone after 29 s", text)
		}
		s.Pass(2 * time.Second)
		if gone := on.Content() == "" && text != ""; gone != goes {
			t.Errorf("%q: gone after 31 s: %v", text, gone)
		}
	}
}

func TestClipboardOfOthersStays(t *testing.T) {
	s := still(t)
	on := test.NewClipboard()
	Clip(on, someNumber)
	on.SetContent("别的程序复制的 " + someNumber)
	s.Pass(time.Minute)
	if on.Content() == "" {
		t.Error("what another program copied is gone")
	}
	Clip(on, someNumber)
	s.Pass(20 * time.Second)
	Clip(on, someNumber) // again: its time begins anew
	s.Pass(20 * time.Second)
	if on.Content() != someNumber {
		t.Error("gone 20 s after it was copied again")
	}
	Unclip()
	if on.Content() != "" {
		t.Error("it stays when the ledger locks")
	}
	on.SetContent(someNumber)
	Unclip()
	s.Pass(time.Minute)
	if on.Content() != someNumber {
		t.Error("what we did not copy is gone")
	}
}
