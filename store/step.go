package store

import "tuanjian/store/vault"

// steps are all migrations ever shipped; a file's version is how many of them it has
// been through. A step that has shipped never changes.
//
// Version 2 is the first with operators' roles, drafts and the recycle bin. Nothing
// of what lay in a file of version 1 changes by it. But a program that knows no roles
// would let 只读 write, and one that knows no bin cannot read the history of a removed
// record: the number makes them ask for the newer program instead.
var steps = []vault.Step{vault.Layout, func(*vault.Tx) error { return nil }}
