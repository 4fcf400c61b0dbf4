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

// May says whether the operator who opened the ledger may do it.
func (b *Book) May(d Deed) bool {
	return d.AllowedTo(b.Role()) && b.sealed(d) == nil
}

// Allow is May as an error: NotAllowed, with a sentence that names the role and
// who can help.
func (b *Book) Allow(d Deed) error {
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
	if b.Staff().RolesLost() {
		return RolesLostText
	}
	return "您的角色是“" + b.Role().Title() + "”，不能办这件事。请让管理员办理。"
}
