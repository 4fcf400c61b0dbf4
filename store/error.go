package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"syscall"

	"tuanjian/store/disk"
	"tuanjian/store/patience"
	"tuanjian/store/seal"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// An Error has two faces: a Code for the program and a sentence for the person.
// Err, for the log, is the cause and holds no personal data.
type Error struct {
	Code    string
	Message string
	Faults  []value.Fault // with Invalid: what is wrong, by field
	Err     error
}

// Codes of errors.
const (
	Internal      = "internal"
	NotLedger     = "not-ledger"
	Newer         = "newer"
	Damaged       = "damaged"
	WrongPassword = "wrong-password"
	ShortPassword = "short-password"
	WeakPassword  = "weak-password" // long enough, and yet among the first that a stranger tries
	WrongCode     = "wrong-code"
	Busy          = "busy"
	ReadOnly      = "read-only"
	NoSpace       = "no-space"
	NoMemory      = "no-memory"
	DiskFault     = "disk"
	NoFile        = "no-file"
	Exists        = "exists"
	Invalid       = "invalid"
	Changed       = "changed"
	Gone          = "gone"
	Refused       = "refused"
	BadFile       = "bad-file"
	Cancelled     = "cancelled"
	NotAllowed    = "not-allowed"
	NoOperator    = "no-operator"
	Elsewhere     = "elsewhere"  // marked as open on another computer; Env.Nevertheless opens it
	Unaccepted    = "unaccepted" // a first package whose signature a person has not accepted yet
	Unlisted      = "unlisted"   // the street's list does not say which community this is
	Locked        = "locked"     // a package that is opened with a passphrase, and there is none or a wrong one
	Unwritten     = "unwritten"  // saved on this computer, not written back to where the ledger lies
)

// Error is the code and the cause: for logs.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Code + ": " + e.Err.Error()
	}
	return e.Code
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Refuse is what a person asks for and cannot have, with the sentence that says why and what to do.
func Refuse(message string) *Error { return &Error{Code: Refused, Message: message} }

