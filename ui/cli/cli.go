// Package cli is the Book without a screen: the command line of design.md, for
// tests, helpers and IT staff. It knows arguments, exit codes and what is printed
// where; whatever it does, the Book does. What people read goes to standard error
// in Chinese; with --json one JSON value goes to standard output.
package cli

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/alecthomas/kong"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Exit codes.
const (
	Done    = 0
	NotDone = 1
	Misused = 2
)

// A Terminal is what the commands need of their surroundings.
type Terminal struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Password func(prompt string) (string, error) // asks without showing what is typed
	Wait     func(context.Context, time.Duration) error
	Env      store.Env
	Display  bool // a window can be opened
}

// A Window is asked for when a command ends in opening one.
type Window struct {
	Ledger string // or a package that was double-clicked; "" for the gate
	Book   *store.Book
}

// commands is the command line as it is parsed; each field's type has the Run
// method that carries it out. Each command has its words in one place: help in a line,
// more in a sentence or two, and an example that works.
type commands struct {
	JSON   bool `help:"以 JSON 回答" name:"json"`
	Anyway bool `help:"台账标着在别的电脑上打开，也打开"`

	Operator string `help:"经办人" placeholder:"姓名"`

	Open     openCommand     `cmd:"" default:"withargs" hidden:"" help:"打开窗口" example:"tuanjian --ledger 塔北社区.tjz"`
	Practice practiceCommand `cmd:"" help:"做一个练习台账（人物全是编的）" example:"tuanjian practice --ledger 练习.tjz --members 60" more:"有显示器就打开窗口。练习台账里的东西不能上报，随便改。"`
	Manual   manualCommand   `cmd:"" help:"使用手册或一页卡片（PDF）" example:"tuanjian manual --to 使用手册.pdf" more:"不用台账，也不问密码；--card 只要一页卡片。"`
	New      newCommand      `cmd:"" help:"新建台账" example:"tuanjian new --ledger 塔北社区.tjz --community 塔北社区" more:"社区写 --community，街道写 --street，二选一。恢复码只显示这一次，请抄下来。"`
	Import   importCommand   `cmd:"" help:"导入表格" example:"tuanjian import --ledger 塔北社区.tjz --create-missing 团员.csv" more:"读 xlsx、xls、csv。好的行写进台账，有问题的行逐行说明；加 --dry-run 只看结果。"`
	Fill     fillCommand     `cmd:"" help:"填别人发来的表" example:"tuanjian fill --ledger 塔北社区.tjz --form 空表.xlsx --to 填好.xlsx" more:"读 xlsx、xlsm、docx 的空表，照列名填，格子里和文字里的“姓名：____”“□男 □女”“年 月 日”也填；表的样子、公式、下拉都不动，行不够就加。没有答案的列空着，逐列说明。证件号码和电话默认遮住几位；要完整的写 --full，并用 --reason 写明用途。"`
	Files    filesCommand    `cmd:"" help:"附件：列出来，添加，另存出去" example:"tuanjian files --ledger 塔北社区.tjz --of 尉迟祎 --add 志愿书.pdf --sort 入团志愿书" more:"不写 --of 就列出全部。--add 给一条记录添加 PDF、JPEG、PNG；--to 另存到一个文件夹，要用 --reason 写明用途，另存出去的不再加密。"`
	Export   exportCommand   `cmd:"" help:"导出表格" example:"tuanjian export --ledger 塔北社区.tjz --as member --to 团员.xlsx" more:"证件号码和电话默认遮住几位；要完整的写 --full，并用 --reason 写明用途。"`
	Roster   rosterCommand   `cmd:"" help:"花名册" example:"tuanjian roster --ledger 塔北社区.tjz --branch 东升五金团支部 --to 花名册.pdf" more:"不写 --branch 就是全部团员；--form 选别的表。"`
	Find     findCommand     `cmd:"" help:"查找" example:"tuanjian find --ledger 塔北社区.tjz 尉迟" more:"不写词就列出全部。"`
	Submit   submitCommand   `cmd:"" help:"上报：写一个密封的包" example:"tuanjian submit --ledger 塔北社区.tjz --to 上报" more:"先检查一遍，有错误就逐条说明、不写包。"`
	Notice   noticeCommand   `cmd:"" help:"下发：给各社区写一个签名的包" example:"tuanjian notice --ledger 街道.tjz --to 下发" more:"里面是社区名单、团工委班子、联系安排和代码表。"`
	Reply    replyCommand    `cmd:"" help:"回执：给每个要回的社区写一个包" example:"tuanjian reply --ledger 街道.tjz --to 回执" more:"收过上报包之后用；没有要回的就不写。"`
	Matter   matterCommand   `cmd:"" help:"回执事项：列出来，退回或提问，答复，办结" example:"tuanjian matter --ledger 街道.tjz --ask 尉迟祎 --sort 提问 --text 是否已转出" more:"什么都不写就列出清单，后面用清单里的序号。"`
	Receive  receiveCommand  `cmd:"" help:"接收对方发来的包" example:"tuanjian receive --ledger 街道.tjz --accept-new 上报/塔北社区_2026-06-30_001.tjb" more:"上报包、下发包、回执包都用这一条。第一次收到的签名要先打电话核对六个词，再加 --accept-new。"`
	Summary  summaryCommand  `cmd:"" help:"汇总数字" example:"tuanjian summary --ledger 塔北社区.tjz" more:"--lock 锁定一天的数字，--since 说明数字为什么变了。"`
	Rules    rulesCommand    `cmd:"" help:"规则：列出来，或改一条" example:"tuanjian rules --ledger 塔北社区.tjz --set branch_min=4 --reason 区团委通知" more:"什么都不写就列出清单，前面是键。改之前先说会怎样，--dry-run 只说不改；只有管理员能改，改完能在窗口里撤销。"`
	Codes    codesCommand    `cmd:"" help:"选项（代码表）：列出来，加一项、改名、停用" example:"tuanjian codes --ledger 塔北社区.tjz --list duty --add 青年突击队长 --reason 街道统一叫法" more:"什么都不写就列出全部，写着每项有多少条在用。代码不重用、不删除；只有管理员能改。"`
	Check    checkCommand    `cmd:"" help:"检查台账是否完好" example:"tuanjian check --ledger 塔北社区.tjz" more:"逐条读出并核对，有读不出的就列出来。"`
	Backup   backupCommand   `cmd:"" help:"备份" example:"tuanjian backup --ledger 塔北社区.tjz --to 塔北社区-备份.tjz" more:"不写 --to 就备份到台账旁边的文件夹，并列出已有的备份。"`
	Restore  restoreCommand  `cmd:"" help:"从备份恢复" example:"tuanjian restore --from 塔北社区-备份.tjz --ledger 恢复的.tjz" more:"那里已有台账时要写 --replace，换下的会先留好。"`
	Salvage  salvageCommand  `cmd:"" help:"把损坏的台账里完好的抢救成新台账" example:"tuanjian salvage --from 损坏.tjz --ledger 抢救出来的.tjz" more:"损坏的文件不改动；抢救不出来的会列出来。"`
}

