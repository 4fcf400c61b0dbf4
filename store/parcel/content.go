package parcel

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Content is what goes into a package. Nothing of it is changed.
type Content struct {
	Manifest     Manifest      // see there which parts Write fills in itself
	Tables       []Table       // each kind once, in the order of ledger.All
	Base         []Earlier     // what the receiver last saw of records that have changed since
	Explanations []Explanation // why a warning is as it is
	Former       []Former      // versions that records have had
	Overruled    []Earlier     // versions that a person overruled by another copy's
	Rules        []byte        // of a notice: the rule set, as rulebook.Rules.Source has it

	Lists   map[string]codes.Adapted // of a notice: what the street has made of the code lists
	Words   map[string]string        // of a notice: the words of letters that the street gives out
	Answers []Answer                 // of a receipt
}

// A Table is all records of a kind that travel.
type Table struct {
	Kind    ledger.Kind
	Records []ledger.Record
}

// A Earlier is a record as it once was.
type Earlier struct {
	Kind   ledger.Kind
	Record ledger.Record
}

// An Explanation is what the sender says of a warning that stayed.
type Explanation struct {
	Kind        ledger.Kind
	Record      value.ID
	Key, Code   string // the fault's
	Text        string // the fault's sentence
	Explanation string
}

// An Answer is what became of one package that the receiver of a receipt had sent.
type Answer struct {
	Number uint64 // its sequence number
	Digest string
	State  string // a code of ledger.ParcelStates
}

// The tables beside those of the records.
const (
	TableHistory      = "history"
	TableExcuses      = "excuses"
	TableLoose        = "loose"
	TableExplanations = "explanations"
	TableCodes        = "codes"
	TableVersions     = "versions"
	TableRules        = "rules"    // in a notice alone
	TableAnswers      = "accepted" // in a receipt alone
)

// side describes the tables that are no records: head, title and what names a row.
var side = []resource{
	{Name: TableHistory, Title: "已结束的状态", Schema: schema{Primary: []string{"record", "key", "nr"}, Fields: []field{
		{Name: "kind", Title: "表", Type: "string"}, {Name: "record", Title: "记录编号", Type: "string"},
		{Name: "key", Title: "状态字段", Type: "string"}, {Name: "nr", Title: "次序", Type: "integer", Description: "从 1 起，最早的在前"},
		{Name: "value", Title: "状态", Type: "string"}, {Name: "since", Title: "起", Type: "string", Description: aboutDate},
		{Name: "until", Title: "止", Type: "string", Description: aboutDate + "；到这一天的前一天为止"},
		{Name: "reason", Title: "原因", Type: "string"}, {Name: "document", Title: "依据", Type: "string"}}}},
	{Name: TableExcuses, Title: "放行的提醒", Schema: schema{Primary: []string{"record", "key", "code"}, Fields: []field{
		{Name: "kind", Title: "表", Type: "string"}, {Name: "record", Title: "记录编号", Type: "string"},
		{Name: "key", Title: "字段", Type: "string"}, {Name: "code", Title: "提醒代码", Type: "string"},
		{Name: "text", Title: "当时的内容", Type: "string"}, {Name: "reason", Title: "理由", Type: "string"}}}},
	{Name: TableLoose, Title: "填不进字段的原文", Schema: schema{Primary: []string{"record", "key"}, Fields: []field{
		{Name: "kind", Title: "表", Type: "string"}, {Name: "record", Title: "记录编号", Type: "string"},
		{Name: "key", Title: "字段", Type: "string"}, {Name: "text", Title: "原文", Type: "string"}}}},
	{Name: TableExplanations, Title: "上报时的说明", Schema: schema{Fields: []field{
		{Name: "kind", Title: "表", Type: "string"}, {Name: "record", Title: "记录编号", Type: "string"},
		{Name: "key", Title: "字段", Type: "string"}, {Name: "code", Title: "提醒代码", Type: "string"},
		{Name: "text", Title: "提醒", Type: "string"}, {Name: "explanation", Title: "说明", Type: "string"}}}},
	{Name: TableCodes, Title: "代码表", Schema: schema{Primary: []string{"list", "code"}, Fields: []field{
		{Name: "list", Title: "代码表", Type: "string"}, {Name: "code", Title: "代码", Type: "string"},
		{Name: "label", Title: "名称", Type: "string"}, {Name: "grp", Title: "组别", Type: "string"}}}},
	{Name: TableVersions, Title: "以前的版本", Schema: schema{Primary: []string{"record", "nr"}, Fields: []field{
		{Name: "kind", Title: "表", Type: "string"}, {Name: "record", Title: "记录编号", Type: "string"},
		{Name: "nr", Title: "次序", Type: "integer", Description: "从 1 起，最早的在前"},
		{Name: "hash", Title: "内容的散列", Type: "string", Description: "各字段内容的 SHA-256 前 8 字节；不含内容本身"},
		{Name: "removed", Title: "移走", Type: "string", Description: "1 为移到回收站"},
		{Name: "revs", Title: "版本号", Type: "string", Description: "内容如此时的各版本号，以空格相隔；移走的是移走前的"},
		{Name: "still", Title: "现在", Type: "string", Description: "1 为现在仍是如此"}}}},
	{Name: TableRules, Title: "规则", Schema: schema{Primary: []string{"key"}, Fields: []field{
		{Name: "key", Title: "规则", Type: "string"}, {Name: "value", Title: "数值", Type: "string"}, {Name: "note", Title: "说明", Type: "string"}}}},
	{Name: TableAnswers, Title: "收到的上报", Schema: schema{Primary: []string{"digest"}, Fields: []field{
		{Name: "number", Title: "上报编号", Type: "integer"}, {Name: "digest", Title: "上报包的指纹", Type: "string"},
		{Name: "state", Title: "状态", Type: "string", Description: aboutWord, Codes: codes.ParcelStates.Name}}}},
}

