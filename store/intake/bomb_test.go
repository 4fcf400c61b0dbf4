package intake_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/intake"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

// costly plans a table and gives what that took, in ms of processors.
func costly(t *testing.T, b *store.Book, head string, n int, line func(i int) string) (ms float64, err error) {
	t.Helper()
	var text strings.Builder
	text.WriteString(head + "\n")
	for i := range n {
		text.WriteString(line(i) + "\n")
	}
	path := filepath.Join(t.TempDir(), "表.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := intake.Read(context.Background(), b, path, nil, nil)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	was := trial.Spent()
	_, err = in.Plan(context.Background(), nil)
	return trial.Spent() - was, err
}

// What a table makes the plan do grows with its rows, not with their square; and rows have an end.
func TestTablesThatAreMadeToCost(t *testing.T) {
	b := stage.Book(t)
	if _, err := costly(t, b, "姓名,手机号码", intake.MostRows+1, func(i int) string { return "王某," + strconv.Itoa(13000000000+i) }); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "50000") {
		t.Error(err)
	}
	ms, err := costly(t, b, "组织全称,上级组织", 30_000, func(i int) string { return fmt.Sprintf("甲%d支部,甲%d支部", i, i-1) })
	if err != nil || ms > 5000 {
		t.Errorf("a chain of branches: %v, %.0f ms", err, ms)
	}
}
