package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/vault"
)

// Whoever is told that the disk is full is told how much is missing, where it is
// known.
func TestTheSentenceSaysHowMuchRoomIsMissing(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&vault.SpaceError{Need: 30 << 20, Free: 12<<20 - 1}, "还差 19 MB"},
		{fmt.Errorf("backup: %w", &vault.SpaceError{Need: 70000, Free: 4096}), "还差 1 MB"},
		{vault.ErrNoSpace, "磁盘空间不够"},
	} {
		told := store.Tell(c.err)
		if told.Code != store.NoSpace || !strings.Contains(told.Message, c.want) || !errors.Is(told, vault.ErrNoSpace) {
			t.Errorf("%v: %s %s", c.err, told.Code, told.Message)
		}
	}
}
