//go:build !windows

package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store/paper"
)

// printPatience is how long the system may take to accept a job, and queuePatience to
// say something about its printers.
const (
	printPatience = 60 * time.Second
	queuePatience = 5 * time.Second
)

// Print hands the pages as PDF to a printer and answers when the system has taken them,
// and which. step is told of each page that was made. It fails
// with ErrNoPrinter, with ErrNotPrinted, or with the context's error where that was
// cancelled; nothing is printed then. The pages go through a pipe and lie in no file of
// ours. Call it off the drawing thread.
func Print(ctx context.Context, _ fyne.Window, doc *paper.Document, job Job, step func(done, of int)) (Taken, error) {
	var pdf bytes.Buffer
	err := paper.Write(&pdf, doc, func(done, of int) error {
		step(done, of)
		return ctx.Err()
	})
	if err != nil {
		return Taken{}, err
	}
	patience, cancel := context.WithTimeout(ctx, printPatience)
	defer cancel()
	err = send(patience, &pdf, job.words(doc.Upright()))
	switch {
	case err == nil:
		from, to := job.span(doc.Count())
		return Taken{to - from + 1, heldBy(ctx, job.Printer)}, nil
	case ctx.Err() != nil:
		return Taken{}, ctx.Err() // whatever the command says that was stopped
	case errors.Is(err, ErrNoPrinter):
		return Taken{}, err
	}
	return Taken{}, errors.Join(ErrNotPrinted, err)
}

// span is from which page to which a document of so many is printed.
func (j Job) span(pages int) (from, to int) {
	from, to = max(j.From, 1), pages
	if j.To > 0 {
		to = min(j.To, pages)
	}
	return from, to
}

// words are what lp is told: the paper as it is, to the millimetre.
func (j Job) words(upright bool) []string {
	words := []string{"-t", jobName, "-o", "media=A4", "-o", "print-scaling=none"}
	if j.Printer != "" {
		words = append(words, "-d", j.Printer)
	}
	if j.Copies > 1 {
		words = append(words, "-n", strconv.Itoa(j.Copies), "-o", "collate=true")
	}
	if j.From > 0 || j.To > 0 {
		to := ""
		if j.To > 0 {
			to = strconv.Itoa(j.To)
		}
		words = append(words, "-P", strconv.Itoa(max(j.From, 1))+"-"+to)
	}
	sides := "one-sided"
	switch {
	case j.Both && upright:
		sides = "two-sided-long-edge"
	case j.Both:
		sides = "two-sided-short-edge" // a page that lies is turned at its left, too
	}
	return append(words, "-o", "sides="+sides)
}

// send prints by lp, which has sent all of it before it answers.
func send(ctx context.Context, pdf io.Reader, words []string) error {
	tool, err := exec.LookPath("lp")
	if err != nil {
		return ErrNoPrinter
	}
	command := plainly(ctx, tool, words...)
	command.Stdin = pdf
	said, err := command.CombinedOutput()
	if err != nil && noPrinter(said) {
		return errors.Join(ErrNoPrinter, saidBy(err, said))
	}
	if err != nil {
		return saidBy(err, said)
	}
	return nil
}

// plainly is a command that answers in English, for us to read.
func plainly(ctx context.Context, tool string, words ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, tool, words...)
	command.Env = append(os.Environ(), "LC_ALL=C", "LANGUAGE=C")
	return command
}

// saidBy is an error with what the command said.
func saidBy(err error, said []byte) error {
	said = bytes.TrimSpace(said)
	if len(said) > 200 {
		said = said[:200]
	}
	return fmt.Errorf("%w: %s", err, said)
}

// noPrinter recognises what lp of CUPS says without a destination or a running service.
func noPrinter(said []byte) bool {
	for _, s := range []string{"no default destination", "No default", "no system default", "Bad file descriptor", "Unable to connect", "scheduler is not running", "Transport endpoint", "does not exist"} {
		if bytes.Contains(said, []byte(s)) {
			return true
		}
	}
	return false
}

// mostPrinters bounds what is believed of a list of them.
const mostPrinters = 500

// Printers are those that the system has, in its order. It fails with ErrNoPrinter where
// there is none. It may wait for the network: call it off the drawing thread.
func Printers(ctx context.Context) ([]Printer, error) {
	names := strings.Fields(ask(ctx, "lpstat", "-e"))
	if len(names) == 0 {
		return nil, ErrNoPrinter
	}
	_, chosen, _ := strings.Cut(ask(ctx, "lpstat", "-d"), "destination: ")
	chosen = strings.TrimSpace(chosen)
	var all []Printer
	for _, name := range names[:min(len(names), mostPrinters)] {
		if !strings.HasPrefix(name, "-") { // lp would take it for an option
			all = append(all, Printer{name, name == chosen})
		}
	}
	return all, nil
}

// BothSides says whether a printer can print on both sides of a sheet. It waits as
// Printers does.
func BothSides(ctx context.Context, printer string) bool {
	return duplex(ask(ctx, "lpoptions", "-p", printer, "-l"))
}

// duplex reads the options of a printer: a line has the name of one, what people call it,
// and its values.
func duplex(options string) bool {
	for line := range strings.Lines(options) {
		name, values, _ := strings.Cut(line, ":")
		name, _, _ = strings.Cut(name, "/")
		if slices.Contains([]string{"Duplex", "sides", "EFDuplex", "KD03Duplex", "JCLDuplex"}, name) {
			return strings.Contains(values, "Tumble") || strings.Contains(values, "two-sided")
		}
	}
	return false
}

// heldBy is what a printer waits for, by what the queue says of it.
func heldBy(ctx context.Context, printer string) Hold {
	if printer == "" {
		_, printer, _ = strings.Cut(ask(ctx, "lpstat", "-d"), "destination: ")
	}
	return holdIn(ask(ctx, "lpstat", "-l", "-p", strings.TrimSpace(printer)))
}

// ask is what a tool of the printing system says; "" where it is missing, fails or is silent.
func ask(ctx context.Context, tool string, words ...string) string {
	path, err := exec.LookPath(tool)
	if err != nil {
		return ""
	}
	patience, cancel := context.WithTimeout(ctx, queuePatience)
	defer cancel()
	said, err := plainly(patience, path, words...).Output()
	if err != nil {
		return ""
	}
	return string(said)
}

// Show opens a file or a folder in the program that the desktop has for it. Call
// it off the drawing thread.
func Show(path string) error {
	tool := "xdg-open"
	if runtime.GOOS == "darwin" {
		tool = "open"
	}
	return exec.Command(tool, path).Run()
}
