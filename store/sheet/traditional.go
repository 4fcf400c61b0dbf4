package sheet

// traditional are the characters of heads, titles and closing lines that are written otherwise in traditional Chinese, as in
// tables from Hong Kong, Macao, Taiwan and their firms, each before its simplified twin.
const traditional = "別别機机號号碼码電电話话團团員员單单證证學学歷历聯联絡络黨党務务職职稱称時时間间備备註注編编戶户現现處处級级屬属業业類类數数書书記记組组織织長长關关係系轉转動动專专畢毕歲岁齡龄隊队鄉乡鎮镇區区縣县網网" +
	"狀状態态況况門门辦办實实際际從从規规產产營营經经濟济統统資资簽签負负責责審审計计總总製制報报說说無无國国漢汉貫贯緊紧繫系樓楼層层郵邮寶宝儲储額额費费繳缴參参與与開开離离調调護护標标題题頁页"

var simplified = func() map[rune]rune {
	twins := map[rune]rune{}
	all := []rune(traditional)
	for i := 0; i+1 < len(all); i += 2 {
		twins[all[i]] = all[i+1]
	}
	return twins
}()
