package codes

// The code lists. Each is the file codes/NAME.csv; where rules speak of a code, it
// has a name here.
var (
	YesNo          = newList("yesno")
	Sexes          = newList("sex")           // GB/T 2261.1-2003
	Nations        = newList("nation")        // GB/T 3304-1991
	Schoolings     = newList("schooling")     // GB/T 4658-2006
	Standings      = newList("standing")      // 政治面貌, GB/T 4762-1984
	Industries     = newList("industry")      // GB/T 4754-2017, sections
	SizeIndustries = newList("sizeindustry")  // the industries of the size rule
	Registrations  = newList("registration")  // 2023 statistical classes; group: non-public yes, no, ask
	SizeClasses    = newList("size")          // 大中小微 2017
	CommunityTypes = newList("communitytype") // domain.md §4.10
	UrbanClasses   = newList("urbanclass")    // 城乡分类
	UnitTypes      = newList("unittype")      // 企业类别, domain.md §8
	Businesses     = newList("business")      // 经营状态
	Foundings      = newList("founding")      // 建团状态
	NoBranchWhys   = newList("nobranchwhy")   // 未建原因
	Attitudes      = newList("attitude")      // 企业态度
	Grades         = newList("grade")         // 分类 A/B/C
	PartyOrgs      = newList("partyorg")      // 党组织
	BranchTypes    = newList("branchtype")    // 组织类型
	BranchSorts    = newList("branchsort")    // 支部种类
	BranchFields   = newList("branchfield")   // 行业类别 of an organisation, 16
	Electeds       = newList("elected")       // 产生方式
	BranchStates   = newList("branchstate")   // 组织状态
	Stars          = newList("star")          // 定级
	Duties         = newList("duty")          // 团内职务
	DutySorts      = newList("dutysort")      // 团干部性质
	IDTypes        = newList("idtype")        // 证件类型
	MemberStates   = newList("memberstate")   // 团籍状态; group: on or off the roll
	Jobs           = newList("job")           // 职业
	DuesSorts      = newList("duessort")      // 团费类别
	Drifts         = newList("drift")         // 流动
	Contacts       = newList("contact")       // 联系状态
	Leavings       = newList("leaving")       // 离团原因
	ParcelSorts    = newList("parcelsort")    // what a package is for
	ParcelStates   = newList("parcelstate")   // what became of it
	SignerStates   = newList("signerstate")   // whether a signature is accepted
	MatterSorts    = newList("mattersort")    // what the street sends back
	MatterStates   = newList("matterstate")   // how far its answer is

	MeetingSorts       = newList("meetingsort")       // 会议活动, domain.md §1.5, §8
	ElectionSorts      = newList("electionsort")      // why there is an election
	SupplyItems        = newList("supplyitem")        // 物资
	SupplyWays         = newList("supplyway")         // in or out
	ApplicantStages    = newList("applicantstage")    // 发展团员, domain.md §1.1
	TransferWays       = newList("transferway")       // in or out
	TransferDirections = newList("transferdirection") // domain.md §1.7
	TransferWhys       = newList("transferwhy")       // likewise
	TransferStages     = newList("transferstage")     // the four approvals, domain.md §1.7
	MeasureSorts       = newList("measuresort")       // 团籍处理, domain.md §1.1
	PaymentSorts       = newList("paymentsort")       // 团费
	AppraisalGrades    = newList("appraisalgrade")    // domain.md §1.5
	VisitSorts         = newList("visitsort")         // why somebody went
	PartnerSorts       = newList("partnersort")       // 伙伴单位, domain.md §8
	CourseSorts        = newList("coursesort")        // 培训课程, domain.md §7 row 55
	ReferralResults    = newList("referralresult")    // what came of a recommendation
	ClubSorts          = newList("clubsort")          // 青年社团
	DocumentLevels     = newList("documentlevel")     // whose paper it is
	ProblemSources     = newList("problemsource")     // where a problem came up
	ProblemGroups      = newList("problemgroup")      // what it is about, domain.md §7 row 63
	Satisfactions      = newList("satisfaction")      // what is said when somebody asks whether it helped
	AttachmentSorts    = newList("attachmentsort")    // 附件; group: AttachmentTravels or not
)

