package page

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store/care"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
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
	it := kit.Item{Icon: kit.IconBackup, Label: keptTime(k) + "　" + string(k.Why) + "　" + face.Counts(k.Counts)}
	switch {
	case k.Bad:
		it.Icon, it.Hint = kit.IconWarning, "恢复不出来"
	case k.Proved:
		it.Icon, it.Hint = kit.IconDone, "验证过可恢复"
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
		kit.Row(kit.NewPicture(kit.IconBackup, kit.Second), kit.NewWords(c.Name+"　"+face.Held(c.Counts), kit.Strong)),
	}
	if c.Last.Time != 0 {
		when := time.Unix(c.Last.Time, 0).In(now.Location()).Format("2006-01-02 15:04")
		rows = append(rows, kit.NewWords("最后一次改动："+when+"　"+c.Last.Who+"　"+c.Last.Deed().Title(), kit.Aside))
	}
	return kit.Card(kit.Inset(kit.Gap4, kit.Column(kit.Gap2, rows...)))
}
