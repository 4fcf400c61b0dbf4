package store

import (
	"context"
	"strings"
	"testing"

	"tuanjian/store/disk"
)

// A ledger on a stick is backed up beside where people know it, restored and salvaged
// there, although it is worked on as a copy; with the stick pulled nothing that wants a
// backup begins.
func TestCareOfALedgerOnAStick(t *testing.T) {
	o := newOuting(t, t.TempDir())
	o.env.Backups = RealBackups
	b := o.open(t, o.env)
	establish(t, b, "长虹印务")
	done, err := b.BackUp(ByHand)
	if err != nil || !strings.HasPrefix(done.Path, o.stick) {
		t.Fatalf("%+v %v", done, err)
	}
	if err := b.Prove(context.Background(), quiet); err != nil {
		t.Fatal(Tell(err).Message, err)
	}
	establish(t, b, "东升五金")
	if seen, err := b.LookInto(context.Background(), done.Path, quiet); err != nil || len(seen.Against) != 1 {
		t.Fatalf("%+v %v", seen, err)
	}
	now, err := b.RestoreFrom(context.Background(), done.Path, quiet)
	if err != nil {
		t.Fatal(Tell(err).Message, err)
	}
	if got := strings.Join(companies(now), " "); got != "长虹印务" {
		t.Errorf("restored: %s", got)
	}
	establish(t, now, "新世纪物流")
	out, again, err := now.SalvageTo(context.Background(), SalvageName(o.path), quiet)
	if err != nil || len(out.Lost) > 0 || out.Counts["enterprise"] != 2 {
		t.Fatalf("%+v %v", out, err)
	}
	o.pull(t)
	if err := again.BackUpBefore(BeforeBulk); codeOf(err) != NoFile || disk.IsThere(o.stick) {
		t.Errorf("with the stick pulled: %v", err)
	}
	o.plug(t)
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(o.onStick(t, "塔北.tjz"), " "); got != "新世纪物流 长虹印务" && got != "长虹印务 新世纪物流" {
		t.Errorf("on the stick: %s", got)
	}
}
