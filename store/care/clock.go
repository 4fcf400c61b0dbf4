package care

import (
	"time"

	"tuanjian/store"
)

// clockSlack is how much earlier than the newest entry a clock may stand before it is
// worth a word: the clocks of two computers of one office differ by less.
const clockSlack = 2 * time.Minute

// ClockWarning is what to tell a person when the computer's clock stands before the
// newest entry of the journal; "" when it does not, or nobody knows. Nothing is
// refused for it: the order of all that was saved is the journal's number.
func ClockWarning(b *store.Book) string {
	newest, err := b.Journal(1)
	if err != nil || len(newest) == 0 {
		return "" // Check names a journal that cannot be read
	}
	now := b.Clock()
	last := time.Unix(newest[0].Time, 0).In(now.Location())
	if !now.Before(last.Add(-clockSlack)) {
		return ""
	}
	layout := time.DateOnly
	if now.Format(layout) == last.Format(layout) {
		layout = "2006-01-02 15:04"
	}
	return "电脑的时间是 " + now.Format(layout) + "，比台账里最后一次改动（" + last.Format(layout) + "）还早。" +
		"请先校准时间再录入：年龄、超龄、届满、“日期还没有到”这些都按电脑的日期算。已经保存的内容和先后顺序不受影响；" +
		"如果电脑的时间没有错，那就是最后一次改动时的时间错了，可以照常使用。"
}
