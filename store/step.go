package store

import "tuanjian/store/vault"

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
var steps = []vault.Step{vault.Layout, func(*vault.Tx) error { return nil }, func(*vault.Tx) error { return nil }}
