package care_test

import (
	"os"
	"testing"
)

// childRole is the environment variable by which this very test program is started
// anew as a child that works until it is killed.
const childRole = "CARE_TEST_CHILD"

// childWork is what a child may be told to do.
var childWork = map[string]func(){}

func TestMain(m *testing.M) {
	if work, isChild := childWork[os.Getenv(childRole)]; isChild {
		work()
		return
	}
	os.Exit(m.Run())
}
