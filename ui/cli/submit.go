package cli

import (
	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/travel"
)

// submitCommand writes the package for the street.
type submitCommand struct {
	Ledger   string `required:"" help:"台账文件" placeholder:"台账.tjz"`
	To       string `required:"" help:"放到哪个文件夹" placeholder:"文件夹"`
	Street   string `help:"用口令封的包报给哪个街道；不写就是社区资料里的所属街道" placeholder:"街道"`
	Workbook string `help:"另写一份上报表（不加密，街道没有本程序时用）" placeholder:"上报表.xlsx"`
}

// Run checks and submits. Hard faults are named one by one and stop it; warnings
// are named too, and go along.
func (c *submitCommand) Run(r *run) error {
	if c.Workbook != "" {
		if err := workbookName("--workbook", c.Workbook); err != nil {
			return err
		}
	}
	return r.with(c.Ledger, func(b *store.Book) error {
		check, err := travel.Precheck(r.ctx, b, nil)
		if err != nil {
			return err
		}
		for _, p := range check.Hard {
			r.say("%s“%s”：%s", p.Kind.Title(), p.Name, p.Fault.Text)
		}
		s := travel.Sending{Dir: c.To, Street: c.Street}
		byPhrase := travel.NeedsPassphrase(b)
		// What will be refused is not asked for a passphrase first.
		if byPhrase && len(check.Hard) == 0 && !b.Profile().Practice {
			if s.Passphrase, err = r.secret("TUANJIAN_PARCEL_PASSWORD", "上报包的口令（至少 8 个字符，另外告诉街道）："); err != nil {
				return err
			}
		}
		sub, path, err := travel.Submit(r.ctx, b, s, nil)
		if err != nil {
			return err
		}
		if c.Workbook != "" {
			if err := forms.WriteSubmission(r.ctx, b, c.Workbook, nil); err != nil {
				return err
			}
			r.say("上报表：%s（没有加密，请当面交给街道）", c.Workbook)
		}
		added, changed, removed := sub.Since.Total()
		r.say("第 %d 次上报：%s（新增 %d，变更 %d，减少 %d，提醒 %d 条）", sub.Number, path, added, changed, removed, sub.Warnings)
		switch {
		case byPhrase && sub.Named():
			r.say("包里写明报给“%s”，别的街道不会接收。", sub.To)
		case byPhrase:
			r.say("包里没有写明报给哪个街道：知道口令的人都能把它转交给别的街道。请在社区资料里填好所属街道，或者加 --street 街道。")
		}
		told := r.warn(check.Warnings, mostWarned, "用 check 看全部，在窗口的“上报”里逐条说明")
		if check.Answered+check.Open > 0 {
			r.say("街道退回和提问的：已答复 %d 件，未答复 %d 件。", check.Answered, check.Open)
		}
		if sub.Number == 1 {
			r.say("街道打电话来核对时，念这六个词：%s。", travel.OwnWords(b))
		}
		return r.answer(map[string]any{"number": sub.Number, "file": path, "digest": sub.Digest, "counts": sub.Counts, "warnings": sub.Warnings, "warned": told, "added": added, "changed": changed, "removed": removed})
	})
}
