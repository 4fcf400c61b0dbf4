package practice

import (
	"cmp"
	"context"
	"math/rand/v2"
	"path/filepath"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/disk"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// The street of the report: what a street secretary's report to the district tells (domain.md §7), played through by the jobs as an
// office does them. Its communities, enterprises and numbers are the report's; its people are invented.

// A ReportPlace is one community of the report's street.
type ReportPlace struct {
	Name, Code, Sort string
	league           bool // it has a League committee that leads the enterprises around it
	firms            []reportFirm
}

// ReportStreet is what the street of the report is called.
const ReportStreet = "小江湖街道"

// A reportFirm is one enterprise of the report: how many members it has, and what becomes of it.
type reportFirm struct {
	name, sort, registration, industry, zone string
	staff, young, members                    int
	scaled, lively, appoint, against         bool
	former                                   string // of a reformed one
	founded                                  int    // so many days ago; 0: no branch
	facility, hours                          string // what it opens to the young
}

// In the two communities with a League committee all that are large enough have a branch, and every unit opens something; in the
// three that were villages there are shops along the street, none of them enough for a branch.
var reportPlaces = []ReportPlace{
	{"塔北社区", "430502001001", codes.CommunityUrban, true, []reportFirm{
		{name: "东建公司", registration: "112", industry: "C", staff: 320, young: 190, members: 12, scaled: true, lively: true, former: "东建机械厂", founded: 470, facility: "东建公司篮球场", hours: "周一至周五 17:30-21:00；周六、周日 9:00-21:00"},
		{name: "城东供电局", sort: "3", registration: "131", industry: "D", staff: 86, young: 61, members: 9, founded: 205, facility: "供电局职工之家", hours: "周六、周日 9:00-17:00"},
		{name: "自来水公司", sort: "3", registration: "131", industry: "D", staff: 64, young: 45, members: 8, founded: 200, facility: "自来水公司图书室", hours: "周一至周五 12:00-14:00、18:00-20:30"},
		{name: "恒信印务有限公司", registration: "112", industry: "C", zone: "塔北工业园", staff: 118, young: 52, members: 5, scaled: true, former: "城东印刷厂", founded: 196, facility: "恒信印务羽毛球场", hours: "周六、周日 9:00-18:00"},
		{name: "宏达建材有限公司", registration: "112", industry: "F", zone: "塔北工业园", staff: 96, young: 40, members: 3, scaled: true, appoint: true, former: "红旗建材厂", founded: 190, facility: "宏达建材会议室", hours: "周六 9:00-17:00"},
		{name: "顺达汽修有限公司", registration: "112", industry: "O", zone: "塔北路口", staff: 74, young: 48, members: 2, scaled: true, facility: "顺达汽修实训间", hours: "周日 9:00-12:00"},
		{name: "家家超市", registration: "140", industry: "F", zone: "塔北路口", staff: 26, young: 19, members: 1}}},
	{"五一社区", "430502001002", codes.CommunityUrban, true, []reportFirm{
		{name: "第二人民医院", sort: "3", registration: "131", industry: "Q", staff: 240, young: 151, members: 10, founded: 204, facility: "二医院礼堂", hours: "周六 14:00-21:00"},
		{name: "阳光发制品有限公司", registration: "112", industry: "C", staff: 410, young: 330, members: 11, scaled: true, founded: 198, facility: "阳光发制品放映室", hours: "周五、周六 19:00-22:00"},
		{name: "新世纪酒店有限公司", registration: "112", industry: "H", zone: "五一商圈", staff: 130, young: 92, members: 6, scaled: true, founded: 194, facility: "新世纪酒店培训室", hours: "周一至周五 14:00-16:30"},
		{name: "立新服饰有限公司", registration: "112", industry: "C", zone: "五一商圈", staff: 102, young: 71, members: 3, scaled: true, appoint: true, former: "第一服装厂", founded: 188, facility: "立新服饰乒乓球室", hours: "周一至周五 18:00-20:30"},
		{name: "红旗电子有限公司", registration: "112", industry: "C", zone: "五一路口", staff: 88, young: 60, members: 2, scaled: true, facility: "红旗电子电脑房", hours: "周六、周日 9:00-17:00"},
		{name: "友谊餐饮店", sort: "2", registration: "500", industry: "H", zone: "五一路口", staff: 18, young: 15, members: 2, facility: "友谊餐饮后厨", hours: "周日 14:00-17:00"}}},
	{"西湖社区", "430502001003", codes.CommunityUrban, false, []reportFirm{
		{name: "西湖食品有限公司", registration: "112", industry: "C", zone: "西湖工业园", staff: 150, young: 70, members: 4, scaled: true, against: true},
		{name: "天工装饰有限公司", registration: "112", industry: "E", zone: "西湖工业园", staff: 90, young: 35, members: 2, scaled: true, former: "城东建筑队"},
		{name: "同心家政服务部", sort: "2", registration: "500", industry: "O", staff: 12, young: 4}}},
	{"资江社区", "430502001004", codes.CommunityUrban, false, []reportFirm{
		{name: "资江物流有限公司", registration: "112", industry: "G", staff: 140, young: 66, members: 2, scaled: true},
		{name: "宝庆五金有限公司", registration: "112", industry: "C", staff: 76, young: 28, members: 1, scaled: true, former: "资江五金厂"},
		{name: "百年老店茶行", sort: "2", registration: "500", industry: "F", staff: 6, young: 2}}},
	{"松坡社区", "430502001005", codes.CommunityUrban, false, []reportFirm{
		{name: "松坡科技有限公司", registration: "112", industry: "I", staff: 58, young: 49, members: 3, scaled: true},
		{name: "昭陵箱包有限公司", registration: "112", industry: "C", staff: 120, young: 44, members: 1, scaled: true},
		{name: "松坡文具店", sort: "2", registration: "500", industry: "F", staff: 4, young: 2}}},
	{"雪峰社区", "430502001006", codes.CommunityRural, false, shops("雪峰", 1, 1, 1, 0)},
	{"莲荷社区", "430502001007", codes.CommunityRural, false, shops("莲荷", 2, 1, 0, 0)},
	{"高塘社区", "430502001008", codes.CommunityRural, false, shops("高塘", 1, 0, 0, 0)},
}

// shops are the small ones along the street of a community that was a village, with so many members each.
func shops(place string, members ...int) (all []reportFirm) {
	for i, n := range members {
		all = append(all, reportFirm{name: place + []string{"副食店", "理发店", "摩托修理店", "早餐店"}[i], sort: "2", registration: "500", industry: []string{"F", "O", "O", "H"}[i], zone: place + "路临街", staff: 3 + i, young: 2, members: n})
	}
	return all
}

// ReportPlaces are the communities of the report's street in the order of their codes. The caller does not change them.
func ReportPlaces() []ReportPlace { return reportPlaces }

// When says how something is done as on an earlier day: what the ledger writes of itself is of that day then.
type When func(day value.Date, do func() error) error

// An office is one community of the report's street while it is played in a ledger of its own.
type office struct {
	*player
	path string
	came *arrived
}

// report makes the street of the report: each community is played in a ledger of its own, which is gone afterwards, and what it
// has written by the days of the last two half years and by today is the street's to see, as after packages; then the street does
// its own.
func (inv *inventor) report(ctx context.Context, b *store.Book, env store.Env, seed uint64) (err error) {
	var all []*office
	defer func() {
		for _, o := range all {
			o.b.Close()
			err = cmp.Or(err, disk.Remove(b.Patience(), o.path))
		}
	}()
	for i, place := range reportPlaces {
		o, err := inv.reportOffice(b, env, place, seed+uint64(i))
		if err != nil {
			return err
		}
		all = append(all, o)
	}
	last := b.Basis().Rules.HalfDay(inv.today.AddDays(-1))
	for _, day := range []value.Date{b.Basis().Rules.HalfDay(last.AddDays(-1)), last, inv.today} {
		for _, o := range all {
			if err := cmp.Or(ctx.Err(), o.until(day), inv.clock.on(day, func() error { return o.sends(b) })); err != nil {
				return err
			}
		}
		if day == inv.today {
			break
		}
		if err := inv.clock.on(day, func() error { _, err := points.TakeSnapshot(b, day, "半年统计"); return err }); err != nil {
			return err
		}
	}
	if err := PlayStreet(b, func(_ value.Date, do func() error) error { return do() }, seed); err != nil {
		return err
	}
	came := make([]*arrived, len(all))
	for i, o := range all {
		came[i] = o.came
	}
	_, err = b.Do(store.Intent{Deed: "practice", Rows: len(all)}, func(t *store.Turn) error { return inv.parcels(b, t, came) })
	return err
}

// reportOffice makes the ledger of one community beside the street's.
func (inv *inventor) reportOffice(b *store.Book, env store.Env, place ReportPlace, seed uint64) (*office, error) {
	password, err := Password(env)
	if err != nil {
		return nil, err
	}
	env.Effort.Time, env.Effort.Memory, env.Effort.Threads = 1, 64, 1 // it is gone in a moment, and nobody opens it
	path := filepath.Join(filepath.Dir(b.Path()), ".练习-"+place.Name+".tjz")
	c, _, err := store.Create(path, store.Profile{Name: place.Name, Practice: true}, inv.keeper, password, env)
	if err != nil {
		return nil, err
	}
	return &office{player: newPlayer(c, place, inv.clock.on, seed), path: path, came: &arrived{num: 2}}, nil
}

// sends writes what the community has into the street's ledger, as the community's.
func (o *office) sends(b *store.Book) error {
	v, a := o.b.Today(), o.came
	home, ok := v.Own().(*ledger.Community)
	if !ok {
		return store.Refuse("练习的社区没有做成。")
	}
	before := a.records
	a.records, a.members = 0, nil
	_, err := b.Do(store.Intent{Deed: "practice", Rows: v.Count(ledger.Members)}, func(t *store.Turn) error {
		if a.community == nil {
			a.community = ledger.Communities.Clone(home).(*ledger.Community)
			a.community.Meta = ledger.Meta{ID: home.ID}
			if err := t.Put(ledger.Communities, nil, a.community); err != nil {
				return err
			}
		}
		for _, kind := range ledger.OfSender {
			for _, r := range v.Of(kind) {
				now, meta := kind.Clone(r), r.Head()
				*now.Head() = ledger.Meta{ID: meta.ID, Owner: home.ID, Excuses: meta.Excuses, Loose: meta.Loose}
				a.records++
				if m, ok := now.(*ledger.Member); ok {
					a.members = append(a.members, m)
				}
				if err := bring(t, kind, now); err != nil {
					return err
				}
			}
		}
		return nil
	})
	a.added = a.records - before
	return err
}

// bring puts a community's record in the street's ledger: a new one, or one that has changed.
func bring(t *store.Turn, kind ledger.Kind, now ledger.Record) error {
	was := t.View().Get(kind, now.Head().ID)
	if was == nil {
		return t.Put(kind, nil, now)
	}
	m := now.Head()
	m.Order, m.Created, m.CreatedBy, m.Source = was.Head().Order, was.Head().Created, was.Head().CreatedBy, was.Head().Source
	if merge.Same(kind, was, now) {
		return nil
	}
	return t.Replace(kind, was, now)
}

// reportUnits are the four units whose staff are young, from each of which the street has one deputy (row 24).
var reportUnits = []string{"城东供电局", "自来水公司", "第二人民医院", "阳光发制品有限公司"}

// PlayStreet does what the street of the report does itself, after its communities have sent what they have: its committee with a
// deputy from each of four units, who has contact with whom, the offices that it stands together with, and what was held for all.
func PlayStreet(b *store.Book, on When, seed uint64) error {
	today := b.Basis().Today
	inv := newInventor(rand.New(rand.NewPCG(seed, 20260117)), today)
	since := today.AddDays(-240)
	return on(since, func() error {
		_, err := b.Do(store.Intent{Deed: "practice"}, func(t *store.Turn) error { return inv.reportStreet(t, since, today) })
		return err
	})
}

func (inv *inventor) reportStreet(t *store.Turn, since, today value.Date) error {
	v := t.View()
	own, ok := v.Own().(*ledger.Street)
	if !ok {
		return store.Refuse("这个台账里没有街道。")
	}
	p := writer{turn: t}
	full := *own
	full.Code, full.Area, full.League, full.Profile, full.Person, full.Phone = "430502001", "4.5", ReportStreet+"团工委", "老工业区，改制企业、非公有制企业多", inv.name(), "0739-5320100"
	full.Cities, full.Rurals, full.Scaled, full.Leagues, full.Extras = value.CountOf(5), value.CountOf(3), value.CountOf(14), value.CountOf(2), value.CountOf(len(reportUnits))
	p.err = t.Put(ledger.Streets, own, &full)
	var officers []*ledger.Officer
	officer := func(duty, sort, unit, job, elected string) {
		o := &ledger.Officer{Title: inv.name(), Duty: duty, Sort: sort, Unit: unit, Job: job, Phone: inv.phone(), From: since, Elected: elected, Document: "街团工委〔" + strconv.Itoa(since.Year()) + "〕3号"}
		officers = append(officers, o)
		p.put(ledger.Officers, o)
	}
	officer(codes.DutySecretary, "1", ReportStreet+"办事处", "党建办主任", codes.ByElection)
	officer(codes.DutyDeputy, "2", ReportStreet+"办事处", "党建办干事", codes.ByElection)
	for _, unit := range reportUnits {
		officer(codes.DutyDeputy, codes.DutyExtra, unit, "团支部书记", codes.ByAppointment)
	}
	team := ""
	for c := range records.All[*ledger.Community](v, ledger.Communities) {
		officer("11", "2", c.Title, "社区干部", codes.ByElection)
		team += c.Chief + "　" + c.Title + "书记\n"
	}
	own, full.Team = &full, team+officers[0].Title+"　街道党建办主任"
	again := full
	if p.err == nil {
		p.err = t.Put(ledger.Streets, own, &again)
	}
	nth := 0
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if o.Type != codes.BranchCell {
			continue
		}
		l := &ledger.Liaison{Officer: officers[nth%len(officers)].ID, Branch: o.ID, From: since, Plan: value.CountOf(4)}
		p.put(ledger.Liaisons, l)
		p.put(ledger.Visits, &ledger.Visit{Liaison: l.ID, Sort: "4", Day: today.AddDays(-30 - nth), Went: officers[nth%len(officers)].Title, Content: "看支部的活动和团员的困难", Thought: reportThoughts[nth%len(reportThoughts)]})
		nth++
	}
	var partners []value.ID
	for i, one := range reportPartners {
		x := &ledger.Partner{Title: one.name, Sort: one.sort, Contact: inv.name(), Phone: "0739-53203" + strconv.Itoa(10+i), Gives: one.gives}
		if i < 4 {
			x.Next = today.AddDays(6 + 9*i)
		}
		p.put(ledger.Partners, x)
		partners = append(partners, x.ID)
	}
	p.put(ledger.Meetings, &ledger.Meeting{Sort: codes.MeetingJoint, Day: today.AddDays(-70), Title: "有关部门交流研讨会", Partners: partners[:6], Place: "街道会议室", Present: value.CountOf(12), Decision: "劳动局办烹饪、面点等五门培训，免费推荐就业"})
	for i, one := range []struct{ title, place string }{{"学习蔡锷精神", "松坡公园"}, {"参观八路军驻湘通讯处", "八路军驻湘通讯处"}} {
		p.put(ledger.Meetings, &ledger.Meeting{Sort: "14", Day: today.AddDays(-85 + 14*i), Title: one.title, Place: one.place, Partners: partners[7:8], Present: value.CountOf(38 - 6*i), Rest: codes.Yes, Content: "讲革命先烈的事迹"})
	}
	year := strconv.Itoa(since.Year())
	p.put(ledger.Documents, &ledger.Document{Title: "关于非公企业团建分类指导的意见", Number: "街团工委〔" + year + "〕6号", Level: "5", Day: since.AddDays(20), Grades: "A类、B类、C类", Task: "各社区按类定出帮扶办法", Due: since.AddDays(60), Result: "各社区已定", Done: since.AddDays(55)})
	p.put(ledger.Documents, &ledger.Document{Title: "团工委委员定点联系企业团组织制度", Number: "街团工委〔" + year + "〕8号", Level: "5", Day: since.AddDays(30), Task: "每季度走访一次", Due: today.AddDays(5)})
	p.put(ledger.Funds, &ledger.Fund{Day: since.AddDays(12), What: "党建经费里列支的团建经费", In: value.MoneyOf(1200000), Receipt: "收0107"})
	p.put(ledger.Funds, &ledger.Fund{Day: since.AddDays(25), What: "团旗、团章、团徽", Out: value.MoneyOf(386000), Receipt: "票0412"})
	return p.err
}

// A writer puts records in one turn, and nothing more once one could not be.
type writer struct {
	turn *store.Turn
	err  error
}

func (p *writer) put(kind ledger.Kind, r ledger.Record) {
	if p.err == nil {
		p.err = p.turn.Put(kind, nil, r)
	}
}

// reportThoughts are what the young have on their minds (row 63: 学习、生活、工作、政治、思想).
var reportThoughts = []string{"想学一门手艺，又抽不出整块的时间", "担心订单少了收入下降", "想入团入党，不知道找谁", "离家远，孩子没人带", "觉得自己经验少，想有师傅带"}

// reportPartners are the departments and units that the report names.
var reportPartners = []struct{ name, sort, gives string }{
	{"区工商局", "3", "企业登记名册，年检时一起宣传团建"}, {"区委统战部", "4", "联系企业负责人"}, {"区工商联", "5", "商会的场地，会员企业的名单"}, {"个体私营协会", "6", "门店的联系人"},
	{"街道工会", "1", "职工之家，困难帮扶"}, {"街道妇联", "2", "女青年维权讲座"}, {"区劳动局", "7", "烹饪、面点、酒店服务、管理、美容美发培训，招聘岗位"}, {"城东中学", "8", "操场，周六可以借教室"},
}
