package ui

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tuanjian/store"
	"tuanjian/ui/kit"
)

const (
	logName = "log.txt"
	logMost = 1 << 20 // bytes, after which it begins anew
)

// voice tells errors in the Book's words and keeps the unforeseen ones in a log.
func voice(folder string) kit.Voice {
	return kit.Voice{
		Sentence: func(err error) string {
			if told := store.Tell(err); told.Code != store.Internal {
				return told.Message
			}
			return ""
		},
		Log: func(err error) string { return keepLog(folder, time.Now(), err) },
	}
}

// keepLog writes one line: when, and the kinds of the error and of its causes. Of
// the texts only the innermost is kept, since those outside may name a file. It answers
// where the line was written, "" where it was not: a log that cannot be written must
// not stop anything, nor be spoken of.
func keepLog(folder string, now time.Time, err error) (written string) {
	if folder == "" || os.MkdirAll(folder, 0o700) != nil {
		return ""
	}
	path := filepath.Join(folder, logName)
	flags := os.O_CREATE | os.O_WRONLY | os.O_APPEND
	if info, statErr := os.Stat(path); statErr == nil && info.Size() > logMost {
		flags = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	}
	f, openErr := os.OpenFile(path, flags, 0o600)
	if openErr != nil {
		return ""
	}
	_, writeErr := fmt.Fprintln(f, now.Format(time.RFC3339), chain(err))
	if closeErr := f.Close(); writeErr != nil || closeErr != nil {
		return ""
	}
	return path
}

// chain is the kinds of an error and its causes, and the innermost one's text.
func chain(err error) string {
	text := fmt.Sprintf("%T", err)
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return text + ": " + err.Error()
		}
		err = inner
		text += " < " + fmt.Sprintf("%T", err)
	}
}

// fynesWords puts what Fyne says of its own errors into the log, where it would stand in
// English on the console. Its causes may name a file and are left out.
type fynesWords struct{ log func(error) string }

func (f fynesWords) Write(line []byte) (int, error) {
	if _, what, ok := strings.Cut(string(line), "Fyne error:"); ok {
		f.log(errors.New("Fyne: " + strings.TrimSpace(what)))
	}
	return len(line), nil
}
