package page

import (
	"strings"
	"testing"
	"time"

	"tuanjian/store/care"
	"tuanjian/ui/look"
)

// What was proved is said, whatever the ledger holds.
func TestTheProofSaysWhatWasRestored(t *testing.T) {
	now := testEnv().Now()
	for want, counts := range map[string]map[string]int{
		"（292 名团员、20 家企业）": {"member": 292, "enterprise": 20, "branch": 15, "community": 1},
		"（20 家企业、3 个团组织）":  {"enterprise": 20, "branch": 3, "community": 1},
		"（1 个社区）":          {"community": 1},
		"（那时还没有录资料）":       {},
	} {
		text, tone := CareWords(care.State{On: true, Proved: now.Add(-time.Hour), Counts: counts}, now)
		if !strings.HasSuffix(text, want) || strings.Contains(text, "（0") || tone != look.Good {
			t.Errorf("of %v it says %q", counts, text)
		}
	}
}

// A backup says when it was made.
func TestABackupSaysItsTime(t *testing.T) {
	if got := keptTime(care.Kept{Day: "2026-11-22", Made: time.Date(2026, 11, 22, 8, 5, 0, 0, time.UTC)}); got != "2026-11-22 08:05" {
		t.Errorf("a backup was made %q", got)
	}
}
