package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store"
)

// A puller pulls the stick when the command answers: after its work, before the ledger
// is closed.
type puller struct {
	bytes.Buffer
	pull func()
}

func (p *puller) Write(text []byte) (int, error) {
	if p.pull != nil {
		p.pull()
	}
	return p.Buffer.Write(text)
}

// TestALedgerOnAStick: the commands work on a copy, write it back, and exit 1 when that
// could not be.
func TestALedgerOnAStick(t *testing.T) {
	root := t.TempDir()
	stick, copies := filepath.Join(root, "U 盘"), filepath.Join(root, "本机")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(stick, "塔北.tjz")
	env := surroundings(os.Getenv)
	env.Copies, env.Computer = copies, "办公室电脑"
	env.Place = func(p string) store.Site {
		if strings.HasPrefix(p, stick) {
			return store.Removable
		}
		return store.Fixed
	}
	run := func(pull func(), args ...string) (code int, answer map[string]any, said string) {
		var told bytes.Buffer
		out := &puller{pull: pull}
		code, _ = Run(context.Background(), append(args, "--json"), Terminal{In: strings.NewReader(""), Out: out, Err: &told, Env: env,
			Getenv: func(name string) string { return map[string]string{"TUANJIAN_PASSWORD": "a-cheap-password-42"}[name] }})
		_ = json.Unmarshal(out.Bytes(), &answer) // nil where there is none
		return code, answer, told.String()
	}
	out := func() {
		if err := os.Rename(stick, stick+"拔出"); err != nil {
			t.Error(err)
		}
	}
	code, _, said := run(out, "practice", "--ledger", path, "--members", "7", "--no-window")
	if code != NotDone || !strings.Contains(said, "改动没有写回 U 盘（U 盘已拔出）") || !strings.Contains(said, copies) {
		t.Errorf("pulled: %d, %s", code, said)
	}
	code, answer, said := run(nil, "find", "--ledger", path)
	if code != NotDone || answer["total"] == float64(0) {
		t.Errorf("with the stick still out: %d, %v, %s", code, answer, said)
	}
	if err := os.Rename(stick+"拔出", stick); err != nil {
		t.Fatal(err)
	}
	code, again, said := run(nil, "find", "--ledger", path)
	if code != Done || again["total"] != answer["total"] || !strings.Contains(said, "已写回 U 盘，可以拔出。") {
		t.Errorf("plugged in: %d, %v, %s", code, again, said)
	}
	if code, _, said = run(nil, "find", "--ledger", path); code != Done || strings.Contains(said, "写回") {
		t.Errorf("with nothing to write back: %d, %s", code, said)
	}
	if left, _ := filepath.Glob(filepath.Join(copies, "*")); len(left) > 0 {
		t.Errorf("left on this computer: %q", left)
	}
	mark := path + ".正在使用"
	if err := os.WriteFile(mark, []byte(`{"computer":"家里电脑","since":1782000000,"token":"x"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, said = run(nil, "find", "--ledger", path); code != NotDone || !strings.Contains(said, "“家里电脑”（自 ") {
		t.Errorf("marked: %d, %s", code, said)
	}
	if code, _, said = run(nil, "find", "--ledger", path, "--anyway"); code != Done {
		t.Errorf("marked, with consent: %d, %s", code, said)
	}
}
