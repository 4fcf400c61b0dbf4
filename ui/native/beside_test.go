package native

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSettingsBesideTheProgram(t *testing.T) {
	folder := t.TempDir()
	program := filepath.Join(folder, "tuanjian")
	set := map[string]string{}
	keep := func(name, value string) error { set[name] = value; return nil }
	if err := KeepBeside(program, keep); err != nil || len(set) != 0 {
		t.Fatalf("without the folder: %v, %v", set, err)
	}
	beside := filepath.Join(folder, "设置")
	if err := os.WriteFile(beside, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := KeepBeside(program, keep); err != nil || len(set) != 0 {
		t.Fatalf("with a file of that name: %v, %v", set, err)
	}
	if err := os.Remove(beside); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(beside, 0o700); err != nil {
		t.Fatal(err)
	}
	before := Copies()
	if err := KeepBeside(program, func(name, value string) error { t.Setenv(name, value); return keep(name, value) }); err != nil || len(set) == 0 {
		t.Fatalf("with the folder: %v, %v", set, err)
	}
	if config, err := os.UserConfigDir(); err != nil || config != beside {
		t.Errorf("settings lie in %s, %v", config, err)
	}
	if after := Copies(); after != before {
		t.Errorf("local copies went from %s to %s", before, after)
	}
}
