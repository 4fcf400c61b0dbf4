package store

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"tuanjian/store/seal"
	"tuanjian/store/vault"
)

// An Operator is a person who may open the ledger: one password slot of that
// name, which lies readable in the file's head, and a role, which lies sealed.
type Operator struct {
	Name  string `json:"n"`
	Role  Role   `json:"r"`
	Since int64  `json:"t,omitempty"` // Unix seconds; 0 in ledgers from before there were roles
	By    string `json:"b,omitempty"` // who let this one in; "" for the founder
}

// Staff is who may open a ledger, and by what: its operators with their passwords and roles,
// and the recovery code.
type Staff struct{ book *Book }

// Staff is who may open this ledger.
func (b *Book) Staff() Staff { return Staff{b} }

const OperatorSetting = "operators"

// mostOperators is how many a ledger takes: an office has few, and each is tried
// in turn where no name is given.
const mostOperators = 20

// longestName is how many characters an operator's name may have.
const longestName = 30

// Names are the operators of a ledger as its head says without a password, in the
// order in which they came. Nobody has vouched for them yet: only opening does.
func Names(path string, env Env) ([]string, error) {
	slots, err := env.Slots(path)
	if err != nil {
		return nil, Tell(err)
	}
	return passwordNames(slots), nil
}

// Slots are the key slots of the ledger at path, read where it would be opened.
func (e Env) Slots(path string) ([]seal.Slot, error) { return vault.SlotsOf(e.lies(path), e.Vault()) }

func passwordNames(slots []seal.Slot) []string {
	var names []string
	for _, s := range slots {
		if s.Kind == seal.KindPassword {
			names = append(names, s.Name)
		}
	}
	return names
}

// OpenAs opens a ledger with the password of one operator, so that a wrong one
// costs one try whatever the number of operators. NoOperator when there is none
// of that name.
func OpenAs(path, name, password string, env Env) (*Book, error) {
	b, err := OpenBy(path, env, func(slots []seal.Slot) (seal.Key, string, error) {
		if !slices.Contains(passwordNames(slots), name) {
			return seal.Key{}, "", vault.ErrNoSlot
		}
		key, _, err := seal.OpenPassword(slots, name, password)
		return key, name, err
	})
	if err != nil {
		return nil, err
	}
	b.clearWorkrooms()
	return b, nil
}

// As is the Env in which a backup, or what is left of a damaged ledger, is opened with
// the password of one operator; of anybody where it has none of that name. Where very
// many may open a file it is needed: NoOperator.
func (e Env) As(operator string) Env { e.operator = operator; return e }

// Opens tries a password on the slots of a file that is no open ledger, and says which slot it is that of.
func (e Env) Opens(slots []seal.Slot, password string) (seal.Key, int, error) {
	name := e.operator
	if !slices.Contains(passwordNames(slots), name) {
		name = ""
	}
	return seal.OpenPassword(slots, name, password)
}

