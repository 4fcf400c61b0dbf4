package find

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// FaultsKey is the column that says why a record waits in 待核.
const FaultsKey = "faults"

// ColumnsOf are all columns that a list of the kind can show: its own, and those
// that only the ledger as a whole can tell, what is wrong with a record last.
func ColumnsOf(kind ledger.Kind) []ledger.Column {
	all := slices.Clone(kind.Columns())
	for _, e := range extras[kind] {
		all = append(all, e.Column)
	}
	return append(all, ledger.Column{Key: FaultsKey, Label: "待核原因", Width: 40})
}

// Has says that a list of the kind has a column of this key.
func Has(kind ledger.Kind, key string) bool {
	return kind.At(key) >= 0 || key == FaultsKey || slices.ContainsFunc(extras[kind], func(e extra) bool { return e.Key == key })
}

// An extra is a column that needs other records: nobody types it.
type extra struct {
	ledger.Column
	text func(v *records.View, r ledger.Record) string
}

// told is a column of which the standing contacts of the street tell.
func told(key, label string, width int, shape ledger.Shape) extra {
	return extra{ledger.Column{Key: key, Label: label, Width: width, Shape: shape}, func(v *records.View, r ledger.Record) string { return rules.ContactText(v, r, key) }}
}

// counted is a column that is a number.
func counted(key, label string, width int, count func(v *records.View, id value.ID) int) extra {
	return extra{ledger.Column{Key: key, Label: label, Width: width, Shape: ledger.Number}, func(v *records.View, r ledger.Record) string {
		return strconv.Itoa(count(v, r.Head().ID))
	}}
}

// worded is a column in words.
func worded(key, label string, width int, text func(v *records.View, r ledger.Record) string) extra {
	return extra{ledger.Column{Key: key, Label: label, Width: width}, text}
}

