package minutes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// ErrSchema tells that a document is not written in Schema: it was made by
// another version, and must not be half understood.
var ErrSchema = errors.New("unknown schema")

// Encode writes minutes as JSON in Schema, for people and programs to read.
// docs/minutes.schema.json describes it.
func Encode(m Minutes) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("encode minutes: %w", err)
	}
	return b.Bytes(), nil
}

// Decode reads what Encode wrote. Another schema is ErrSchema; unknown fields,
// and anything after the document, are errors too.
func Decode(b []byte) (Minutes, error) {
	var form struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(b, &form); err != nil {
		return Minutes{}, fmt.Errorf("decode minutes: %w", err)
	}
	if form.Schema != Schema {
		return Minutes{}, fmt.Errorf("decode minutes: %w %q, want %q", ErrSchema, form.Schema, Schema)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var m Minutes
	if err := d.Decode(&m); err != nil {
		return Minutes{}, fmt.Errorf("decode minutes: %w", err)
	}
	return m, nil
}
