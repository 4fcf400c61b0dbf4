package care

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuanjian/store/vault"
)

// A Why is what a backup was made for; it stands in the file's name.
type Why string

// What backups are made for.
const (
	Daily         Why = "每日"
	ByHand        Why = "手动"
	BeforeImport  Why = "导入前"
	BeforeBulk    Why = "批改前"
	BeforeReceive Why = "接收前"
	BeforeRestore Why = "恢复前"
	BeforeUpgrade Why = "升级前" // the vault's own copy beside the ledger; see upgradeCopies
)

var whys = []Why{Daily, ByHand, BeforeImport, BeforeBulk, BeforeReceive, BeforeRestore, BeforeUpgrade}

// How many backups stay: of the daily ones the newest of each of so many different
// days, of all of them the newest of each of so many weeks and months, and of those
// that no day asked for the newest.
const (
	keepDays, keepWeeks, keepMonths = 7, 4, 12
	keepBefore                      = 10
)

// A backupName is the name of a backup's file: 000123 2026-11-22 每日.tjz. The number
// alone orders; the date is what the clock said and is never compared, only told
// apart from others.
type backupName struct {
	Number uint64
	Day    string // 2006-01-02
	Why    Why
}

func (n backupName) String() string {
	return fmt.Sprintf("%06d %s %s%s", n.Number, n.Day, n.Why, vault.Extension)
}

// parseBackupName reads a file's name; ok is false for what is not exactly ours.
func parseBackupName(file string) (n backupName, ok bool) {
	stem, ours := strings.CutSuffix(file, vault.Extension)
	words := strings.Split(stem, " ")
	if !ours || len(words) != 3 || len(words[0]) < 6 {
		return n, false
	}
	number, err := strconv.ParseUint(words[0], 10, 63)
	if err != nil || number == 0 {
		return n, false
	}
	if _, err := time.Parse(time.DateOnly, words[1]); err != nil {
		return n, false
	}
	n = backupName{number, words[1], Why(words[2])}
	return n, slices.Contains(whys, n.Why) && n.String() == file
}

// keepBackups says which of a ledger's backups stay and which go, both newest first:
// the newest daily one of each of the last 7 days that have any, the newest of each of
// the last 4 weeks and 12 months, the newest 10 of those made by hand or before something, the newest of all, and the
// one called proved, which was the last to be restored for proof.
func keepBackups(names []backupName, proved string) (stay, go_ []backupName) {
	names = slices.Clone(names)
	slices.SortFunc(names, func(a, b backupName) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), strings.Compare(b.String(), a.String()))
	})
	days, weeks, months := map[string]bool{}, map[string]bool{}, map[string]bool{}
	first := func(seen map[string]bool, of string, most int) bool {
		if seen[of] || len(seen) == most {
			return false
		}
		seen[of] = true
		return true
	}
	before := 0
	for i, n := range names {
		day, err := time.Parse(time.DateOnly, n.Day)
		year, week := day.ISOWeek()
		// Each is asked, since each counts what it has seen.
		asked := []bool{
			i == 0, n.String() == proved, err != nil,
			n.Why == Daily && first(days, n.Day, keepDays),
			first(weeks, fmt.Sprintf("%d-%d", year, week), keepWeeks),
			first(months, n.Day[:min(len(n.Day), 7)], keepMonths),
		}
		if n.Why != Daily {
			before++
			asked = append(asked, before <= keepBefore)
		}
		if slices.Contains(asked, true) {
			stay = append(stay, n)
		} else {
			go_ = append(go_, n)
		}
	}
	return stay, go_
}

// BackupFolder is where a ledger's own backups lie: a folder beside it that has its
// name.
func BackupFolder(ledger string) string {
	return strings.TrimSuffix(ledger, filepath.Ext(ledger)) + "-备份"
}

// backupNames are the backups in a folder, newest first; whatever else lies there is
// passed over, links too. A folder that is not there has none.
func backupNames(folder string) ([]backupName, error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	var names []backupName
	for _, e := range entries {
		if n, ok := parseBackupName(e.Name()); ok && e.Type().IsRegular() {
			names = append(names, n)
		}
	}
	slices.SortFunc(names, func(a, b backupName) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), strings.Compare(b.String(), a.String()))
	})
	return names, nil
}

// upgradeCopies are the copies that were made beside a ledger before a newer program
// changed its format.
func upgradeCopies(ledger string) []string {
	stem := strings.TrimSuffix(ledger, filepath.Ext(ledger))
	entries, err := os.ReadDir(filepath.Dir(ledger))
	if err != nil {
		return nil // the ledger itself will say so
	}
	var found []string
	for _, e := range entries {
		version, ok := strings.CutPrefix(strings.TrimSuffix(e.Name(), vault.Extension), filepath.Base(stem)+".v")
		before, after, cut := strings.Cut(version, "-")
		if ok && cut && isNumber(before) && isNumber(after) && e.Type().IsRegular() && filepath.Ext(e.Name()) == vault.Extension {
			found = append(found, filepath.Join(filepath.Dir(ledger), e.Name()))
		}
	}
	return found
}

func isNumber(text string) bool {
	_, err := strconv.ParseUint(text, 10, 32)
	return err == nil
}
