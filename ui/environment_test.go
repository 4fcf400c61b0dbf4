package ui

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// No program that this one starts inherits a password, and the commands still read it, as
// often as they ask.
func TestNoChildInheritsAPassword(t *testing.T) {
	for _, name := range secrets {
		t.Setenv(name, "correct-horse-42")
	}
	t.Setenv("TUANJIAN_OPERATOR", "王干事")
	getenv, _ := Environment()
	for range 2 {
		for _, name := range secrets {
			if getenv(name) != "correct-horse-42" {
				t.Errorf("%s cannot be read any more", name)
			}
		}
	}
	if getenv("TUANJIAN_OPERATOR") != "王干事" {
		t.Error("other variables stay")
	}
	said := strings.Join(os.Environ(), "\n")
	if runtime.GOOS != "windows" {
		out, err := exec.Command("env").Output()
		if err != nil {
			t.Fatal(err)
		}
		said += string(out)
	}
	if strings.Contains(said, "correct-horse") {
		t.Error("a child inherits a password")
	}
}

// Once the command line is carried out the process holds no password of it any more.
func TestPasswordsAreForgotten(t *testing.T) {
	for _, name := range secrets {
		t.Setenv(name, "correct-horse-43")
	}
	t.Setenv("TUANJIAN_OPERATOR", "王干事")
	getenv, forget := Environment()
	forget()
	for _, name := range secrets {
		if said := getenv(name); said != "" {
			t.Errorf("%s is still %q", name, said)
		}
	}
	if getenv("TUANJIAN_OPERATOR") != "王干事" {
		t.Error("other variables stay")
	}
}
