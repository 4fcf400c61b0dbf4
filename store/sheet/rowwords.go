package sheet

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words that open a row which is not data. They are compared with Plain text.
var (
	totalWords = []string{"人数合计", "合计", "总计", "小计", "共计", "累计", "本页合计", "本页小计", "本页共计", "合计人数", "总人数", "汇总", "平均"}
	// such words open a row for signatures whatever stands beside them; the labels only with a colon or almost alone
	signatureWords = []string{"填表人", "审核人", "制表人", "填报人", "经办人", "复核人", "统计人", "单位负责人", "负责人签字", "负责人签名",
		"填表日期", "填表时间", "填报日期", "填报时间", "制表日期", "制表时间", "报送日期", "上报日期", "填报单位", "填表单位", "制表单位", "单位盖章", "单位公章",
		"打印日期", "打印时间", "打印人", "导出时间", "导出日期", "导出人", "数据来源", "登记人", "录入人"}
	signatureLabels = []string{"制表", "复核", "审核", "日期", "联系电话", "联系人", "盖章", "签字", "签名", "团支部书记", "书记签字", "主管",
		"分管领导", "领导签字", "统计日期", "截止日期", "负责人"}
	noteWords   = []string{"说明", "注", "备注", "填表说明", "填报说明", "填写说明", "注意", "注意事项", "特别说明", "附注", "要求", "填报要求", "填表要求"}
	sampleWords = []string{"示例", "样例", "例如", "例", "填写示例", "举例", "样表", "范例", "示例行"}
	titleEnds   = []string{"花名册", "名册", "名单", "登记表", "统计表", "汇总表", "一览表", "情况表", "信息表", "采集表", "台账", "基本情况"}
)

var demandWords = map[string]bool{"必填": true, "选填": true, "必填项": true, "选填项": true, "非必填": true, "文本格式": true, "下拉选择": true, "自动生成": true}

// signing are signatureWords and signatureLabels, none of which is in both.
var signing = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range slices.Concat(signatureWords, signatureLabels) {
		all[w] = true
	}
	return all
}()

// fillerWords say that nothing stands here, or that the table goes on elsewhere.
var fillerWords = map[string]bool{"以下空白": true, "以下为空": true, "以下为空白": true, "以下无正文": true, "以下无内容": true, "以下无": true, "此页无正文": true, "本页无正文": true,
	"此页空白": true, "本页空白": true, "此处空白": true, "空白": true, "无正文": true, "空行": true, "接下页": true, "转下页": true, "接下表": true, "接上页": true, "续上页": true, "承上页": true, "见下页": true,
	"接上表": true, "续上表": true, "续表": true, "续前表": true, "续": true, "下页续": true, "未完待续": true, "完": true, "全部完": true, "结束": true, "完毕": true, "略": true, "年月日": true, "同意": true, "情况属实": true, "已核对": true, "已核实": true, "已审核": true, "以上为全部": true, "end": true, "下接": true}

// nothings fill a row in which there is nobody.
var nothings = map[string]bool{"无": true, "暂无": true, "没有": true, "空": true, "空缺": true, "/": true, "\\": true, "-": true, "—": true, "——": true, "－": true, "／": true, "无人员": true, "无人": true, "无团员": true}

var pageMark = regexp.MustCompile(`^([-—]*\d{1,4}[-—]+|(第?\d{1,4}/\d{1,4}页?)|(第?[\d一二三四五六七八九十]{1,4}页)?[,，。/;、(]*[共总][\d一二三四五六七八九十]{1,4}页\)?|第[\d一二三四五六七八九十]{1,4}页\)?|续?表[\d一二三四五六七八九十]{1,3}|page\d+(of\d+)?|续表[(-]?[\d一二三四五六七八九十]+\)?)$`)

// isFiller says whether a row holds nothing but marks that nothing stands here: 以下空白, 第 1 页 共 3 页, 无 in every cell.
func isFiller(row []string, all int) bool {
	n := 0
	for c, t := range row {
		if t == "" || strings.TrimSpace(t) == "" || c == 0 && all > 1 && len(t) < 5 && strings.Trim(t, "0123456789") == "" { // a number in front
			continue
		}
		if len(t) > 90 {
			return false
		}
		p := strings.Trim(Plain(t), "()<>《》=-_—~。.…*·")
		switch {
		case p == "" && all == 1, fillerWords[p], nothings[p], nothings[strings.TrimSpace(t)], pageMark.MatchString(strings.Trim(Plain(t), "()<>")):
		case all == 1 && isNobody(p):
		case p == "" && !strings.ContainsFunc(t, unicode.IsLetter):
		default:
			return false
		}
		n++
	}
	return n > 0
}

// counted is how many there are: 共 2 人.
var counted = regexp.MustCompile(`^(以上|本页|本表|全部|全支部|本支部)?共?计?[0-9一二三四五六七八九十两]+[人名页份户家]$`)

// Lone is the only text of a row besides numbers and counts, "" when there are several.
func Lone(row []string) (text string) {
	for _, t := range row {
		t = strings.TrimSpace(t)
		if t == "" || len(t) <= 9 && strings.Trim(t, "0123456789一二三四五六七八九十()（）、.") == "" || len(t) < 30 && counted.MatchString(Plain(t)) {
			continue
		}
		if text != "" {
			return ""
		}
		text = t
	}
	return text
}