// sentences give each cause that can reach a person its own words.
var sentences = []struct {
	cause         error
	code, message string
}{
	{patience.ErrHeld, Busy, heldText}, // first: its cause is one of those below
	{vault.ErrHeld, Busy, heldText},
	{vault.ErrUnsure, Damaged, "硬盘在保存的最后一步出错，不知道这一次有没有写成。请关闭台账再打开，看一看最后填的内容还在不在。"},
	{vault.ErrExists, Exists, "这里已经有一个同名的文件。请换个名字或换个文件夹。"},
	{vault.ErrMissing, NoFile, "找不到这个台账文件。请核对文件的位置，U 盘里的请先插好。"},
	{vault.ErrBusy, Busy, "台账已在另一个窗口打开。请先关掉那个窗口。"},
	{vault.ErrNotLedger, NotLedger, "这个文件不是团建台账。请选后缀为 .tjz 的台账文件。"},
	{vault.ErrNewer, Newer, "这个台账是用更新版本的程序写的。请先升级程序，再打开它。"},
	{vault.ErrDamaged, Damaged, "台账文件已损坏。请不要再改动它：用最近的备份恢复，或者把完好的抢救成新台账。"},
	{vault.ErrReadOnly, ReadOnly, "这个文件夹不能写入。请把台账放到能写入的文件夹，例如“文档”。"},
	{vault.ErrNoSpace, NoSpace, "磁盘空间不够，没有保存。请清理磁盘后再试，原来的内容没有变。"},
	{vault.ErrSlotExists, Exists, "已有一位经办人叫这个名字。请换个写法，例如加上岗位。"},
	{vault.ErrNoSlot, NoOperator, "台账里没有这位经办人。请核对名字。"},
	{vault.ErrLastSlot, Refused, "台账至少要有一位管理员。请先让另一个人当管理员。"},
	{vault.ErrDisk, DiskFault, "硬盘或 U 盘读写出错。请先把台账文件复制到另一块盘，再从那里打开。"},
	{vault.ErrMemory, NoMemory, "电脑内存不够，没有做成，台账没有变。请关掉一些别的程序，再试一次。"},
	{vault.ErrLongName, NoFile, "文件名或路径太长。请换一个短一些的名字，或放到浅一些的文件夹。"},
	{vault.ErrNoName, NoFile, "这不是一个能用的文件名或位置。请核对一遍，换个名字或换个文件夹。"},
	{disk.ErrDeviceName, Refused, "CON、PRN、AUX、NUL、COM1、LPT1 这样的名字是 Windows 留给设备的，不能用作文件名或文件夹名。请换一个名字，例如“塔北社区”。"},
	{disk.ErrNameEnd, Refused, "文件名和文件夹名不能以点或空格结尾，Windows 会悄悄去掉它。请改一下名字。"},
	{disk.ErrNameSign, Refused, "文件名和文件夹名里不能有 < > : \" | ? * 这些符号。请改一下名字。"},
	{vault.ErrOtherLedger, Refused, "这个文件是另一本台账的，不是现在这一本的备份。请另选一个文件。"},
	{vault.ErrSlotsLost, Damaged, "这个文件里存放密码的部分已经读不出来。请再选一个这本台账的备份，用它的密码来打开。"},
	{vault.ErrTwoNames, Refused, "这个台账文件还有另一个名字（硬链接），旧内容会留在那里。请先删掉多出来的那个名字，再试一次。"},
	{vault.ErrClosed, Refused, "台账已经关闭或锁定。请重新打开。"},
	{seal.ErrWrongPassword, WrongPassword, "密码不对。请看一下大小写和输入法，再试一次；忘了密码可以用恢复码打开。"},
	{seal.ErrWrongCode, WrongCode, "恢复码不是这个台账的。请找当时打印的那一张。"},
	{seal.ErrMistypedCode, WrongCode, "恢复码抄错了。请对照打印的那一张重新输入。"},
	{seal.ErrShortPassword, ShortPassword, "密码至少要 8 个字符。可以用一句自己记得住的话。"},
	{seal.ErrLongPassword, ShortPassword, "密码太长了。请短一些。"},
	{seal.ErrRepeatedPassword, WeakPassword, "这个密码是几个字符反复填出来的，别人一试就中。请换一句自己记得住的话，例如几个不相干的词连起来。"},
	{seal.ErrRunPassword, WeakPassword, "这个密码差不多是一串连着的数字、字母或键盘上挨着的键，别人一试就中。请换一句自己记得住的话，例如几个不相干的词连起来。"},
	{seal.ErrCommonPassword, WeakPassword, "这个密码用的人太多，别人最先试的就是它。请换一句自己记得住的话，例如几个不相干的词连起来。"},
	{seal.ErrManySlots, NoOperator, "这个台账的经办人太多，一个个试密码太慢。请先选经办人；用命令行的，加 --operator 写明姓名。"},
	{seal.ErrHostileSlot, Damaged, "台账的密码部分被改动过，不能打开。请用最近的备份恢复。"},
	{seal.ErrDamaged, Damaged, "台账文件已损坏。请不要再改动它：用最近的备份恢复，或者把完好的抢救成新台账。"},
	{syscall.ENOSPC, NoSpace, "磁盘空间不够，没有写成。请清理磁盘后再试。"},
	{syscall.ENAMETOOLONG, NoFile, "文件名或路径太长。请换一个短一些的名字，或放到浅一些的文件夹。"},
	{disk.ErrUnlike, Damaged, "写进去的和读回来的不一样。这个磁盘或 U 盘可能坏了，请换一个。"},
	{disk.ErrNoFile, BadFile, "这个位置不是一个文件，是文件夹、管道或设备，不能用。请另选一个文件。"},
	{fs.ErrNotExist, NoFile, "找不到这个文件或文件夹。请核对位置，U 盘里的请先插好。"}, // before ENOTDIR, which Windows says of a folder that is not there
	{syscall.ELOOP, NoFile, "这个名字是指来指去的符号链接，找不到它指的文件。请选原来的那个文件。"},
	{syscall.ENOTDIR, NoFile, "这个位置是一个文件，不是文件夹。请换一个文件夹。"},
	{fs.ErrPermission, ReadOnly, "这个位置不能写入。请换一个文件夹，例如“文档”。"},
	{syscall.EROFS, ReadOnly, "这个位置不能写入。请换一个文件夹，例如“文档”。"},
	{fs.ErrExist, Exists, "这里已经有一个同名的文件。请换个名字或换个文件夹。"},
	{os.ErrDeadlineExceeded, Busy, "磁盘没有响应。请稍后再试。"},
}

// heldText is about a file that nobody let go of.
const heldText = "别的程序正占着这个文件，等了几秒也没有放开：多半是 Excel、WPS 或另一个窗口开着它，或者杀毒软件、同步盘正在读它；也可能它是只读的。请关掉那个程序，稍后再试。"

// Unforeseen is what a person reads about an error that nobody foresaw. Whoever keeps
// a log says so himself, and where it lies.
const Unforeseen = "程序内部出错，这一步没有做成。请再试一次；还是这样，请把刚才做了什么告诉管理程序的人。"

// Tell gives every error its two faces. One that nobody foresaw is Internal.
func Tell(err error) *Error {
	var known *Error
	var bad *sheet.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	case errors.As(err, &bad):
		return &Error{Code: BadFile, Message: bad.Text + "。", Err: err}
	case isCancelled(err):
		return &Error{Code: Cancelled, Message: "已取消，什么都没有改。", Err: err}
	}
	var short *vault.SpaceError
	if errors.As(err, &short) {
		return &Error{Code: NoSpace, Message: fmt.Sprintf("磁盘空间不够，还差 %d MB，没有写成，原来的内容没有变。请清理磁盘后再试。", (short.Missing()+1<<20-1)>>20), Err: err}
	}
	// The second look is for the numbers that only one operating system gives.
	for _, cause := range []error{err, vault.Reason(err)} {
		for _, s := range sentences {
			if errors.Is(cause, s.cause) {
				return &Error{Code: s.code, Message: s.message, Err: pathless(cause)}
			}
		}
	}
	return &Error{Code: Internal, Message: Unforeseen, Err: pathless(err)}
}

func itoa(n int) string { return strconv.Itoa(n) }

// pathless leaves the file's name out of what goes to the log: offices call files
// by people.
func pathless(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return fmt.Errorf("%s: %w", path.Op, path.Err)
	case errors.As(err, &link):
		return fmt.Errorf("%s: %w", link.Op, link.Err)
	}
	return err
}
