package parcel

// Error is a reason why a package cannot be read or written: Code for the program, Text for the person. It never holds
// anything from inside the package, nor a file's name.
type Error struct{ Code, Text string }

// Error gives the sentence for the person.
func (e *Error) Error() string { return e.Text }

// Why a package is not read. Compare with errors.Is. Whatever a file holds, Read answers with one of these, with
// ctx.Err() or with what the operating system said.
var (
	ErrNotParcel       = &Error{"not-parcel", "这不是团建台账的包；请选后缀为 .tjb 的文件"}
	ErrTooLarge        = &Error{"too-large", "这个包超过 200 MB，不是正常的包；请让对方重新生成一份"}
	ErrTooMuch         = &Error{"too-much", "这个包展开后超过 1 GB（或者其中一份超过 512 MB），不是正常的包；请让对方重新生成一份"}
	ErrTooManyFiles    = &Error{"too-many-files", "这个包里的文件太多，不是正常的包；请让对方重新生成一份"}
	ErrTooManyRows     = &Error{"too-many-rows", "这个包里有一张表超过 1000000 行，没有处理；请让对方重新生成一份"}
	ErrStranger        = &Error{"stranger", "这个包的签名还没有认可过，里面的内容却比一个社区可能有的（50000 条、64 MB）还多，没有处理；请打电话向对方核实，请对方重新生成一份"}
	ErrNeedsPassphrase = &Error{"needs-passphrase", "这个包是用口令封的，请输入对方另外告知的口令"}
	ErrNeedsKey        = &Error{"needs-key", "这个包是用密钥封的，用口令打不开；请在它要发往的那个台账里接收"}
	ErrWrongPassphrase = &Error{"wrong-passphrase", "口令不对；请逐个字核对，再向对方问一遍"}
	ErrOtherRecipient  = &Error{"other-recipient", "这个包不是封给本台账的；请核对是不是发错了，或者让对方按新的密钥重新生成"}
	ErrDamaged         = &Error{"damaged", "这个包已损坏，什么都没有接收；请从对方那里重新复制一份"}
	ErrNewer           = &Error{"newer", "这个包是用更新版本的程序生成的；请先升级程序，再接收"}
	ErrKind            = &Error{"kind", "这个包的种类不对，这里不能接收；请核对是上报包、回执包还是下发包"}
	ErrNames           = &Error{"names", "这个包里有不合规的文件名，可能被人动过手脚；没有接收，请向对方核实"}
	ErrForged          = &Error{"forged", "这个包的签名对不上，内容可能被人改过；没有接收，请向对方核实"}
	ErrAltered         = &Error{"altered", "这个包里的文件与签名的清单不一致，可能被人改过；没有接收，请向对方核实"}
	ErrMalformed       = &Error{"malformed", "这个包的内容不合格式，没有接收；请让对方升级程序后重新生成一份"}
)

// Why a package is not written, or a lock not made.
var (
	ErrShortPassphrase = &Error{"short-passphrase", "口令至少要 8 个字符"}
	ErrLongPassphrase  = &Error{"long-passphrase", "口令太长了，最多 100 个字符"}
	ErrWeakPassphrase  = &Error{"weak-passphrase", "口令太简单，至少要有 4 种不同的字符"}
	ErrPlainPassphrase = &Error{"plain-passphrase", "口令的开头和结尾不能是空格，中间不能有换行等看不见的字符"}
	ErrManyKeys        = &Error{"many-keys", "一个包最多封给 150 个台账；请停用不再用的签名，或改用口令"}
	ErrBadKey          = &Error{"bad-key", "对方的密钥看不懂；请重新接收对方发来的包"}
)