// A run is one command on its way.
type run struct {
	Terminal
	ctx    context.Context
	json   bool
	window *Window

	operator string // whose password it is; "" tries everybody's
}

// Run parses and carries out a command line, without the program's name. A Window
// comes back when one is to be opened; its exit code counts then only if opening
// fails.
func Run(ctx context.Context, args []string, t Terminal) (int, *Window) {
	var c commands
	parser := parserOf(&c, t.Err)
	if about, asked := helpWanted(args); asked {
		return help(t, parser, about), nil
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		misused(t.Err, parser, args)
		return Misused, nil
	}
	if c.Anyway {
		t.Env = t.Env.Nevertheless()
	}
	operator := cmp.Or(c.Operator, t.Getenv("TUANJIAN_OPERATOR"))
	t.Env = t.Env.As(operator)
	r := &run{Terminal: t, ctx: ctx, json: c.JSON, operator: operator}
	var wrong misuse
	switch err := parsed.Run(r); {
	case errors.As(err, &wrong):
		fmt.Fprintln(t.Err, string(wrong))
		seeHelp(t.Err, parsed.Selected())
		return Misused, nil
	case err != nil:
		told := store.Tell(err)
		fmt.Fprintln(t.Err, value.Plain(told.Message))
		for _, f := range told.Faults {
			fmt.Fprintln(t.Err, "  "+value.OneLine(f.Text))
		}
		return NotDone, nil
	}
	return Done, r.window
}

func parserOf(c *commands, told io.Writer) *kong.Kong {
	parser, err := kong.New(c, kong.Name("tuanjian"), kong.Description("团建台账"), kong.Writers(told, told),
		kong.NoDefaultHelp(), kong.Exit(func(int) {}))
	if err != nil {
		panic(err) // the declarations above are wrong; every test would show it
	}
	return parser
}

// A misuse is a command that is written wrongly in a way that only its meaning
// shows; the sentence says how to write it.
type misuse string

func (m misuse) Error() string { return "misuse" }

