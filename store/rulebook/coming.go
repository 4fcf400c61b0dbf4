package rulebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/value"
)

// A Coming is what a rule is to be from a day on. The rule set keeps it as a row coming.KEY with 2027-01-01;27, one for a rule.
type Coming struct {
	Key  string // of the rule
	From value.Date
	Text string // the value, as the rule set keeps it; "" takes a step of the dues away
}

const comingKey = "coming"

// mostComing is how many rules of one set may be about to change.
const mostComing = 60

// Coming are the values that are to come, by their days.
func (r *Rules) Coming() []Coming { return r.coming }

// ComingOf is what a rule is to be; false where it stays.
func (r *Rules) ComingOf(key string) (Coming, bool) {
	at := slices.IndexFunc(r.coming, func(c Coming) bool { return c.Key == key })
	if at < 0 {
		return Coming{}, false
	}
	return r.coming[at], true
}

// On are the rules of a day: the set itself, or with the values in their place that have begun by then. The same day gives
// the same pointer, and the day before the first change r itself.
func (r *Rules) On(day value.Date) *Rules {
	for r != nil && r.next != nil && r.nextFrom <= day.Last() {
		r = r.next
	}
	return r
}

// Kept is the set as the ledger keeps it: what On of an earlier day was asked of, with all that was to come.
func (r *Rules) Kept() *Rules {
	if r != nil && r.kept != nil {
		return r.kept
	}
	return r
}

// Next is the set that follows this one with the days that pass, and from when on; nil where nothing is to come.
func (r *Rules) Next() (*Rules, value.Date) { return r.next, r.nextFrom }

// RuleToCome says that a row of a rule set is of a value to come.
func RuleToCome(key string) bool { return strings.HasPrefix(key, comingKey+".") }

// addComing takes in coming.KEY.
func (r *Rules) addComing(key, written string) error {
	day, text, ok := strings.Cut(written, ";")
	from, err := value.ParseDate(day)
	if _, known := RuleNamed(key); !ok || err != nil || from.DayOfMonth() == 0 || !from.Real() || !known {
		return fmt.Errorf("is no rule from a day on")
	}
	if len(r.coming) == mostComing {
		return fmt.Errorf("is one too many")
	}
	r.coming = append(r.coming, Coming{key, from, text})
	return nil
}

// follow finds the set that follows on the first of the days to come.
func (r *Rules) follow() error {
	if len(r.coming) == 0 {
		return nil
	}
	slices.SortStableFunc(r.coming, func(a, b Coming) int { return int(a.From - b.From) })
	from, rows := r.coming[0].From, r.Rows()
	for _, c := range r.coming {
		if c.From == from {
			rows = begun(rows, c)
		}
	}
	next, err := ParseRules(written(stepped(rows)))
	if err != nil {
		return err
	}
	r.next, r.nextFrom = next, from
	for ; next != nil; next = next.next {
		next.kept = r
	}
	return nil
}

// begun puts a value that was to come in its place.
func begun(rows [][3]string, c Coming) [][3]string {
	rows = slices.DeleteFunc(rows, func(row [3]string) bool { return row[0] == comingKey+"."+c.Key })
	if at := slices.IndexFunc(rows, func(row [3]string) bool { return row[0] == c.Key }); at >= 0 {
		rows[at][1] = c.Text
		return rows
	}
	return append(rows, [3]string{c.Key, c.Text})
}

// comes gives the rows what a rule is to be from a day on; what it is already ends that there was something to come.
func comes(rows [][3]string, c Coming) [][3]string {
	key := comingKey + "." + c.Key
	is := slices.IndexFunc(rows, func(row [3]string) bool { return row[0] == c.Key })
	if is >= 0 && rows[is][1] == c.Text || is < 0 && c.Text == "" {
		return slices.DeleteFunc(rows, func(row [3]string) bool { return row[0] == key })
	}
	value := c.From.String() + ";" + c.Text
	if at := slices.IndexFunc(rows, func(row [3]string) bool { return row[0] == key }); at >= 0 {
		rows[at][1] = value
		return rows
	}
	return append(rows, [3]string{key, value})
}

// comingText is a value to come in words.
func comingText(key, value string) string {
	day, text, _ := strings.Cut(value, ";")
	return ComingText(day, RuleText(key, text))
}

// ComingText is what a rule is to be from a day on; text is its value in words, "" for one that goes.
func ComingText(day, text string) string {
	if text == "" {
		return "自 " + day + " 起去掉"
	}
	return "自 " + day + " 起 " + text
}

// ComingOf is the key by which what is to come of a rule is called off.
func ComingOf(key string) string { return comingKey + "." + key }

// comingFault says what is wrong with the values to come of a set beside each other: the steps of the dues are numbered by their
// order, so that they change on one day.
func (r *Rules) comingFault() *value.Fault {
	day := value.Date(0)
	for _, c := range r.coming {
		if c.From.Year() < firstRuleYear || c.From.Year() > lastRuleYear {
			return &value.Fault{Key: c.Key, Code: "bounds", Text: "规则“" + RuleName(c.Key) + "”从哪天起改，应当是 " + strconv.Itoa(firstRuleYear) + " 到 " + strconv.Itoa(lastRuleYear) + " 年的一天。"}
		}
		if !strings.HasPrefix(c.Key, "dues.") {
			continue
		}
		if day != 0 && day != c.From {
			return &value.Fault{Key: c.Key, Code: "bounds", Text: "按月收入的团费各档要从同一天起改，已经有一档写了自 " + day.String() + " 起。请写同一天，或者先取消那一档。"}
		}
		day = c.From
	}
	return nil
}
