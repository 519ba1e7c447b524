package governance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"time"
	"unicode/utf8"
)

// Named is what every event is: something with a name that never changes.
type Named interface{ Name() string }

// Codec turns the events of one kind of stream into the data of journal
// entries and back. It is safe for concurrent use.
//
// Events are structs. A field tagged `private:"yes"` goes to the private part of
// the entry: names, contacts, words. An event read back after its private part
// was erased has those fields zero.
type Codec[E Named] struct {
	forms map[string]form
	older map[string]Upcast
}

// Upcast turns the data of an entry written under a name that is no longer
// used, or in an older form, into the form of today.
type Upcast func(data json.RawMessage) (name string, now json.RawMessage, err error)

// form is an event's type and the two types its fields are written as.
type form struct {
	event, open, hidden reflect.Type
	openAt, hiddenAt    []int // indexes of the event's fields
}

// NewCodec learns the events from one value of each. Two events of one name
// are a fault in the program and panic.
func NewCodec[E Named](upcasts map[string]Upcast, events ...E) *Codec[E] {
	c := &Codec[E]{forms: make(map[string]form, len(events)), older: upcasts}
	for _, e := range events {
		if _, twice := c.forms[e.Name()]; twice {
			panic("governance: two events named " + e.Name())
		}
		c.forms[e.Name()] = newForm(reflect.TypeOf(e))
	}
	return c
}

func newForm(t reflect.Type) form {
	f := form{event: t}
	var open, hidden []reflect.StructField
	for i := range t.NumField() {
		field := t.Field(i)
		if !field.IsExported() {
			continue
		}
		if _, private := field.Tag.Lookup("private"); private {
			hidden, f.hiddenAt = append(hidden, field), append(f.hiddenAt, i)
		} else {
			open, f.openAt = append(open, field), append(f.openAt, i)
		}
	}
	if len(hidden) > 0 {
		f.open, f.hidden = reflect.StructOf(open), reflect.StructOf(hidden)
	}
	return f
}

// Names lists the events the codec knows, sorted.
func (c *Codec[E]) Names() []string {
	names := make([]string, 0, len(c.forms))
	for n := range c.forms {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// errText is for text that JSON would change in silence, so that what is read
// back would not be what was decided.
var errText = errors.New("text is not UTF-8")

// Encode writes an event. Private is nil where there is nothing private in it.
// Text that is not UTF-8 is an error: platforms clean what they hand in.
func (c *Codec[E]) Encode(e E) (data, private json.RawMessage, err error) {
	defer func() {
		if err != nil {
			data, private, err = nil, nil, fmt.Errorf("encode %s: %w", e.Name(), err)
		}
	}()
	f, ok := c.forms[e.Name()]
	if !ok {
		return nil, nil, errUnknown
	}
	v := reflect.ValueOf(e)
	if !validText(v) {
		return nil, nil, errText
	}
	if f.hidden == nil {
		data, err = json.Marshal(e)
		return data, nil, err
	}
	if data, err = marshalPart(v, f.open, f.openAt); err != nil || !anySet(v, f.hiddenAt) {
		return data, nil, err
	}
	private, err = marshalPart(v, f.hidden, f.hiddenAt)
	return data, private, err
}

// validText reports whether all text in v is UTF-8.
func validText(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return utf8.ValidString(v.String())
	case reflect.Pointer:
		return v.IsNil() || validText(v.Elem())
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return true
		}
		for i := range v.NumField() {
			if !validText(v.Field(i)) {
				return false
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if !validText(v.Index(i)) {
				return false
			}
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			if !validText(it.Key()) || !validText(it.Value()) {
				return false
			}
		}
	}
	return true
}

func marshalPart(v reflect.Value, t reflect.Type, at []int) ([]byte, error) {
	part := reflect.New(t).Elem()
	for i, j := range at {
		part.Field(i).Set(v.Field(j))
	}
	return json.Marshal(part.Interface())
}

func anySet(v reflect.Value, at []int) bool {
	for _, j := range at {
		if !v.Field(j).IsZero() {
			return true
		}
	}
	return false
}

var errUnknown = errors.New("unknown event")

// Decode reads an event. An unknown name or field is an error: a journal
// written by a later version must not be half understood. So is a private
// field among the others, where erasing would not reach it.
func (c *Codec[E]) Decode(name string, data, private json.RawMessage) (e E, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("decode %s: %w", name, err)
		}
	}()
	now := name
	if up, ok := c.older[name]; ok {
		if now, data, err = up(data); err != nil {
			return e, fmt.Errorf("upcast: %w", err)
		}
	}
	f, ok := c.forms[now]
	if !ok {
		return e, errUnknown
	}
	v := reflect.New(f.event).Elem()
	if f.hidden == nil {
		if err := unmarshal(data, v.Addr()); err != nil {
			return e, err
		}
		if err := unmarshal(private, reflect.New(reflect.TypeFor[struct{}]())); err != nil {
			return e, err
		}
		return v.Interface().(E), nil
	}
	if err := unmarshalPart(v, data, f.open, f.openAt); err != nil {
		return e, err
	}
	if err := unmarshalPart(v, private, f.hidden, f.hiddenAt); err != nil {
		return e, err
	}
	return v.Interface().(E), nil
}

func unmarshalPart(v reflect.Value, data []byte, t reflect.Type, at []int) error {
	part := reflect.New(t)
	if err := unmarshal(data, part); err != nil {
		return err
	}
	for i, j := range at {
		v.Field(j).Set(part.Elem().Field(i))
	}
	return nil
}

// unmarshal reads one JSON value and nothing after it; no data is no value.
func unmarshal(data []byte, into reflect.Value) error {
	if data == nil {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into.Interface()); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one value")
	}
	return nil
}