// The columns of a record's own particulars. None of them can be a field's key: those have no underscore in front.
const (
	columnID  = "id"
	columnRev = "rev"
)

var particulars = []field{
	{Name: "_order", Title: "录入次序", Type: "integer"},
	{Name: "_created", Title: "录入时间", Type: "datetime"},
	{Name: "_created_by", Title: "录入人", Type: "string"},
	{Name: "_changed", Title: "修改时间", Type: "datetime"},
	{Name: "_changed_by", Title: "修改人", Type: "string"},
	{Name: "_source", Title: "来源", Type: "string", Description: "空为手工录入，import 为导入，merge 为合并"},
}

// cells writes a record into row, in the order of fieldsOf: id, rev, the fields, the particulars.
func cells(row []string, kind ledger.Kind, r ledger.Record) []string {
	m := r.Head()
	row = append(row[:0], m.ID.String(), strconv.FormatUint(uint64(m.Rev), 10))
	for i := range kind.Fields() {
		row = append(row, ledger.PlainText(kind, r, i, ledger.Basis{}))
	}
	return append(row, strconv.FormatUint(m.Order, 10), stamp(m.Created), m.CreatedBy, stamp(m.Changed), m.ChangedBy, m.Source)
}

// stamp writes a time of day; no time is "".
func stamp(unix int64) string {
	if unix == 0 {
		return ""
	}
	return time.Unix(unix, 0).UTC().Format(time.RFC3339)
}

// stateText is a past state as its field would show it: a label for a choice, an ID for a reference.
func stateText(kind ledger.Kind, key, state string) string {
	if i := kind.At(key); i >= 0 && kind.Columns()[i].Shape == ledger.Choice {
		return kind.Columns()[i].Choices.Plain(state)
	}
	return state
}

// clean makes text fit for every reader: UTF-8, no zero byte (PostgreSQL takes none; like a byte that is no UTF-8 it becomes
// U+FFFD, as leaving it out could join or bare what the ledger would trim), line breaks of one sort (readers of
// CSV differ in what they make of a carriage return inside quotes).
func clean(text string) string {
	if text == "" || strings.IndexByte(text, '\r') < 0 && strings.IndexByte(text, 0) < 0 && utf8.ValidString(text) {
		return text
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\uFFFD").Replace(strings.ToValidUTF8(text, "\uFFFD"))
}
