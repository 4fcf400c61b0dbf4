package store

import (
	"encoding/json"

	"tuanjian/store/seal"
	"tuanjian/store/vault"
)

// steps are all migrations ever shipped; a file's version is how many of them it has
// been through. A step that has shipped never changes.
//
// Version 2 is the first with operators' roles, drafts and the recycle bin. Nothing
// of what lay in a file of version 1 changes by it. But a program that knows no roles
// would let 只读 write, and one that knows no bin cannot read the history of a removed
// record: the number makes them ask for the newer program instead.
//
// Version 3 is the first with a street's own records and with received ones. Nothing
// of what lay there changes by it either. But a program that does not know whose a
// record is would let it be edited, and saving it would forget its owner.
//
// Version 4 is the first that never lacks the operators' roles, so that their absence is
// damage from there on. A ledger that began before there were roles gets them written
// down, unless its settings are not those that their tally tells.
//
// Version 5 is the first with the League's life: meetings, elections, dues and the rest of
// league.md. Nothing of what lay there changes by it. But a program that does not know these
// kinds would leave them out of packages and of what it finds damaged.
//
// Version 6 is the first with files that belong to records, and their bytes in pieces. Nothing of what lay there changes by it.
// But a program that does not know them would clear a person by the rules of retention and leave the scans of his papers.
var steps = []vault.Step{vault.Layout, asItIs, asItIs, writeRoles, asItIs, asItIs}

// asItIs leaves a ledger as it is: what changed are the programs that may open it.
func asItIs(*vault.Tx) error { return nil }

// writeRoles makes everybody 管理员 of a ledger in use whose settings are whole and hold
// no roles.
func writeRoles(tx *vault.Tx) error {
	profile, err := tx.Get("setting", []byte("profile"))
	if err != nil || profile == nil {
		return nil // a new ledger, or a damaged one: opening says so
	}
	if hurt, err := tx.Compare("setting"); err != nil || len(hurt) > 0 {
		return err
	}
	if roles, err := tx.Get("setting", []byte("operators")); err != nil || roles != nil {
		return nil
	}
	slots, err := tx.Slots()
	if err != nil {
		return err
	}
	type operator struct {
		Name string `json:"n"`
		Role string `json:"r"`
	}
	var all []operator
	for _, s := range slots {
		if s.Kind == seal.KindPassword {
			all = append(all, operator{s.Name, "admin"})
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return tx.Put("setting", []byte("operators"), text)
}
