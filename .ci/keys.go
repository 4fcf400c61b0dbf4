// Command keys writes the keys of a ledger, to look for them where they must not be: the
// master key and the one that seals the values. The password stands in TUANJIAN_PASSWORD.
//
//	go run keys.go LEDGER
package main

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"os"

	"tuanjian/store/seal"
	"tuanjian/store/vault"
)

func main() {
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(ledger string) error {
	slots, err := vault.SlotsOf(ledger, vault.Options{Random: rand.Reader})
	if err != nil {
		return err
	}
	master, _, err := seal.OpenPassword(slots, "", os.Getenv("TUANJIAN_PASSWORD"))
	if err != nil {
		return err
	}
	value, err := hkdf.Key(sha256.New, master[:], nil, "tuanjian value key", 32) // as seal.NewSealer
	if err != nil {
		return err
	}
	_, err = fmt.Printf("hex:%x\nhex:%x\n", master[:], value)
	return err
}
