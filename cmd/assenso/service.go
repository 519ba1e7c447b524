package main

import (
	"context"
	"fmt"
	"os"

	"assenso/bot/lang"
	"assenso/config"
)

// runCmd is the service.
type runCmd struct {
	Config string `help:"${help_config}" required:"" type:"path" env:"ASSENSO_CONFIG"`
}

// Run starts the service. With no platform configured it says what to set.
func (c *runCmd) Run(_ context.Context, a *app) error {
	if _, err := a.config(c.Config); err != nil {
		return err
	}
	return fail(2, "cli.no-platform", "file", c.Config)
}

// checkCmd validates a configuration and prints each fault.
type checkCmd struct {
	Config string `help:"${help_config}" required:"" type:"path" env:"ASSENSO_CONFIG"`
	Reach  bool   `help:"${help_reach}"`
}

// Run prints each fault with its place, and what to write instead.
func (c *checkCmd) Run(ctx context.Context, a *app) error {
	cfg, err := a.config(c.Config)
	if err != nil {
		return err
	}
	if c.Reach && isRedis(cfg.Store) {
		if err := reach(ctx, cfg.Store); err != nil {
			return err
		}
	}
	a.print("cli.config-good", "file", c.Config)
	return nil
}

// config loads a configuration, or tells all that is wrong with it.
func (a *app) config(path string) (config.Config, error) {
	cfg, faults := config.Load(path, os.Environ())
	if len(faults) > 0 {
		return cfg, a.faults(path, faults)
	}
	if cfg.Body != nil && cfg.Body.Roster != "" {
		_, err := a.rows(cfg.Body.Roster, cfg.Body.List, 1)
		return cfg, err
	}
	return cfg, nil
}

// faults prints the faults of a file, each with its place and an excerpt.
func (a *app) faults(file string, faults []config.Fault) error {
	for _, f := range faults {
		a.print("cli.fault", "where", f.Where(), "what", lang.Text{Key: f.Key(), Args: f.Args})
		if f.Excerpt != "" {
			fmt.Fprintln(a.std.out, f.Excerpt)
		}
	}
	return fail(1, "cli.config-bad", "file", file, "count", len(faults))
}
