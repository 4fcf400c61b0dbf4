package store

import (
	"tuanjian/store/seal"
	"tuanjian/store/vault"
)

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
func (b *Book) HandOver(s Succession) error {
	if err := b.Allow(MayHandOver); err != nil {
		return err
	}
	s.To = cleanName(s.To)
	switch {
	case s.To == "":
		return Refuse("请填写接手人的姓名，最多 " + itoa(longestName) + " 个字。")
	case s.To == s.From:
		return Refuse("移交人和接手人是同一个人。请另选接手人。")
	}
	steps := []staffing{demoting(s.To, s.Role)}
	if s.Password != "" {
		if err := seal.CheckPassword(s.Password); err != nil {
			return Tell(err)
		}
		steps = []staffing{b.adding(s.To, s.Password, s.Role)}
	}
	switch s.Becomes {
	case Leaves:
		steps = append(steps, removing(s.From))
	case Demoted:
		steps = append(steps, demoting(s.From, Reader))
	}
	if s.Code != "" {
		code, err := seal.ParseCode(s.Code)
		if err != nil {
			return Tell(err)
		}
		steps = append(steps, func(t *Turn, operators []Operator) ([]Operator, error) { return operators, b.rescue(t, code) })
	}
	return b.staff(Intent{Deed: MayHandOver, What: s.Becomes, From: s.From, Whom: s.To}, func(t *Turn, operators []Operator) ([]Operator, error) {
		if findOperator(operators, s.From) < 0 {
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
