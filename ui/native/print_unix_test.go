//go:build !windows

package native

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tuanjian/store/paper"
)

// leaves is a document of so many rows, lying.
func leaves(rows int) *paper.Document {
	s := paper.Sheet{Title: "花名册", Columns: []paper.Column{{Head: "姓名", Width: 8}}, Len: rows, Row: func(int) []string { return []string{"李明"} }}
	return s.Lay()
}

func printing(ctx context.Context, job Job) (Taken, error) {
	return Print(ctx, nil, leaves(3), job, func(int, int) {})
}

// TestPrintLeavesNothingBehind: the printer has the whole PDF, and no file ever held it.
func TestPrintLeavesNothingBehind(t *testing.T) {
	spool, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	t.Setenv("TMPDIR", spool)
	fakeTool(t, "lp", `ls -A `+spool+` > `+out+`; for w in "$@"; do [ ! -e "$w" ] || echo "a file: $w" >> `+out+`; done; cat >> `+out)
	if _, err := printing(context.Background(), Job{}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil || !strings.HasPrefix(string(got), "%PDF-") || !strings.HasSuffix(string(got), "%%EOF\n") {
		t.Errorf("the printer saw %.40q, %v", got, err)
	}
	if left, _ := os.ReadDir(spool); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestPrintKnowsWhatItIsTold: in a Chinese locale lp speaks Chinese; a printer that is off is none that is missing.
func TestPrintKnowsWhatItIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		script string
		want   error
	}{
		"no printer, in Chinese": {`if [ "$LC_ALL" = C ]; then echo 'lp: Error - no default destination available.' >&2; else echo 'lp: 错误 - 没有可用的默认目标。' >&2; fi; exit 1`, ErrNoPrinter},
		"gone since":             {"echo 'lp: Error - The printer or class does not exist.' >&2; exit 1", ErrNoPrinter},
		"off":                    {"echo 'lp: 打印机没有回应。' >&2; exit 1", ErrNotPrinted},
		"crashed":                {"kill -9 $$", ErrNotPrinted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("LANG", "zh_CN.UTF-8")
			t.Setenv("LC_ALL", "zh_CN.UTF-8")
			fakeTool(t, "lp", c.script)
			_, err := printing(context.Background(), Job{})
			if !errors.Is(err, c.want) || c.want == ErrNotPrinted && errors.Is(err, ErrNoPrinter) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("cancelled", func(t *testing.T) {
		fakeTool(t, "lp", "exit 0")
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := printing(ctx, Job{}); !errors.Is(err, context.Canceled) || errors.Is(err, ErrNotPrinted) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("no system", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		if _, err := printing(context.Background(), Job{}); !errors.Is(err, ErrNoPrinter) {
			t.Errorf("got %v", err)
		}
	})
}

// TestPrintIsToldHow: what the person chose is what lp is told, and nothing of the paper stands in it.
func TestPrintIsToldHow(t *testing.T) {
	always := "-t 团建台账 -o media=A4 -o print-scaling=none "
	for _, c := range []struct {
		job     Job
		upright bool
		want    string
	}{
		{Job{}, true, "-o sides=one-sided"},
		{Job{Printer: "二楼", Copies: 1}, true, "-d 二楼 -o sides=one-sided"},
		{Job{Copies: 3, Both: true}, true, "-n 3 -o collate=true -o sides=two-sided-long-edge"},
		{Job{Both: true}, false, "-o sides=two-sided-short-edge"},
		{Job{From: 2, To: 5}, true, "-P 2-5 -o sides=one-sided"},
		{Job{From: 2}, true, "-P 2- -o sides=one-sided"},
		{Job{To: 5}, true, "-P 1-5 -o sides=one-sided"},
	} {
		if got := strings.Join(c.job.words(c.upright), " "); got != always+c.want {
			t.Errorf("%+v: %s", c.job, got)
		}
	}
}

// TestPrinters: they are read as CUPS lists them.
func TestPrinters(t *testing.T) {
	fakeTool(t, "lpstat", `case "$1" in -e) printf 'Office\n二楼\n-rogue\n';; -d) [ "$LC_ALL" = C ] && echo 'system default destination: 二楼';; esac`)
	got, err := Printers(context.Background())
	if want := []Printer{{"Office", false}, {"二楼", true}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	for name, script := range map[string]string{"none": "exit 0", "no service": "echo 'lpstat: Unable to connect to server' >&2; exit 1", "hangs": "exec sleep 60"} {
		t.Run(name, func(t *testing.T) {
			fakeTool(t, "lpstat", script)
			ctx, cancel := context.WithTimeout(context.Background(), queuePatience/20)
			defer cancel()
			if got, err := Printers(ctx); !errors.Is(err, ErrNoPrinter) {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
	t.Run("no default", func(t *testing.T) {
		fakeTool(t, "lpstat", `case "$1" in -e) echo Office;; -d) echo 'no system default destination';; esac`)
		if got, err := Printers(context.Background()); err != nil || !slices.Equal(got, []Printer{{"Office", false}}) {
			t.Errorf("%v, %v", got, err)
		}
	})
}

// TestBothSides: only a printer that has a unit for it prints on both.
func TestBothSides(t *testing.T) {
	for options, want := range map[string]bool{
		"PageSize/Media Size: *A4 Letter\nDuplex/2-Sided Printing: *None DuplexNoTumble DuplexTumble\n": true,
		"Duplex/双面打印: *DuplexNoTumble\n":                                                                true,
		"sides/Sides: *one-sided two-sided-long-edge two-sided-short-edge\n":                            true,
		"Duplex/Double-Sided Printing: *None\n":                                                         false,
		"Resolution/Two-sided: *600dpi\n":                                                               false,
		"":                                                                                              false,
	} {
		if got := duplex(options); got != want {
			t.Errorf("%q: %v", options, got)
		}
	}
}

// TestAPrinterThatWaits: a job that lies in the queue until somebody comes is no job that was printed.
func TestAPrinterThatWaits(t *testing.T) {
	t.Setenv("LC_ALL", "zh_CN.UTF-8")
	dir := t.TempDir()
	for name, script := range map[string]string{
		"lp":     "cat > /dev/null",
		"lpstat": `[ "$3" = 二楼 ] && printf 'printer 二楼 now printing 二楼-7.  enabled since Mon\n\tAlerts: media-empty-error\n'`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	if taken, err := printing(context.Background(), Job{Printer: "二楼"}); err != nil || taken != (Taken{1, NoPaper}) {
		t.Errorf("%v, %v", taken, err)
	}
}
