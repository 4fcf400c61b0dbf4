package ui

import (
	"reflect"
	"testing"
)

// TestEveryScreenStandsInTheRegistry: a screen that was forgotten would be a key that does nothing.
func TestEveryScreenStandsInTheRegistry(t *testing.T) {
	all := reflect.ValueOf(screens)
	for i := range all.NumField() {
		if all.Field(i).IsNil() {
			t.Errorf("nothing shows %s", all.Type().Field(i).Name)
		}
	}
}