// Codes that rules speak of.
const (
	Yes = "1"
	No  = "2"

	BusinessOpen = "1" // 正常; every other 经营状态 is a closed one
	BusinessGone = "5" // 迁出

	AttitudeFor     = "1" // 支持
	AttitudeWait    = "2" // 观望
	AttitudeAgainst = "3" // 不配合

	LevelStreet    = "5" // of DocumentLevels
	LevelCommunity = "6"

	FoundingUnknown  = "1" // 未摸底
	FoundingUnfit    = "2" // 不具备
	FoundingFostered = "3" // 培育
	FoundingDue      = "4" // 应建未建
	FoundingPrepared = "5" // 筹备
	FoundingBuilt    = "6" // 已建
	FoundingFirm     = "8" // 巩固: built, and looked after since

	BranchOrgan     = "1" // 领导机关
	BranchLeague    = "2" // 团委
	BranchWorking   = "3" // 团工委
	BranchGeneral   = "4" // 团总支
	BranchCell      = "5" // 团支部
	SortSingle      = "1" // 单独
	SortJoint       = "2" // 联合
	SortDrifting    = "3" // 流动
	SortTemporary   = "4" // 临时
	SortCommunity   = "5" // 社区
	BranchPlanned   = "1" // 筹备
	BranchNormal    = "2" // 正常
	BranchAppointed = "3" // 任命待选举
	BranchDissolved = "7" // 撤销

	ByElection    = "1"
	ByAppointment = "2"

	DutySecretary = "1"
	DutyDeputy    = "2"
	DutyStanding  = "10" // 常委
	DutyAlternate = "12" // 候补委员
	DutyStaff     = "13" // 工作人员

	DutyFull  = "1" // 专职
	DutyPart  = "2" // 兼职
	DutyLent  = "3" // 挂职
	DutyExtra = "4" // 编制外

	NationHan = "01"

	PartyOrgNone = "1" // 未建

	CommunityUrban = "1" // 城区社区
	CommunityRural = "2" // 农转非社区

	Star5    = "5"
	Star4    = "4"
	Star3    = "3"
	Star2    = "2"
	StarNone = "0" // 不予定级

	IDResident = "1"
	IDPermit   = "2" // residence permit of Hong Kong, Macao and Taiwan residents
	IDReturn   = "3" // 港澳居民来往内地通行证, 台湾居民来往大陆通行证
	IDPassport = "4"
	IDOther    = "9"

	MemberNormal   = "1"
	MemberStopped  = "2" // 停止团籍
	MemberArriving = "3" // 待转接
	MemberOverAge  = "4" // 超龄待离
	MemberLeft     = "5" // 离团（满 28 周岁）
	MemberDetached = "6" // 脱团除名
	MemberWithdrew = "7" // 退团
	MemberExpelled = "8" // 开除团籍
	MemberMoved    = "9" // 转出
	MemberDied     = "10"
	MemberNot      = "11"  // not a member: a Party member or other who holds a League post
	OnRoll         = "on"  // group of MemberStates
	OffRoll        = "off" // likewise: has been a member

	LeavingAge    = "1"  // 满 28 周岁
	LeavingNoLife = "3"  // 不过组织生活
	LeavingWish   = "5"  // 本人自愿
	LeavingJob    = "6"  // 就业或工作调动
	LeavingStudy  = "7"  // 升学或转学
	LeavingBreach = "8"  // 违纪
	LeavingDied   = "10" // 去世

	StandingParty   = "01"
	StandingPartyOn = "02" // 预备党员
	StandingLeague  = "03"
	StandingMasses  = "13" // 群众

	DuesByWage    = "1"
	DuesStudents  = "2"
	DuesFarmers   = "3"
	DuesPoor      = "4"
	DuesVolunteer = "5"

	ParcelSubmission = "1" // 上报包
	ParcelReceipt    = "2" // 回执包
	ParcelNotice     = "3" // 下发包
	ParcelTaken      = "1" // 已接收
	ParcelAnswered   = "2" // 已回执
	ParcelReturned   = "3" // 已退回

	SignerWaiting  = "1" // 待认
	SignerAccepted = "2" // 已认
	SignerStopped  = "3" // 停用

	MatterReturn    = "1" // 退回
	MatterDuplicate = "2" // 重复
	MatterQuestion  = "3" // 提问
	MatterOpen      = "1" // 待办
	MatterMended    = "2" // 已改
	MatterAnswered  = "3" // 已答复
	MatterSettled   = "4" // 已办结: the street is content
	MatterRecalled  = "5" // 已撤回: the street takes it back

	ContactLost      = "3" // 失联
	ContactSearching = "4" // 核查中

	DriftNone = "1"
	DriftIn   = "2"
	DriftOut  = "3"
	DriftYes  = "4" // the office says only that he drifts

	MeetingGeneral   = "1" // 支部大会
	MeetingCommittee = "2" // 支委会
	MeetingLesson    = "4" // 团课
	MeetingTheme     = "5" // 主题团日
	MeetingLife      = "6" // 组织生活会
	MeetingRally     = "8" // 动员会
	MeetingCharter   = "9" // 讲解团章
	MeetingFounding  = "10"
	MeetingAdmission = "11" // 入团仪式
	MeetingTraining  = "16" // 培训
	MeetingLeaving   = "12" // 离团仪式
	MeetingJoint     = "17" // 联席会

	VisitSurvey = "1" // 摸底调研
	VisitAgain  = "2" // 回访
	VisitFirm   = "3" // 巩固检查

	ProblemSurvey = "1" // 调查
	ProblemVisit  = "2"
	ProblemOther  = "7" // of ProblemGroups
	Satisfied     = "1"
	Unsatisfied   = "3"

	ElectionFounding  = "1" // 成立
	ElectionTerm      = "2" // 换届
	ElectionVacancy   = "3" // 补选
	ElectionAppointed = "4" // 任命转选举

	SupplyFlag    = "1"
	SupplyCharter = "2"
	SupplyBadge   = "3"
	SupplyCard    = "4"
	SupplyIn      = "1"
	SupplyOut     = "2"

	TransferIn       = "1"
	TransferOut      = "2"
	TransferDraft    = "1" // 起草; 2 to 5 are the four approvals in their order
	TransferDone     = "6"
	TransferReturned = "7"
	TransferRecalled = "8"

	MeasureLeft     = "1" // 离团
	MeasureDetached = "2" // 自行脱团除名
	MeasureWithdrew = "3" // 退团除名
	MeasureWarned   = "4" // 警告
	MeasureRebuked  = "5" // 严重警告
	MeasureRemoved  = "6" // 撤销职务
	MeasureWatch    = "7" // 留团察看
	MeasureExpelled = "8" // 开除团籍
	MeasureLost     = "9" // 失联核查
	MeasureStopped  = "10"
	MeasureRestored = "11"

	PaymentPaid   = "1" // 交纳
	PaymentWaived = "2" // 减免
	PaymentLate   = "3" // 补交
	PaymentMore   = "4" // 自愿多交
	PaymentUp     = "5" // 上缴

	GradeBest   = "1" // 优秀
	GradeGood   = "2" // 合格
	GradeFailed = "4" // 不合格

	ClassA = "A" // of an enterprise: has a League organisation
	ClassB = "B" // may have one
	ClassC = "C" // cannot yet

	ReferralHired = "1" // 录用

	// AttachmentTravels is the group of the sorts of files of which the street wants the paper itself (league.md, 上报).
	AttachmentTravels  = "travels"
	AttachmentAdmitted = "1" // 入团志愿书
	AttachmentRemoved  = "2" // 除名批复
	AttachmentPhoto    = "4" // 会议照片
	AttachmentOther    = "9"

	ClubTrade    = "1" // 行业
	ClubInterest = "2" // 兴趣
	ClubService  = "3" // 服务
)
