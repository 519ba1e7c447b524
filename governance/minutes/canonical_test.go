package minutes

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestCanonicalJSON(t *testing.T) { // RFC 8785
	for _, c := range []struct{ name, in, want string }{
		{"names are sorted at every depth", `{"b":{"z":1,"a":2},"a":[{"d":1,"c":2}]}`, `{"a":[{"c":2,"d":1}],"b":{"a":2,"z":1}}`},
		{"no space is left", " { \"a\" : [ 1 ,\n2 ] } ", `{"a":[1,2]}`},
		{"only what must be is escaped", `"\u003c\u2028\u00e9\/"`, "\"<\u2028é/\""},
		{"short escapes come before long ones", `"\u0008\u0009\u000a\u000c\u000d\u0022\u005c\u0001\u001f"`, `"\b\t\n\f\r\"\\\u0001\u001f"`},
		{"delete is a character like others", `"\u007f"`, "\"\u007f\""},
		{"a smiling name keeps its runes", `"\ud83c\udf3b"`, `"🌻"`},
		{"true, false and null", `[true,false,null]`, `[true,false,null]`},
		{"whole numbers stand", `[0,-1,18446744073709551615]`, `[0,-1,18446744073709551615]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := json.NewDecoder(bytes.NewReader([]byte(c.in)))
			d.UseNumber()
			var v any
			if err := d.Decode(&v); err != nil {
				t.Fatal(err)
			}
			if got := string(canonical(nil, v)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}
