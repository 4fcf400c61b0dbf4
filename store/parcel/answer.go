package parcel

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"

	"tuanjian/store/codes"
)

// Caps of what a notice or receipt has besides records; an honest one has a tenth of it at most.
const (
	maxRules   = 2_000
	maxCodes   = 50_000
	maxAnswers = 20_000
)

func (c Content) rules(put put) error {
	rows, err := csv.NewReader(bytes.NewReader(c.Rules)).ReadAll()
	if err != nil {
		return err
	}
	for _, row := range rows[min(1, len(rows)):] {
		if len(row) != 3 {
			return errContent
		}
		if err := put(row...); err != nil {
			return err
		}
	}
	return nil
}

func (c Content) answers(put put) error {
	for _, a := range c.Answers {
		if err := put(strconv.FormatUint(a.Number, 10), a.Digest, codes.ParcelStates.Label(a.State)); err != nil {
			return err
		}
	}
	return nil
}

// Rules gives the rule set of a notice as ledger.ParseRules reads it, whole as it was written or nil when there is none.
// Errors are those of Rows.
func (p *Parcel) Rules(ctx context.Context) ([]byte, error) {
	if f := p.Manifest.file(TableRules + ".csv"); f == nil || f.Rows == 0 {
		return nil, nil
	} else if f.Rows > maxRules {
		return nil, ErrMalformed
	}
	var text bytes.Buffer
	out := csv.NewWriter(&text)
	_ = out.Write([]string{"key", "value", "note"}) // a buffer takes everything
	err := p.Rows(ctx, TableRules, func(row Row) error {
		return out.Write([]string{row.Text("key"), row.Text("value"), row.Text("note")})
	})
	out.Flush()
	return text.Bytes(), err
}

// Codes gives the code lists by name as the sender has them. Errors are those of Rows.
func (p *Parcel) Codes(ctx context.Context) (map[string][]codes.Item, error) {
	if f := p.Manifest.file(TableCodes + ".csv"); f != nil && f.Rows > maxCodes {
		return nil, ErrMalformed
	}
	all := map[string][]codes.Item{}
	err := p.Rows(ctx, TableCodes, func(row Row) error {
		all[row.Text("list")] = append(all[row.Text("list")], codes.Item{Code: row.Text("code"), Label: row.Text("label"), Group: row.Text("grp")})
		return nil
	})
	return all, err
}

// Answers gives what a receipt says of earlier packages; a state that the list does not know stays the word that it is.
// Errors are those of Rows.
func (p *Parcel) Answers(ctx context.Context) ([]Answer, error) {
	if f := p.Manifest.file(TableAnswers + ".csv"); f != nil && f.Rows > maxAnswers {
		return nil, ErrMalformed
	}
	var all []Answer
	err := p.Rows(ctx, TableAnswers, func(row Row) error {
		n, err := strconv.ParseUint(row.Text("number"), 10, 63)
		if err != nil || n == 0 || !isDigest(row.Text("digest")) {
			return ErrMalformed
		}
		state, known := codes.ParcelStates.Code(row.Text("state"))
		if !known {
			state = row.Text("state")
		}
		all = append(all, Answer{Number: n, Digest: row.Text("digest"), State: state})
		return nil
	})
	return all, err
}
