package native

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// ErrNoConsole says that nobody sits at a console to be asked.
var ErrNoConsole = errors.New("no console")

// AskSecret asks at the console for a line without showing what is typed.
// A context that ends meanwhile ends the program with 1, the echo turned on again.
func AskSecret(ctx context.Context, prompt string, out io.Writer) (string, error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return "", ErrNoConsole
	}
	before, err := term.GetState(in)
	if err != nil {
		return "", err
	}
	stop := context.AfterFunc(ctx, func() {
		_ = term.Restore(in, before) // the program ends whatever the console says
		os.Exit(1)
	})
	defer stop()
	fmt.Fprint(out, prompt)
	line, err := term.ReadPassword(in)
	fmt.Fprintln(out)
	return string(line), err
}
