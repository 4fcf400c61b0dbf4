package intake_test

import (
	"context"
	"strings"
	"testing"

	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// The tables that offices keep of the League's life are known by their heads, and those of people, enterprises and
// organisations stay what they are, whatever words they have in common. A head is 列名=key; one without a key goes nowhere
// that is asked.
func TestTablesOfLife(t *testing.T) {
	b := stage.Book(t)
	for _, c := range []struct{ kind, heads string }{
		{"meeting", "“三会两课”台账：序号 时间=day 会议类别=sort 会议主题=name 地点=place 主持人=chair 记录人=recorder 应到=due 实到=present 主要内容=content"},
		{"meeting", "支部大会会议记录：日期=day 会议名称=name 会议地点=place 主持=chair 应到会人数=due 实到会人数=present 缺席人员=missed 缺席原因=missed_why 会议议程=content 决议=decision"},
		{"meeting", "团课记录：上课时间=day 授课人=speaker 团课题目=name 学时=hours 听课人数=present 授课内容=content"},
		{"meeting", "主题团日活动登记表：团支部=branches 活动时间=day 活动主题=name 活动地点=place 参加人数=present 活动内容=content 备注=note"},
		{"meeting", "活动一览：活动日期=day 活动类型=sort 参与单位=enterprises 活动地点=place 参加人员=came 活动简介=content"},
		{"youth", "企业青年摸底表：序号 姓名=name 性别=sex 出生年月=born 所在企业=enterprise 联系电话=phone 是否愿意入团=wish 特长=skills"},
		{"youth", "非团员青年名单：姓名=name 单位=enterprise 手机号码=phone 入团意愿=wish 备注=note"},
		{"applicant", "入团积极分子花名册：序号 姓名=name 性别 民族 出生年月=born 文化程度 申请入团时间=applied 确定积极分子时间=active 培养联系人 备注=note"},
		{"applicant", "发展团员进度表：姓名=name 所在团支部=branch 目前阶段=stage 递交入团申请书时间=applied 列为积极分子时间=active 确定为发展对象时间=target 团课学时=hours 入团介绍人=introducers 支部大会通过时间=met 上级审批时间=approved"},
		{"election", "换届选举情况表：支部名称=branch 选举时间=day 届次=session 应到会人数=due 实到会人数=present 发出选票数=issued 收回选票数=received 有效票=valid 无效票=void 监票人=tellers 计票人=counters"},
		{"election", "选举结果：团组织=branch 选举日期=day 应选名额=seats 发出票数=issued 收回票数=received 废票=void"},
		{"candidate", "候选人得票情况：候选人=person 拟任职务=duty 赞成票=for 反对票=against 弃权票=abstained"},
		{"candidate", "计票单：姓名=person 候选职务=duty 得票数=for 备注=note"},
		{"appointment", "任命情况：团支部=branch 任命时间=day 企业负责人意见=owner_said 街道意见=street_said 任命理由=why 文号=document 拟选举时间=elect_by"},
		{"transfer", "组织关系转接台账：姓名=member 转接类型=way 对方团组织=other 转接原因=why 发起时间=begun 办理进度=stage 办结时间=ended 介绍信编号=letter"},
		{"transfer", "转接登记：团员姓名=member 转入/转出=way 转往组织=other 转接时间=begun 转接状态=stage 备注=note"},
		{"measure", "团员处分登记表：姓名=member 处分种类=sort 处分时间=day 处分原因=why 批准机关=approved_by 处分文号=document 处分期满时间=until"},
		{"measure", "处分名单：受处分人=member 处分=sort 违纪事实=why 批准时间=approved"},
		{"payment", "团费收缴登记表：序号 姓名=member 缴费月份=from 应缴金额=due 实缴金额=paid 缴费时间=day 收据号=receipt 备注=note"},
		{"payment", "2026年上半年团费：团支部=branch 团员姓名=member 应交团费=due 实交团费=paid"},
		{"appraisal", "2025年度团员教育评议登记表：姓名=member 自评等次=self 互评结果=peers 评议等次=grade 是否注册=registered 备注=note"},
		{"appraisal", "年度团籍注册表：团员姓名=member 评议结果=grade 注册情况=registered 注册时间=registered_on"},
		{"rating", "团支部“对标定级”自评表：支部名称=branch 班子建设（20分）=team 团员管理（20分）=members 组织生活（20分）=life 制度落实（20分）=orderly 作用发挥（20分）=role 上级评分=reviewed"},
		{"supply", "团旗团章团徽签收表：领取时间=day 物品名称=item 数量=quantity 领取单位=branch 领取人=person 签收人=signed"},
		{"visit", "走访记录：走访时间=day 走访企业=enterprise 走访人员=went 走访内容=content 存在问题=problem 解决情况=result 下一步打算=next"},
		{"partner", "联系部门资源表：单位名称=name 单位类别=sort 联系人=contact 联系电话=phone 可提供资源=gives 下次联席会时间=next"},
		{"facility", "设施免费开放一览：设施名称=name 开放单位=enterprise 开放时间=hours 是否免费开放=free 容纳人数=capacity 联系人=contact 联系电话=phone"},
		{"club", "青年社团情况：社团名称=name 社团类别=sort 会长=leader 团员名单=members 非团员人数=others 成立时间=founded"},
		{"referral", "技能培训和推荐就业表：姓名=person 培训工种=course 开班时间=from 结业时间=until 是否结业合格=finished 证书名称=certificate 推荐企业=employer 就业岗位=job 录用情况=result"},
		{"sync", "四同步检查表：年度=year 团支部=branch 同步规划=planned 规划材料=plan_doc 同步部署=deployed 同步检查=inspected 同步考核=assessed 考核得分=score"},
		{"document", "收文登记：来文日期=day 来文字号=number 来文标题=name 工作要求=task 完成时限=due 落实情况=result"},
		{"fund", "经费收支：日期=day 摘要=what 收入=in 支出=out 票据号码=receipt"},
		{"visit", "企业走访摸底情况：企业名称=enterprise 摸底时间=day 摸底人员=went 职工人数=staff 35岁以下=under35 团员数=members 建团态度=attitude 困难诉求=problem"},

		{"survey", "需求调查登记表：序号 调查名称=name 发放单位=branches 发放时间=from 发放份数=given 回收份数=remark 发放人=by 备注=note"},
		{"survey", "需求调查表发放登记：支部名称=branches 发放日期=from 发放数量=given 截止时间=until 收回份数=remark"},
		{"problem", "问题台账：序号 登记时间=day 问题来源=source 反映人=person 所在企业=enterprise 问题类别=group 问题内容=what 承办人=handler 办理期限=due 办理结果=done 办结时间=settled 满意度=satisfied"},
		{"problem", "青年诉求台账：时间=day 团支部=branch 诉求内容=what 责任人=handler 完成时限=due 办理情况=done 回访时间=called 是否满意=satisfied"},
		{"problem", "问题清单：企业名称=enterprise 问题描述=what 类别=group 责任单位=handler 整改措施=done 完成时间=settled"},
		{"sheet", "答卷：调查名称=survey 团支部=branch 勾选=ticks 意见建议=words"},

		{"member", "团员花名册：序号 姓名=name 性别=sex 民族=nation 出生年月=born 身份证号=idno 政治面貌=standing 入团时间=joined 发展团员编号=devno 所在支部=branch 联系电话=phone 备注=note"},
		{"member", "入团积极分子花名册：姓名=name 性别=sex 出生年月=born 民族=nation 文化程度=schooling 手机号码=phone"},
		{"member", "新发展团员名册：姓名=name 性别=sex 身份证号=idno 民族=nation 申请入团时间 入团时间=joined 发展团员编号=devno 团支部=branch"},
		{"member", "企业青年花名册：姓名=name 性别=sex 出生年月=born 单位=unit 联系电话=phone 特长=remark"},
		{"member", "超龄离团名单：姓名=name 离团时间=state_from 备注=note"},
		{"member", "组织关系转接名单：姓名=name 性别=sex 身份证号=idno 团支部=branch 转入时间=stay_from 联系电话=phone 转接原因"},
		{"member", "团费收缴登记表：姓名=name 性别=sex 身份证号=idno 手机号码=phone 团支部=branch 月工资=wage 应交团费"},
		{"member", "年度团籍注册表：姓名=name 性别=sex 身份证号=idno 入团时间=joined 政治面貌=standing 团支部=branch 评议结果"},
		{"member", "参会人员名单：姓名=name 性别=sex 单位=unit 职务=position 手机=phone"},
		{"enterprise", "企业走访摸底登记表：企业名称=name 地址=address 负责人=boss 联系电话=phone 职工人数=staff 35岁以下人数=under35 团员数=members 走访时间=visited"},
		{"enterprise", "非公企业摸底情况：单位名称=name 统一社会信用代码=credit 地址=address 法定代表人=boss 从业人员=staff 团员人数=members 走访情况 备注=note"},
		{"enterprise", "走访名单：企业名称=name 职工人数=staff 团员数=members 走访时间=visited"},
		{"branch", "团支部换届情况：支部名称=name 成立时间=founded 换届时间=term_from 书记=secretary 团员数=remark"},
		{"branch", "对标定级汇总表：支部名称=name 定级年度=star_year 星级=star"},
		{"branch", "选举情况：团支部=name 书记=secretary 选举时间 届满时间=remark"},
		{"post", "团干部任命名单：姓名=person 团组织=branch 职务=duty 任命时间=from 任命文号=document"},
	} {
		title, heads, _ := strings.Cut(c.heads, "：")
		var names, keys, cells []string
		for _, head := range strings.Fields(heads) {
			name, key, _ := strings.Cut(head, "=")
			names, keys, cells = append(names, name), append(keys, key), append(cells, "某"+name[:3])
		}
		in := intake.Of(b, gridSheets(title+"\n"+strings.Join(names, "|")+"\n"+strings.Join(cells, "|")+"\n"+strings.Join(cells, "|")))
		in.Find(context.Background())
		if len(in.Tables) != 1 || in.Tables[0].Kind.Name() != c.kind {
			got := "nothing"
			if len(in.Tables) > 0 {
				got = in.Tables[0].Kind.Name()
			}
			t.Errorf("%s: is taken for %s, not %s", c.heads, got, c.kind)
			continue
		}
		for i, key := range keys {
			for _, col := range in.Tables[0].Columns {
				if col.Index == i && key != "" && col.Key != key {
					t.Errorf("%s: %s leads to %q", c.heads, names[i], col.Key)
				}
			}
		}
	}
}

// What a record must have and the table has no column for is taken from its heading; what it has a column for is not.
func TestHeadingsOfLife(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("振华支部"))
	m := stage.Person("何小满", "2004-03-04", 3)
	m.Branch = o.ID
	stage.Keep(t, b, ledger.Members, m)
	for _, c := range []officeTable{
		{name: "a sort in the title", grid: "2026年团课记录\n时间|主题|主讲人|到会人数|内容\n2026.3.5|第一课|周某|18|讲团章\n2026.4.2|第一季度支部大会|周某|20|报告", want: "|day=2026-03-05|sort=团课|present=18\n|day=2026-04-02|sort=支部大会"},
		{name: "a column of sorts is asked before the title", grid: "团课记录\n时间|类别|会议类型|主题|内容\n2026.3.5||支委会|第一课|讲团章", want: "|sort=支委会"},
		{name: "months in the title", grid: "2026年1-6月团费收缴登记表\n姓名|应交团费|实交团费\n何小满|42|42", want: "|member=何小满|from=2026-01|to=2026-06|sort=交纳|paid=42"},
		{name: "a month a row", grid: "团费收缴登记表\n姓名|缴费月份|应交|实交\n何小满|2026年3月|7|7", want: "|from=2026-03|to=2026-03|sort=交纳"},
		{name: "the year in the title", grid: "2025年度团员教育评议登记表\n姓名|自评等次|评议等次|是否注册\n何小满|合格|优秀|是", want: "|year=2025|grade=优秀|registered=是"},
		{name: "the year of a rating", grid: "振华街道2025年“对标定级”自评表\n支部名称|班子建设|团员管理|组织生活\n振华支部|18|17|19", want: "|year=2025|team=18"},
		{name: "what is signed for was given out", grid: "物资签收表\n日期|物品名称|数量|领取单位|签收人\n2026.5.4|团旗|1|振华支部|何小满", want: "|way=发放|item=团旗|branch=振华支部"},
		{name: "the year of birth alone", grid: "青年名单\n姓名|出生年月|工作单位|入团意愿\n刘洋|2004.03|某厂|是", want: "刘洋|born=2004|wish=是"},
	} {
		for _, wrong := range c.check(b) {
			t.Errorf("%s: %s", c.name, wrong)
		}
	}
}

// A table of visits comes back: its rows are found again by the enterprise, registered or not.
func TestVisitsAreFoundAgain(t *testing.T) {
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金厂"))
	grid := "走访记录\n企业名称|走访时间|走访人员|走访内容\n东升五金厂|2026.5.6|王芳|看车间\n没有登记的厂|2026.5.6|王芳|看车间"
	for n, want := range []int{2, 0} {
		_, p, err := planGrids(b, officeTable{grid: grid})
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Added) != want {
			t.Errorf("time %d: %d visits are new, not %d", n+1, len(p.Added), want)
		}
		for _, w := range p.Warnings() {
			if !strings.HasPrefix(w.Name, "2026-05-06 没有登记的厂") {
				t.Errorf("a visit to be checked is called %q", w.Name)
			}
		}
		for _, row := range p.Added {
			stage.Keep(t, b, ledger.Visits, row.Now)
		}
	}
}
