package paper

import (
	"os/exec"
	"strings"
	"testing"
)

// tool runs a program that reads PDF, or skips where it is not installed.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed, so the file is not checked with it", name)
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestFilesAreSound(t *testing.T) {
	for name, d := range documents() {
		t.Run(name, func(t *testing.T) {
			path := keep(t, name+".pdf", pdf(t, d))
			out := tool(t, "qpdf", "--check", path)
			if !strings.Contains(out, "No syntax or stream encoding errors found") {
				t.Error(out)
			}
		})
	}
}
