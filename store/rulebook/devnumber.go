package rulebook

import (
	"strconv"

	"tuanjian/store/value"
)

// DevNumberFault checks a 发展团员编号 against the month of joining (domain.md
// §1.2; the year's digits and the length only, since sources dispute the rest).
// joined may be unknown: then only the form is checked. Every fault is soft. A
// blank number is a fault only where the rules require one.
func DevNumberFault(number string, joined value.Date, r *Rules) *value.Fault {
	early := joined.Last() < r.DevNumberSince
	if number == "" {
		since := r.DevNumberSince
		if r.Xinjiang {
			since = r.DevNumberEarly
		}
		if joined.Last() >= since {
			return value.Soft(value.Missing, "入团在 "+since.String()[:7]+" 以后，应有发展团员编号。请查入团志愿书右上角。")
		}
		return nil
	}
	if !value.AllDigits(number) {
		return value.Soft("dev.format", "发展团员编号应全是数字。请查入团志愿书右上角。")
	}
	if joined == 0 {
		if len(number) != 12 && len(number) != 16 {
			return value.Soft("dev.format", "发展团员编号应为 12 位，现在是 "+strconv.Itoa(len(number))+" 位。请核对。")
		}
		return nil
	}
	year := joined.Year()
	// One province's batch of 2016 and 2017 has sixteen digits.
	if len(number) == 16 {
		if (number[:6] == "201516" && (year == 2015 || year == 2016)) || (number[:6] == "201617" && (year == 2016 || year == 2017)) {
			return nil
		}
		return value.Soft("dev.format", "发展团员编号应为 12 位，现在是 16 位。请核对。")
	}
	if early {
		if len(number) <= 4 {
			return value.Soft("dev.format", "发展团员编号太短。请查入团志愿书右上角，没有编号就空着。")
		}
	} else if len(number) != 12 {
		return value.Soft("dev.format", "发展团员编号应为 12 位，现在是 "+strconv.Itoa(len(number))+" 位。请核对。")
	}
	said, _ := strconv.Atoi(number[:4])
	if said == year {
		return nil
	}
	lenient := joined.First() >= r.DevNumberSince && joined.First() < r.DevStrictSince
	if lenient && (said == r.DevNumberSince.Year() || said == r.DevStrictSince.Year()-1) {
		return nil
	}
	return value.Soft("dev.year", "编号前四位 "+number[:4]+" 与入团年份 "+strconv.Itoa(year)+" 不一致。请核对，确实如此就按 F2 说明原因。")
}
