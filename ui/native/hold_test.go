package native

import "testing"

func TestWhatAPrinterWaitsFor(t *testing.T) {
	for said, want := range map[string]Hold{
		"printer PDF is idle.  enabled since Mon\n\tAlerts: none\n":                            NoHold,
		"printer PDF now printing PDF-3.  enabled since Mon\n\tAlerts: media-empty-error\n":    NoPaper,
		"printer PDF now printing PDF-3.  enabled since Mon\n\tAlerts: offline-report\n":       Offline,
		"printer PDF disabled since Mon -\n\tPaused\n\tAlerts: paused\n":                       Stopped,
		"printer PDF disabled since Mon -\n\treason unknown\n":                                 Stopped,
		"printer PDF is idle.  enabled since Mon\n\tAlerts: media-jam-warning\n":               Stopped,
		"printer PDF now printing PDF-3.  enabled since Mon\n\tAlerts: connecting-to-device\n": Offline,
		"": NoHold,
	} {
		if got := holdIn(said); got != want {
			t.Errorf("%q: %q", said, got)
		}
	}
	for _, c := range []struct {
		status, attributes uint32
		want               Hold
	}{
		{0, 0, NoHold}, {0x400, 0, NoHold}, // it prints
		{0, 0x400, Offline}, {0x80, 0, Offline}, {0x80 | 0x10, 0, Offline},
		{0x10, 0, NoPaper}, {0x8, 0, Stopped}, {0x1, 0, Stopped}, {0x20000, 0, NoHold}, // toner is low
	} {
		if got := holdOf(c.status, c.attributes); got != c.want {
			t.Errorf("%#x, %#x: %q", c.status, c.attributes, got)
		}
	}
}
