// Package practice makes up ledgers of invented people, large and small, of a community and of a street, with the faults and the
// past of real ones, and the table that the tour takes in. It knows the Book and what a street gets, and decides nothing of
// what is right; all its people are invented.
package practice

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Options say how large a practice ledger is; the seed makes it the same
// every time.
type Options struct {
	Members     int
	Seed        uint64
	Street      bool
	Report      bool // a street is that of the report, as it is: Members and Communities say nothing
	Communities int  // of a street; fewer than 8 are 8
}

// Name is whose ledger a practice ledger is.
const Name = "练习社区"

// Password draws eight digits for a practice ledger, so that none of them
// opens with a password that everybody knows.
func Password(env store.Env) (string, error) {
	b := make([]byte, 8)
	for {
		if _, err := io.ReadFull(env.Random, b); err != nil {
			return "", store.Tell(err)
		}
		for i := range b {
			b[i] = '0' + b[i]%10
		}
		if store.CheckPassword(string(b)) == nil {
			return string(b), nil
		}
	}
}

// New makes a practice ledger of invented people at path. Nothing of it may
// be submitted. The recovery code is thrown away: there is nothing to rescue.
func New(ctx context.Context, path, password string, o Options, env store.Env) (*store.Book, error) {
	p := store.Profile{Name: Name, Practice: true, Street: o.Street}
	if o.Street {
		p.Name = "练习街道"
	}
	if o.Report {
		p.Name = ReportStreet + "（练习）"
	}
	clock := &playedClock{real: env.Now}
	env.Now = clock.now
	b, _, err := store.Create(path, p, "练习员", password, env)
	if err != nil {
		return nil, err
	}
	home, _ := b.Today().Own().(*ledger.Community)
	inv := newInventor(rand.New(rand.NewPCG(o.Seed, 20260101)), b.Basis().Today)
	inv.clock, inv.keeper = clock, b.Operator()
	if o.Street && o.Report {
		err = inv.report(ctx, b, env, o.Seed)
	} else if o.Street {
		err = inv.fillStreet(ctx, b, o)
	} else {
		_, err = b.Do(store.Intent{Deed: "practice", Rows: o.Members}, func(t *store.Turn) error { return inv.fill(ctx, t, home, o.Members, o.Seed) })
	}
	if err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// An inventor makes up people and enterprises. Names, numbers and places are drawn
// from lists and chance; a like to real ones is chance too.
type inventor struct {
	rng   *rand.Rand
	today value.Date
	ids   map[string]bool
	names map[string]bool
	devs  int
	clock *playedClock // the ledger's, while it is made up
	slip  value.ID     // a visit that was entered twice and goes into the bin

	keeper string // who writes down and goes to the enterprises
}

func newInventor(rng *rand.Rand, today value.Date) *inventor {
	return &inventor{rng: rng, today: today, ids: map[string]bool{}, names: map[string]bool{}}
}

// Fill makes up what a community has, with so many members, in a ledger of whatever name; home is the community that the
// ledger is about. Tests of real packages call it.
func Fill(ctx context.Context, t *store.Turn, home *ledger.Community, members int, rng *rand.Rand) error {
	inv := newInventor(rng, t.View().Basis().Today)
	inv.keeper = "周建国"
	return inv.fill(ctx, t, home, members, uint64(members))
}

func pick[T any](inv *inventor, from []T) T { return from[inv.rng.IntN(len(from))] }

var (
	inventSurnames = strings.Split("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 单 解 仇 查 区 翟 尉迟 欧阳", " ")
	inventGiven    = []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞红鑫波斌宇浩凯倩颖琳晶瑞佳雪梅欣怡思远志文博嘉诚子涵雨泽㛃堃喆赟祎")
	inventWomens   = []rune("芳娜静丽艳娟秀霞桂英玉兰红倩颖琳晶雪梅欣怡㛃") // each has its like among those of men
	inventMens     = []rune("伟强磊军勇杰涛超刚平飞鑫波斌浩凯志博诚堃喆赟")
	inventRare     = []struct{ name, sex, nation string }{{"李𬭎", man, "01"}, {"王䶮", man, "01"}, {"陈𬱖", woman, "06"}, {"张㛃", woman, "01"}, {"阿依古丽·买买提", woman, "05"}, {"赵堃喆", man, "01"}}
	inventWords    = strings.Split("东升 长虹 金鼎 红旗 松坡 资江 双清 大祥 北塔 宝庆 昭陵 雪峰 阳光 宏达 顺达 新世纪 湘中 腾飞 五岭 友谊 广源 恒信 立新 天工 华兴 瑞丰 百年 同心 青山 绿野", " ")
	inventTrades   = []struct{ word, industry, sizing string }{
		{"五金", "C", "2"}, {"印务", "C", "2"}, {"汽修", "O", "16"}, {"服饰", "C", "2"}, {"食品", "C", "2"}, {"电子", "C", "2"}, {"物流", "G", "6"}, {"建材", "F", "4"},
		{"酒店", "H", "9"}, {"餐饮", "H", "10"}, {"科技", "I", "12"}, {"商贸", "F", "5"}, {"装饰", "E", "3"}, {"箱包", "C", "2"}, {"家政", "O", "16"},
	}
	inventZones = []string{"工业片", "商贸片", "", "老街"}
	inventRoads = strings.Split("松坡路 塔北路 五一路 资江路 建设路 宝庆路 双拥路 西湖路", " ")
)

func (inv *inventor) fill(ctx context.Context, t *store.Turn, home *ledger.Community, members int, seed uint64) error {
	if home == nil {
		home = &ledger.Community{Title: Name}
		if err := t.Put(ledger.Communities, nil, home); err != nil {
			return err
		}
	}
	full := *home
	full.Code, full.Sort, full.Chief, full.Phone, full.League, full.Street = "430502001001", "1", "周建国", "0739-5320001", codes.Yes, "练习街道"
	full.People = value.CountOf(6480)
	if home.Rev > 0 {
		if err := t.Put(ledger.Communities, home, &full); err != nil {
			return err
		}
	}
	enterprises := min(max(18, members/14), 4000)
	var firms []*ledger.Enterprise
	for i := range enterprises {
		e := inv.enterprise(home.ID, i, i < enterprises*2/3)
		firms = append(firms, e)
		if err := t.Put(ledger.Enterprises, nil, e); err != nil {
			return err
		}
	}
	committee := &ledger.Branch{Title: "共青团练习街道练习社区委员会", Short: "练习社区团委", Type: codes.BranchLeague, Community: home.ID, Field: "14", Founded: inv.back(1500, 2500),
		Session: value.CountOf(2), TermFrom: inv.back(100, 700), TermYears: value.CountOf(3), Elected: codes.ByElection, State: codes.BranchNormal}
	if err := t.Put(ledger.Branches, nil, committee); err != nil {
		return err
	}
	var cells []*ledger.Branch
	for i := range enterprises * 2 / 3 {
		c := inv.branch(home.ID, committee.ID, firms, i)
		cells = append(cells, c)
		if err := t.Put(ledger.Branches, nil, c); err != nil {
			return err
		}
	}
	made, err := inv.people(ctx, t, cells, firms, members)
	if err != nil {
		return err
	}
	return inv.lifeOf(t, value.ID{}, seed).goesOn(made, firms, lively, func(nth int) bool { return nth%3 == 0 }, true)
}

func (inv *inventor) enterprise(community value.ID, i int, built bool) *ledger.Enterprise {
	trade := inventTrades[i%len(inventTrades)]
	title := ""
	for title == "" || inv.names[title] {
		title = pick(inv, inventWords) + trade.word + "有限公司"
		if inv.names[title] {
			title = pick(inv, inventWords) + pick(inv, inventWords) + trade.word + "有限公司"
		}
	}
	inv.names[title] = true
	staff := 8 + inv.rng.IntN(380)
	e := &ledger.Enterprise{Title: title, Community: community, Sort: "1", Credit: inv.credit(), Registration: pick(inv, []string{"112", "112", "112", "112", "310"}),
		Industry: trade.industry, SizeIndustry: trade.sizing, AboveScale: pick(inv, []string{codes.Yes, codes.No, codes.No}), Address: pick(inv, inventRoads) + strconv.Itoa(1+inv.rng.IntN(300)) + "号",
		Boss: inv.name(), Phone: "0739-5" + fmt.Sprintf("%06d", inv.rng.IntN(1000000)), Staff: value.CountOf(staff), Under35: value.CountOf(staff * 6 / 10), Under28: value.CountOf(staff * 3 / 10),
		Business: codes.BusinessOpen, Attitude: pick(inv, []string{"1", "1", "2", "4"}), Founding: codes.FoundingUnknown, Visited: inv.back(5, 300)}
	e.NonPublic, e.Reformed, e.Zone = codes.Yes, codes.No, inventZones[i%len(inventZones)]
	if i%7 == 3 {
		e.Reformed, e.Former, e.ReformedOn = codes.Yes, strings.TrimSuffix(title, "有限公司")+"厂", value.Day(1998+i%9, 6, 0)
	}
	if staff < 40 {
		e.AboveScale = codes.No
	}
	if built {
		e.Founding, e.FoundingFrom = codes.FoundingBuilt, inv.back(200, 2000)
		return e
	}
	members := 0
	switch i % 5 {
	case 0: // nobody has been there
		e.Visited, e.Attitude = 0, "4"
	case 1:
		e.Founding, e.NoBranchWhy, members = codes.FoundingDue, pick(inv, []string{"2", "3"}), 3+inv.rng.IntN(6)
		if e.NoBranchWhy == "2" {
			e.Attitude = "3"
		}
	case 2:
		e.Founding, e.NoBranchWhy, e.Members = "2", "1", value.CountOf(0)
	case 3:
		e.Founding, e.Plan, e.PlanBy, members = "3", "先发展团员，明年上半年建支部", value.Day(inv.today.Year()+1, 6, 30), 1+i%2
	case 4:
		e.Founding, e.Plan, members = "5", "正在请示", 4+inv.rng.IntN(6)
	}
	if members > 0 {
		e.Members = value.CountOf(members)
	}
	if staff < 4*members {
		staff = 4 * members
		e.Staff, e.Under35, e.Under28 = value.CountOf(staff), value.CountOf(staff*6/10), value.CountOf(staff*3/10)
	}
	if i%17 == 16 {
		e.Business, e.BusinessFrom, e.BusinessWhy = "2", inv.back(10, 200), "订单减少，暂时停产"
		e.Founding, e.NoBranchWhy, e.Plan, e.PlanBy = "2", "4", "", 0
	}
	e.FoundingFrom = inv.back(30, 300)
	return e
}

func (inv *inventor) branch(community, superior value.ID, firms []*ledger.Enterprise, i int) *ledger.Branch {
	e := firms[i]
	short := strings.TrimSuffix(e.Title, "有限公司") + "团支部"
	o := &ledger.Branch{Title: "共青团" + e.Title + "支部委员会", Short: short, Type: codes.BranchCell, Sort: codes.SortSingle, Superior: superior, Enterprises: []value.ID{e.ID}, Community: community,
		Field: "10", Founded: e.FoundingFrom, FoundedDoc: "练团〔" + strconv.Itoa(e.FoundingFrom.Year()) + "〕" + strconv.Itoa(1+i) + "号", Session: value.CountOf(1 + i%3), TermFrom: max(e.FoundingFrom, inv.back(30, 1300)), TermYears: value.CountOf(3),
		Elected: pick(inv, []string{codes.ByElection, codes.ByElection, codes.ByAppointment}), State: codes.BranchNormal}
	if i%5 == 2 { // of chance alone a small ledger might have none
		o.Elected = codes.ByAppointment
	}
	return o
}

// back is a day between from and to days ago.
func (inv *inventor) back(from, to int) value.Date {
	return inv.today.AddDays(-from - inv.rng.IntN(to-from))
}
