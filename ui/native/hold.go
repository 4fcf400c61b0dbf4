package native

import "strings"

// holdIn reads what lpstat says at length of one printer.
func holdIn(said string) Hold {
	for _, known := range []struct {
		word string
		hold Hold
	}{
		{"offline", Offline}, {"connecting-to-device", Offline}, {"shutdown", Offline}, {"timed-out", Offline},
		{"media-empty", NoPaper}, {"media-needed", NoPaper},
		{"media-jam", Stopped}, {"door-open", Stopped}, {"cover-open", Stopped}, {"toner-empty", Stopped}, {"marker-supply-empty", Stopped},
		{"paused", Stopped}, {"disabled since", Stopped},
	} {
		if strings.Contains(said, known.word) {
			return known.hold
		}
	}
	return NoHold
}

// holdOf reads the status and the attributes of a printer of Windows (winspool.h).
func holdOf(status, attributes uint32) Hold {
	const workOffline = 0x400
	if attributes&workOffline != 0 {
		return Offline
	}
	for _, known := range []struct {
		bits uint32
		hold Hold
	}{
		{0x80 | 0x1000, Offline}, // offline, not available
		{0x10 | 0x40, NoPaper},   // out of paper, trouble with it
		{0x1 | 0x2 | 0x8 | 0x800 | 0x40000 | 0x100000 | 0x400000, Stopped}, // paused, error, jam, full, no toner, waits for somebody, open
	} {
		if status&known.bits != 0 {
			return known.hold
		}
	}
	return NoHold
}
