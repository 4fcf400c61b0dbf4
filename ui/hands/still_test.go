package hands

import (
	"os"
	"testing"
)

const someNumber = "430502200211192929"

// TestMain gives every test hands that nobody but the test moves.
func TestMain(m *testing.M) {
	Use((&Still{}).Hands())
	os.Exit(m.Run())
}

// still puts test hands in place for one test.
func still(t *testing.T) *Still {
	t.Helper()
	s := &Still{}
	t.Cleanup(Use(s.Hands()))
	return s
}