// kindOf is the kind that --as names.
func kindOf(word string) (ledger.Kind, error) {
	if kind := ledger.KindOf(word); kind != nil {
		return kind, nil
	}
	var names []string
	for _, kind := range ledger.All {
		if !kind.Kept(ledger.ByTravel | ledger.ByAnswer) {
			names = append(names, kind.Name())
		}
	}
	return nil, misuse("--as 后面请写这些里的一个：" + strings.Join(names, "、") + "。")
}

// say tells a person something. Whatever stands in it, none of it moves the cursor.
func (r *run) say(format string, args ...any) {
	fmt.Fprintln(r.Err, value.Plain(fmt.Sprintf(format, args...)))
}

// together lets what is said go out in larger pieces, until told is called.
func (r *run) together() (told func()) {
	out, pieces := r.Err, bufio.NewWriterSize(r.Err, 64<<10)
	r.Err = pieces
	return func() { pieces.Flush(); r.Err = out }
}

// answer gives a program its one JSON value.
func (r *run) answer(value any) error {
	if !r.json {
		return nil
	}
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(r.Out, escaped(string(text)))
	return err
}

// escaped is a JSON value in which what ledger.Plain would take away stands as \u of JSON:
// it is the same to a program, and nothing to a terminal.
func escaped(text string) string {
	var out strings.Builder
	for _, c := range text {
		if one := string(c); value.Plain(one) == one {
			out.WriteString(one)
			continue
		}
		for _, unit := range utf16.Encode([]rune{c}) {
			fmt.Fprintf(&out, `\u%04x`, unit)
		}
	}
	return out.String()
}

// password is the ledger's: from the environment, or asked for.
func (r *run) password(prompt string) (string, error) {
	return r.secret("TUANJIAN_PASSWORD", prompt)
}

func (r *run) secret(variable, prompt string) (string, error) {
	if p := r.Getenv(variable); p != "" {
		return p, nil
	}
	p, err := r.Password(prompt)
	if err != nil {
		return "", &store.Error{Code: store.Refused, Message: "没有读到密码。请在终端里运行，或先设好环境变量 " + variable + "。", Err: err}
	}
	return p, nil
}

// open opens the ledger that a command works on; the command closes it.
func (r *run) open(path string) (*store.Book, error) {
	var b *store.Book
	err := r.patiently(path, "台账密码：", func(password string) (err error) {
		b, err = openFor(path, r.operator, password, r.Terminal.Env)
		return err
	})
	if err != nil {
		return nil, err
	}
	if wrong := care.EndTries(b); wrong >= care.TellTries {
		r.say("%s", care.TriesTold(wrong))
	}
	if b.Staff().RolesLost() {
		r.say("%s", store.RolesLostText)
	}
	if older := care.OlderWarning(b); older != "" {
		r.say("%s", older)
	}
	if wrong := care.ClockWarning(b); wrong != "" {
		r.say("%s", wrong)
	}
	return b, nil
}

// patiently asks for the password of what lies at path and tries it, after the wait that
// the wrong ones before it ask for; one more that is wrong is counted.
func (r *run) patiently(path, prompt string, try func(password string) error) error {
	wrong := care.WrongTries(r.Terminal.Env, path)
	if wait := care.TryDelay(wrong); wait > 0 {
		r.say("前面有 %d 次密码不对，要等 %d 秒再试。", wrong, wait/time.Second)
		if err := r.Wait(r.ctx, wait); err != nil {
			return err
		}
	}
	p, err := r.password(prompt)
	if err != nil {
		return err
	}
	err = try(p)
	care.CountTry(r.Terminal.Env, path, err)
	return err
}

// openFor opens a ledger with the password of one operator, or with anybody's.
func openFor(path, operator, password string, env store.Env) (*store.Book, error) {
	if operator == "" {
		return store.Open(path, password, env)
	}
	return store.OpenAs(path, operator, password, env)
}

// with opens the ledger for one piece of work, and says first what of it is damaged.
func (r *run) with(path string, work func(*store.Book) error) error {
	b, err := r.open(path)
	if err != nil {
		return err
	}
	r.tellHurt(care.Wounds(b))
	return r.done(b, work(b))
}

// done closes the ledger after a command's work. Where it lies away it says that all is
// written back, and fails when that could not be; the work's own error comes first.
func (r *run) done(b *store.Book, err error) error {
	home := b.Close()
	away := b.Away()
	if away.Alarm != "" {
		r.say("%s", away.Alarm)
	}
	switch {
	case err != nil && home != nil:
		r.say("%s", store.Tell(home).Message)
	case err != nil:
	case home != nil:
		return home
	case !away.Since.IsZero():
		r.say("%s。", away.Message)
	}
	return err
}