// extras are the columns of a kind that need other records.
var extras = map[ledger.Kind][]extra{
	ledger.Members: {
		worded("duties", "团内职务", 10, func(v *records.View, r ledger.Record) string {
			var words []string
			for _, p := range rules.Offices(v).Held[r.Head().ID] {
				words = append(words, codes.Duties.Label(p.Duty))
			}
			return strings.Join(words, "、")
		}),
	},
	ledger.Branches: {
		counted("count", "团员数", 6, func(v *records.View, id value.ID) int { return rules.Roll(v).Branch[id] }),
		counted("whole", "团员数（含下级）", 8, rules.Wholly),
		worded("secretary", "书记", 8, func(v *records.View, r ledger.Record) string {
			return v.Name(ledger.Members, rules.Offices(v).Officers[r.Head().ID].Secretary)
		}),
		worded("year", "今年组织生活", 24, func(v *records.View, r ledger.Record) string { return rules.YearText(v, r.(*ledger.Branch)) }),
		worded("activity", "活动等级", 8, func(v *records.View, r ledger.Record) string { return rules.Activity(v, r.(*ledger.Branch)) }),
		worded("thought", "思想动态", 24, func(v *records.View, r ledger.Record) string { return rules.ThoughtText(v, r.Head().ID) }),
		worded("term", "任期", 10, func(v *records.View, r ledger.Record) string { return r.(*ledger.Branch).TermText(v.Basis().Rules) }),
	},
	ledger.Enterprises: {
		counted("count", "在册团员", 6, func(v *records.View, id value.ID) int { return rules.Roll(v).Unit[id] }),
		worded("branches", "团组织", 20, func(v *records.View, r ledger.Record) string {
			var names []string
			for _, o := range rules.Covers(v).By[r.Head().ID] {
				names = append(names, v.Name(ledger.Branches, o))
			}
			return strings.Join(names, "、")
		}),
		worded("outcome", "团组织或未建原因", 20, func(v *records.View, r ledger.Record) string {
			e := r.(*ledger.Enterprise)
			if o := rules.Covers(v).By[e.ID]; len(o) > 0 {
				return v.Name(ledger.Branches, o[0])
			}
			if e.NoBranchWhy != "" {
				return codes.NoBranchWhys.Label(e.NoBranchWhy)
			}
			return codes.Foundings.Label(e.Founding)
		}),
		{ledger.Column{Key: "young", Label: "青年占比", Width: 6, Shape: ledger.Number}, func(_ *records.View, r ledger.Record) string {
			return rules.YoungText(r.(*ledger.Enterprise))
		}},
		worded("leaders", "谁带动", 14, func(v *records.View, r ledger.Record) string {
			var names []string
			for _, id := range rules.LedBy(v, r.Head().ID) {
				names = append(names, v.Name(ledger.Branches, id))
			}
			return strings.Join(names, "、")
		}),
		worded("advice", "建议建制", 10, func(v *records.View, r ledger.Record) string { return rules.Advice(v, r.(*ledger.Enterprise)) }),
		{ledger.Column{Key: "talked", Label: "最近讲解", Width: 10, Shape: ledger.Day8}, func(v *records.View, r ledger.Record) string {
			return rules.Talked(v, r.Head().ID).String()
		}},
		worded("class", "指导分类", 6, func(v *records.View, r ledger.Record) string {
			return codes.Grades.Label(rules.Class(v, r.(*ledger.Enterprise)))
		}),
		worded("class_why", "分类理由", 24, func(v *records.View, r ledger.Record) string {
			_, why := rules.ClassOf(v, r.(*ledger.Enterprise))
			return why
		}),
		worded("class_since", "从哪天起", 14, func(v *records.View, r ledger.Record) string {
			e := r.(*ledger.Enterprise)
			class, _ := rules.ClassOf(v, e)
			switch {
			case class == "":
				return ""
			case rules.Class(v, e) != class:
				return "" // the office's own word has no day
			}
			return rules.ClassSince(v, e).String()
		}),
		worded("guidance", "怎么指导", 20, func(v *records.View, r ledger.Record) string {
			return rules.Guidance[rules.Class(v, r.(*ledger.Enterprise))]
		}),
		told("liaison", "街道联系委员", 10, ledger.Line),
	},
	ledger.Posts: {
		worded("current", "现任", 5, func(v *records.View, r ledger.Record) string {
			if rules.Held(v, r.(*ledger.Post)) {
				return "现任"
			}
			return "已离任"
		}),
	},
	ledger.Communities: {
		counted("members", "在册团员", 6, func(v *records.View, id value.ID) int { return rules.Rollup(v).Members[id] }),
		counted("enterprises", "在营企业", 6, func(v *records.View, id value.ID) int { return rules.Rollup(v).Enterprises[id] }),
		counted("branches", "团组织", 6, func(v *records.View, id value.ID) int { return rules.Rollup(v).Branches[id] }),
		told("liaison", "联系委员", 10, ledger.Line),
		{ledger.Column{Key: "came", Label: "最近上报", Width: 10, Shape: ledger.Day8}, func(v *records.View, r ledger.Record) string {
			if p := rules.NewestParcel(v, r.Head().ID); p != nil {
				return p.Day.String()
			}
			return ""
		}},
	},
	ledger.Officers: {told("contacts", "联系点", 6, ledger.Number), told("made", "本年走访", 7, ledger.Line), told("late", "逾期未访", 7, ledger.Number)},
	ledger.Liaisons: {told("place", "联系点", 22, ledger.Line), told("duty", "委员职务", 8, ledger.Line), told("made", "本年走访", 7, ledger.Line),
		told("last", "最近走访", 10, ledger.Day8), told("late", "逾期", 8, ledger.Line)},
	ledger.Candidates: {worded("result", "结果", 6, func(v *records.View, r ledger.Record) string { return rules.CandidateText(v, r.(*ledger.Candidate)) })},
	ledger.Elections: {worded("held", "是否有效", 8, func(v *records.View, r ledger.Record) string {
		e := r.(*ledger.Election)
		switch ok, why := rules.Valid(v, e); {
		case ok:
			return "有效"
		case len(why) > 0:
			return "无效"
		}
		return ""
	})},
	ledger.Appointments: {worded("state", "选举", 8, func(v *records.View, r ledger.Record) string {
		if e := rules.ClosedBy(v, r.(*ledger.Appointment)); e != nil {
			return e.Day.String() + " 已选举"
		}
		return "等着选举"
	})},
	ledger.Facilities: {counted("uses", "今年用了几次", 8, rules.Uses)},
	ledger.Clubs:      {counted("size", "人数", 6, func(v *records.View, id value.ID) int { return v.Get(ledger.Clubs, id).(*ledger.Club).Size() })},
	ledger.Visits:     {told("officer", "联系委员", 8, ledger.Line), told("place", "走访的点", 22, ledger.Line), told("late", "逾期", 8, ledger.Line)},
	ledger.Surveys: {
		worded("returned", "收回/发放", 10, func(v *records.View, r ledger.Record) string { return rules.ReturnText(v, r.(*ledger.Survey)) }),
	},
	ledger.Problems: {worded("late", "逾期", 8, func(v *records.View, r ledger.Record) string {
		if p := r.(*ledger.Problem); p.Late(v.Basis()) {
			return "晚 " + strconv.Itoa(p.DueBy(v.Basis()).DaysTo(v.Basis().Today)) + " 天"
		}
		return ""
	})},
	ledger.Visits: {told("officer", "联系委员", 8, ledger.Line), told("place", "走访的点", 22, ledger.Line), told("late", "逾期", 8, ledger.Line)},
}

// ExtraText is what a column says that only other records tell: duties, counts, what is wrong; "" for one that is none of these.
func ExtraText(v *records.View, kind ledger.Kind, r ledger.Record, key string) string {
	if key == FaultsKey {
		var words []string
		for _, f := range rules.Faults(v, kind, r) {
			words = append(words, f.Text)
		}
		return strings.Join(words, "　")
	}
	for _, e := range extras[kind] {
		if e.Key == key {
			return e.text(v, r)
		}
	}
	return ""
}
