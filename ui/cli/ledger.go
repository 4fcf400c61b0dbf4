package cli

import (
	"cmp"
	"os"
	"path/filepath"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/practice"
	"tuanjian/store/travel"
)

// openCommand opens the window.
type openCommand struct {
	Ledger string `help:"台账文件" placeholder:"台账.tjz"`
}

// Run asks for a window; the ledger's password is asked there.
func (c *openCommand) Run(r *run) error {
	if !r.Display {
		return &store.Error{Code: store.Refused, Message: "这里没有可用的显示器，打不开窗口。可以用命令行，见 tuanjian --help。"}
	}
	r.window = &Window{Ledger: c.Ledger}
	return nil
}

// newCommand makes a ledger.
type newCommand struct {
	Ledger    string `required:"" help:"台账文件" placeholder:"台账.tjz"`
	Community string `help:"社区名称" placeholder:"社区" xor:"owner"`
	Street    string `help:"街道名称" placeholder:"街道" xor:"owner"`
}

// Run makes the ledger and prints the recovery code once.
func (c *newCommand) Run(r *run) error {
	profile := store.Profile{Name: c.Community}
	if c.Street != "" {
		profile = store.Profile{Name: c.Street, Street: true}
	}
	if profile.Name == "" {
		return misuse("请用 --community 写明社区名称，或用 --street 写明街道名称。")
	}
	p, err := r.password("新台账的密码（至少 8 个字符）：")
	if err != nil {
		return err
	}
	b, code, err := store.Create(c.Ledger, profile, cmp.Or(r.operator, "经办人"), p, r.Terminal.Env)
	if err != nil {
		return err
	}
	r.say("已新建%s的台账：%s", profile.Name, c.Ledger)
	r.say("恢复码（只显示这一次，请抄下来封存，忘记密码时用它打开）：\n%s", code)
	return r.done(b, r.answer(map[string]string{"ledger": c.Ledger, "recovery_code": code}))
}

// practiceCommand makes a practice ledger and, without a display, what it can
// print and export.
type practiceCommand struct {
	Ledger      string `help:"放在哪里" placeholder:"练习.tjz"`
	Members     *int   `help:"多少名团员（不写：社区 240，街道 480）" placeholder:"数"`
	Seed        uint64 `help:"同一个数做出同样的人" default:"1" placeholder:"数"`
	Street      bool   `help:"街道台账"`
	Communities int    `help:"街道有多少个社区（不写：8）" placeholder:"数"`
	Report      bool   `help:"和 --street 一起写：照街道团工委的汇报做一个，八个社区、十四家规模企业，从摸底、动员、建团到服务都办过一遍"`
	NoWindow    bool   `help:"不打开窗口"`
}

// Run makes the ledger and opens it, or says what it wrote.
func (c *practiceCommand) Run(r *run) error {
	path := c.Ledger
	if path == "" {
		folder, err := os.MkdirTemp("", "tuanjian-practice-")
		if err != nil {
			return err
		}
		path = filepath.Join(folder, "练习.tjz")
	}
	password := r.Getenv("TUANJIAN_PASSWORD")
	drawn := password == ""
	if drawn {
		var err error
		if password, err = practice.Password(r.Terminal.Env); err != nil {
			return err
		}
	}
	if c.Report && (!c.Street || c.Members != nil || c.Communities != 0) {
		return misuse("--report 和 --street 一起写；有多少社区、多少团员照汇报，不用再写。")
	}
	members := 240
	if c.Street {
		members = 480
	}
	if c.Members != nil {
		members = *c.Members
	}
	if members < 1 || members > 200000 {
		return misuse("团员数请在 1 至 200000 之间。")
	}
	b, err := practice.New(r.ctx, path, password, practice.Options{Members: members, Seed: c.Seed, Street: c.Street, Report: c.Report, Communities: min(c.Communities, 150)}, r.Terminal.Env)
	if err != nil {
		return err
	}
	if drawn {
		r.say("练习台账的密码（随机的，锁定后用它打开）：%s", password)
	}
	if r.Display && !c.NoWindow {
		r.window = &Window{Ledger: path, Book: b}
		return nil
	}
	return r.done(b, c.samples(r, b, path))
}

// samples writes a roster and a package into a new folder beside the practice
// ledger, so that somebody without a display sees what the program makes.
func (c *practiceCommand) samples(r *run, b *store.Book, path string) error {
	wrote := map[string]any{"ledger": path}
	r.say("练习台账：%s", path)
	if c.Street {
		return r.answer(wrote)
	}
	folder, err := os.MkdirTemp(filepath.Dir(path), "样张-")
	if err != nil {
		return err
	}
	roster := filepath.Join(folder, "团员花名册.pdf")
	out, err := forms.Lay(b, forms.Print{Form: forms.MemberRoster})
	if err != nil {
		return err
	}
	if err := out.Write(r.ctx, roster, nil); err != nil {
		return err
	}
	r.say("团员花名册：%s（%d 人，%d 页）", roster, out.Rows(), out.Pages())
	secret, err := travel.NewPassphrase(b)
	if err != nil {
		return err
	}
	_, parcel, err := travel.Submit(r.ctx, b, travel.Sending{Dir: folder, Passphrase: secret.Typed, Sample: true}, nil)
	if err != nil {
		return err
	}
	r.say("上报包的样子：%s（练习的，街道不会接收；口令 %s）", parcel, secret.Typed)
	wrote["roster"], wrote["parcel"] = roster, parcel
	return r.answer(wrote)
}
