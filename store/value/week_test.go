package value

import "testing"

// Opening hours as offices write them come into one form, and that form is read as it stands.
func TestOpeningHours(t *testing.T) {
	for in, want := range map[string]string{
		"周一至周五 9:00-17:00；周六 9:00-12:00": "周一至周五 9:00-17:00；周六 9:00-12:00",
		"周一到周五9：00—17：00":                "周一至周五 9:00-17:00",
		"星期六、星期日 8点半到11点30分":             "周六、周日 8:30-11:30",
		"周末 全天":                        "周六、周日 全天",
		"每天 19:00-21:00":               "每天 19:00-21:00",
		"工作日8-12，14-18":                "周一至周五 8:00-12:00、14:00-18:00",
		"周一、三、五 下午2:00-5:00":           "周一、周三、周五 14:00-17:00",
		"周二 9:00-12:00;周二 11:00-13:00": "周二 9:00-13:00",
		"周六至周一 9:00-10:00":             "周一、周六、周日 9:00-10:00",
		"周一 9:00-10:00;周三 9:00-10:00":  "周一、周三 9:00-10:00",
		"周三晚上7:00-9:00":                "周三 19:00-21:00",
		"周五 9:00-24:00":                "周五 9:00-24:00",
	} {
		got, f := ReadWeek(in)
		if got != want || f != nil {
			t.Errorf("%q: %q %v, want %q", in, got, f, want)
		}
		if again, f := ReadWeek(got); again != got || f != nil {
			t.Errorf("%q read again is %q %v", got, again, f)
		}
	}
	for _, in := range []string{"有空就开", "周一至周五", "9:00-17:00", "周八 9:00-10:00", "周一 17:00-9:00", "周一 9:70-10:00", "周一 9:00-25:00", "周一 9:00-10:00 和别的", "周一至 9:00-10:00"} {
		if got, f := ReadWeek(in); got != in || f == nil || !f.Soft {
			t.Errorf("%q: %q %v", in, got, f)
		}
	}
	if got, f := ReadWeek(""); got != "" || f != nil {
		t.Error(got, f)
	}
}
