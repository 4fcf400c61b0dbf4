package store

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// ledgerReminders are what falls due of the ledger itself.
func ledgerReminders() []Reminder {
	return []Reminder{
		{Key: "figures.lock", Grave: Overdue, Page: PageFigures, Rule: "half_days",
			count: func(_ *records.View, k known, _ ledger.Basis) int {
				if k.snapshot == 0 || k.empty {
					return 0
				}
				return 1
			},
			says: func(k known, _ ledger.Basis) string {
				return "个半年汇总还没有锁定（" + k.snapshot.String() + "）"
			}},
		{Key: "backup.old", Grave: Overdue, Page: PageBackups, Rule: "backup_days",
			count: func(_ *records.View, k known, basis ledger.Basis) int {
				if k.care.On && !k.empty && backupOld(k, basis) {
					return 1
				}
				return 0
			},
			says: func(k known, basis ledger.Basis) string {
				if k.care.Newest.IsZero() {
					return "份备份该做了：台账建了 " + itoa(k.made.DaysTo(basis.Today)) + " 天，还没有备份过"
				}
				return "份备份该做了：最近一份是 " + ledger.DayOf(k.care.Newest).String() + "，超过 " + itoa(basis.Rules.BackupDays) + " 天了"
			}},
	}
}

// backupOld says that the newest backup is older than the rules allow, and something was saved since; where there is none,
// that the ledger is.
func backupOld(k known, basis ledger.Basis) bool {
	newest := k.made
	if !k.care.Newest.IsZero() {
		newest = ledger.DayOf(k.care.Newest)
		if !k.care.Changed {
			return false
		}
	}
	return newest != 0 && newest.AddDays(basis.Rules.BackupDays) < basis.Today
}
