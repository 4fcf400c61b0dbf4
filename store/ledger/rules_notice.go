package ledger

// Notices are the numbers of the rule set by which the ledger says in time what falls due (domain.md §8.2). Days, unless
// the name says months.
type Notices struct {
	AgeNotice, AgeNoticeLast                   int // before a member reaches AgeOut
	TermNoticeLast                             int // before a term ends; TermNotice is the first
	AppointedNotice                            int // months of 任命待选举
	TransferNotice, TransferLate, TransferOver int // of 待转接
	ContactMonths                              int // without word from a member
	NewBranchDays, NewBranchUntil              int // since a branch was founded, without a visit
	BackupDays                                 int // since the newest backup
	PutOffMost                                 int // that something may be put off for
	CalendarDays                               int // that the calendar looks ahead

	ConsentNeeded bool // members are reminded of who have no day of consent,
	ConsentDays   int  // from so many days on after they were entered (domain.md §5)
}

// noticeKeys ties the keys of the notices to their places.
func (n *Notices) noticeKeys() map[string]*int {
	return map[string]*int{
		"age_notice":       &n.AgeNotice,
		"age_notice_last":  &n.AgeNoticeLast,
		"term_notice_last": &n.TermNoticeLast,
		"appointed_notice": &n.AppointedNotice,
		"transfer_notice":  &n.TransferNotice,
		"transfer_late":    &n.TransferLate,
		"transfer_over":    &n.TransferOver,
		"contact_months":   &n.ContactMonths,
		"new_branch_days":  &n.NewBranchDays,
		"new_branch_until": &n.NewBranchUntil,
		"backup_days":      &n.BackupDays,
		"put_off_most":     &n.PutOffMost,
		"calendar_days":    &n.CalendarDays,
		"consent_days":     &n.ConsentDays,
	}
}
