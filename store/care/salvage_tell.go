package care

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/vault"
)

// tell writes the list of what is not whole; the new ledger knows the names.
func (p *pieces) tell(b *store.Book) {
	var lines []string
	for _, kind := range ledger.All {
		var names []string
		for _, k := range p.older {
			if k.Kind != kind {
				continue
			}
			if r := b.Get(kind, k.ID); r != nil {
				names = append(names, b.Today().Called(r))
			}
		}
		slices.Sort(names)
		for _, name := range names {
			lines = append(lines, kind.Title()+"“"+name+"”找回的可能不是最后一次保存的内容，请核对。")
		}
		p.out.Older += len(names)
		if n := p.lost[kind.Name()]; n > 0 {
			lines = append(lines, kind.Title()+"有 "+strconv.Itoa(n)+" 条找不回来，叫什么也读不出来了。")
		}
	}
	lines = append(lines, p.fewer(b)...)
	lines = append(lines, p.renewed...)
	for _, of := range []struct{ bucket, words string }{
		{vault.JournalBucket, "历史有 N 条记载找不回来。"},
		{store.ChangeBucket, "历史里有 N 处改动前后的样子找不回来。"},
		{store.SubmissionBucket, "上报记录少了 N 次。"},
		{store.SentBucket, "下发和回执的记录少了 N 次。"},
		{store.DecisionBucket, "有 N 次下发包改过的设置，撤销时不能再改回去。"},
		{store.SnapshotBucket, "锁定的汇总少了 N 次。"},
		{store.FiguresBucket, "有 N 次锁定的汇总，数字读不出来了。"},
		{store.BinBucket, "回收站少了 N 条。"},
		{store.SettingBucket, "设置少了 N 项，例如列的宽窄和第二个备份位置。"},
	} {
		have := len(p.others[of.bucket])
		if of.bucket == vault.JournalBucket {
			have = len(p.journal)
		}
		if want, known := p.found.Expected(of.bucket); known && want > have {
			lines = append(lines, strings.ReplaceAll(of.words, "N", strconv.Itoa(want-have)))
		}
	}
	if len(p.found.Buckets()) == 0 {
		lines = append(lines, "文件里的总数读不出来，所以不知道是否还少了别的。请和花名册核对一遍。")
	}
	if p.found.Cut() {
		lines = append(lines, "文件太大或太乱，没有全部找完。")
	}
	if twice(p.found) {
		lines = append(lines, "存放密码的部分有损坏，旧密码可能又能用了。请每位经办人马上改密码。")
	}
	p.out.Lost = lines
}

// twice says that of some operator more than one key slot was found: then nobody knows
// which was the last.
func twice(found *vault.Rescued) bool {
	seen := map[[2]string]bool{}
	for _, s := range found.Slots() {
		name := [2]string{s.Kind, s.Name}
		if seen[name] {
			return true
		}
		seen[name] = true
	}
	return false
}
