package memotest_test

import (
	"errors"
	"testing"

	"assenso/bot/memo"
	"assenso/bot/memo/memotest"
)

func TestMemoryKeepsTheContract(t *testing.T) {
	memotest.Run(t, memotest.OpenMemory)
}

func TestMemoryFailsAndForgetsAsTold(t *testing.T) {
	var m memotest.Memory
	put := func() error { return m.Put(t.Context(), "a", memo.Pair{Key: "k", Value: []byte("v")}) }
	m.Fail(1)
	if err := put(); !errors.Is(err, memotest.ErrNoAnswer) {
		t.Errorf("error %v, want ErrNoAnswer", err)
	}
	if _, ok, err := m.Get(t.Context(), "a", "k"); ok || err != nil {
		t.Errorf("a failed put left something: %t, %v", ok, err)
	}
	if err := put(); err != nil {
		t.Fatal(err)
	}
	m.Forget()
	if _, ok, err := m.Get(t.Context(), "a", "k"); ok || err != nil {
		t.Errorf("something was not forgotten: %t, %v", ok, err)
	}
}
