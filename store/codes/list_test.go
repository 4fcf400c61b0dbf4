package codes

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

func TestMain(m *testing.M) {
	if err := Load(os.DirFS("../../assets/codes")); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// Spot checks against domain.md §4.3 to §4.8, §2 and §8.
func TestCodes(t *testing.T) {
	for _, c := range []struct {
		list        *List
		code, label string
	}{
		{Nations, "01", "汉族"}, {Nations, "16", "哈尼族"}, {Nations, "20", "傈僳族"}, {Nations, "31", "达斡尔族"}, {Nations, "43", "乌孜别克族"}, {Nations, "56", "基诺族"}, {Nations, "97", "其他民族"},
		{Sexes, "1", "男"}, {Sexes, "2", "女"}, {Standings, "01", "中共党员"}, {Standings, "03", "共青团员"}, {Standings, "13", "群众"},
		{Schoolings, "11", "博士研究生毕业"}, {Schoolings, "21", "大学本科毕业"}, {Schoolings, "73", "初中肄业"}, {Schoolings, "83", "小学肄业"}, {Schoolings, "90", "其他"},
		{Industries, "A", "农、林、牧、渔业"}, {Industries, "C", "制造业"}, {Industries, "T", "国际组织"},
		{Registrations, "112", "私营有限责任公司"}, {Registrations, "131", "全民所有制企业（国有企业）"}, {Registrations, "500", "个体工商户"}, {Registrations, "900", "其他市场主体"},
		{BranchFields, "10", "非公企业"}, {BranchFields, "14", "城市社区"}, {Duties, "1", "书记"}, {Duties, "9", "其他"}, {Jobs, "2", "非公企业职工"},
	} {
		if got := c.list.Label(c.code); got != c.label {
			t.Errorf("%s %s: %q", c.list.Name, c.code, got)
		}
	}
	for list, n := range map[*List]int{Nations: 58, Standings: 13, Industries: 20, Registrations: 23, Schoolings: 40, BranchFields: 16, Jobs: 14, SizeIndustries: 16, Sexes: 2} {
		if len(list.Items()) != n {
			t.Errorf("%s has %d codes, want %d", list.Name, len(list.Items()), n)
		}
	}
	for i := range 56 {
		if item := Nations.Items()[i]; !strings.HasSuffix(item.Label, "族") || item.Code != string([]byte{'0' + byte((i+1)/10), '0' + byte((i+1)%10)}) {
			t.Errorf("nation %+v", item)
		}
	}
	for word, want := range map[string]string{"汉": "01", "汉 族": "01", "哈呢族": "16", "僳僳族": "20", "土家": "15", "维族": "05", "畬族": "22"} {
		if got, _ := Nations.Code(word); got != want {
			t.Errorf("%s: %q", word, got)
		}
	}
}

// The codes that rules speak of are what their names say.
func TestNamedCodes(t *testing.T) {
	for _, c := range []struct {
		list  *List
		code  string
		label string
	}{
		{YesNo, Yes, "是"}, {YesNo, No, "否"}, {Businesses, BusinessOpen, "正常"}, {Foundings, FoundingUnknown, "未摸底"}, {Foundings, FoundingDue, "应建未建"}, {Foundings, FoundingBuilt, "已建"},
		{BranchTypes, BranchOrgan, "领导机关"}, {BranchTypes, BranchLeague, "团委"}, {BranchTypes, BranchWorking, "团工委"}, {BranchTypes, BranchGeneral, "团总支"}, {BranchTypes, BranchCell, "团支部"},
		{BranchSorts, SortSingle, "单独"}, {BranchSorts, SortJoint, "联合"}, {BranchSorts, SortDrifting, "流动"}, {BranchSorts, SortTemporary, "临时"}, {BranchSorts, SortCommunity, "社区"},
		{BranchStates, BranchPlanned, "筹备"}, {BranchStates, BranchNormal, "正常"}, {BranchStates, BranchAppointed, "任命待选举"}, {BranchStates, BranchDissolved, "撤销"},
		{Electeds, ByElection, "选举"}, {Electeds, ByAppointment, "任命"}, {Duties, DutySecretary, "书记"}, {Duties, DutyDeputy, "副书记"}, {Duties, DutyStanding, "常委"}, {Duties, DutyAlternate, "候补委员"}, {Duties, DutyStaff, "工作人员"}, {Foundings, FoundingUnfit, "不具备"}, {Foundings, FoundingFostered, "培育"}, {DutySorts, DutyExtra, "编制外"},
		{IDTypes, IDResident, "居民身份证"}, {IDTypes, IDPermit, "港澳台居民居住证"}, {IDTypes, IDPassport, "护照"}, {IDTypes, IDOther, "其他证件"},
		{MemberStates, MemberNormal, "正常"}, {MemberStates, MemberStopped, "停止团籍"}, {MemberStates, MemberArriving, "待转接"}, {MemberStates, MemberOverAge, "超龄待离"}, {MemberStates, MemberLeft, "离团（满28周岁）"},
		{MemberStates, MemberDetached, "自行脱团"}, {MemberStates, MemberWithdrew, "退团"}, {MemberStates, MemberExpelled, "开除团籍"}, {MemberStates, MemberMoved, "转出"}, {MemberStates, MemberDied, "去世"}, {MemberStates, MemberNot, "非团员"},
		{Standings, StandingParty, "中共党员"}, {Standings, StandingPartyOn, "中共预备党员"}, {Standings, StandingLeague, "共青团员"}, {Standings, StandingMasses, "群众"}, {Contacts, ContactLost, "失联"}, {Contacts, ContactSearching, "核查中"},
		{DuesSorts, DuesByWage, "按工资"}, {DuesSorts, DuesStudents, "学生"}, {DuesSorts, DuesFarmers, "务农"}, {DuesSorts, DuesPoor, "无收入"}, {DuesSorts, DuesVolunteer, "党员自愿"},
		{Drifts, DriftNone, "否"}, {Drifts, DriftIn, "流入"}, {Drifts, DriftOut, "流出"}, {SizeClasses, rulebook.SizeLarge, "大型"}, {SizeClasses, rulebook.SizeMicro, "微型"}, {Sexes, value.Male, "男"}, {Sexes, value.Female, "女"},
	} {
		if got := c.list.Label(c.code); got != c.label {
			t.Errorf("%s %s is %q, want %q", c.list.Name, c.code, got, c.label)
		}
	}
}

// Every code, label and alias leads to its code; none leads nowhere; what is none
// leads nowhere.
func TestEveryWordLeadsToItsCode(t *testing.T) {
	for name, list := range lists {
		f, err := os.Open(filepath.Join("../../assets/codes", name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil || strings.Join(rows[0], ",") != "code,label,aliases,group" {
			t.Fatalf("%s: %v %v", name, err, rows[0])
		}
		for _, row := range rows[1:] {
			words := []string{row[0], row[1], " " + row[1] + "　"}
			if row[2] != "" {
				words = append(words, strings.Split(row[2], "|")...)
			}
			for _, word := range words {
				if code, ok := list.Code(word); !ok || code != row[0] || word == "" {
					t.Errorf("%s: %q leads to %q, want %q", name, word, code, row[0])
				}
			}
			if list.Label(row[0]) != row[1] || list.Group(row[0]) != row[3] || !list.Has(row[0]) || list.Has(row[1]) && row[0] != row[1] {
				t.Errorf("%s %s: %q %q", name, row[0], list.Label(row[0]), list.Group(row[0]))
			}
		}
		if code, ok := list.Code("没有这个词"); ok || list.Label("没有这个词") != "没有这个词" || list.Has("没有这个词") {
			t.Errorf("%s: an unknown word leads to %q", name, code)
		}
	}
}

// A broken list is an error that names it; the shipped ones stay loaded afterwards.
func TestBrokenListsAreRefused(t *testing.T) {
	defer func() {
		if err := Load(os.DirFS("../../assets/codes")); err != nil {
			t.Fatal(err)
		}
	}()
	for broken, text := range map[string]string{
		"sex.csv":   "code,label,aliases,group\n1,男,,\n1,女,,\n",
		"yesno.csv": "code,label,aliases,group\n1,是,有,\n2,否,有,\n",
		"star.csv":  "code,label\n1,是\n",
	} {
		folder := fstest.MapFS{}
		files, _ := filepath.Glob("../../assets/codes/*.csv")
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			folder[filepath.Base(f)] = &fstest.MapFile{Data: data}
		}
		folder[broken] = &fstest.MapFile{Data: []byte(text)}
		if err := Load(folder); err == nil {
			t.Errorf("%s was taken", broken)
		}
		delete(folder, broken)
		if err := Load(folder); err == nil {
			t.Errorf("%s may be missing", broken)
		}
	}
}
