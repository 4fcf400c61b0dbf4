package intake_test

import (
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/intake"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

// A table that is nothing but heads, one under the other, is read in the time that its size takes.
func TestAHeadUnderAHead(t *testing.T) {
	b := stage.Book(t)
	path := commas(t, false, strings.Repeat("姓名,身份证号码\n", 12_000))
	began := trial.Start()
	if _, err := intake.Read(t.Context(), b, path, nil, nil); err != nil && stage.CodeOf(err) != store.BadFile && stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
	if took := began.Taken(); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}
