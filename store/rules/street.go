package rules

import (
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// Street is the accepted signature of the street that a community's ledger belongs to; nil while none was accepted.
func Street(v *records.View) *ledger.Signer {
	for s := range records.All[*ledger.Signer](v, ledger.Signers) {
		if s.State == codes.SignerAccepted {
			return s
		}
	}
	return nil
}
