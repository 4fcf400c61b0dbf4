package disk

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestNamesThatWindowsKeeps(t *testing.T) {
	for path, want := range map[string]error{
		`塔北社区.tjz`:                nil,
		`C:\我的 文档\塔北社区.tjz`:       nil,
		`c:塔北社区.tjz`:              nil,
		`..\.\塔北社区.tjz`:           nil,
		`\\?\C:\台账\塔北社区.tjz`:      nil,
		`\\server\share\塔北.tjz`:   nil,
		`//server/share/塔北.tjz`:   nil,
		`C:\Console\common.tjz`:   nil,
		`com10.tjz`:               nil,
		`CON.tjz`:                 ErrDeviceName,
		`con`:                     ErrDeviceName,
		`C:\台账\nul.tjz`:           ErrDeviceName,
		`D:\aux\塔北.tjz`:           ErrDeviceName,
		`Com1.备份.tjz`:             ErrDeviceName,
		`lpt².tjz`:                ErrDeviceName,
		`prn .tjz`:                ErrDeviceName,
		`conin$`:                  ErrDeviceName,
		`\\?\C:\台账\NUL`:           ErrDeviceName,
		`\\.\PhysicalDrive0`:      ErrDeviceName,
		`塔北社区.tjz.`:               ErrNameEnd,
		`塔北社区.tjz `:               ErrNameEnd,
		`C:\台账 \塔北社区.tjz`:         ErrNameEnd,
		`塔北社区.tjz:里面`:             ErrNameSign,
		`C:\a:b.tjz`:              ErrNameSign,
		`花名册?.pdf`:                ErrNameSign,
		"花名\n册.pdf":               ErrNameSign,
		`C:\台账\"塔北社区".tjz`:        ErrNameSign,
		`C:\台账\<塔北>|社区*.tjz`:      ErrNameSign,
		`C:/台账/塔北社区/2026/名册.xlsx`: nil,
	} {
		if got := nameFor(path, true); !errors.Is(got, want) || want == nil && got != nil {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
		if got := nameFor(path, false); got != nil {
			t.Errorf("%s elsewhere: %v", path, got)
		}
	}
}

// Nothing is written under such a name where it means something else, and nothing else is harmed by it.
func TestNothingIsWrittenUnderADevicesName(t *testing.T) {
	if runtime.GOOS != "windows" {
		t.Skip("elsewhere they are names like others")
	}
	from := filepath.Join(t.TempDir(), "塔北.tjz")
	if err := os.WriteFile(from, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{"CON.tjz": ErrDeviceName, "塔北.tjz.": ErrNameEnd, "塔北.tjz:x": ErrNameSign} {
		to := filepath.Join(filepath.Dir(from), name)
		if err := Copy(context.Background(), nil, from, to, true); !errors.Is(err, want) {
			t.Errorf("copy to %s: %v", name, err)
		}
		if err := WritePlain(nil, to, func(io.Writer) error { return nil }); !errors.Is(err, want) {
			t.Errorf("write %s: %v", name, err)
		}
	}
	if left, _ := os.ReadDir(filepath.Dir(from)); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
	if text, _ := os.ReadFile(from); string(text) != "x" {
		t.Errorf("the ledger holds %q", text)
	}
}
