package sheet

import (
	"unicode/utf16"
)

// segmented reads through a record and its continuations. A text that runs over the edge of a segment goes on after a
// byte that says anew whether its characters take one byte or two ([MS-XLS] §2.5.293).
type segmented struct {
	segments [][]byte
	at       int // within the first segment
	left     int // characters of the text at hand
	broad    bool
	runs     int // bytes of formatting behind the text
	units    []uint16
}

// ended steps over used up segments and says whether nothing is left.
func (s *segmented) ended() bool {
	for len(s.segments) > 0 && s.at >= len(s.segments[0]) {
		s.at -= len(s.segments[0])
		s.segments = s.segments[1:]
	}
	return len(s.segments) == 0
}

func (s *segmented) u8() int {
	if s.ended() {
		return 0
	}
	s.at++
	return int(s.segments[0][s.at-1])
}

func (s *segmented) u16() int { return s.u8() | s.u8()<<8 }

func (s *segmented) u32() int { return s.u16() | s.u16()<<16 }

// beginText reads the options in front of a text of n characters.
func (s *segmented) beginText(n int) {
	options := s.u8()
	s.left, s.broad, s.runs, s.units = n, options&1 != 0, 0, s.units[:0]
	if options&8 != 0 {
		s.runs += 4 * s.u16()
	}
	if options&4 != 0 {
		s.runs += s.u32()
	}
}

func (s *segmented) finishText() string {
	for s.left > 0 && len(s.segments) > 0 {
		if s.at >= len(s.segments[0]) {
			if s.ended() {
				break
			}
			s.broad = s.segments[0][s.at]&1 != 0
			s.at++
			continue
		}
		rest := s.segments[0][s.at:]
		if s.broad {
			n := min(s.left, len(rest)/2)
			for i := range n {
				s.units = append(s.units, uint16(rest[2*i])|uint16(rest[2*i+1])<<8)
			}
			s.left -= n
			if s.at += 2 * n; n == 0 {
				s.at++ // half a character at the edge: a damaged file, go on behind it
			}
		} else {
			n := min(s.left, len(rest))
			for _, c := range rest[:n] {
				s.units = append(s.units, uint16(c))
			}
			s.left -= n
			s.at += n
		}
	}
	s.at += s.runs
	return string(utf16.Decode(s.units))
}

// readSST reads the shared strings of a BIFF8 workbook. The count in front is not trusted.
func readSST(segments [][]byte) ([]string, error) {
	s := &segmented{segments: segments}
	s.u32()
	count := s.u32()
	var all []string
	for len(all) < count && !s.ended() {
		if len(all) >= maxStrings {
			return nil, ErrTooLarge
		}
		s.beginText(s.u16())
		all = append(all, s.finishText())
	}
	if len(all) < count {
		return nil, ErrDamaged
	}
	return all, nil
}
