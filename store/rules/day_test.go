package rules_test

import (
	"os"
	"testing"
)

// The people and dates of these tests are of one day, whatever day the run plays.
func TestMain(m *testing.M) {
	if err := os.Setenv("TUANJIAN_TODAY", "2026-11-22"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
