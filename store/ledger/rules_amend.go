package ledger

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
)

// An Amendment is what one rule is to be: the key, the value as somebody typed it, and from which day on; 0 is at once.
type Amendment struct {
	Key, Text string
	From      Date
}

// Amend is a rule set with other values under another version, as a ledger keeps it. An empty text takes a step of the
// dues away, a step with a key that no step has is added; where a field begins, an empty text ends that. What was to come
// of a rule ends when it is to be from then on what it is, or with an empty text for coming.KEY. The fault is
// hard and on the rule's key: what is no value, or out of bounds together with the others on any day. Amending nothing
// gives the set itself.
func (r *Rules) Amend(version string, changes ...Amendment) ([]byte, *Fault) {
	rows := r.Rows()
	for _, c := range changes {
		if key, ends := strings.CutPrefix(c.Key, comingKey+"."); ends && c.Text == "" {
			rows = slices.DeleteFunc(rows, func(row [3]string) bool { return row[0] == comingKey+"."+key })
			continue
		}
		u, ok := RuleNamed(c.Key)
		at := slices.IndexFunc(rows, func(row [3]string) bool { return row[0] == c.Key })
		if !ok || at < 0 && u.Family() != "dues" {
			return nil, &Fault{Key: c.Key, Code: "unknown", Text: "没有叫“" + oneLine(c.Key) + "”的规则。"}
		}
		value, fault := u.Read(c.Text)
		switch {
		case fault != nil:
			return nil, fault
		case c.From != 0:
			rows = comes(rows, Coming{c.Key, c.From, value})
		case at < 0:
			rows = append(rows, [3]string{c.Key, value})
		default:
			rows[at][1] = value
		}
	}
	before := stepKeys(rows)
	rows = stepped(rows)
	if slices.ContainsFunc(rows, func(row [3]string) bool { return strings.HasPrefix(row[0], comingKey+".dues.") }) && before != stepKeys(rows) {
		return nil, &Fault{Key: "dues", Code: "bounds", Text: "按月收入的团费有一档以后才改。请先取消它，再加减别的档。"}
	}
	if slices.Equal(rows, r.Rows()) {
		return r.source, nil
	}
	for i := range rows {
		if rows[i][0] == "version" {
			rows[i][1] = oneLine(version)
		}
	}
	text := written(rows)
	if f := CheckRules(text); f != nil {
		return nil, f
	}
	return text, nil
}

// written is a rule set as a ledger keeps it.
func written(rows [][3]string) []byte {
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	_ = w.Write([]string{"key", "value", "note"}) // a buffer takes all
	for _, row := range rows {
		_ = w.Write(row[:])
	}
	w.Flush()
	return text.Bytes()
}

// stepKeys are the steps of the dues by their keys, in one text: what it says before and after they were put in order differs when
// a key means another step.
func stepKeys(rows [][3]string) string {
	var all []string
	for _, row := range rows {
		if strings.HasPrefix(row[0], "dues.") {
			all = append(all, row[0]+"="+row[1])
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// stepped are the rows with the steps of the dues in their order, those that were emptied left out.
func stepped(rows [][3]string) [][3]string {
	isStep := func(row [3]string) bool { return strings.HasPrefix(row[0], "dues.") }
	var steps, out [][3]string
	for _, row := range rows {
		if isStep(row) && row[1] != "" {
			steps = append(steps, row)
		}
	}
	slices.SortStableFunc(steps, func(a, b [3]string) int { return cmp.Compare(stepFrom(a[1]), stepFrom(b[1])) })
	for i := range steps {
		steps[i][0] = "dues." + itoa(i+1)
	}
	put := false
	for _, row := range rows {
		switch {
		case !isStep(row):
			out = append(out, row)
		case !put:
			out, put = append(out, steps...), true
		}
	}
	if !put {
		out = append(out, steps...)
	}
	return out
}

func stepFrom(value string) Money {
	from, _, _ := strings.Cut(value, ";")
	m, _ := ParseMoney(from)
	return m
}

// NextVersion is what the set that follows in a year is called: 2026-2 after 2026-1, 2027-1 in the year after.
func (r *Rules) NextVersion(year int) string {
	was, n, _ := strings.Cut(r.Version, "-")
	if last, err := strconv.Atoi(n); err == nil && was == itoa(year) {
		return was + "-" + itoa(last+1)
	}
	return itoa(year) + "-1"
}
