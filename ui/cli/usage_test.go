package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"
	"unicode"
)

// played runs a command line that needs no ledger.
func played(line string) (code int, out, said string) {
	var o, e bytes.Buffer
	code, _ = Run(context.Background(), strings.Fields(line), Terminal{In: strings.NewReader(""), Out: &o, Err: &e,
		Getenv: func(string) string { return "" }, Env: surroundings(os.Getenv), Password: func(string) (string, error) { return "", io.EOF }})
	return code, o.String(), e.String()
}

// Each command explains itself: what it does, each of its flags in Chinese, and an
// example that is understood; examples.txtar plays the examples.
func TestEveryCommandExplainsItself(t *testing.T) {
	chinese := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	script, err := os.ReadFile("testdata/journeys/examples.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, node := range parserOf(&commands{}, io.Discard).Model.Children {
		if node.Hidden {
			continue
		}
		example := strings.Fields(node.Tag.Get("example"))
		if len(example) < 2 || example[0] != "tuanjian" || example[1] != node.Name {
			t.Errorf("%s has the example %q", node.Name, example)
			continue
		}
		if _, err := parserOf(&commands{}, io.Discard).Parse(example[1:]); err != nil {
			t.Errorf("%q: %v", example, err)
		}
		if !strings.Contains(string(script), "\nexample "+node.Name+"\n") {
			t.Errorf("examples.txtar does not play the example of %s", node.Name)
		}
		for _, line := range []string{node.Name + " --help", "help " + node.Name, node.Name + " --ledger a.tjz -h"} {
			code, out, said := played(line)
			if code != Done || said != "" || !strings.Contains(out, node.Help) || !strings.Contains(out, node.Tag.Get("example")) || strings.Contains(out, "tuanjian [--ledger") {
				t.Errorf("%s: exit %d, %q %q", line, code, out, said)
			}
			for _, f := range node.Flags {
				if !strings.Contains(out, "\n  --"+f.Name) || !chinese(f.Help) {
					t.Errorf("%s does not explain --%s", line, f.Name)
				}
			}
			for _, p := range node.Positional {
				if !strings.Contains(out, p.Summary()+"　"+p.Help) || !chinese(p.Summary()) {
					t.Errorf("%s does not explain %s", line, p.Summary())
				}
			}
		}
	}
}

// What is wrong is named, with what to write instead; the exit code is 2.
func TestWrongUsageIsNamed(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"nonsense", "没有“nonsense”这条命令。命令有：practice、"},
		{"help nonsense", "没有“nonsense”这条命令。"},
		{"imprt a.xlsx", "没有“imprt”这条命令，是不是要写 import？"},
		{"sum", "没有“sum”这条命令，是不是要写 summary？"},
		{"塔北.tjz", "请写 tuanjian --ledger 塔北.tjz。"},
		{"find", "还缺 --ledger 台账.tjz（台账文件）。"},
		{"find --ledger", "--ledger 后面还缺内容，写法是 --ledger 台账.tjz。"},
		{"find --ledger --json", "--ledger 后面还缺内容"},
		{"find --ledger a.tjz --password x 单", "“find”没有 --password 这个选项。"},
		{"find --leger a.tjz", "“find”没有 --leger 这个选项，是不是要写 --ledger？还缺 --ledger"},
		{"import -l a.tjz b.csv", "“import”没有 -l 这个选项。"},
		{"import --ledger a.tjz", "还缺表格文件。"},
		{"receive --ledger a.tjz", "还缺对方发来的 .tjb 文件。"},
		{"check --ledger a.tjz b.tjz", "多写了“b.tjz”。"},
		{"import --ledger a.tjz b.csv c.csv d.csv", "多写了“c.csv d.csv”。"},
		{"practice --members many", "--members 后面要写数字，现在写的是“many”。"},
		{"practice --seed=-1", "--seed 后面要写数字，现在写的是“-1”。"},
		{"matter --ledger a.tjz --answer x", "--answer 后面要写数字"},
		{"new --ledger a.tjz --community 甲 --street 乙", "--community 和 --street 只能写一个。"},
		{"new --ledger a.tjz", "请用 --community 写明社区名称，或用 --street 写明街道名称。\n用法和例子：tuanjian new --help"},
		{"--ledger a.tjz find 单", "--ledger 要写在“find”的后面。"},
		{"--nonsense", "没有 --nonsense 这个选项。"},
		{"roster --ledger a.tjz", "还缺 --to 花名册.pdf|.xlsx（写成）。"},
	} {
		code, out, said := played(c.line)
		if code != Misused || out != "" || !strings.Contains(said, c.want) {
			t.Errorf("%s: exit %d, %q\n%s", c.line, code, out, said)
		}
		if !strings.Contains(said, "--help") || strings.ContainsAny(said, "！!") {
			t.Errorf("%s says\n%s", c.line, said)
		}
	}
}

// Whatever a person types, what the parser refuses gets a reason.
func FuzzWrongUsageIsNamed(f *testing.F) {
	for _, line := range []string{"find --ledger a.tjz 单", "import x --as", "--json=x find --ledger a", "receive --ledger=a -- -x", "practice --members 1.5", "-", "--", "matter --ledger a --ask x --doubles", "check --ledger a --json=no", "find --no-json"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		args := strings.Fields(line)
		if _, asked := helpWanted(args); asked {
			return
		}
		if _, err := parserOf(&commands{}, io.Discard).Parse(args); err == nil {
			return
		}
		if _, wrong := mistakes(parserOf(&commands{}, io.Discard), args); len(wrong) == 0 {
			t.Errorf("%q is refused without a reason", args)
		}
	})
}

// A file's words that turn a line round or move the cursor stay what they are to a program and
// reach no terminal with --json either.
func TestJSONMovesNoCursor(t *testing.T) {
	const evil = "王\u202e\u200b\x1b[2J\x7f\u009b\ufeff\U000e0041\u3164\n华"
	var out bytes.Buffer
	r := &run{Terminal: Terminal{Out: &out}, json: true}
	if err := r.answer(map[string]string{"name": evil}); err != nil {
		t.Fatal(err)
	}
	line := strings.TrimSuffix(out.String(), "\n")
	if strings.ContainsFunc(line, func(c rune) bool { return unicode.In(c, unicode.Cc, unicode.Cf) || c == '\u3164' }) {
		t.Errorf("%q", line)
	}
	back := map[string]string{}
	if err := json.Unmarshal([]byte(line), &back); err != nil || back["name"] != evil {
		t.Errorf("%v %q", err, back)
	}
}
