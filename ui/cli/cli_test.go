package cli

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tuanjian/store"
	"tuanjian/store/seal"
	"tuanjian/store/trial"
)

// TestMain lets the scripts run this test's own binary as tuanjian.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tuanjian": tuanjian})
}

// tuanjian is the program as main.go ties it together, but with a clock that
// stands still, passwords that cost little to try and no window: where one would
// open, it says so.
func tuanjian() {
	asked := bufio.NewReader(os.Stdin)
	code, window := Run(context.Background(), os.Args[1:], Terminal{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Env: surroundings(os.Getenv), Display: os.Getenv("DISPLAY") != "",
		Password: func(prompt string) (string, error) {
			fmt.Fprint(os.Stderr, prompt)
			line, err := asked.ReadString('\n')
			if line == "" && err != nil {
				return "", errors.New("nobody answers")
			}
			return line[:max(0, len(line)-1)], nil
		},
		Wait: func(_ context.Context, d time.Duration) error {
			fmt.Fprintf(os.Stderr, "waits %s\n", d)
			return nil
		},
	})
	if window != nil {
		fmt.Fprintf(os.Stderr, "window ledger=%q unlocked=%v\n", window.Ledger, window.Book != nil)
		if window.Book != nil {
			window.Book.Close()
		}
	}
	os.Exit(code)
}

// surroundings have a clock that stands at the end of June 2026, or where a script's
// CLOCK puts it.
func surroundings(getenv func(string) string) store.Env {
	now := trial.On(time.Date(2026, 6, 30, 9, 0, 0, 0, time.FixedZone("", 8*3600)))
	if set, err := time.Parse(time.RFC3339, getenv("CLOCK")); err == nil {
		now = set
	}
	backups := store.NoBackups
	if getenv("BACKUPS") == "on" {
		backups = store.RealBackups
	}
	return store.Env{
		Backups: backups,
		Now:     func() time.Time { return now },
		Random:  rand.Reader,
		Effort:  seal.Effort{Time: 1, Memory: 64, Threads: 1},
		Version: "0.0.0",
		Tries:   getenv("TRIES"),
	}
}

// TestJourneys walks the ways of testdata/journeys, each from an empty folder.
func TestJourneys(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/journeys",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                tools,
		Condition:           condition,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TUANJIAN_PASSWORD", "a-cheap-password-42")
			e.Setenv("DISPLAY", "")
			e.Setenv("TUANJIAN_TODAY", os.Getenv("TUANJIAN_TODAY"))
			e.Setenv("TODAY", surroundings(os.Getenv).Now().Format(time.DateOnly)) // in the names of files
			return nil
		},
	})
}

// TestTheReadmeIsUnderstood parses every command that the README tells people to
// type.
func TestTheReadmeIsUnderstood(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(readme)) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] != "tuanjian" {
			continue
		}
		var c commands
		if _, err := parserOf(&c, io.Discard).Parse(words[1:]); err != nil {
			t.Errorf("%s: %v", strings.TrimSpace(line), err)
		}
		seen[words[1]] = true
	}
	for _, name := range []string{"new", "import", "export", "roster", "find", "submit", "summary", "check", "backup", "restore", "salvage"} {
		if !seen[name] {
			t.Errorf("the README shows no %s", name)
		}
	}
}

// condition knows what scripts may depend on besides the system's name.
func condition(name string) (bool, error) {
	switch name {
	case "unprivileged": // whom a folder's mode stops
		return os.Geteuid() > 0, nil
	case "sysfs": // a folder that nobody can write to, root neither
		_, err := os.Stat("/sys/kernel")
		return err == nil && runtime.GOOS == "linux", nil
	}
	return false, fmt.Errorf("no condition %q", name)
}
