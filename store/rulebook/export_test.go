package rulebook

// What the tests of this room see besides.
const (
	MostComing = mostComing
	BeginKey   = beginKey
)

var (
	Bounds   = bounds
	Added    = added
	HalfDays = halfDays
)

// AddDues adds a step of the dues as a row writes it.
func (r *Rules) AddDues(written string) error { return r.addDues(written) }

// AddSize adds a rule of sizes as a row writes it.
func (r *Rules) AddSize(industry, written string) error { return r.addSize(industry, written) }

// Keys are those that a row of a rule set may have, those of tables aside.
func Keys() map[string]bool {
	all := map[string]bool{}
	for key := range (&Rules{}).keys() {
		all[key] = true
	}
	return all
}

// WithoutNames reads rules while nobody has named them yet.
func WithoutNames(read func(Words)) {
	kept, said := ruleNames, words
	read(words)
	ruleNames, words = kept, said
}
