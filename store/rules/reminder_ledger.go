package rules

import (
	"strconv"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Backed is how the ledger's backups stand, as far as reminders ask.
type Backed struct {
	On      bool       // it is backed up unasked
	Newest  value.Date // day of the newest backup, 0 for none
	Changed bool       // something was saved since
}

// ledgerReminders are what falls due of the ledger itself.
func ledgerReminders() []Reminder {
	return []Reminder{
		{Key: "figures.lock", Grave: Overdue, Page: PageFigures, Rule: "half_days",
			Count: func(_ *records.View, k Known, _ ledger.Basis) int {
				if k.Snapshot == 0 || k.Empty {
					return 0
				}
				return 1
			},
			Says: func(k Known, _ ledger.Basis) string {
				return "个半年汇总还没有锁定（" + k.Snapshot.String() + "）"
			}},
		{Key: "backup.old", Grave: Overdue, Page: PageBackups, Rule: "backup_days",
			Count: func(_ *records.View, k Known, basis ledger.Basis) int {
				if k.Backups.On && !k.Empty && backupOld(k, basis) {
					return 1
				}
				return 0
			},
			Says: func(k Known, basis ledger.Basis) string {
				if k.Backups.Newest == 0 {
					return "份备份该做了：台账建了 " + strconv.Itoa(k.Made.DaysTo(basis.Today)) + " 天，还没有备份过"
				}
				return "份备份该做了：最近一份是 " + k.Backups.Newest.String() + "，超过 " + strconv.Itoa(basis.Rules.BackupDays) + " 天了"
			}},
	}
}

// backupOld says that the newest backup is older than the rules allow, and something was saved since; where there is none,
// that the ledger is.
func backupOld(k Known, basis ledger.Basis) bool {
	newest := k.Made
	if k.Backups.Newest != 0 {
		newest = k.Backups.Newest
		if !k.Backups.Changed {
			return false
		}
	}
	return newest != 0 && newest.AddDays(basis.Rules.BackupDays) < basis.Today
}
