package kit

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
)

func dateField(t *testing.T) (fyne.Window, *Date, *Entry) {
	t.Helper()
	win := stage(t, look.Standard, 500, 600, look.NewWords("", look.Body))
	d, after := NewDate(today, plainDate), NewEntry()
	win.SetContent(look.Column(look.Gap2, d, after))
	d.Focus()
	return win, d, after
}

func TestDateTidiesItselfAndTellsFaults(t *testing.T) {
	_, d, after := dateField(t)
	var fault error
	d.OnFault = func(err error) { fault = err }
	keyed(d, "20190504")
	if !after.Focused() {
		t.Fatal("eight digits did not go on")
	}
	if d.Text != "2019-05-04" || fault != nil {
		t.Fatalf("text %q, fault %v", d.Text, fault)
	}
	if v, err := d.Value(); v != "2019-05-04" || err != nil {
		t.Fatalf("value %q, %v", v, err)
	}
	d.Focus()
	keyed(d, "胡写")
	press(d, fyne.KeyReturn)
	if fault == nil || d.Text != "胡写" {
		t.Fatalf("a date that is none: fault %v, text %q", fault, d.Text)
	}
	if after.Focused() {
		t.Fatal("the first Enter left a date that is none")
	}
	press(d, fyne.KeyReturn)
	if !after.Focused() {
		t.Fatal("the second Enter is meant")
	}
	d.Focus()
	press(d, fyne.KeyBackspace)
	press(d, fyne.KeyReturn)
	if fault != nil || d.Text != "" {
		t.Fatalf("emptied: fault %v, text %q", fault, d.Text)
	}
	d.Focus()
	keyed(d, "2019-5-1")
	if after.Focused() {
		t.Fatal("2019-5-1 may still become 2019-5-12, yet the field went on")
	}
}

func TestCalendarByKeys(t *testing.T) {
	for _, c := range []struct {
		start string
		keys  []fyne.KeyName
		want  string
	}{
		{"2019-05-04", []fyne.KeyName{fyne.KeyReturn}, "2019-05-04"},
		{"2019-05-04", []fyne.KeyName{fyne.KeyLeft, fyne.KeyUp, fyne.KeyReturn}, "2019-04-26"},
		{"2019-05-31", []fyne.KeyName{fyne.KeyPageDown, fyne.KeyReturn}, "2019-06-30"},
		{"2024-03-31", []fyne.KeyName{fyne.KeyPageUp, fyne.KeyRight, fyne.KeyReturn}, "2024-03-01"},
		{"2019-05-04", []fyne.KeyName{fyne.KeyT}, "2026-11-22"},
		{"2019-05-04", []fyne.KeyName{fyne.KeyPageDown, fyne.KeyM}, "2019-06"},
		{"2018-08", []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn}, "2018-08-08"},
		{"", []fyne.KeyName{fyne.KeyReturn}, "2026-11-22"},
		{"2019-05-04", []fyne.KeyName{fyne.KeyEscape}, "2019-05-04"},
	} {
		win, d, after := dateField(t)
		d.SetText(c.start)
		press(d, fyne.KeyF4)
		cal := win.Canvas().Focused()
		if _, ok := cal.(*calendar); !ok {
			t.Fatalf("F4 focused %T", cal)
		}
		press(cal, c.keys...)
		if d.Text != c.want || win.Canvas().Overlays().Top() != nil {
			t.Errorf("%s %v gave %q, want %q", c.start, c.keys, d.Text, c.want)
		}
		if took := c.keys[len(c.keys)-1] != fyne.KeyEscape; after.Focused() != took {
			t.Errorf("%v: the focus went on: %v", c.keys, after.Focused())
		}
	}
}

func TestCalendarYearByShift(t *testing.T) {
	win, d, _ := dateField(t)
	d.SetText("2020-02-29")
	press(d, fyne.KeyF4)
	withShift(d, func() { press(win.Canvas().Focused(), fyne.KeyPageUp, fyne.KeyReturn) })
	if d.Text != "2019-02-28" {
		t.Fatalf("a year back from 29 February: %q", d.Text)
	}
}

func TestWeeksBeginOnMonday(t *testing.T) {
	for m := time.January; m <= time.December; m++ {
		for year := 2019; year < 2027; year++ {
			first := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
			got := firstShown(first.AddDate(0, 0, 12))
			if gap := first.Sub(got); got.Weekday() != time.Monday || gap < 0 || gap > 6*24*time.Hour {
				t.Errorf("%s begins with %s", first.Format("2006-01"), got.Format(time.DateOnly))
			}
		}
	}
}
