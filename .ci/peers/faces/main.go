// Command faces writes the two whole faces into the folder of the bare window, which
// embeds them as they are: a peer is not to unpack what we pack.
//
//	go run ./faces window
package main

import (
	"os"
	"path/filepath"

	"tuanjian/assets"
)

func main() {
	for name, face := range map[string][]byte{"regular.ttf": assets.Regular(), "bold.ttf": assets.Bold()} {
		if err := os.WriteFile(filepath.Join(os.Args[1], name), face, 0o644); err != nil {
			panic(err)
		}
	}
}
