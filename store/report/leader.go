package report

// leaderFigures are those of the one-page version, in bands of six.
var leaderFigures = [][]struct{ label, name string }{
	{{"在营企业", "在营企业"}, {"规模企业", "规模企业"}, {"应建未建", "应建未建"}, {"团组织", "团组织"}, {"在册团员", "团员"}, {"流动团员", "流动团员"}},
	{{"正常开展", "正常开展"}, {"新成立支部", "新支部"}, {"新发展团员", "新发展"}, {"走访", "走访"}, {"活动", "活动"}, {"办结问题", "办结"}},
}
