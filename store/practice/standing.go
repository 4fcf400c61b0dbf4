package practice

import (
	"fmt"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// inventPartners are units that stand by, with what each can give.
var inventPartners = []struct{ name, sort, gives string }{
	{"练习区总工会", "1", "劳动法讲座，困难职工帮扶，职工之家的场地"},
	{"练习区人社局培训中心", "7", "烹饪、面点、美容美发培训，招聘岗位"},
	{"练习县第一中学", "8", "操场和礼堂，英语角的老师"},
}

var inventFacilities = []struct {
	name, hours string
	seats       int
}{
	{"职工篮球场", "周一至周五 17:30-21:00；周六、周日 9:00-21:00", 40}, {"职工图书室", "周一至周五 12:00-14:00、18:00-20:30", 24}, {"礼堂", "周六 9:00-17:00", 200},
}

var inventClubs = []struct{ name, sort, zone string }{{"青年技工协会", codes.ClubTrade, "工业片"}, {"羽毛球俱乐部", codes.ClubInterest, "商贸片"}}

// standing is what stands beside the branches: partners and facilities, clubs, trainings, 四同步, papers and money.
func (l *life) standing(cells []*cell, firms []*ledger.Enterprise) {
	if len(firms) == 0 {
		return
	}
	home := firms[0].Community
	var partners []value.ID
	for i, one := range inventPartners {
		p := &ledger.Partner{Title: one.name, Sort: one.sort, Community: home, Contact: l.inv.called(l.rng), Phone: fmt.Sprintf("0739-5%06d", l.rng.IntN(1000000)), Gives: one.gives}
		if i < 2 {
			p.Next = l.today.AddDays(5 + 40*i)
		}
		l.keep(ledger.Partners, p)
		partners = append(partners, p.ID)
	}
	l.keep(ledger.Meetings, &ledger.Meeting{Sort: codes.MeetingJoint, Day: l.ago(60, 20), Title: "共建单位联席会", Partners: partners, Place: "社区会议室", Chair: l.inv.keeper,
		Present: value.CountOf(len(partners) + 4), Decision: "下半年合办一期烹饪班"})
	for i, one := range inventFacilities {
		f := &ledger.Facility{Title: one.name, Hours: one.hours, Free: codes.Yes, Capacity: value.CountOf(one.seats), Contact: l.inv.called(l.rng), From: l.ago(300, 30)}
		if i == 2 {
			f.Partner = partners[2]
		} else {
			f.Enterprise = firms[i%len(firms)].ID
		}
		if i == 1 {
			f.Until = l.today.AddDays(20)
		}
		l.keep(ledger.Facilities, f)
		for n := range 2 - i%2 {
			l.keep(ledger.Meetings, &ledger.Meeting{Sort: inventSport, Day: l.ago(30, 20), Title: fmt.Sprintf("%s青年联谊，第 %d 次", one.name, n+1), Enterprises: []value.ID{firms[0].ID}, Facility: f.ID, Present: value.CountOf(12 + l.rng.IntN(20)), Rest: codes.Yes})
		}
	}
	for i, one := range inventClubs {
		c := &ledger.Club{Title: l.place + one.name, Sort: one.sort, Community: home, Zone: one.zone, Leader: l.inv.called(l.rng), Others: value.CountOf(8 + 5*i), Founded: l.ago(400, 60)}
		if len(cells) > i && len(cells[i].people) > 2 {
			c.Members = []value.ID{cells[i].people[0].ID, cells[i].people[2].ID}
		}
		l.keep(ledger.Clubs, c)
	}
	l.trainings(cells, firms)
	l.syncs(cells)
	year := l.today.AddDays(-70).Year()
	l.keep(ledger.Documents, &ledger.Document{Title: "关于加强非公企业团建分类指导的意见", Number: fmt.Sprintf("练团〔%d〕5号", year), Level: "4", Day: l.ago(70, 10), Community: home, Grades: "A类、B类", Task: "报应建未建企业名单和建团计划", Due: l.today.AddDays(6)})
	l.keep(ledger.Documents, &ledger.Document{Title: "关于报送团员统计数据的通知", Number: fmt.Sprintf("练团〔%d〕2号", year), Level: "4", Day: l.ago(160, 10), Community: home, Task: "报半年统计", Due: l.ago(130, 5), Result: "已报", Done: l.ago(137, 3)})
	for i, c := range cells {
		l.keep(ledger.Funds, &ledger.Fund{Day: l.ago(150, 20), Branch: c.branch.ID, What: "企业支持的活动经费", In: value.MoneyOf(50000), Receipt: fmt.Sprintf("收%04d", 101+i)})
		l.keep(ledger.Funds, &ledger.Fund{Day: l.ago(100, 40), Branch: c.branch.ID, What: "买球和球拍", Out: value.MoneyOf(int64(18000 + 500*i)), Receipt: []string{fmt.Sprintf("票%04d", 301+i), ""}[i%2]})
	}
}

// trainings are young people who learnt a trade, were recommended, or both.
func (l *life) trainings(cells []*cell, firms []*ledger.Enterprise) {
	for i, c := range cells {
		free := c.free()
		if len(free) < 2 {
			continue
		}
		end := l.ago(110, 20)
		r := &ledger.Referral{Person: free[1].ID, Course: []string{"1", "2", "5", "3"}[i%4], From: end.AddDays(-40), Until: end, Finished: codes.Yes, Certificate: "结业证"}
		if i%3 != 2 {
			r.Employer, r.Job, r.Recommended = firms[i%len(firms)].ID, "学徒", end.AddDays(10)
		}
		if i%3 == 0 {
			r.Result, r.Followed = codes.ReferralHired, end.AddDays(45)
		}
		l.keep(ledger.Referrals, r)
	}
}

// syncs are 四同步 of the year before, whole, and of this one as far as it has come. One branch has done less.
func (l *life) syncs(cells []*cell) {
	for i, c := range cells {
		for _, year := range []int{l.today.Year() - 1, l.today.Year()} {
			if c.branch.Founded.Year() > year {
				continue
			}
			s := &ledger.Sync{Branch: c.branch.ID, Year: value.CountOf(year), Party: "练习社区党委", PlanDoc: "年度党建工作要点", DeployDoc: "党建工作会议记录"}
			for n, at := range []*value.Date{&s.Planned, &s.Deployed, &s.Inspected, &s.Assessed} {
				day := value.Day(year, []int{1, 2, 7, 11}[n], []int{15, 20, 10, 12}[n])
				if day <= l.today && (i != inventFaults || n < 2) {
					*at = day
				}
			}
			if s.Assessed != 0 {
				s.Score, s.InspectDoc, s.AssessDoc = value.CountOf(86+i%12), "半年检查记录", "年终考核表"
			}
			l.keep(ledger.Syncs, s)
		}
	}
}
