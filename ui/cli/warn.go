package cli

import (
	"slices"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/overview"
	"tuanjian/store/rules"
)

// warned is one thing to be checked as the command line answers it: which record, which field, what is said. It has no
// number of anybody's.
type warned struct {
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Field string `json:"field"`
	Text  string `json:"text"`
}

// mostWarned is how many warnings are said one by one by what is asked for something else; check says all.
const (
	mostWarned = 20
	allWarned  = 0
)

// mostHurt is how much of the damage is said one by one, as in the window.
const mostHurt = 5

// warn says what is to be checked, so many or all, and where the rest is when there is more; it answers all.
func (r *run) warn(problems []rules.Problem, most int, rest string) []warned {
	all := make([]warned, 0, len(problems))
	for i, p := range problems {
		all = append(all, warned{p.Kind.Name(), p.Name, p.Fault.Key, p.Fault.Text})
		if i < most || most == allWarned {
			word := "提醒"
			if !p.Fault.Soft {
				word = "错误"
			}
			r.say("  %s：%s“%s”：%s", word, p.Kind.Title(), p.Name, p.Fault.Text)
		}
	}
	if more := len(problems) - most; more > 0 && most != allWarned {
		r.say("  另有 %d 条，%s。", more, rest)
	}
	return all
}

// tellHurt says what opening found damaged, and what can be done; the lost roles have been said.
func (r *run) tellHurt(wounds []care.Wound) {
	wounds = slices.DeleteFunc(wounds, func(w care.Wound) bool { return w.What == store.RolesLostText })
	if len(wounds) == 0 {
		return
	}
	r.say("台账有损坏，查到的、导出的可能不全或不对。请先不要录入和上报：用最近的备份恢复，或者用 check 检查一遍再抢救（salvage）。")
	for i, w := range wounds {
		if i == mostHurt {
			r.say("  另有 %d 处，用 check 看全部。", len(wounds)-mostHurt)
			return
		}
		r.say("  %s", w.What)
	}
}

// remind says what falls due, and answers it.
func (r *run) remind(todos []overview.Todo) []dueTold {
	all := make([]dueTold, 0, len(todos))
	for _, t := range todos {
		told := dueTold{Key: t.Key, Count: t.Count, Text: t.Text}
		line := "  待办：%d %s"
		if t.Off != nil {
			told.Off, line = t.Off.Until.String(), line+"（推迟到 "+t.Off.Until.String()+"）"
		}
		r.say(line, t.Count, t.Text)
		all = append(all, told)
	}
	return all
}

// dueTold is one thing that falls due as the command line answers it.
type dueTold struct {
	Key   string `json:"key"`
	Count int    `json:"count"`
	Text  string `json:"text"`
	Off   string `json:"put_off,omitempty"` // until when
}