// loadOperators reads who may open the ledger. A slot without a role is 只读, and a role
// without its slot is nobody. Roles that are missing, do not open or lie among settings
// that are not those of their tally (see vouching) are lost: everybody is 只读. Only in a ledger from
// before there were roles, which is only read and so was not brought to today's version,
// all are 管理员.
func (b *Book) loadOperators() error {
	var kept []Operator
	err := b.vault.View(func(tx *vault.Tx) error {
		text, err := tx.Get(SettingBucket, []byte(OperatorSetting))
		if b.unvouched || errors.Is(err, vault.ErrDamaged) || err == nil && json.Unmarshal(text, &kept) != nil {
			kept = nil
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	begun := b.vault.Upgraded().To == 1
	slots, err := b.vault.Slots()
	if err != nil {
		return err
	}
	var operators []Operator
	for _, name := range passwordNames(slots) {
		o := Operator{Name: name, Role: Reader}
		if begun {
			o.Role = Admin
		}
		if at := slices.IndexFunc(kept, func(k Operator) bool { return k.Name == name }); at >= 0 {
			o = kept[at]
		}
		operators = append(operators, o)
	}
	b.setOperators(operators)
	return nil
}

// RolesLost says that nobody is 管理员, which no intent leaves behind: somebody changed
// the file, or it is damaged. Everybody is 只读 until the recovery code opens it.
func (s Staff) RolesLost() bool {
	return !slices.ContainsFunc(s.All(), func(o Operator) bool { return o.Role == Admin })
}

// RolesLostText is what people are told then.
const RolesLostText = "谁是管理员、谁能录入的登记读不出来，或者被人动过：现在大家都只能看。请用恢复码打开台账，再重新设定各人的角色。"

// regainRoles makes the operator whom the recovery code let in the one 管理员 of a ledger
// whose roles are lost, and takes its settings and journal for what they ought to be.
func (s Staff) regainRoles() error {
	operators := s.All()
	for i := range operators {
		operators[i].Role = Reader
		if operators[i].Name == s.book.operator {
			operators[i].Role = Admin
		}
	}
	_, err := s.book.Do(Intent{Deed: "roles", Whom: s.book.operator}, func(t *Turn) error {
		for _, bucket := range vouching {
			if _, err := t.vault.Salvage(bucket); err != nil {
				return err
			}
		}
		return t.Set(OperatorSetting, operators)
	})
	if err != nil {
		return err
	}
	s.book.vouch()
	s.book.setOperators(operators)
	return nil
}

// All are all who may open the ledger, in the order in which they came.
func (s Staff) All() []Operator { return s.book.known() }

func findOperator(operators []Operator, name string) int {
	return slices.IndexFunc(operators, func(o Operator) bool { return o.Name == name })
}

// A staffing is one change of who may open the ledger, inside the transaction of
// its intent.
type staffing func(t *Turn, operators []Operator) ([]Operator, error)

// change carries a change out: slot, role and journal entry in one transaction. The
// ledger is never left without an 管理员.
func (s Staff) change(in Intent, step staffing) error {
	var operators []Operator
	_, err := s.book.Do(in, func(t *Turn) (err error) {
		operators, err = step(t, s.All())
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(operators, func(o Operator) bool { return o.Role == Admin }) {
			return vault.ErrLastSlot
		}
		return t.Set(OperatorSetting, operators)
	})
	if err != nil {
		return err
	}
	s.book.setOperators(operators)
	s.sweepSlots()
	return nil
}

// void notes that a secret was taken off the ledger whose slot the file's unused pages
// still have: with tools of his own somebody could go on opening it there.
func (t *Turn) void() error { return t.Set(unsweptSetting, true) }

// sweepSlots writes the file anew where a secret was taken off. When that cannot be
// done now, Unswept goes on saying so, and the next one who takes a secret off or
// calls Sweep tries again: the change itself holds all the same.
func (s Staff) sweepSlots() {
	if s.book.Unswept() {
		_ = s.book.sweep()
	}
}

// wrap makes the slot of an operator and a password.
func (b *Book) wrap(name, password string) func(seal.Key) (seal.Slot, error) {
	return func(key seal.Key) (seal.Slot, error) {
		return seal.NewPassword(b.env.Random, key, name, password, b.env.Effort)
	}
}

// cleanName is an operator's name as it is kept: "" when it cannot be one.
func cleanName(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	if len([]rune(name)) > longestName {
		return ""
	}
	return name
}

// CheckPassword says why a password may not be chosen for a ledger: ShortPassword or
// WeakPassword, with a sentence for the person, or nil.
func CheckPassword(password string) error {
	if err := seal.CheckPassword(password); err != nil {
		return Tell(err)
	}
	return nil
}

// Add lets one more person in, by a name that the ledger does not have yet
// and a password of his own.
func (s Staff) Add(name, password string, role Role) error {
	name = cleanName(name)
	if name == "" {
		return Refuse("请填写经办人的姓名，最多 " + itoa(longestName) + " 个字。")
	}
	if err := seal.CheckPassword(password); err != nil {
		return Tell(err)
	}
	return s.change(Intent{Deed: "operator.add", What: string(role), Whom: name}, s.adding(name, password, role))
}

func (s Staff) adding(name, password string, role Role) staffing {
	return func(t *Turn, operators []Operator) ([]Operator, error) {
		if len(operators) >= mostOperators {
			return nil, Refuse("经办人最多 " + itoa(mostOperators) + " 位。请先去掉不再经办的人。")
		}
		if err := t.vault.AddSlot(s.book.wrap(name, password)); err != nil {
			return nil, err
		}
		return append(operators, Operator{Name: name, Role: role, Since: t.now, By: s.book.operator}), nil
	}
}

// SetRole gives an operator another role; refused for the last 管理员.
func (s Staff) SetRole(name string, role Role) error {
	return s.change(Intent{Deed: "operator.role", What: string(role), Whom: name}, demoting(name, role))
}

func demoting(name string, role Role) staffing {
	return func(t *Turn, operators []Operator) ([]Operator, error) {
		at := findOperator(operators, name)
		if at < 0 {
			return nil, vault.ErrNoSlot
		}
		operators[at].Role = role
		return operators, nil
	}
}

// Remove takes an operator's password off the ledger; refused for the last
// 管理员. He may take himself off: what he has open then is 只读. Older copies and
// backups of the ledger still open with the password that he had.
func (s Staff) Remove(name string) error {
	return s.change(Intent{Deed: "operator.remove", Whom: name}, removing(name))
}

func removing(name string) staffing {
	return func(t *Turn, operators []Operator) ([]Operator, error) {
		at := findOperator(operators, name)
		if at < 0 {
			return nil, vault.ErrNoSlot
		}
		if err := t.vault.RemoveSlot(seal.KindPassword, name); err != nil {
			return nil, err
		}
		return slices.Delete(operators, at, at+1), t.void()
	}
}

// ResetPassword gives an operator who forgot his a new password. The old one stops
// opening at once, but not older copies and backups.
func (s Staff) ResetPassword(name, password string) error {
	if err := seal.CheckPassword(password); err != nil {
		return Tell(err)
	}
	return s.change(Intent{Deed: "operator.reset", Whom: name}, func(t *Turn, operators []Operator) ([]Operator, error) {
		if err := t.vault.ReplaceSlot(seal.KindPassword, name, s.book.wrap(name, password)); err != nil {
			return nil, err
		}
		return operators, t.void()
	})
}

// ChangePassword rewraps one's own slot; the old password must be right.
func (s Staff) ChangePassword(old, password string) error {
	slots, err := s.book.vault.Slots()
	if err != nil {
		return Tell(err)
	}
	if _, _, err := seal.OpenPassword(slots, s.book.operator, old); err != nil {
		return Tell(err)
	}
	return s.setPassword(password)
}

func (s Staff) setPassword(password string) error {
	_, err := s.book.Do(Intent{Deed: "password"}, func(t *Turn) error {
		if err := t.vault.ReplaceSlot(seal.KindPassword, s.book.operator, s.book.wrap(s.book.operator, password)); err != nil {
			return err
		}
		return t.void()
	})
	if err == nil {
		s.sweepSlots()
	}
	return err
}

// NewRecoveryCode draws a code that opens nothing yet: it is to be put on paper
// and typed back, and then given to SetRecoveryCode.
func (s Staff) NewRecoveryCode() (string, error) {
	if err := s.book.Allow(MayRecovery); err != nil {
		return "", err
	}
	code, err := seal.NewCode(s.book.env.Random)
	if err != nil {
		return "", Tell(err)
	}
	return code.Written(), nil
}

// SetRecoveryCode puts a code in force that NewRecoveryCode drew; the old one opens
// nothing from here on but older copies and backups.
func (s Staff) SetRecoveryCode(written string) error {
	if err := s.book.Allow(MayRecovery); err != nil {
		return err
	}
	code, err := seal.ParseCode(written)
	if err != nil {
		return Tell(err)
	}
	_, err = s.book.Do(Intent{Deed: MayRecovery}, func(t *Turn) error { return s.rescue(t, code) })
	if err == nil {
		s.sweepSlots()
	}
	return err
}

func (s Staff) rescue(t *Turn, code seal.Code) error {
	err := t.vault.ReplaceSlot(seal.KindRecovery, recoverySlot, func(key seal.Key) (seal.Slot, error) {
		return seal.NewRecovery(s.book.env.Random, key, recoverySlot, code)
	})
	if err != nil {
		return err
	}
	return t.void()
}

// What becomes of the one who hands over.
const (
	Leaves  = "leave"  // taken off the ledger
	Demoted = "reader" // may still look
	Stays   = "stay"   // as before
)

// A Succession is the change of hands: who takes over and what becomes of who leaves.
type Succession struct {
	From     string // the operator who hands over
	Becomes  string // Leaves, Demoted or Stays
	To       string // the one who takes over
	Role     Role
	Password string // typed by the one who takes over; "" for somebody who is an operator already
	Code     string // a new recovery code, typed back; "" keeps the old one
}

// HandOver carries a succession out in one transaction, journalled with both names.
// Afterwards somebody is 管理员, or it is refused and nothing is changed. Who leaves
// keeps what is open as 只读; older copies and backups still open with his password.
func (s Staff) HandOver(x Succession) error {
	if err := s.book.Allow(MayHandOver); err != nil {
		return err
	}
	x.To = cleanName(x.To)
	switch {
	case x.To == "":
		return Refuse("请填写接手人的姓名，最多 " + itoa(longestName) + " 个字。")
	case x.To == x.From:
		return Refuse("移交人和接手人是同一个人。请另选接手人。")
	}
	steps := []staffing{demoting(x.To, x.Role)}
	if x.Password != "" {
		if err := seal.CheckPassword(x.Password); err != nil {
			return Tell(err)
		}
		steps = []staffing{s.adding(x.To, x.Password, x.Role)}
	}
	switch x.Becomes {
	case Leaves:
		steps = append(steps, removing(x.From))
	case Demoted:
		steps = append(steps, demoting(x.From, Reader))
	}
	if x.Code != "" {
		code, err := seal.ParseCode(x.Code)
		if err != nil {
			return Tell(err)
		}
		steps = append(steps, func(t *Turn, operators []Operator) ([]Operator, error) { return operators, s.rescue(t, code) })
	}
	return s.change(Intent{Deed: MayHandOver, What: x.Becomes, From: x.From, Whom: x.To}, func(t *Turn, operators []Operator) ([]Operator, error) {
		if findOperator(operators, x.From) < 0 {
			return nil, vault.ErrNoSlot
		}
		var err error
		for _, step := range steps {
			if operators, err = step(t, operators); err != nil {
				return nil, err
			}
		}
		return operators, nil
	})
}

// PlainCode is a group of a recovery code as it is printed, however it was typed.
func PlainCode(typed string) string { return seal.Plain(typed) }
