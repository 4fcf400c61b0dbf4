package store

// A Role is what an operator may do. Whoever has the password of any slot has the
// ledger's key: roles keep colleagues from mistakes, not an attacker with tools
// of his own from the file.
type Role string

// The roles, from the widest.
const (
	Admin  Role = "admin"  // 管理员: everything
	Typist Role = "entry"  // 录入: everything that daily work asks for
	Reader Role = "reader" // 只读: look, search, print and export with numbers masked
)

// Roles are all of them in the order of a menu.
var Roles = []Role{Admin, Typist, Reader}

// Title is the role's name for people.
func (r Role) Title() string {
	switch r {
	case Admin:
		return "管理员"
	case Typist:
		return "录入"
	}
	return "只读"
}

// Explain says in a line what the role may do.
func (r Role) Explain() string {
	switch r {
	case Admin:
		return "什么都能办：经办人、规则、恢复、清除个人信息"
	case Typist:
		return "录入、修改、导入、上报、备份，导出完整号码"
	}
	return "只能查看、查找，导出和打印时号码打星号"
}

func (r Role) rank() int {
	switch r {
	case Admin:
		return 2
	case Typist:
		return 1
	}
	return 0
}

// A Deed is something that a role may do or not: an intent of the journal, or the
// part of one that lets whole numbers out.
type Deed string

// The deeds that screens ask about. Their words are those of the journal.
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
	MayGiveKey     Deed = "key"   // the key that opens all packages sealed to this ledger
)

// least is the smallest role of each deed: the one place where it is said. A test
// looks for intents that are missing here.
var least = map[Deed]Role{
	"password": Reader, // one's own
	"export":   Reader,
	"print":    Reader,
	"printer":  Reader,
	"tries":    Reader, // wrong passwords before this opening
	"roles":    Reader, // after they were lost; the recovery code has opened

	MayAdd:         Typist,
	MayEdit:        Typist,
	MayImport:      Typist,
	MayRemove:      Typist,
	"unbin":        Typist,
	"revert":       Typist,
	MayUndo:        Typist,
	"redo":         Typist,
	MayBulk:        Typist,
	MaySubmit:      Typist,
	MaySnapshot:    Typist,
	MayPutOff:      Typist,
	MayReceive:     Typist,
	MayMeet:        Typist,
	MayJoin:        Typist,
	MayGive:        Typist,
	"reply":        Typist,
	"receipt":      Typist,
	MayAsk:         Typist,
	MayAnswer:      Typist,
	MayBackup:      Typist,
	MayExportWhole: Typist,
	MayPrintWhole:  Typist,

	"create":          Admin,
	"practice":        Admin,
	MayOperators:      Admin,
	"operator.add":    Admin,
	"operator.role":   Admin,
	"operator.remove": Admin,
	"operator.reset":  Admin,
	MayRecovery:       Admin,
	MayHandOver:       Admin,
	MayShred:          Admin,
	MayUndoOthers:     Admin,
	MayForget:         Admin,
	MayRestore:        Admin,
	MayGiveKey:        Admin,
	MayRules:          Admin,
	MayCodes:          Admin,
}

// May says whether the operator who opened the ledger may do it. A deed without a
// row asks for 录入.
func (b *Book) May(d Deed) bool {
	return b.Role().rank() >= leastOf(d).rank() && b.sealed(d) == nil
}

func leastOf(d Deed) Role {
	if need, known := least[d]; known {
		return need
	}
	return Typist
}

// allow is May as an error: NotAllowed, with a sentence that names the role and
// who can help.
func (b *Book) allow(d Deed) error {
	if err := b.sealed(d); err != nil {
		return err
	}
	if b.May(d) {
		return nil
	}
	return &Error{Code: NotAllowed, Message: b.Forbids()}
}

// Forbids is the sentence under a button that the operator may not use: for his role,
// or because the ledger lies where nobody can write.
func (b *Book) Forbids() string {
	if b.Away().ReadOnly {
		return onlyLook
	}
	if b.RolesLost() {
		return RolesLostText
	}
	return "您的角色是“" + b.Role().Title() + "”，不能办这件事。请让管理员办理。"
}
