package look

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2/lang"
)

func fyneDir(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// Every key of Fyne's own English table, and every key its sources ask for, must
// be ours in Chinese.
func TestWordsCoverFyne(t *testing.T) {
	dir := fyneDir(t)
	data, err := os.ReadFile(filepath.Join(dir, "lang", "translations", "base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]any{}
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	if len(table) < 20 {
		t.Fatalf("only %d keys: is this still Fyne's table?", len(table))
	}
	for key := range table {
		if fyneWords[key] == "" {
			t.Errorf("%q is left in English", key)
		}
	}
	asked := regexp.MustCompile(`lang\.[LX]\("([^"]+)"`)
	found := 0
	for _, sub := range []string{"widget", "dialog", "container", "app", "internal"} {
		err := filepath.WalkDir(filepath.Join(dir, sub), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			src, err := os.ReadFile(path)
			for _, m := range asked.FindAllStringSubmatch(string(src), -1) {
				found++
				if fyneWords[m[1]] == "" {
					t.Errorf("%s asks for %q, which is left in English", path, m[1])
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 10 {
		t.Errorf("found only %d places that ask for words", found)
	}
	files, err := filepath.Glob(filepath.Join(dir, "lang", "translations", "base.*.json"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, l := range fyneLocales {
		known[string(l)] = true
	}
	for _, f := range files {
		tag := strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(filepath.Base(f), "base."), ".json"), "_", "-")
		if !known[tag] {
			t.Errorf("Fyne speaks %s, which we do not overrule", tag)
		}
	}
}

func TestWordsWhateverTheSystemSpeaks(t *testing.T) {
	for _, locale := range []string{"en_US.UTF-8", "zh_CN.UTF-8", "zh_TW.UTF-8", "zh_HK", "C", "de_DE", "ja_JP.UTF-8",
		"fr_FR", "pt_BR", "pt_PT", "ru_RU", "ko_KR", "ar_EG"} {
		for _, name := range []string{"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"} {
			t.Setenv(name, locale)
		}
		if err := SpeakChinese(); err != nil {
			t.Fatal(err)
		}
		for key, want := range fyneWords {
			if got := lang.X(key, key); got != want {
				t.Errorf("%s: %q reads %q, want %q", locale, key, got, want)
			}
		}
	}
}
