package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Parcel is one package that this ledger has taken in: a submission of a community at its street, a notice or receipt
// of the street at its community (domain.md §8, 上报批次). The program writes it in the same turn as what the package
// brought, so that undoing the one undoes the other.
type Parcel struct {
	Meta      `json:"meta"`
	Sort      string      `json:"sort,omitempty"` // a code of ParcelSorts
	Community value.ID    `json:"community,omitzero"`
	Number    value.Count `json:"number,omitempty"` // the sender's sequence number
	Day       value.Date  `json:"day,omitempty"`    // whose state is inside
	Written   string      `json:"written,omitempty"`
	Digest    string      `json:"digest,omitempty"`
	Previous  string      `json:"previous,omitempty"`
	Sender    string      `json:"sender,omitempty"` // the ID of the ledger that wrote it
	Records   value.Count `json:"records,omitempty"`
	Members   value.Count `json:"members,omitempty"`
	Added     value.Count `json:"added,omitempty"`
	Changed   value.Count `json:"altered,omitempty"`
	Removed   value.Count `json:"removed,omitempty"`
	Hard      value.Count `json:"hard,omitempty"`   // faults that must be mended, as the receiver found them
	Soft      value.Count `json:"soft,omitempty"`   // warnings
	State     string      `json:"state,omitempty"`  // a code of ParcelStates
	Answer    value.Count `json:"answer,omitempty"` // the number of the receipt that answered it
	Note      string      `json:"note,omitempty"`
}

// Parcels is the table of packages taken in.
var Parcels = (&Table[Parcel]{
	name: "parcel", title: "往来包",
	parts: parts[Parcel]{
		owner: ByTravel, unit: "包", measure: "个包",
		happened: func(p *Parcel) value.Date { return p.Day },
		told: func(p *Parcel) string {
			return said("；", codes.ParcelSorts.Label(p.Sort), worded("第 ", p.Number.String()), codes.ParcelStates.Label(p.State))
		},
		called: func(p *Parcel, texts Texts) string {
			return said(" ", texts("community"), texts("sort"), "第 "+p.Number.String()+" 包")
		},
		homes:  []string{"community"},
		states: []State[Parcel]{{"open", "未回执", func(p *Parcel, _ Basis) bool { return p.Sort == codes.ParcelSubmission && p.Answer == 0 }}},
	},
	fields: []Field[Parcel]{
		choice("sort", "种类", 8, codes.ParcelSorts, func(p *Parcel) *string { return &p.Sort }),
		ref("community", "社区", 12, toCommunity, func(p *Parcel) *value.ID { return &p.Community }),
		number("number", "编号", func(p *Parcel) *value.Count { return &p.Number }),
		day("day", "统计日期", func(p *Parcel) *value.Date { return &p.Day }),
		line("written", "生成时间", 20, func(p *Parcel) *string { return &p.Written }),
		line("digest", "包的指纹", 64, func(p *Parcel) *string { return &p.Digest }),
		line("previous", "上一包的指纹", 64, func(p *Parcel) *string { return &p.Previous }),
		line("sender", "发出的台账", 32, func(p *Parcel) *string { return &p.Sender }),
		number("records", "记录", func(p *Parcel) *value.Count { return &p.Records }),
		number("members", "团员", func(p *Parcel) *value.Count { return &p.Members }),
		number("added", "新增", func(p *Parcel) *value.Count { return &p.Added }),
		number("altered", "变更", func(p *Parcel) *value.Count { return &p.Changed }),
		number("removed", "减少", func(p *Parcel) *value.Count { return &p.Removed }),
		number("hard", "错误", func(p *Parcel) *value.Count { return &p.Hard }),
		number("soft", "提醒", func(p *Parcel) *value.Count { return &p.Soft }),
		choice("state", "状态", 8, codes.ParcelStates, func(p *Parcel) *string { return &p.State }),
		number("answer", "回执编号", func(p *Parcel) *value.Count { return &p.Answer }),
		lines("note", "备注", func(p *Parcel) *string { return &p.Note }),
	},
}).ready()

// A Signer is a ledger whose packages this one knows by their signature: at the street the ledgers of its communities,
// in a community the ledger of its street. The first package of an unknown signer waits until a person has accepted it
// (design.md, "Travel").
type Signer struct {
	Meta      `json:"meta"`
	Title     string     `json:"name"` // as the sender calls itself
	Community value.ID   `json:"community,omitzero"`
	Ledger    string     `json:"ledger,omitempty"`
	Key       string     `json:"key,omitempty"`    // Ed25519, hexadecimal
	Answer    string     `json:"answer,omitempty"` // age key that answers are sealed to
	Words     string     `json:"words,omitempty"`  // the key's fingerprint as it is spoken
	State     string     `json:"state,omitempty"`  // a code of SignerStates
	Since     value.Date `json:"since,omitempty"`
	Note      string     `json:"note,omitempty"`
}

// Signers is the table of known signatures.
var Signers = (&Table[Signer]{
	name: "signer", title: "签名登记",
	parts: parts[Signer]{owner: ByTravel, lasts: true, unit: "个", measure: "个签名", name: func(s *Signer) string { return s.Title }, homes: []string{"community"},
		states: []State[Signer]{{"waiting", "待认", func(s *Signer, _ Basis) bool { return s.State == codes.SignerWaiting }}}},
	fields: []Field[Signer]{
		line("name", "自称", 16, func(s *Signer) *string { return &s.Title }),
		ref("community", "社区", 12, toCommunity, func(s *Signer) *value.ID { return &s.Community }),
		line("ledger", "台账编号", 32, func(s *Signer) *string { return &s.Ledger }),
		line("key", "签名公钥", 64, func(s *Signer) *string { return &s.Key }),
		line("answer", "收件公钥", 62, func(s *Signer) *string { return &s.Answer }),
		line("words", "核对词", 24, func(s *Signer) *string { return &s.Words }),
		choice("state", "状态", 8, codes.SignerStates, func(s *Signer) *string { return &s.State }),
		day("since", "登记日期", func(s *Signer) *value.Date { return &s.Since }),
		lines("note", "备注", func(s *Signer) *string { return &s.Note }),
	},
}).ready()
