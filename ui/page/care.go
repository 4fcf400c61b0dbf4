package page

import (
	"strconv"
	"strings"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
)

// CareWords is what the window's status line says of the backups.
func (s *Shell) CareWords(c care.State) (text string, tone look.Tone) {
	if s.Trouble != "" {
		return "没有自动备份", look.Warn
	}
	return CareWords(c, s.Today())
}

// Cared tells the page on show that a backup was made or proved, or could not be.
func (s *Shell) Cared() {
	if s.page != nil && s.page.Cared != nil {
		s.page.Cared()
	}
}

// LookForSecond looks whether the second place was plugged in under another letter. It
// looks at the disks: call it off the drawing thread.
func LookForSecond(b *store.Book) {
	if c := care.StateOf(b); c.Place == "" || c.There {
		return
	}
	var places []string
	for _, d := range native.RemovableDrives() {
		places = append(places, d.Path)
	}
	// What cannot be noted now is looked for again the next time.
	_ = care.FindSecond(b, places...)
}

// CareWords say how a ledger is backed up.
func CareWords(c care.State, now time.Time) (string, look.Tone) {
	switch {
	case c.Failed != "":
		return c.Failed, look.Warn
	case c.Proved.IsZero() && !c.On:
		return "练习台账不自动备份", look.Plain
	case c.Proved.IsZero():
		return "备份还没有验证过能不能恢复", look.Warn
	}
	day := c.Proved.In(now.Location())
	text := "上次验证可恢复 " + day.Format("01-02")
	if day.Year() != now.Year() {
		text = "上次验证可恢复 " + day.Format(time.DateOnly)
	}
	text += "（" + provedWords(c.Counts) + "）"
	if c.Late {
		return text + "，已经很久了", look.Warn
	}
	return text, look.Good
}

// provedWords say what was in the backup that was really restored.
func provedWords(counts map[string]int) string {
	var all []string
	for _, part := range []struct {
		kind ledger.Kind
		unit string
	}{{ledger.Members, " 名团员"}, {ledger.Enterprises, " 家企业"}, {ledger.Branches, " 个团组织"}, {ledger.Communities, " 个社区"}} {
		if n := counts[part.kind.Name()]; n > 0 && len(all) < 2 {
			all = append(all, strconv.Itoa(n)+part.unit)
		}
	}
	if len(all) == 0 {
		return "那时还没有录资料"
	}
	return strings.Join(all, "、")
}
