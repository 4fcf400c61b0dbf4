package ledger

import "tuanjian/store/value"

// A Step is one dated step of something that is done in steps: the field's key, how people call the step, and its day, 0 when
// it was not taken.
type Step struct {
	Key, Name string
	Day       value.Date
}

// sequence finds steps that are dated before an earlier one, and days that have not come.
func sequence(today value.Date, steps []Step) []value.Fault {
	var faults []value.Fault
	var last Step
	for _, s := range steps {
		switch {
		case s.Day == 0:
			continue
		case s.Day.First() > today:
			faults = append(faults, value.Soft("date.future", s.Name+"的日期还没有到。请核对。").On(s.Key))
		case last.Day != 0 && s.Day.Last() < last.Day.First():
			faults = append(faults, value.Soft("step.before", s.Name+"（"+s.Day.String()+"）早于"+last.Name+"（"+last.Day.String()+"）。请核对。").On(s.Key))
		}
		last = s
	}
	return faults
}
