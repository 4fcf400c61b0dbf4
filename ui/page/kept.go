package page

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store/care"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// keptTime is when a backup was made; only the day where more was not noted.
func keptTime(k care.Kept) string {
	if k.Made.IsZero() {
		return k.Day
	}
	return k.Day + k.Made.Format(" 15:04")
}

// KeptItem is a backup as a line of a list.
func KeptItem(k care.Kept) kit.Item {
	it := kit.Item{Icon: look.IconBackup, Label: keptTime(k) + "　" + string(k.Why) + "　" + face.Counts(k.Counts)}
	switch {
	case k.Bad:
		it.Icon, it.Hint = look.IconWarning, "恢复不出来"
	case k.Proved:
		it.Icon, it.Hint = look.IconDone, "验证过可恢复"
	case k.Second:
		it.Hint = "在第二个位置"
	case k.Who != "":
		it.Hint = k.Who + " " + k.Changed.Format("01-02 15:04") + " 改过"
	default:
		it.Hint = sizeWords(k.Size)
	}
	return it
}

func sizeWords(bytes int64) string {
	if bytes < 1<<20 {
		return strconv.Itoa(int(bytes>>10)+1) + " KB"
	}
	return strconv.Itoa(int((bytes+1<<19)>>20)) + " MB"
}

// ContentsCard tells what a backup holds.
func ContentsCard(c *care.Contents, now time.Time) fyne.CanvasObject {
	rows := []fyne.CanvasObject{
		look.Row(look.NewPicture(look.IconBackup, look.Second), look.NewWords(c.Name+"　"+face.Held(c.Counts), look.Strong)),
	}
	if c.Last.Time != 0 {
		when := time.Unix(c.Last.Time, 0).In(now.Location()).Format("2006-01-02 15:04")
		rows = append(rows, look.NewWords("最后一次改动："+when+"　"+c.Last.Who+"　"+c.Last.Deed().Title(), look.Aside))
	}
	return look.Card(look.Inset(look.Gap4, look.Column(look.Gap2, rows...)))
}
