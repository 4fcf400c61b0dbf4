package find

import (
	_ "embed"
	"strings"
	"sync"
)

// Surnames that are read otherwise than the dictionary's first reading, longest
// first where one begins another. The dictionary reading is kept for search, since
// people type either.
var surnames = map[string]string{
	"单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "曾": "zeng", "区": "ou", "翟": "zhai", "朴": "piao", "盖": "ge", "任": "ren",
	"华": "hua", "燕": "yan", "尹": "yin", "乐": "yue", "员": "yun", "缪": "miao", "种": "chong", "重": "chong", "黑": "he", "洗": "xian", "冼": "xian",
	"召": "shao", "秘": "bi", "折": "she", "逄": "pang", "覃": "qin", "訾": "zi", "祭": "zhai", "繁": "po", "万": "wan", "牟": "mu", "那": "na",
	"车": "che", "石": "shi", "贾": "jia", "葛": "ge", "哈": "ha", "宓": "fu", "过": "guo", "隗": "kui", "郇": "xun", "郗": "xi", "佴": "nai",
	"晟": "cheng", "柏": "bai", "卜": "bu", "薄": "bo", "宿": "su", "应": "ying", "於": "yu", "訇": "hong", "晁": "chao", "乜": "nie", "钭": "tou",
	"谌": "chen", "祝": "zhu", "沈": "shen", "纪": "ji", "干": "gan", "占": "zhan", "相": "xiang", "盛": "sheng", "教": "jiao", "尧": "yao", "令": "ling",
	"尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai", "宗政": "zong zheng", "濮阳": "pu yang", "淳于": "chun yu",
	"夏侯": "xia hou", "申屠": "shen tu", "皇甫": "huang fu", "令狐": "ling hu", "鲜于": "xian yu", "闾丘": "lv qiu", "呼延": "hu yan", "欧阳": "ou yang",
	"司马": "si ma", "上官": "shang guan", "诸葛": "zhu ge", "东方": "dong fang", "赫连": "he lian", "公孙": "gong sun", "慕容": "mu rong", "司徒": "si tu",
	"司空": "si kong", "宇文": "yu wen", "拓跋": "tuo ba", "端木": "duan mu", "独孤": "du gu", "南宫": "nan gong", "百里": "bai li", "尉": "wei",
}

//go:embed pinyin.txt
var pinyinTxt string

// firstIdeograph is where the characters begin that pinyin.txt has readings of.
const firstIdeograph = 0x3400

// A syllabary knows each character's first reading without its tone.
type syllabary struct {
	said []string // the first is none
	of   []uint16 // by character, from firstIdeograph on: which one of said
}

// readSyllabary reads what .ci/pinyin.go wrote: a line a syllable, and its characters.
func readSyllabary(text string) syllabary {
	s := syllabary{said: []string{""}}
	for line := range strings.Lines(text) {
		said, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range characters {
			at := int(r - firstIdeograph)
			if at >= len(s.of) {
				s.of = append(s.of, make([]uint16, at+1-len(s.of))...)
			}
			s.of[at] = uint16(len(s.said))
		}
		s.said = append(s.said, said)
	}
	return s
}

var syllables = sync.OnceValue(func() syllabary { return readSyllabary(pinyinTxt) })

// syllable is a character's first reading without its tone, "" for what is no
// Chinese character.
func syllable(r rune) string {
	s := syllables()
	if at := int(r - firstIdeograph); at >= 0 && at < len(s.of) {
		return s.said[s.of[at]]
	}
	return ""
}

// NameSyllables reads a person's name: the surname by its own table, the rest by
// the dictionary. Characters without a reading stand for themselves.
func NameSyllables(name string) []string {
	runes := []rune(name)
	var out []string
	rest := runes
	for n := min(2, len(runes)); n >= 1; n-- {
		if read, ok := surnames[string(runes[:n])]; ok {
			out = strings.Fields(read)
			rest = runes[n:]
			break
		}
	}
	return append(out, usualSyllables(rest)...)
}

// usual are characters that names of people, firms and places read otherwise than
// the dictionary's first reading: 长虹, 重庆, 银行, 都市, 厦门, 藏族.
var usual = map[rune]string{'长': "chang", '重': "chong", '行': "hang", '都': "du", '厦': "xia", '藏': "zang", '调': "tiao"}

// usualSyllables reads a text as names are read.
func usualSyllables(runes []rune) []string {
	out := textSyllables(runes)
	at := 0
	for _, r := range runes {
		if r == '·' || r == ' ' {
			continue
		}
		if s, ok := usual[r]; ok {
			out[at] = s
		}
		at++
	}
	return out
}

func textSyllables(runes []rune) []string {
	out := make([]string, 0, len(runes))
	for _, r := range runes {
		switch s := syllable(r); {
		case s != "":
			out = append(out, s)
		case r == '·' || r == ' ':
		default:
			out = append(out, strings.ToLower(string(r)))
		}
	}
	return out
}

// readings are the ways in which a text may be typed in letters: full pinyin and
// initials, as names are read, and as the dictionary reads it where that differs.
// They are separated by newlines.
func readings(text string, person bool) string {
	plain := textSyllables([]rune(text))
	named := usualSyllables([]rune(text))
	if person {
		named = NameSyllables(text)
	}
	if strings.Join(named, "") == strings.Join(plain, "") {
		return spelled(named)
	}
	return spelled(named) + "\n" + spelled(plain)
}

func spelled(syllables []string) string {
	var full, initials strings.Builder
	for _, s := range syllables {
		full.WriteString(s)
		for _, r := range s {
			initials.WriteRune(r)
			break
		}
	}
	if full.Len() == initials.Len() {
		return full.String()
	}
	return full.String() + "\n" + initials.String()
}

// SortKey orders names as a register does: by the pinyin of each character, then
// by the characters themselves.
func SortKey(name string, person bool) string {
	var parts []string
	if person {
		parts = NameSyllables(name)
	} else {
		parts = usualSyllables([]rune(name))
	}
	return strings.Join(parts, " ") + "\x00" + name
}
