package page

import (
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
)

// A view is what people want to see of a kind before they choose otherwise. Fields
// are named by their keys; one that is named nowhere comes in the form's group 其他.
type view struct {
	columns []string // of the list
	groups  []form.Group
	quick   []string // what Enter visits in a new record
	carry   []string // taken over from the last new record
	unit    string   // the measure word of the count
	tab     string   // the state that a list begins with
	lengths map[string]int
}

var views = map[string]view{
	"street": {
		columns: []string{"name", "code", "league", "person", "phone", "area"},
		groups: []form.Group{
			{Title: "基本信息", Keys: []string{"name", "code", "league", "area"}},
			{Title: "联系", Keys: []string{"person", "phone"}},
			{Title: "核对用的数", Keys: []string{"cities", "rurals", "scaled", "leagues", "extras"}},
			{Title: "备注", Keys: []string{"note"}},
		},
		quick: []string{"name", "code", "league", "person", "phone"}, unit: "个", lengths: map[string]int{"code": 9},
	},
	"officer": {
		columns: []string{"name", "duty", "sort", "unit", "job", "phone", "from", "contacts", "made", "late"},
		groups: []form.Group{
			{Title: "任职", Keys: []string{"name", "duty", "sort", "unit", "job", "phone"}},
			{Title: "起止", Keys: []string{"from", "elected", "document", "to", "end_why"}},
			{Title: "备注", Keys: []string{"note"}},
		},
		quick: []string{"name", "duty", "sort", "unit", "phone", "from"}, carry: []string{"from", "elected", "document"}, unit: "人", tab: "now",
	},
	"liaison": {
		columns: []string{"officer", "place", "from", "plan", "made", "last", "late"},
		groups: []form.Group{
			{Title: "定点联系", Keys: []string{"officer", "community", "enterprise", "branch"}},
			{Title: "起止", Keys: []string{"from", "to", "plan", "note"}},
		},
		quick: []string{"officer", "community", "enterprise", "branch", "from", "plan"}, carry: []string{"from", "plan"}, unit: "个", tab: "now",
	},
	"visit": {
		columns: []string{"day", "officer", "place", "content", "problem", "due", "settled", "late"},
		groups: []form.Group{
			{Title: "走访", Keys: []string{"liaison", "day", "content"}},
			{Title: "困难", Keys: []string{"problem", "due", "result", "settled"}},
			{Title: "备注", Keys: []string{"note"}},
		},
		quick: []string{"liaison", "day", "content", "problem", "due"}, carry: []string{"day"}, unit: "次",
	},
	"parcel": {
		columns: []string{"community", "sort", "number", "day", "members", "added", "altered", "removed", "hard", "soft", "state"},
		groups: []form.Group{
			{Title: "往来包", Keys: []string{"sort", "community", "number", "day", "written", "state", "answer"}},
			{Title: "内容", Keys: []string{"records", "members", "added", "altered", "removed", "hard", "soft"}},
			{Title: "核对", Keys: []string{"digest", "previous", "sender", "note"}},
		},
		unit: "包",
	},
	"signer": {
		columns: []string{"name", "community", "words", "state", "since"},
		groups:  []form.Group{{Title: "签名登记", Keys: []string{"name", "community", "words", "state", "since", "ledger", "key", "answer", "note"}}},
		unit:    "个",
	},
	"matter": {
		columns: []string{"sort", "community", "about", "field", "text", "was", "state", "reply"},
		groups: []form.Group{
			{Title: "回执事项", Keys: []string{"sort", "community", "about", "kind", "field", "was", "text", "other", "number", "sent"}},
			{Title: "答复", Keys: []string{"state", "reply", "settled", "by"}},
		},
		unit: "件", tab: "open",
	},
	"community": {
		columns: []string{"name", "code", "sort", "enterprises", "branches", "members", "liaison", "came", "head", "phone"},
		groups: []form.Group{
			{Title: "基本信息", Keys: []string{"name", "code", "sort", "urban", "street", "league"}},
			{Title: "联系", Keys: []string{"head", "phone", "people", "note"}},
		},
		quick: []string{"name", "code", "sort", "head", "phone"}, carry: []string{"street", "urban", "sort"}, unit: "个",
		lengths: map[string]int{"code": 12},
	},
	"enterprise": {
		columns: []string{"name", "count", "founding", "branches", "boss", "phone", "nonpublic", "business", "credit"},
		groups: []form.Group{
			{Title: "基本信息", Keys: []string{"name", "credit", "community", "sort", "registration", "nonpublic", "nonpublic_hint", "address", "zone"}},
			{Title: "联系", Keys: []string{"boss", "phone"}},
			{Title: "职工与团员", Keys: []string{"staff", "under35", "under28", "members", "party", "partyorg", "union", "women"}},
			{Title: "建团", Keys: []string{"founding", "founding_from", "founding_doc", "nobranch", "plan", "attitude", "contact", "visited", "grade"}},
			{Title: "规模", Keys: []string{"industry", "sizeindustry", "size", "size_hint", "abovescale", "revenue", "assets", "reformed"}},
			{Title: "经营状态", Keys: []string{"business", "business_from", "business_why", "business_doc"}},
			{Title: "备注", Keys: []string{"note"}},
		},
		quick: []string{"name", "credit", "community", "registration", "boss", "phone", "staff", "under28", "members", "business", "founding"},
		carry: []string{"community", "sort", "business", "zone"}, unit: "家", tab: "open",
	},
	"branch": {
		columns: []string{"short", "type", "sort", "count", "secretary", "term_end", "enterprises", "state"},
		groups: []form.Group{
			{Title: "基本信息", Keys: []string{"name", "short", "type", "sort", "superior", "community", "enterprises", "field"}},
			{Title: "成立与届次", Keys: []string{"founded", "founded_doc", "session", "elected", "term_from", "term_years", "term_end"}},
			{Title: "组织状态", Keys: []string{"state", "state_from", "state_why", "state_doc"}},
			{Title: "其他", Keys: []string{"star", "star_year", "phone", "place", "note"}},
		},
		quick: []string{"name", "short", "type", "sort", "superior", "enterprises", "community", "founded", "term_from", "term_years"},
		carry: []string{"type", "superior", "community", "term_years"}, unit: "个", tab: "live",
	},
	"member": {
		columns: []string{"name", "sex", "born", "idno", "branch", "duties", "unit", "phone"},
		groups: []form.Group{
			{Title: "基本信息", Keys: []string{"name", "idno", "idtype", "sex", "born", "age", "nation", "schooling", "studying"}},
			{Title: "团籍", Keys: []string{"joined", "devno", "standing", "party", "state", "state_from", "state_why", "state_doc", "card"}},
			{Title: "组织", Keys: []string{"branch", "stay_from", "stay_why", "stay_doc", "unit", "position", "job"}},
			{Title: "联系方式", Keys: []string{"phone", "mail", "qq", "wechat", "home", "address", "contact", "contacted"}},
			{Title: "流动", Keys: []string{"drift", "drift_from", "drift_to", "drift_org"}},
			{Title: "团费", Keys: []string{"dues", "wage", "due"}},
			{Title: "其他", Keys: []string{"lessons", "volunteer", "consent", "consent_of", "complete", "note"}},
		},
		quick: []string{"name", "idno", "joined", "devno", "phone", "schooling", "nation", "unit", "branch"}, // carried ones last: F9 skips them
		carry: []string{"unit", "branch"}, unit: "人", tab: "on",
		lengths: map[string]int{"devno": 12},
	},
	"post": {
		columns: []string{"person", "branch", "duty", "sort", "from", "to", "current"},
		groups: []form.Group{
			{Title: "任职", Keys: []string{"person", "branch", "duty", "sort", "from", "elected", "document", "origin", "inparty"}},
			{Title: "离任", Keys: []string{"to", "end_why"}},
			{Title: "备注", Keys: []string{"note"}},
		},
		quick: []string{"person", "branch", "duty", "from", "elected"}, carry: []string{"branch", "from", "elected"}, unit: "条", tab: "now",
	},
}

func homeTab(kind ledger.Kind) string { return views[kind.Name()].tab }

// defaultSort is the column by which a list begins: by name where there is one.
func defaultSort(kind ledger.Kind) string {
	if kind.At("name") >= 0 {
		return "name"
	}
	return ""
}
