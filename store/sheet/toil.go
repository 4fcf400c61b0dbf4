package sheet

import "context"

// A toil is what looking for the tables of one workbook may cost, for all vocabularies together. Sheets of nothing but
// heads would else be looked at for hours.
type toil struct {
	ctx    context.Context
	left   int               // looks at a header that was seen before; one at a new header counts as many
	plains map[string]string // Plain of the heads that were looked at
}

func newToil(ctx context.Context) *toil { return &toil{ctx, mostLooks, map[string]string{}} }

// plain is Plain of a head, which several vocabularies ask for.
func (t *toil) plain(head string) string {
	if p, ok := t.plains[head]; ok {
		return p
	}
	p := Plain(head)
	if len(t.plains) < mostSeen {
		t.plains[head] = p
	}
	return p
}

// What looking for tables may cost, a second or two; a look at a new header that may be a name, and a head that may
// be one.
const (
	mostLooks = 10_000_000
	newLook   = 100
	newHead   = 1000
)

// over says that no more is to be looked for: what was found by then stands.
func (t *toil) over() bool { return t.left < 0 || t.ctx.Err() != nil }
