package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
)

// helpWanted says that help is asked for, and about which command; "" is about all.
func helpWanted(args []string) (about string, asked bool) {
	for i, a := range args {
		switch {
		case a == "--help" || a == "-h" || a == "help" && i == 0:
			asked = true
		case about == "" && !strings.HasPrefix(a, "-"):
			about = a
		}
	}
	return about, asked
}

// help explains one command, or lists all. The answer is the exit code.
func help(t Terminal, parser *kong.Kong, about string) int {
	if about == "" {
		usage(t.Out, parser)
		return Done
	}
	node := commandNamed(parser, about)
	if node == nil {
		misused(t.Err, parser, []string{about})
		return Misused
	}
	explain(t.Out, parser, node)
	return Done
}

// commandNamed is the command of a name, or nil.
func commandNamed(parser *kong.Kong, name string) *kong.Node {
	for _, node := range parser.Model.Children {
		if node.Name == name && !node.Hidden {
			return node
		}
	}
	return nil
}

// usage prints all commands with their flags.
func usage(w io.Writer, parser *kong.Kong) {
	fmt.Fprintln(w, "tuanjian [--ledger 台账.tjz]　打开窗口")
	for _, node := range parser.Model.Children {
		if !node.Hidden {
			fmt.Fprintf(w, "%s　%s\n", written(node), node.Help)
		}
	}
	fmt.Fprintln(w, "一条命令的每个选项和例子：tuanjian 命令 --help，例如 tuanjian import --help。")
	fmt.Fprintln(w, everyCommand)
}

const everyCommand = "每条命令都可加 --json；台账标着在别的电脑上打开、确定没有人在用时，可加 --anyway。台账有几位经办人时，可加 --operator 姓名（或环境变量 TUANJIAN_OPERATOR）说明用谁的密码。密码取自环境变量 TUANJIAN_PASSWORD，没有就当场询问。"

// explain prints what one command does, each of its flags, and an example.
func explain(w io.Writer, parser *kong.Kong, node *kong.Node) {
	fmt.Fprintf(w, "%s。%s\n\n写法：%s\n例子：%s\n\n", node.Help, node.Tag.Get("more"), written(node), node.Tag.Get("example"))
	for _, f := range node.Flags {
		line := flagWords(f) + "　" + f.Help
		if f.Required {
			line += "（必写）"
		}
		fmt.Fprintln(w, "  "+line)
	}
	for _, p := range node.Positional {
		fmt.Fprintf(w, "  %s　%s\n", p.Summary(), p.Help)
	}
	fmt.Fprintln(w, "\n"+everyCommand)
}

// written is how a command is written: its name, flags and words.
func written(node *kong.Node) string {
	line := "tuanjian"
	if !node.Hidden {
		line += " " + node.Name
	}
	for _, f := range node.Flags {
		one := flagWords(f)
		if !f.Required {
			one = "[" + one + "]"
		}
		line += " " + one
	}
	for _, p := range node.Positional {
		line += " " + p.Summary()
	}
	return line
}

// flagWords are a flag with what has to stand behind it.
func flagWords(f *kong.Flag) string {
	if f.IsBool() {
		return "--" + f.Name
	}
	return "--" + f.Name + " " + f.FormatPlaceHolder()
}

// seeHelp points to where a command is explained.
func seeHelp(w io.Writer, node *kong.Node) {
	if node == nil || node.Hidden {
		fmt.Fprintln(w, "全部命令：tuanjian --help")
		return
	}
	fmt.Fprintf(w, "用法和例子：tuanjian %s --help\n", node.Name)
}

// misused names what is wrong in a command line that is not understood, and prints
// how the command is written, or all of them.
func misused(w io.Writer, parser *kong.Kong, args []string) {
	node, wrong := mistakes(parser, args)
	if node == nil {
		usage(w, parser) // first, so that what is wrong is not scrolled away
	}
	fmt.Fprintln(w, "命令写得不对。"+strings.Join(wrong, ""))
	if node == nil {
		return
	}
	fmt.Fprintf(w, "写法：%s\n", written(node))
	if example := node.Tag.Get("example"); example != "" {
		fmt.Fprintf(w, "例子：%s\n", example)
	}
	seeHelp(w, node)
}

// A reading is what of a command line makes sense, and in sentences what does not.
type reading struct {
	parser *kong.Kong
	node   *kong.Node // nil until a word names the command
	given  map[string]bool
	early  []string // flags before the command
	words  []string
	wrong  []string
}

func (r *reading) say(format string, args ...any) {
	r.wrong = append(r.wrong, fmt.Sprintf(format, args...))
}

// mistakes reads a command line as the parser does and says what it cannot make sense
// of. The node is nil where the command is not known.
func mistakes(parser *kong.Kong, args []string) (node *kong.Node, wrong []string) {
	r := &reading{parser: parser, given: map[string]bool{}}
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "--":
			r.words = append(r.words, args[i+1:]...)
			i = len(args)
		case strings.HasPrefix(a, "-"):
			behind := i+1 < len(args) && !strings.HasPrefix(args[i+1], "-")
			if behind && r.flag(a, &args[i+1]) || !behind && r.flag(a, nil) {
				i++
			}
		case r.node != nil:
			r.words = append(r.words, a)
		default:
			if r.node = commandNamed(parser, a); r.node == nil {
				r.say("%s", unknownCommand(parser, a))
				return nil, r.wrong
			}
		}
	}
	if r.node == nil {
		r.node = parser.Model.DefaultCmd
	}
	r.whole()
	return r.node, r.wrong
}

