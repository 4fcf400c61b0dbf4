package ledger

// RegionFault checks the 12-digit code of a community: 6 digits of GB/T 2260, 3 of
// the street, 3 of the committee (domain.md §4.10). Every fault is soft.
func RegionFault(s string) *Fault {
	switch {
	case len(s) != 12 || !digits(s):
		return soft("region.length", "社区代码应为 12 位数字。请查统计用区划代码。")
	case !provinces[s[:2]]:
		return soft("region.province", "社区代码前两位 "+s[:2]+" 不是省级代码。请核对。")
	case s[6:9] < "001" || s[6:9] > "599":
		return soft("region.street", "社区代码第 7 至 9 位 "+s[6:9]+" 不是街道、镇或乡。请核对。")
	case s[9:] == "000":
		return soft("region.community", "这是街道本身的代码，不是社区的。请核对后三位。")
	case s[9:] > "599":
		return soft("region.committee", "社区代码后三位 "+s[9:]+" 不是居委会或村委会。请核对。")
	}
	return nil
}

// VillageCode says that a right code belongs to a villagers' committee (200–399).
func VillageCode(s string) bool { return len(s) == 12 && s[9:] >= "200" && s[9:] < "400" }

func region(text string) (string, *Fault) {
	s := NormalIDNumber(text)
	if s == "" {
		return "", nil
	}
	return s, RegionFault(s)
}
