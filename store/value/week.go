package value

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Stretch is when something is open on one day of the week: from a minute of the day until another.
type Stretch struct{ From, To int }

// A Week is when something is open, for each day from Monday on, in the order of the hours.
type Week [7][]Stretch

const weekdays = "一二三四五六日"

var (
	someHours = regexp.MustCompile(`(上午|下午|晚上|中午|早上)?(\d{1,2})(?::(\d{2}))?[-~至到]+(下午|晚上)?(\d{1,2})(?::(\d{2}))?`)
	oneHour   = regexp.MustCompile(`(\d{1,2})(?:点|时)(?:(\d{1,2})分?)?`)
)

// ParseWeek reads the opening hours that people write: 周一至周五 9:00-17:00；周六 9:00-12:00. It says false where a part of it
// means no day or no hours.
func ParseWeek(text string) (Week, bool) {
	var w Week
	text = strings.NewReplacer("：", ":", "点半", ":30", "点整", ":00", "—", "-", "－", "-", "–", "-", "～", "~", "；", ";", "。", ";", "，", "、", ",", "、").Replace(Halfwidth(text))
	text = strings.ReplaceAll(text, ",", "、")
	text = oneHour.ReplaceAllStringFunc(text, func(s string) string {
		m := oneHour.FindStringSubmatch(s)
		minute, _ := strconv.Atoi(m[2])
		return m[1] + ":" + twoDigits(minute)
	})
	some := false
	for _, part := range strings.Split(text, ";") {
		if part = strings.Join(strings.Fields(part), ""); part == "" {
			continue
		}
		at := strings.Index(part, "全天")
		if m := someHours.FindStringIndex(part); m != nil && (at < 0 || m[0] < at) {
			at = m[0]
		}
		if at < 0 {
			return Week{}, false
		}
		days, known := daysOf(part[:at])
		open, told := hoursOf(part[at:])
		if !known || !told {
			return Week{}, false
		}
		for _, d := range days {
			w[d] = append(w[d], open...)
		}
		some = true
	}
	for d := range w {
		w[d] = joined(w[d])
	}
	return w, some
}

func twoDigits(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }

// daysOf are the days that a text names, each by its place in the week.
func daysOf(text string) (days []int, ok bool) {
	text = strings.Trim(strings.NewReplacer("星期", "周", "礼拜", "周", "每天", "周一至周日", "每日", "周一至周日", "天天", "周一至周日", "工作日", "周一至周五", "双休日", "周末", "周天", "周日").Replace(text), "、:")
	text = strings.NewReplacer("周末", "六日", "周", "", "每", "", "逢", "", "、", "", "和", "", "及", "", "到", "至", "-", "至", "~", "至").Replace(text)
	to := false
	for _, c := range text {
		at := slices.Index([]rune(weekdays), c)
		switch {
		case c == '至' && len(days) > 0 && !to:
			to = true
		case at < 0:
			return nil, false
		case to:
			for d := days[len(days)-1]; d != at; {
				d = (d + 1) % 7
				days = append(days, d)
			}
			to = false
		default:
			days = append(days, at)
		}
	}
	slices.Sort(days)
	return slices.Compact(days), len(days) > 0 && !to
}

// hoursOf are the stretches that a text names.
func hoursOf(text string) (open []Stretch, ok bool) {
	if strings.Trim(text, "、") == "全天" {
		return []Stretch{{0, 24 * 60}}, true
	}
	rest := someHours.ReplaceAllString(text, "")
	if strings.Trim(rest, "、和及") != "" {
		return nil, false
	}
	for _, m := range someHours.FindAllStringSubmatch(text, -1) {
		s := Stretch{minuteOf(m[1], m[2], m[3]), minuteOf(m[4], m[5], m[6])}
		if late(m[1]) && s.To < s.From && s.To <= 12*60 { // 下午2点到5点
			s.To += 12 * 60
		}
		if s.From < 0 || s.To > 24*60 || s.From >= s.To {
			return nil, false
		}
		open = append(open, s)
	}
	return open, len(open) > 0
}

func late(word string) bool { return word == "下午" || word == "晚上" }

// minuteOf is a time of day in minutes, -1 where there is no such time.
func minuteOf(word, hour, minute string) int {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	if late(word) && h < 12 {
		h += 12
	}
	if h > 24 || m > 59 {
		return -1
	}
	return h*60 + m
}

// joined are stretches in their order, those that touch as one.
func joined(all []Stretch) (out []Stretch) {
	slices.SortFunc(all, func(a, b Stretch) int { return a.From - b.From })
	for _, s := range all {
		if n := len(out); n > 0 && s.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// Hours are the stretches of a day as people write them, "" for none.
func (w Week) Hours(day int) string {
	var all []string
	for _, s := range w[day] {
		if s == (Stretch{0, 24 * 60}) {
			all = append(all, "全天")
			continue
		}
		all = append(all, clock(s.From)+"-"+clock(s.To))
	}
	return strings.Join(all, "、")
}

func clock(minute int) string { return strconv.Itoa(minute/60) + ":" + twoDigits(minute%60) }

// String is the week in words, days with the same hours together: 周一至周五 9:00-17:00；周六 9:00-12:00.
func (w Week) String() string {
	var parts []string
	told := map[string]bool{}
	for d := range w {
		hours := w.Hours(d)
		if hours == "" || told[hours] {
			continue
		}
		told[hours] = true
		parts = append(parts, w.daysWith(hours)+" "+hours)
	}
	return strings.Join(parts, "；")
}

// daysWith are the days that have these hours, three or more in a row as a span.
func (w Week) daysWith(hours string) string {
	name := func(d int) string { return "周" + string([]rune(weekdays)[d]) }
	var spans []string
	for d := 0; d < 7; d++ {
		if w.Hours(d) != hours {
			continue
		}
		last := d
		for last < 6 && w.Hours(last+1) == hours {
			last++
		}
		switch {
		case d == 0 && last == 6:
			return "每天"
		case last > d+1:
			spans = append(spans, name(d)+"至"+name(last))
		case last > d:
			spans = append(spans, name(d), name(last))
		default:
			spans = append(spans, name(d))
		}
		d = last
	}
	return strings.Join(spans, "、")
}

// ReadWeek puts opening hours into the one form in which they are kept; what it cannot read stays as it was written, with a
// soft fault.
func ReadWeek(text string) (string, *Fault) {
	if text == "" {
		return "", nil
	}
	w, ok := ParseWeek(text)
	if !ok {
		return text, Soft(Malformed, "看不出哪天几点开放。请照“周一至周五 9:00-17:00；周六 9:00-12:00”这样写。")
	}
	return w.String(), nil
}
