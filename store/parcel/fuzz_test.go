package parcel

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// sane fails unless Read gave either a parcel that can be read through, or nothing and a sentinel, and within 5 s.
func sane(t *testing.T, begun trial.Watch, p *Parcel, err error) {
	t.Helper()
	var ours *Error
	switch {
	case err != nil && (p != nil || !errors.As(err, &ours)):
		t.Fatalf("parcel %v, error %v", p != nil, err)
	case err == nil:
		tell(t, p)
	}
	if took := begun.Taken(); took > 5*time.Second {
		t.Fatal("took", took)
	}
}

// FuzzRead tries sealed files.
func FuzzRead(f *testing.F) {
	trial.Corpus(f)
	f.Add(pack(f, smallSample(f)))
	f.Add([]byte(ageLine))
	f.Add([]byte{})
	with := testUnlock(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		begun := trial.Start()
		p, err := Read(context.Background(), bytes.NewReader(b), int64(len(b)), with)
		sane(t, begun, p, err)
	})
}

// FuzzZip tries what is under the seal.
func FuzzZip(f *testing.F) {
	trial.Corpus(f)
	f.Add(layOpen(f, pack(f, smallSample(f))))
	f.Add(zipOf(f, []entry{{manifestName, []byte("{}"), nil}, {signatureName, make([]byte, 64), nil}}))
	with := testUnlock(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		begun := trial.Start()
		p, err := unsealed(b, with)
		sane(t, begun, p, err)
	})
}

// FuzzSigned tries what a signer might put in: a table, the base, the manifest, each with a fitting signature.
func FuzzSigned(f *testing.F) {
	trial.Corpus(f)
	id := idOf(4).String()
	f.Add([]byte("id,rev,name\n"+id+",1,\"a\nb\"\n"), []byte(`{"kind":"member","id":"`+id+`","rev":1,"fields":{"a":"b"}}`), []byte(`{"sequence":1}`), 1)
	f.Add([]byte("id,rev\n"), []byte("\n"), []byte(`{"snapshot":"2026-06-30","counts":{"member":1}}`), 0)
	all := entriesOf(f, pack(f, sample(f)))
	f.Fuzz(func(t *testing.T, table, base, manifest []byte, rows int) {
		bad := replace(replace(all, "member.csv", func([]byte) []byte { return table }), baseName, func([]byte) []byte { return base })
		b := resign(t, bad, signKey, func(m map[string]any) {
			m["counts"].(map[string]any)["member"] = rows
			m["files"].([]map[string]any)[3]["rows"] = rows
			var over map[string]any
			if json.Unmarshal(manifest, &over) == nil {
				for key, v := range over {
					m[key] = v
				}
			}
		})
		begun := trial.Start()
		p, err := read(t, b)
		sane(t, begun, p, err)
	})
}

// FuzzTables tries one table of any name, counted in the manifest or not, and reads its records.
func FuzzTables(f *testing.F) {
	f.Add("member", []byte("id\n\n"), 1, false)
	f.Add("enterprise", []byte("id,rev,name\n,1,x\n"), 1, false)
	f.Add("street", []byte("id,rev\n"+idOf(4).String()+",1\n"), 1, true)
	f.Add("loose", []byte("record,key,text\n"+idOf(4).String()+",note,x\n"), 1, false)
	all := entriesOf(f, pack(f, Content{Manifest: smallSample(f).Manifest}))
	f.Fuzz(func(t *testing.T, name string, table []byte, rows int, counted bool) {
		b := resign(t, append(slices.Clone(all), entry{name + ".csv", table, nil}), signKey, func(m map[string]any) {
			for _, f := range m["files"].([]map[string]any) {
				if f["path"] == name+".csv" {
					f["rows"] = rows
				}
			}
			if counted {
				m["counts"].(map[string]any)[name] = rows
			}
		})
		begun := trial.Start()
		p, err := read(t, b)
		sane(t, begun, p, err)
	})
}

// FuzzFileName wants names that every system takes.
func FuzzFileName(f *testing.F) {
	trial.Corpus(f)
	f.Add("塔北社区", uint64(1))
	f.Fuzz(func(t *testing.T, community string, sequence uint64) {
		name := FileName(community, value.Day(2026, 6, 30), sequence)
		if len(name) > 200 || bytes.ContainsAny([]byte(name), "<>:\"/\\|?*\x00\r\n\t") || name[0] == '.' || name[0] == ' ' {
			t.Errorf("%q", name)
		}
	})
}
