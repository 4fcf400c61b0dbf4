// Package cli is the Book without a screen: the command line of design.md, for
// tests, helpers and IT staff. It knows arguments, exit codes and what is printed
// where; whatever it does, the Book does. What people read goes to standard error
// in Chinese; with --json one JSON value goes to standard output.
package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"

	"tuanjian/store"
	"tuanjian/store/ledger"
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
	Env      store.Env
	Display  bool // a window can be opened
}

// A Window is asked for when a command ends in opening one.
type Window struct {
	Ledger string // "" for the gate
	Book   *store.Book
}

// commands is the command line as it is parsed; each field's type has the Run
// method that carries it out.
type commands struct {
	JSON   bool `help:"以 JSON 回答" name:"json"`
	Anyway bool `help:"台账标着在别的电脑上打开，也打开"`

	Operator string `help:"经办人" placeholder:"姓名"`

	Open     openCommand     `cmd:"" default:"withargs" hidden:"" help:"打开窗口"`
	Practice practiceCommand `cmd:"" help:"做一个练习台账（人物全是编的）"`
	New      newCommand      `cmd:"" help:"新建台账"`
	Import   importCommand   `cmd:"" help:"导入表格"`
	Export   exportCommand   `cmd:"" help:"导出表格"`
	Roster   rosterCommand   `cmd:"" help:"花名册"`
	Find     findCommand     `cmd:"" help:"查找"`
	Submit   submitCommand   `cmd:"" help:"上报：写一个密封的包"`
	Notice   noticeCommand   `cmd:"" help:"下发：给各社区写一个签名的包"`
	Reply    replyCommand    `cmd:"" help:"回执：给每个要回的社区写一个包"`
	Matter   matterCommand   `cmd:"" help:"回执事项：列出来，退回或提问，答复，办结"`
	Receive  receiveCommand  `cmd:"" help:"接收对方发来的包"`
	Summary  summaryCommand  `cmd:"" help:"汇总数字"`
	Check    checkCommand    `cmd:"" help:"检查台账是否完好"`
	Backup   backupCommand   `cmd:"" help:"备份"`
	Restore  restoreCommand  `cmd:"" help:"从备份恢复"`
	Salvage  salvageCommand  `cmd:"" help:"把损坏的台账里完好的抢救成新台账"`
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
	for i, a := range args {
		if a == "--help" || a == "-h" || a == "help" && i == 0 {
			usage(t.Out, parser)
			return Done, nil
		}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(t.Err, "命令写得不对。用法：")
		misused(t.Err, parser, err)
		return Misused, nil
	}
	if c.Anyway {
		t.Env = t.Env.Nevertheless()
	}
	r := &run{Terminal: t, ctx: ctx, json: c.JSON, operator: cmp.Or(c.Operator, t.Getenv("TUANJIAN_OPERATOR"))}
	var wrong misuse
	switch err := parsed.Run(r); {
	case errors.As(err, &wrong):
		fmt.Fprintln(t.Err, string(wrong))
		return Misused, nil
	case err != nil:
		told := store.Tell(err)
		fmt.Fprintln(t.Err, told.Message)
		for _, f := range told.Faults {
			fmt.Fprintln(t.Err, "  "+f.Text)
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

// usage prints the commands with their flags.
func usage(w io.Writer, parser *kong.Kong) {
	fmt.Fprintln(w, "tuanjian [--ledger 台账.tjz]　打开窗口")
	for _, node := range parser.Model.Children {
		if !node.Hidden {
			useOf(w, node)
		}
	}
	fmt.Fprintln(w, "每条命令都可加 --json；台账标着在别的电脑上打开、确定没有人在用时，可加 --anyway。台账有几位经办人时，可加 --operator 姓名（或环境变量 TUANJIAN_OPERATOR）说明用谁的密码。密码取自环境变量 TUANJIAN_PASSWORD，没有就当场询问。")
}

// useOf prints one command with its flags.
func useOf(w io.Writer, node *kong.Node) {
	line := "tuanjian " + node.Name
	for _, f := range node.Flags {
		one := "--" + f.Name
		if !f.IsBool() {
			one += " " + f.FormatPlaceHolder()
		}
		if !f.Required {
			one = "[" + one + "]"
		}
		line += " " + one
	}
	for _, p := range node.Positional {
		line += " " + p.Summary()
	}
	fmt.Fprintf(w, "%s　%s\n", line, node.Help)
}

// misused prints how the command is used that the words got as far as, or all.
func misused(w io.Writer, parser *kong.Kong, err error) {
	var wrong *kong.ParseError
	if errors.As(err, &wrong) {
		if node := wrong.Context.Selected(); node != nil && !node.Hidden {
			useOf(w, node)
			return
		}
	}
	usage(w, parser)
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
	return nil, misuse("--as 后面请写 member、enterprise、branch、post 或 community。")
}

// say tells a person something.
func (r *run) say(format string, args ...any) { fmt.Fprintf(r.Err, format+"\n", args...) }

// answer gives a program its one JSON value.
func (r *run) answer(value any) error {
	if !r.json {
		return nil
	}
	return json.NewEncoder(r.Out).Encode(value)
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
	p, err := r.password("台账密码：")
	if err != nil {
		return nil, err
	}
	b, err := openFor(path, r.operator, p, r.Terminal.Env)
	if err != nil {
		return nil, err
	}
	if wrong := b.ClockWarning(); wrong != "" {
		r.say("%s", wrong)
	}
	return b, nil
}

// openFor opens a ledger with the password of one operator, or with anybody's.
func openFor(path, operator, password string, env store.Env) (*store.Book, error) {
	if operator == "" {
		return store.Open(path, password, env)
	}
	return store.OpenAs(path, operator, password, env)
}

// with opens the ledger for one piece of work.
func (r *run) with(path string, work func(*store.Book) error) error {
	b, err := r.open(path)
	if err != nil {
		return err
	}
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
