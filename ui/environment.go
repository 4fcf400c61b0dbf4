package ui

import (
	"os"
	"slices"
)

// secrets are the variables that hold passwords.
var secrets = []string{"TUANJIAN_PASSWORD", "TUANJIAN_PARCEL_PASSWORD"}

// Environment reads the passwords out of the environment and takes them away from it, so
// that no program that this one starts, to print, to choose a file, to show a folder,
// inherits them. getenv reads variables as os.Getenv does, the passwords among them, until
// forget is called: a window that a command line opens lives for days and needs none.
// Call it first, and once.
func Environment() (getenv func(name string) string, forget func()) {
	kept := map[string]string{}
	for _, name := range secrets {
		kept[name] = os.Getenv(name)
		os.Unsetenv(name)
	}
	getenv = func(name string) string {
		if slices.Contains(secrets, name) {
			return kept[name]
		}
		return os.Getenv(name)
	}
	return getenv, func() { clear(kept) }
}
