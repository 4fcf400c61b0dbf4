package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// An Attachment is a file that belongs to a record: a scan, a photo, a letter. It is what is said of the file; the bytes lie
// apart from all records, under its ID (store/piece.go). They never change: another file is another attachment.
type Attachment struct {
	Meta       `json:"meta"`
	Title      string      `json:"name"`
	Sort       string      `json:"sort,omitempty"` // a code of AttachmentSorts
	Member     value.ID    `json:"member,omitzero"`
	Applicant  value.ID    `json:"applicant,omitzero"`
	Transfer   value.ID    `json:"transfer,omitzero"`
	Measure    value.ID    `json:"measure,omitzero"`
	Branch     value.ID    `json:"branch,omitzero"`
	Enterprise value.ID    `json:"enterprise,omitzero"`
	Meeting    value.ID    `json:"meeting,omitzero"`
	Election   value.ID    `json:"election,omitzero"`
	Visit      value.ID    `json:"visit,omitzero"`
	Problem    value.ID    `json:"problem,omitzero"`
	Document   value.ID    `json:"document,omitzero"`
	Format     string      `json:"format,omitempty"` // FilePDF, FileJPEG or FilePNG, as the bytes say
	Size       value.Count `json:"size,omitempty"`   // bytes
	Print      string      `json:"print,omitempty"`  // SHA-256 of the bytes, hexadecimal
	Note       string      `json:"note,omitempty"`
}

// The formats of files that may belong to a record.
const (
	FilePDF  = "PDF"
	FileJPEG = "JPEG"
	FilePNG  = "PNG"
)

// Bytes is how large the file is; 0 where its content was cleared.
func (a *Attachment) Bytes() int64 { n, _ := a.Size.Value(); return int64(max(0, n)) }

// Picture says that the file is a picture that the window shows and a page prints.
func (a *Attachment) Picture() bool { return a.Format == FileJPEG || a.Format == FilePNG }

// Shred forgets all that could tell what the file was; now is noted as the time of it, in Unix seconds. Its bytes are the
// Book's to take away.
func (a *Attachment) Shred(now int64) {
	a.Title, a.Size, a.Print, a.Note = ShreddedTitle, 0, "", ""
	a.Excuses, a.Loose, a.Shredded = nil, nil, now
}

// ShreddedTitle is what a file is called whose content was cleared by rule.
const ShreddedTitle = "已清除的附件"

// AttachTo lets a new attachment belong to a record. It says false for a kind to whose records no file can belong.
func (a *Attachment) AttachTo(kind Kind, id value.ID) bool {
	for _, i := range Attachments.refs {
		if Attachments.columns[i].Choices.Kind == kind.Name() {
			*Attachments.fields[i].one(a) = id
			return true
		}
	}
	return false
}

// Attaches says that files can belong to the records of a kind.
func Attaches(kind Kind) bool { return new(Attachment).AttachTo(kind, value.ID{}) }

// Attachments is the table of files that belong to records.
var Attachments = (&Table[Attachment]{
	name: "attachment", title: "附件",
	parts: parts[Attachment]{
		owner: ByCommunity | ByStreet | ByFile, unit: "份", measure: "份附件", lasts: true, many: true,
		name:  func(a *Attachment) string { return a.Title },
		hint:  func(a *Attachment, _ Texts) string { return codes.AttachmentSorts.Label(a.Sort) },
		homes: attachable, along: attachable,
		stays: func(a *Attachment) bool { return codes.AttachmentSorts.Group(a.Sort) != codes.AttachmentTravels },
	},
	fields: []Field[Attachment]{
		line("name", "附件名称", 24, func(a *Attachment) *string { return &a.Title }).vital(),
		choice("sort", "附件种类", 10, codes.AttachmentSorts, func(a *Attachment) *string { return &a.Sort }),
		ref("member", "属于团员", 10, toMember, func(a *Attachment) *value.ID { return &a.Member }),
		ref("applicant", "属于入团申请", 10, toApplicant, func(a *Attachment) *value.ID { return &a.Applicant }),
		ref("transfer", "属于转接", 10, toTransfer, func(a *Attachment) *value.ID { return &a.Transfer }),
		ref("measure", "属于团籍处理", 10, toMeasure, func(a *Attachment) *value.ID { return &a.Measure }),
		ref("branch", "属于团组织", 20, toBranch, func(a *Attachment) *value.ID { return &a.Branch }),
		ref("enterprise", "属于企业", 20, toEnterprise, func(a *Attachment) *value.ID { return &a.Enterprise }),
		ref("meeting", "属于会议活动", 16, toMeeting, func(a *Attachment) *value.ID { return &a.Meeting }),
		ref("election", "属于选举", 16, toElection, func(a *Attachment) *value.ID { return &a.Election }),
		ref("visit", "属于走访", 16, toVisit, func(a *Attachment) *value.ID { return &a.Visit }),
		ref("problem", "属于问题", 16, toProblem, func(a *Attachment) *value.ID { return &a.Problem }),
		ref("document", "属于文件", 20, toDocument, func(a *Attachment) *value.ID { return &a.Document }),
		line("format", "文件格式", 6, func(a *Attachment) *string { return &a.Format }),
		number("size", "文件大小", func(a *Attachment) *value.Count { return &a.Size }),
		line("print", "内容印记", 64, func(a *Attachment) *string { return &a.Print }),
		lines("note", "备注", func(a *Attachment) *string { return &a.Note }),
	},
	check: func(a *Attachment, _ Basis) []value.Fault {
		if a.of() || len(a.Loose) > 0 {
			return nil
		}
		return []value.Fault{value.Soft(value.Missing, "看不出这份附件是哪一条记录的。").On("member")}
	},
}).ready()

// of says that the file belongs to a record.
func (a *Attachment) of() bool {
	for _, id := range [...]value.ID{a.Member, a.Applicant, a.Transfer, a.Measure, a.Branch, a.Enterprise, a.Meeting, a.Election, a.Visit, a.Problem, a.Document} {
		if !id.IsZero() {
			return true
		}
	}
	return false
}

// attachable are the references of an attachment: the kinds to whose records files can belong.
var attachable = []string{"member", "applicant", "transfer", "measure", "branch", "enterprise", "meeting", "election", "visit", "problem", "document"}