// flag reads one flag, and says whether the word behind it belongs to it.
func (r *reading) flag(text string, behind *string) (took bool) {
	name, value, joined := strings.Cut(text, "=")
	f := flagNamed(r.parser, r.node, strings.TrimPrefix(name, "--"))
	if f == nil || !strings.HasPrefix(name, "--") {
		r.say("%s", unknownFlag(r.parser, r.node, name))
		return !joined && behind != nil && r.node != nil // it was meant for it
	}
	r.given[f.Name] = true
	if r.node == nil {
		r.early = append(r.early, f.Name)
	}
	if f.IsBool() {
		if joined && !slices.Contains([]string{"true", "false", "yes", "no", "1", "0"}, strings.ToLower(value)) {
			r.say("--%s 后面不用写内容。", f.Name)
		}
		return false
	}
	if !joined && behind != nil {
		value, took = *behind, true
	}
	switch {
	case !joined && !took:
		r.say("--%s 后面还缺内容，写法是 %s。", f.Name, flagWords(f))
	case isNumber(f) && !readsAsNumber(f, value):
		r.say("--%s 后面要写数字，现在写的是“%s”。", f.Name, value)
	}
	return took
}

// whole says what is missing, what excludes each other, and what is too much.
func (r *reading) whole() {
	for _, name := range r.early {
		if !global(r.parser, name) && r.node != r.parser.Model.DefaultCmd {
			r.say("--%s 要写在“%s”的后面。", name, r.node.Name)
		}
	}
	first := map[string]string{} // of the flags that exclude each other
	for _, f := range r.node.Flags {
		if f.Required && !r.given[f.Name] {
			r.say("还缺 %s（%s）。", flagWords(f), f.Help)
		}
		for _, group := range f.Xor {
			switch {
			case r.given[f.Name] && first[group] != "":
				r.say("--%s 和 --%s 只能写一个。", first[group], f.Name)
			case r.given[f.Name]:
				first[group] = f.Name
			}
		}
	}
	places := r.node.Positional
	for i, p := range places {
		if p.Required && i >= len(r.words) {
			r.say("还缺%s。", p.Help)
		}
	}
	if n := len(places); len(r.words) > n && (n == 0 || !places[n-1].IsCumulative()) {
		r.say("多写了“%s”。名称里有空格的，请用引号括起来。", strings.Join(r.words[n:], " "))
	}
}

// flagNamed is a flag of the command or of all commands, or nil. Before the command
// is known it may be one of the window's.
func flagNamed(parser *kong.Kong, node *kong.Node, name string) *kong.Flag {
	if node == nil {
		node = parser.Model.DefaultCmd
	}
	for _, f := range slices.Concat(node.Flags, parser.Model.Flags) {
		if f.Name == name {
			return f
		}
	}
	return nil
}

func global(parser *kong.Kong, name string) bool {
	return slices.ContainsFunc(parser.Model.Flags, func(f *kong.Flag) bool { return f.Name == name })
}

// isNumber says that a flag takes a number; its type is the declaration's.
func isNumber(f *kong.Flag) bool {
	return strings.Contains(f.Target.Type().String(), "int")
}

func readsAsNumber(f *kong.Flag, text string) bool {
	if strings.Contains(f.Target.Type().String(), "uint") {
		_, err := strconv.ParseUint(text, 0, 64)
		return err == nil
	}
	_, err := strconv.ParseInt(text, 0, 64)
	return err == nil
}

// unknownCommand says that there is no such command, and which was perhaps meant.
func unknownCommand(parser *kong.Kong, word string) string {
	if strings.HasSuffix(word, ".tjz") {
		return "要打开台账，请写 tuanjian --ledger " + word + "。"
	}
	var names []string
	for _, node := range parser.Model.Children {
		if !node.Hidden {
			names = append(names, node.Name)
		}
	}
	if like := nearest(word, names); like != "" {
		return fmt.Sprintf("没有“%s”这条命令，是不是要写 %s？", word, like)
	}
	return fmt.Sprintf("没有“%s”这条命令。命令有：%s。", word, strings.Join(names, "、"))
}

// unknownFlag says that there is no such flag, and which was perhaps meant.
func unknownFlag(parser *kong.Kong, node *kong.Node, word string) string {
	if node == nil {
		node = parser.Model.DefaultCmd
	}
	where := "这里"
	if !node.Hidden {
		where = "“" + node.Name + "”"
	}
	var names []string
	for _, f := range slices.Concat(node.Flags, parser.Model.Flags) {
		names = append(names, "--"+f.Name)
	}
	if like := nearest(word, names); like != "" {
		return fmt.Sprintf("%s没有 %s 这个选项，是不是要写 %s？", where, word, like)
	}
	return fmt.Sprintf("%s没有 %s 这个选项。", where, word)
}

// nearest is the one of the names that a slip of two letters turns into the word, or
// that the word begins; "" when none is near.
func nearest(word string, names []string) string {
	best, least := "", 3
	for _, name := range names {
		d := slips(word, name)
		if len(strings.Trim(word, "-")) > 1 && strings.HasPrefix(name, word) {
			d = 1
		}
		if d < least && d*2 < len(strings.Trim(name, "-")) {
			best, least = name, d
		}
	}
	return best
}

// slips counts the letters to add, leave out or exchange to get from one word to
// another.
func slips(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
