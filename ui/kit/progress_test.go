package kit

import (
	"context"
	"errors"
	"testing"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

func TestRunLongShowsCancelsAndCloses(t *testing.T) {
	q := &hands.Queue{}
	defer UseHands(q.Hands())()
	win := stage(t, look.Standard, 600, 400, look.NewWords("", look.Body))
	c := win.Canvas()
	var failed error
	RunLong(c, "正在导入", func(ctx context.Context, step hands.Step) (int, error) {
		step("正在读取", 5, 10)
		return 0, ctx.Err()
	}, nil, func(err error) { failed = err })
	if c.Overlays().Top() == nil {
		t.Fatal("no panel")
	}
	press(c.Focused(), "Escape")
	q.Finish(0)
	if !errors.Is(failed, context.Canceled) {
		t.Fatalf("cancelled work failed with %v", failed)
	}
	if c.Overlays().Top() != nil {
		t.Fatal("the panel stayed")
	}
}
