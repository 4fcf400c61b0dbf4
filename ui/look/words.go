package look

import (
	"encoding/json"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// fyneWords are all strings that Fyne 2.8.1 itself can show, by its own keys. A
// test compares the keys with the module's table, so that a newer Fyne cannot
// bring English in unseen.
var fyneWords = map[string]string{
	"Advanced": "高级", "Cancel": "取消", "Confirm": "确定", "Copy": "复制",
	"Create Folder": "新建文件夹", "Cut": "剪切", "Enter filename": "文件名",
	"Error": "出错了", "Favourites": "常用位置", "File": "文件", "Folder": "文件夹",
	"New Folder": "新建文件夹", "No": "否", "OK": "确定", "Open": "打开",
	"Paste": "粘贴", "Quit": "退出", "Redo": "重做", "Save": "保存",
	"Select all": "全选", "Show Hidden Files": "显示隐藏文件", "Undo": "撤销",
	"Yes": "是", "file.name": "名称", "file.parent": "上级文件夹", "(Parent)": "（上级文件夹）",
	"monday": "星期一", "tuesday": "星期二", "wednesday": "星期三", "thursday": "星期四",
	"friday": "星期五", "saturday": "星期六", "sunday": "星期日",
	"monday.short": "一", "tuesday.short": "二", "wednesday.short": "三", "thursday.short": "四",
	"friday.short": "五", "saturday.short": "六", "sunday.short": "日",
}

// fyneLocales are the languages that Fyne brings words for. Which one it uses
// follows from the system, and an office computer may well be set to English, so
// each of them is made to speak Chinese; an unknown language falls back to en.
var fyneLocales = []fyne.Locale{
	"en", "zh-Hans", "zh", "zh-CN", "zh-TW", "zh-HK",
	"cs", "de", "el", "es", "fr", "ja", "pl", "pt", "pt-BR", "ru", "sv", "ta", "uk",
}

// SpeakChinese makes every string that Fyne itself shows Chinese, whatever the
// system's language. Call it once before the first window; calling it again
// changes nothing. It fails only if Fyne refuses the table.
func SpeakChinese() error {
	table, err := json.Marshal(fyneWords)
	if err != nil {
		return err
	}
	for _, l := range fyneLocales {
		if err := lang.AddTranslationsForLocale(table, l); err != nil {
			return fmt.Errorf("words for %s: %w", l, err)
		}
	}
	return nil
}
