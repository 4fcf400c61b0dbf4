package gate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store/care"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
)

// doorKey is the preference that holds, by the hash of a ledger's path, what the
// unlock screen chooses before the ledger is open. It names nobody.
const doorKey = "doors"

// A door is what is known of a ledger that is shut: the place of the operator who opened
// it last.
type door struct {
	Last int `json:"l,omitempty"`
}

func doorName(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:8])
}

func doors(app fyne.App) map[string]door {
	all := map[string]door{}
	if json.Unmarshal([]byte(app.Preferences().String(doorKey)), &all) != nil {
		return map[string]door{}
	}
	return all
}

func doorOf(app fyne.App, path string) door { return doors(app)[doorName(path)] }

func keepDoor(app fyne.App, path string, d door) {
	all := doors(app)
	if all[doorName(path)] == d {
		return
	}
	all[doorName(path)] = d
	if d == (door{}) {
		delete(all, doorName(path))
	}
	if text, err := json.Marshal(all); err == nil {
		app.Preferences().SetString(doorKey, string(text))
	}
}

// A countdown counts the seconds down for which a button takes no further try. It
// needs no clock: a second is what passes while the program runs.
type countdown struct {
	button *kit.Button
	label  string // of the button when it may be pressed
	left   int
	stop   func()
}

// begin starts the wait that so many wrong tries ask for.
func (w *countdown) begin(wrong int) {
	w.end()
	w.left = int(care.TryDelay(wrong) / time.Second)
	if w.left > 0 {
		w.stop = hands.Every(time.Second, w.tick)
	}
	w.show()
}

func (w *countdown) tick() {
	w.left--
	if w.left <= 0 {
		w.end()
	}
	w.show()
}

func (w *countdown) end() {
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
}

func (w *countdown) show() {
	if w.left > 0 {
		w.button.SetLabel("还要等 " + strconv.Itoa(w.left) + " 秒")
		w.button.Disable()
		return
	}
	w.button.SetLabel(w.label)
	w.button.Enable()
}
