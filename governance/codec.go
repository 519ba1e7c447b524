package governance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// Named is what every event is: something with a name that never changes.
type Named interface{ Name() string }

// Codec turns the events of one kind of stream into the data of journal
// entries and back. It is safe for concurrent use.
//
// A field tagged `private:"yes"` goes to the private part of the entry: names,
// contacts, words. An event read back after its private part was erased has
// those fields zero.
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

// Names lists the events the codec knows, in no order.
func (c *Codec[E]) Names() []string {
	names := make([]string, 0, len(c.forms))
	for n := range c.forms {
		names = append(names, n)
	}
	return names
}

// Encode writes an event. Private is nil where there is nothing private in it.
func (c *Codec[E]) Encode(e E) (data, private json.RawMessage, err error) {
	f, ok := c.forms[e.Name()]
	if !ok {
		return nil, nil, fmt.Errorf("encode %s: unknown event", e.Name())
	}
	if f.hidden == nil {
		data, err = json.Marshal(e)
		return data, nil, err
	}
	v := reflect.ValueOf(e)
	if data, err = marshalPart(v, f.open, f.openAt); err != nil {
		return nil, nil, fmt.Errorf("encode %s: %w", e.Name(), err)
	}
	if !anySet(v, f.hiddenAt) {
		return data, nil, nil
	}
	if private, err = marshalPart(v, f.hidden, f.hiddenAt); err != nil {
		return nil, nil, fmt.Errorf("encode %s: %w", e.Name(), err)
	}
	return data, private, nil
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

// Decode reads an event. An unknown name or field is an error: a journal
// written by a later version must not be half understood.
func (c *Codec[E]) Decode(name string, data, private json.RawMessage) (E, error) {
	var none E
	if up, ok := c.older[name]; ok {
		var err error
		if name, data, err = up(data); err != nil {
			return none, fmt.Errorf("upcast %s: %w", name, err)
		}
	}
	f, ok := c.forms[name]
	if !ok {
		return none, fmt.Errorf("decode %s: unknown event", name)
	}
	v := reflect.New(f.event)
	for _, part := range []json.RawMessage{data, private} {
		if part == nil {
			continue
		}
		d := json.NewDecoder(bytes.NewReader(part))
		d.DisallowUnknownFields()
		if err := d.Decode(v.Interface()); err != nil {
			return none, fmt.Errorf("decode %s: %w", name, err)
		}
	}
	return v.Elem().Interface().(E), nil
}
