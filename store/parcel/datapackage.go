package parcel

import (
	"encoding/json"
	"io"
	"time"

	"tuanjian/store/ledger"
)

// The parts of datapackage.json, as the Frictionless Tabular Data Package of specs.frictionlessdata.io (version 1) names
// them.
type (
	dataPackage struct {
		Profile     string     `json:"profile"`
		Name        string     `json:"name"`
		Title       string     `json:"title"`
		Description string     `json:"description"`
		Created     string     `json:"created"`
		Resources   []resource `json:"resources"`
	}
	resource struct {
		Profile  string  `json:"profile"`
		Name     string  `json:"name"`
		Path     string  `json:"path"`
		Title    string  `json:"title"`
		Format   string  `json:"format"`
		Media    string  `json:"mediatype"`
		Encoding string  `json:"encoding"`
		Dialect  dialect `json:"dialect"`
		Rows     int     `json:"rows"`
		Bytes    int64   `json:"bytes"`
		Hash     string  `json:"hash"`
		Schema   schema  `json:"schema"`
	}
	dialect struct {
		Delimiter   string `json:"delimiter"`
		Terminator  string `json:"lineTerminator"`
		Quote       string `json:"quoteChar"`
		DoubleQuote bool   `json:"doubleQuote"`
		Header      bool   `json:"header"`
	}
	schema struct {
		Fields  []field   `json:"fields"`
		Missing []string  `json:"missingValues"`
		Primary []string  `json:"primaryKey,omitempty"`
		Foreign []foreign `json:"foreignKeys,omitempty"`
	}
	field struct {
		Name        string `json:"name"`
		Title       string `json:"title"`
		Type        string `json:"type"`
		Description string `json:"description,omitempty"`
		Codes       string `json:"codes,omitempty"`      // our own: the list in codes.csv whose labels stand here
		References  string `json:"references,omitempty"` // our own: the resource whose ids stand here
	}
	foreign struct {
		Fields    string    `json:"fields"`
		Reference reference `json:"reference"`
	}
	reference struct {
		Resource string `json:"resource"`
		Fields   string `json:"fields"`
	}
)

const (
	aboutGuard = "以 = + - @（或它们的全角字）、制表符、换行开头的文字，前面多一个撇号，免得电子表格当成公式；撇号不是原文"

	aboutDate = "日期 2019-05-04，或只到月 2019-05，或只到年 2019"
	aboutRefs = "记录编号，几个之间用空格隔开"
	aboutWord = "选项的名称；名称与代码的对应见 codes.csv，不在其中的是填写人的原话"
)

// fieldsOf are the columns of a kind's CSV in their order.
func fieldsOf(kind ledger.Kind) []field {
	all := []field{{Name: columnID, Title: "记录编号", Type: "string"}, {Name: columnRev, Title: "版次", Type: "integer"}}
	for _, c := range kind.Columns()[:kind.Fields()] {
		f := field{Name: c.Key, Title: c.Label, Type: "string"}
		switch c.Shape {
		case ledger.Number:
			f.Type = "integer"
		case ledger.Amount:
			f.Type = "number"
		case ledger.Day8, ledger.Month6:
			f.Description = aboutDate
		case ledger.Choice:
			f.Description, f.Codes = aboutWord, c.Choices.Name
		case ledger.Ref:
			f.References = c.Choices.Kind
			if c.Choices.Many {
				f.Description = aboutRefs
			}
		}
		all = append(all, f)
	}
	return append(all, particulars...)
}

// recordResource describes a kind's CSV. Only references to one record of a kind that travels too are foreign keys.
func recordResource(kind ledger.Kind, travels map[string]bool) resource {
	s := schema{Fields: fieldsOf(kind), Primary: []string{columnID}}
	for _, c := range kind.Columns()[:kind.Fields()] {
		if c.Shape != ledger.Ref || c.Choices.Many || !travels[c.Choices.Kind] {
			continue
		}
		to := c.Choices.Kind
		if to == kind.Name() {
			to = "" // the specification's word for the table itself
		}
		s.Foreign = append(s.Foreign, foreign{c.Key, reference{to, columnID}})
	}
	return resource{Name: kind.Name(), Title: kind.Title(), Schema: s}
}

// as fills in what is the same for every resource, and what was counted while it was written.
func (r resource) as(f File) resource {
	r.Profile, r.Path, r.Format, r.Media, r.Encoding = "tabular-data-resource", f.Path, "csv", "text/csv", "utf-8"
	r.Dialect = dialect{",", "\n", `"`, true, true}
	r.Rows, r.Bytes, r.Hash = f.Rows, f.Bytes, "sha256:"+f.SHA256
	r.Schema.Missing = []string{""}
	return r
}

func (r resource) head() []string {
	var names []string
	for _, f := range r.Schema.Fields {
		names = append(names, f.Name)
	}
	return names
}

func writeDataPackage(w io.Writer, m *Manifest, all []resource) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(dataPackage{
		Profile: "tabular-data-package", Name: formatName + "-" + string(m.Kind), Title: clean(m.Sender.Name) + " " + m.Snapshot.String(),
		Description: aboutGuard, Created: m.Generated.Format(time.RFC3339), Resources: all,
	})
}
