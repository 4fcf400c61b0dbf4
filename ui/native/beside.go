package native

import (
	"os"
	"path/filepath"
	"runtime"
)

// settingsFolder is what a person lays beside the program to carry it on a stick with all
// it remembers; the portable package has it already.
const settingsFolder = "设置"

// whereSettings are the variables by which Fyne and the log find the folder of settings.
var whereSettings = map[bool][]string{
	true:  {"USERPROFILE", "APPDATA"}, // Windows
	false: {"XDG_CONFIG_HOME"},
}[runtime.GOOS == "windows"]

// KeepBeside has what the program remembers of itself, and its log, kept beside it where
// there is a folder of the name 设置. The local copies of ledgers that lie away stay on this
// computer, where they belong: setenv changes the variables of settings only. Call it before
// anything is remembered.
func KeepBeside(program string, setenv func(name, value string) error) error {
	folder := filepath.Join(filepath.Dir(program), settingsFolder)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil
	}
	for _, name := range whereSettings {
		if err := setenv(name, folder); err != nil {
			return err
		}
	}
	return nil
}
