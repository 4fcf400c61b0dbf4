package vault

// Rest gives the pages of the file that reading brought into memory back to the
// system; they come again when they are asked for. Call it after a ledger was read
// whole, since its records then lie in memory a second time. On systems that have
// no such call nothing happens.
func (v *Vault) Rest() error {
	// The mapping stays where it is while a transaction is open.
	return v.View(func(*Tx) error {
		return v.guard("rest", func() error {
			info, err := v.file.Stat()
			if err != nil {
				return err
			}
			return forget(v.db.Info().Data, info.Size())
		})
	})
}
