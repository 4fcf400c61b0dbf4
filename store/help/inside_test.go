package help

// What the tests of this folder see of the inside of the package.
var (
	FieldHelps = fieldHelps
	RuleHelps  = ruleHelps
	PageHelps  = pageHelps
)
