package page

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/kit"
)

// Own lets the page's keys work while one of these fields has the keyboard, where
// the field itself would let them go by.
func (p *Page) Own(fields ...*kit.Entry) {
	for _, e := range fields {
		before := e.OnKey
		e.OnKey = func(name fyne.KeyName) bool {
			if before != nil && before(name) {
				return true
			}
			if do := p.Keys[name]; do != nil {
				do()
				return true
			}
			return false
		}
	}
}

// TourKey is the key of the tour's button, as people read it. The window calls Go.
const TourKey = "Ctrl+T"

// Keymap is the map of keys that Ctrl+/ shows.
var Keymap = []kit.Keys{
	{Heading: "到处都能用", Keys: []kit.Key{
		{Key: "F1", Does: "帮助：这一项怎么填，这一页做什么"},
		{Key: "F3", Does: "查找：姓名、拼音、证件尾号、电话、企业，和功能的名字"},
		{Key: "Ctrl+F", Does: "在这张列表里找"},
		{Key: "Alt+0", Does: "办事"},
		{Key: "Alt+1 到 Alt+9", Does: "首页、企业（街道是社区）、团组织……待核、上报、汇总、设置"},
		{Key: "Ctrl+Z　Ctrl+Y", Does: "撤销、重做最近办的事（不在填写时）"},
		{Key: "Ctrl+L", Does: "锁定"},
		{Key: "F11", Does: "接着填放在一边的录入"},
		{Key: kit.ToastKey, Does: "做提示条上写的：打开文件夹、接着填……"},
		{Key: "Ctrl+/", Does: "看这张按键表"},
		{Key: TourKey, Does: "练习台账里：走“我刚接手”的下一步"},
		{Key: "F6", Does: "在目录、列表、表单之间走"},
	}},
	{Heading: "列表", Keys: []kit.Key{
		{Key: "↑ ↓ PageUp PageDown Home End", Does: "走行"},
		{Key: "Enter", Does: "打开这一条"},
		{Key: "F9　Ctrl+N", Does: "新增一条"},
		{Key: "空格　Shift+↑↓　Ctrl+A", Does: "选中"},
		{Key: "Ctrl+C", Does: "复制成表格（号码打星号）"},
		{Key: "F7", Does: "一户一档：这一家、这个组织、这个人的往来、资料、该办的"},
		{Key: "F8", Does: "办理：离团、转接、入党、处分、停业、换届……"},
		{Key: "Shift+F10　菜单键", Does: "这一条能办的事，和点右键一样"},
		{Key: "Delete", Does: "移到回收站，随时可以恢复"},
		{Key: "F12　Ctrl+P", Does: "打印这张列表；开着一条时，打印它的表"},
	}},
	{Heading: "交叉表、大事记", Keys: []kit.Key{
		{Key: "← → ↑ ↓　Enter", Does: "选数，看是哪些记录；在大事记里打开这一条"},
		{Key: "F5", Does: "交叉表：表和图；大事记：下一种事"},
		{Key: "F9", Does: "大事记：例行的会也列出来，或不列"},
		{Key: "F10", Does: "交叉表：存下这张表"},
		{Key: "F12　Ctrl+P", Does: "打印或导出"},
		{Key: "Esc", Does: "返回汇总"},
	}},
	{Heading: "表单", Keys: []kit.Key{
		{Key: "Enter　Tab　↓", Does: "到下一项"},
		{Key: "Shift+Enter　↑", Does: "回到上一项"},
		{Key: "F2", Does: "做红线或黄线旁边写着 F2 的事：打开该记录，采用，保留并说明"},
		{Key: "F4", Does: "打开选项或日历"},
		{Key: "F5", Does: "新记录：打开或收起全部字段；已有的：资料、任职、附件、历史之间换"},
		{Key: "F6", Does: "到下一处要核对的"},
		{Key: "F7", Does: "照上一条填"},
		{Key: "F8", Does: "办理：离团、转接、停业、换届……；接收来的资料：退回这一项"},
		{Key: "按住 Ctrl", Does: "在证件号码里：看完整号码"},
		{Key: "F9", Does: "保存，接着录下一条"},
		{Key: "F10　Ctrl+S", Does: "保存，关上表单"},
		{Key: "Esc", Does: "关上表单，没保存的内容放在一边"},
	}},
}