// noName says whether a lonely text below a table cannot be whom or what a row is about: a sentence, a note in brackets,
// a label with its colon, a count, a date.
func noName(text string) bool {
	p := Plain(text)
	return strings.HasPrefix(p, "(") && strings.HasSuffix(p, ")") && utf8.RuneCountInString(p) > 4 || hasColon(text) ||
		strings.ContainsAny(p, ",，。;；!") || counted.MatchString(p) || datedOnly.MatchString(p)
}

// datedOnly is a date and nothing else, filled in or not.
var datedOnly = regexp.MustCompile(`^[0-9〇零一二三四五六七八九十]*年[0-9一二三四五六七八九十]*月([0-9一二三四五六七八九十]*日)?$`)

// groupRow says whether every text of a row names a group of columns: 基本信息, 联系方式.
func groupRow(row []string) bool {
	for _, t := range row {
		if p := Plain(t); p != "" && !strings.HasSuffix(p, "信息") && !strings.HasSuffix(p, "情况") && !strings.HasSuffix(p, "资料") && !strings.HasSuffix(p, "方式") {
			return false
		}
	}
	return true
}

// signs are what stands behind the word for who signs, in brackets or before a colon.
var signs = regexp.MustCompile(`\((盖章|签字|签名|签章|公章|印章|盖公章)\)|(签字|签名|签章|盖章|意见)$`)

// isNobody reads a lonely sentence that there is nobody: 本支部无团员, 无流动团员, 本月无新增.
func isNobody(p string) bool {
	before, after, ok := strings.Cut(p, "无")
	if !ok || utf8.RuneCountInString(p) > 20 {
		return false
	}
	what := strings.Trim(after, "。.!")
	opens := before == "" || strings.HasPrefix(before, "本") || strings.HasPrefix(before, "此") || strings.HasPrefix(before, "暂") || strings.HasPrefix(before, "以下") || strings.HasSuffix(before, "支部") || strings.HasSuffix(before, "公司")
	for _, w := range []string{"团员", "此情况", "此类", "人员", "新增", "变动", "变化", "党员", "青年", "内容", "数据", "记录", "符合", "流动", "转入", "转出", "发展"} {
		if opens && strings.Contains(what, w) {
			return true
		}
	}
	return false
}

// isTitle says whether a lonely text is the title of a table.
func isTitle(text string) bool {
	p := bare(Plain(text))
	for _, w := range titleEnds {
		if rest, ok := strings.CutSuffix(p, w); ok && (rest != "" || len(w) > 6) {
			return true
		}
	}
	return false
}

// labelled says whether a row has labels of those who sign: 填表人 李某 联系电话 139….
func labelled(row []string) bool {
	for i, t := range row {
		p := Plain(t)
		switch {
		case t == "":
		case opens(p, signatureWords, false), i+1 < len(row) && opens(p, signatureLabels, false) && hasColon(t),
			hasColon(t) && (opens(beforeColon(p), signatureWords, false) || opens(beforeColon(p), signatureLabels, false)):
			return true
		}
	}
	return false
}

func isSentence(s string) bool {
	return strings.ContainsAny(s, "。；") || utf8.RuneCountInString(s) > 30
}

// countOpening is how many texts of a row are one of the words.
func countOpening(row []string, words map[string]bool) int {
	n := 0
	for _, t := range row {
		if len(t) < 60 && words[Plain(t)] {
			n++
		}
	}
	return n
}

// wordKind says what kind of row a text opens. Signature and note words count only with a colon, or alone with hardly
// another cell beside them, because a person's job may well be 审核.
func wordKind(text string, all int) Why {
	p := Plain(text)
	switch {
	case opens(p, totalWords, true):
		return WhyTotal
	case opens(p, signatureWords, false), hasColon(text) && opens(beforeColon(p), signatureWords, false),
		hasColon(text) && opens(beforeColon(p), signatureLabels, false), all <= 2 && opens(p, signatureLabels, false):
		return WhySignature
	case signs.MatchString(p) && (all <= 2 || hasColon(text)):
		return WhySignature
	case hasColon(text) && opens(beforeColon(p), noteWords, false), all <= 2 && opens(p, noteWords, true):
		return WhyNote
	case hasColon(text) && opens(beforeColon(p), sampleWords, false):
		return WhySample
	}
	return ""
}

func hasColon(s string) bool { return strings.ContainsAny(s, ":：") }

func beforeColon(p string) string {
	before, _, _ := strings.Cut(p, ":")
	return bare(before)
}

// opens says whether the plain text is one of the words, or, when more may follow, begins with one and goes on with
// something that is no letter: 合计(人), 合计共49人, 注1.
func opens(p string, words []string, more bool) bool {
	for _, w := range words {
		rest, ok := strings.CutPrefix(p, w)
		if !ok {
			continue
		}
		if rest == "" {
			return true
		}
		r, _ := utf8.DecodeRuneInString(rest)
		if more && (strings.ContainsRune("(:;,.、。，；共人家个名)", r) || r >= '0' && r <= '9') {
			return true
		}
	}
	return false
}
