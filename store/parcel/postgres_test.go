package parcel

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Without a server: every field has its column with a comment, dates have their first
// day beside them, and the writer's error is the answer. What the SQL does, a test of
// the store asks a real PostgreSQL.
func TestTheSchemaHasEveryField(t *testing.T) {
	var out strings.Builder
	if err := WritePostgres(&out, ledger.OfCommunity); err != nil {
		t.Fatal(err)
	}
	sql := out.String()
	for _, kind := range ledger.OfCommunity {
		if !strings.Contains(sql, fmt.Sprintf("create table if not exists tuanjian.%q", kind.Name())) {
			t.Errorf("no table for %s", kind.Name())
		}
		for _, c := range kind.Columns()[:kind.Fields()] {
			if !strings.Contains(sql, fmt.Sprintf("comment on column tuanjian.%q.%q is '%s", kind.Name(), c.Key, c.Label)) {
				t.Errorf("%s.%s has no comment", kind.Name(), c.Key)
			}
			first := strings.Contains(sql, fmt.Sprintf("comment on column tuanjian.%q.%q is ", kind.Name(), c.Key+"_first"))
			if day := c.Shape == ledger.Day8 || c.Shape == ledger.Month6; day != first {
				t.Errorf("%s.%s is a date: %v, has a first day: %v", kind.Name(), c.Key, day, first)
			}
			if c.Shape != ledger.Choice {
				continue
			}
			for _, item := range c.Choices.Items() {
				if row := fmt.Sprintf("(%s, %s, %s, %s)", literal(c.Choices.Name), literal(item.Code), literal(item.Label), literal(item.Group)); !strings.Contains(sql, row) {
					t.Errorf("the list lacks %s", row)
				}
			}
		}
	}
	for _, name := range loadedBeside {
		if !strings.Contains(sql, fmt.Sprintf("create table if not exists tuanjian.%q", name)) {
			t.Errorf("no table for %s", name)
		}
	}
	if got := literal("李'干事"); got != "'李''干事'" {
		t.Errorf("a quote is written %s", got)
	}
	if got := quoted(`a"b`); got != `"a""b"` {
		t.Errorf("a name is written %s", got)
	}
	full := errors.New("full")
	if err := WritePostgres(stuck{full}, ledger.OfCommunity); !errors.Is(err, full) {
		t.Errorf("the writer's error came as %v", err)
	}
	for _, tool := range []string{"age ", "unzip ", "psql "} {
		if !strings.Contains(LoadScript(), tool) {
			t.Errorf("the script does not use %s", tool)
		}
	}
}

type stuck struct{ err error }

func (s stuck) Write([]byte) (int, error) { return 0, s.err }

func TestNamesOfWhatTheStreetGives(t *testing.T) {
	day := value.Day(2026, 6, 30)
	for got, want := range map[string]string{
		NoticeName("小江湖街道", day, 2):          "小江湖街道下发_2026-06-30_002.tjb",
		ReceiptName("塔北社区", day, 1):          "塔北社区回执_2026-06-30_001.tjb",
		ReceiptName("../塔/北:社区", day, 1):     "塔北社区回执_2026-06-30_001.tjb",
		NoticeName("13912345678", day, 1234): "社区下发_2026-06-30_1234.tjb",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
