package store

// A Deed is something that a person may do or not: what the journal calls an intent, or
// the part of one that lets whole numbers out. Its name is on disk and is never changed.
type Deed string

// The deeds that screens ask about.
const (
	MayAdd         Deed = "add"
	MayEdit        Deed = "edit"
	MayImport      Deed = "import"
	MayRemove      Deed = "remove"
	MayUndo        Deed = "undo"
	MayUndoOthers  Deed = "undo.others" // what another operator did
	MayBulk        Deed = "bulk"
	MaySubmit      Deed = "submit"
	MaySnapshot    Deed = "snapshot"
	MayPutOff      Deed = "putoff"  // something to do, until a day; and take it up again
	MayReceive     Deed = "receive" // packages of every kind
	MayTakeNotice  Deed = "noticed" // a street's notice goes into a community's ledger
	MayWork        Deed = "work"    // a job of package jobs: what belongs together, in one go
	MayJoin        Deed = "join"    // two records of one person or enterprise into one
	MayMeet        Deed = "meet"    // a package of this ledger's copy on another computer
	MayGive        Deed = "notice"  // a street gives notices and receipts out
	MayAsk         Deed = "matter"  // a street sends something back, or is content
	MayAnswer      Deed = "answer"  // a community answers it
	MayForget      Deed = "forget"  // the street's signature
	MayBackup      Deed = "backup"
	MayExportWhole Deed = "export.whole" // the journal says export
	MayPrintWhole  Deed = "print.whole"  // the journal says print
	MayOperators   Deed = "operator"
	MayRecovery    Deed = "recovery"
	MayHandOver    Deed = "handover"
	MayShred       Deed = "shred"
	MayRestore     Deed = "restore" // a backup in the ledger's place
	MayRules       Deed = "rules"
	MayCodes       Deed = "codes" // the code lists
	MayWords       Deed = "words" // the words of letters
	MayGiveKey     Deed = "key"   // the key that opens all packages sealed to this ledger
)

// deedRow is all that is known of a deed.
type deedRow struct {
	least Role   // the smallest role that may do it
	words string // for people; "" where the journal never says it

	lasting bool // changed records, and yet cannot be taken back
	carries bool // received records come, go and change by it; every other deed leaves them alone
	one     bool // changes records of one kind only: the others, as an import of people, bring those of other kinds along
}

// deeds are all there are. A test looks for intents that are missing here.
var deeds = map[Deed]deedRow{
	"password": {least: Reader, words: "改密码"}, // one's own
	"export":   {least: Reader, words: "导出"},
	"print":    {least: Reader, words: "打印"},
	"printer":  {least: Reader, words: "打印"},
	"tries":    {least: Reader, words: "密码不对"},     // before this opening
	"roles":    {least: Reader, words: "用恢复码重设角色"}, // after they were lost; the recovery code has opened

	MayAdd:         {least: Typist, words: "新增", one: true},
	MayEdit:        {least: Typist, words: "修改", one: true},
	MayImport:      {least: Typist, words: "导入"},
	MayRemove:      {least: Typist, words: "移到回收站"},
	"unbin":        {least: Typist, words: "从回收站恢复"},
	"revert":       {least: Typist, words: "恢复旧版", one: true},
	MayUndo:        {least: Typist, words: "撤销", carries: true}, // a whole deed that carried
	"redo":         {least: Typist, words: "重做", carries: true},
	MayBulk:        {least: Typist, words: "批量修改", one: true},
	MaySubmit:      {least: Typist, words: "上报"},
	MaySnapshot:    {least: Typist, words: "锁定汇总"},
	MayPutOff:      {least: Typist, words: "推迟待办"},
	MayReceive:     {least: Typist, words: "接收", carries: true},
	MayTakeNotice:  {least: Typist, words: "接收下发", carries: true},
	MayMeet:        {least: Typist, words: "合并另一台电脑", carries: true},
	MayJoin:        {least: Typist, words: "合成一条"},
	MayWork:        {least: Typist, words: "办事"},
	MayGive:        {least: Typist, words: "下发", carries: true},
	"reply":        {least: Typist, words: "回执", carries: true},
	"receipt":      {least: Typist, words: "接收回执", carries: true},
	MayAsk:         {least: Typist, words: "退回和提问"},
	MayAnswer:      {least: Typist, words: "答复", carries: true},
	MayBackup:      {least: Typist, words: "另存备份"},
	MayExportWhole: {least: Typist},
	MayPrintWhole:  {least: Typist},

	"create":          {least: Admin, words: "新建台账", lasting: true},
	"practice":        {least: Admin, words: "练习数据", lasting: true, carries: true},
	"salvage":         {least: Admin, words: "抢救"},
	MayOperators:      {least: Admin},
	"operator.add":    {least: Admin, words: "加经办人"},
	"operator.role":   {least: Admin, words: "改角色"},
	"operator.remove": {least: Admin, words: "去掉经办人"},
	"operator.reset":  {least: Admin, words: "重设密码"},
	MayRecovery:       {least: Admin, words: "换恢复码"},
	MayHandOver:       {least: Admin, words: "交接"},
	MayShred:          {least: Admin, words: "清除个人信息", lasting: true, one: true},
	MayUndoOthers:     {least: Admin},
	MayForget:         {least: Admin, words: "忘掉街道签名", carries: true},
	MayRestore:        {least: Admin, words: "恢复备份"},
	MayGiveKey:        {least: Admin, words: "交出解密钥匙"},
	MayRules:          {least: Admin, words: "改规则"},
	MayCodes:          {least: Admin, words: "改选项"},
	MayWords:          {least: Admin, words: "改公文用语"},
}

// Title is what a deed is called, its name for one of a newer program.
func (d Deed) Title() string {
	if words := deeds[d].words; words != "" {
		return words
	}
	return string(d)
}

// OfOneKind says that a deed changes records of one kind only, so that these can be
// counted in their own measure: 3 名, 3 家.
func (d Deed) OfOneKind() bool { return deeds[d].one }

// AllowedTo says whether a role is enough for it.
func (d Deed) AllowedTo(r Role) bool { return r.rank() >= d.least().rank() }

// least is the smallest role that may do it. What has no row is for 管理员 alone.
func (d Deed) least() Role {
	if row, known := deeds[d]; known {
		return row.least
	}
	return Admin
}

// Deed is what the entry says was meant. Before this version the taking in of a notice
// was written as its giving out.
func (e Entry) Deed() Deed {
	if e.Intent == string(MayGive) && e.Detail.What == "notice" {
		return MayTakeNotice
	}
	return Deed(e.Intent)
}
