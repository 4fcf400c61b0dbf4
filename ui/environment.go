package ui

import (
	"os"
	"slices"
)

// secrets are the variables that hold passwords.
var secrets = []string{"TUANJIAN_PASSWORD", "TUANJIAN_PARCEL_PASSWORD"}

// Environment reads the passwords out of the environment and takes them away from it, so
// that no program that this one starts, to print, to choose a file, to show a folder,
// inherits them. The answer reads variables as os.Getenv does, the passwords among them.
// Call it first, and once.
func Environment() func(name string) string {
	kept := map[string]string{}
	for _, name := range secrets {
		kept[name] = os.Getenv(name)
		os.Unsetenv(name)
	}
	return func(name string) string {
		if slices.Contains(secrets, name) {
			return kept[name]
		}
		return os.Getenv(name)
	}
}
