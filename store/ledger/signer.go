package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

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
