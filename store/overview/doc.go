// Package overview is what an office sees before it opens a list: the first page, what is to be done and put off, the days to
// come, the tree beside the lists, the paper of handing over, the first walk through a practice ledger. It gathers what rules
// and figures tell; it decides nothing of a record.
package overview
