package store_test

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

// wrongs are one wrong thing of each kind, as testdata/facts.csv writes records: the record that is wrong is named last, and
// 待核 of its kind must name it with the fault, in the community that keeps it and at the street that received it.
var wrongs = []struct{ what, records, name, code string }{
	{"去世的书记、日期不明", "branch 一支部; member 陈一一 branch=一支部; post 陈一一任书记 person=陈一一 branch=一支部 duty=书记 from=2024-05-01; member 陈一一 state=去世", "陈一一任书记", "post.outlived"},
	{"书记没有了", "", "一支部", "secretary.none"},
	{"满 28 周岁没有职务", "member 赵二 born=1998-05-01 branch=一支部", "赵二", "state.overage"},
	{"24 周岁写成超龄待离", "member 赵三 born=2002-05-01 branch=一支部 state=超龄待离", "赵三", "state.notover"},
	{"24 周岁写成满 28 周岁离团", "member 赵四 born=2002-05-01 branch=一支部 state=离团（满28周岁） state_from=2026-10-01", "赵四", "state.young"},
	{"自行脱团没有文件", "member 赵五 branch=一支部 state=自行脱团 state_from=2026-10-01 state_why=不交团费", "赵五", "missing"},
	{"开除没有原因", "member 赵六 branch=一支部 state=开除团籍 state_from=2026-10-01 state_doc=团纪〔2026〕1号", "赵六", "missing"},
	{"停止团籍超过两年", "member 赵七 branch=一支部 state=停止团籍 state_from=2024-06-01", "赵七", "state.stopped"},
	{"失联满 6 个月", "member 赵八 branch=一支部 contact=失联 contacted=2026-03-01", "赵八", "contact.search"},
	{"待转接满 180 天", "member 赵九 branch=一支部 state=待转接 state_from=2026-03-01", "赵九", "state.arriving"},
	{"在册的群众", "member 钱一 branch=一支部 standing=群众", "钱一", "standing.masses"},
	{"旧编号重了", "member 钱二 branch=一支部 joined=2016-05 devno=2016001; member 钱三 branch=一支部 joined=2016-05 devno=2016001", "钱三", "twice"},
	{"居住证号码写成居民身份证", "member 钱四 branch=一支部 idno=810000199503150038 idtype=居民身份证", "钱四", "id.type"},
	{"书记的团组织关系在别处", "branch 二支部; member 钱五 branch=一支部; post 钱五任书记 person=钱五 branch=二支部 duty=书记 from=2024-05-01", "钱五任书记", "post.elsewhere"},
	{"36 周岁的团干部", "member 钱六 born=1990-05-01 state=非团员 standing=中共党员; post 钱六任副书记 person=钱六 branch=二支部 duty=副书记 from=2024-05-01", "钱六任副书记", "post.age"},
	{"41 周岁的团干部", "member 钱七 born=1985-05-01 state=非团员 standing=中共党员; post 钱七任委员 person=钱七 branch=二支部 duty=委员 from=2024-05-01", "钱七任委员", "post.old"},
	{"任期没有填、按规则早已届满", "branch 三支部 founded=2019-05-01", "三支部", "term.over"},
	{"任命的班子、状态正常", "branch 四支部 elected=任命", "四支部", "elected.normal"},
	{"任命待选举 18 个月", "branch 五支部 elected=任命 state=任命待选举 state_from=2025-05-01", "五支部", "appointed.long"},
	{"班子 8 人", "branch 六支部; officers 六支部 8", "六支部", "committee.large"},
	{"单独支部没有企业", "branch 七支部 sort=单独", "七支部", "single.none"},
	{"单独支部没有上级", "enterprise 振华五金; branch 八支部 sort=单独 enterprises=振华五金", "八支部", "superior.none"},
	{"联合支部的企业都停业了", "enterprise 甲店 business=停业 business_from=2026-05-01; enterprise 乙店 business=注销 business_from=2026-05-01; branch 九支部 sort=联合 enterprises=甲店+乙店", "九支部", "joint.closed"},
	{"停业企业还有团员", "enterprise 丙店; member 钱八 branch=一支部 unit=丙店; enterprise 丙店 business=停业 business_from=2026-05-01", "丙店", "business.members"},
	{"写着已建、没有团组织", "enterprise 丁厂 founding=已建", "丁厂", "founding.none"},
	{"写着不具备、有 12 名团员", "enterprise 戊厂 founding=不具备; member×12 branch=一支部 unit=戊厂", "戊厂", "founding.should"},
	{"大型企业 19 人", "enterprise 己厂 size=大型 staff=19", "己厂", "size.differs"},
}

// A street and two communities, each with one wrong thing of every kind. With -v it prints which list names it and how.
func TestEveryWrongThingIsNamed(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	w := newDistrict(t, 2)
	var stages []*scene
	for _, b := range w.offices {
		s := &scene{t: t, b: b, named: map[string]ledger.Record{}, kinds: map[string]ledger.Kind{}}
		for _, wrong := range wrongs {
			for _, part := range strings.Split(wrong.records, ";") {
				switch words := strings.Fields(part); {
				case len(words) == 0:
				case words[0] == "officers":
					s.officers(words[1:])
				default:
					s.record(words, true)
				}
			}
		}
		stages = append(stages, s)
		w.receive(w.submit(b))
	}
	for _, wrong := range wrongs {
		for _, s := range stages {
			kind, id := s.kinds[wrong.name], s.named[wrong.name].Head().ID
			for _, b := range []*store.Book{s.b, w.street} {
				said := ""
				for _, f := range rules.Faults(b.Today(), kind, b.Get(kind, id)) {
					if f.Code == wrong.code {
						said = f.Text
					}
				}
				l := find.ListOf(b.Today(), records.Query{Kind: kind, Tab: rules.PendingTab})
				listed := slices.ContainsFunc(l.Rows(), func(r ledger.Record) bool { return r.Head().ID == id })
				if said == "" || !listed {
					t.Errorf("%s: %s: %q, in 待核: %v", b.Profile().Name, wrong.what, said, listed)
				}
				t.Logf("%s | %s | %s待核 | %s | %s", wrong.what, b.Profile().Name, kind.Title(), wrong.name, said)
			}
		}
	}
	// What may not be at all is refused at once, with the reason.
	code := w.community("塔北社区").Code
	if _, err := w.street.Save(ledger.Communities, &ledger.Community{Title: "某社区", Code: code, Sort: "1"}); stage.CodeOf(err) != store.Invalid {
		t.Errorf("two communities of one code: %v", err)
	}
	if _, err := w.street.Save(ledger.Streets, &ledger.Street{Title: "另一街道"}); stage.CodeOf(err) != store.Invalid || !strings.Contains(store.Tell(err).Message, "只有一个街道") {
		t.Errorf("a second street: %v", err)
	}
	s := stages[0]
	taken := stage.Keep(t, s.b, ledger.Members, func() *ledger.Member {
		m := stage.Person("孙一", "2005-05-06", 900)
		m.Joined, m.DevNumber = 20200500, "202043000001"
		return m
	}())
	m := stage.Person("孙二", "2005-05-06", 901)
	m.Joined, m.DevNumber = 20200500, taken.DevNumber
	if _, err := s.b.Save(ledger.Members, m); stage.CodeOf(err) != store.Invalid || !strings.Contains(store.Tell(err).Message, "占用") {
		t.Errorf("a 发展团员编号 of somebody else: %v", err)
	}
}
