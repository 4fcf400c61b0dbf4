package sheet

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestCopiedCellsAreRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       [][]string
	}{
		{"a row as Excel copies it", "尉迟甲\t男\t430502200211192929\r\n", [][]string{{"尉迟甲", "男", "430502200211192929"}}},
		{"rows and an empty cell", "甲\t\t1\n乙\t女\t\n", [][]string{{"甲", "", "1"}, {"乙", "女"}}},
		{"a cell with a line break", "甲\t\"塔前路\n2号\"\t男\r\n", [][]string{{"甲", "塔前路\n2号", "男"}}},
		{"a quote within", "甲\t\"说\"\"好\"\"的\"\r\n", [][]string{{"甲", `说"好"的`}}},
		{"a comma is no separator", "甲,乙\t男", [][]string{{"甲,乙", "男"}}},
		{"an empty column in front", "\t甲\t男\n", [][]string{{"", "甲", "男"}}},
	} {
		if !Pasted(c.text) && c.name != "" {
			t.Errorf("%s: not taken for cells", c.name)
		}
		book, err := ReadPaste(context.Background(), c.text)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := book.Sheets[0].Rows; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: read %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWordsAreNoCells(t *testing.T) {
	for _, text := range []string{"", "尉迟甲", "430502200211192929\r\n", "塔前路\n2号", "\n\n", " 甲 乙 "} {
		if Pasted(text) {
			t.Errorf("%q is taken for cells", text)
		}
	}
	if _, err := ReadPaste(context.Background(), "\t\t\r\n"); !errors.Is(err, ErrEmpty) {
		t.Errorf("nothing: %v", err)
	}
	if _, err := ReadPaste(context.Background(), strings.Repeat("甲\t", MaxPaste/4+1)); !errors.Is(err, ErrPasteTooLong) {
		t.Errorf("too much: %v", err)
	}
}

func FuzzPaste(f *testing.F) {
	f.Add("甲\t\"乙\n丙\"\t\"\"\"\r\n")
	f.Add("\t\"")
	f.Fuzz(func(t *testing.T, text string) {
		book, err := ReadPaste(context.Background(), text)
		if err == nil && len(book.Sheets) != 1 {
			t.Errorf("%d sheets", len(book.Sheets))
		}
	})
}
