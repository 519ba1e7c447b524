package console

import (
	"os"

	"github.com/mattn/go-isatty"
)

const defaultWidth = 80

// Terminal reports whether a file is a terminal: its input is then a person's,
// and its output may be drawn on.
func Terminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}

// Colors reports whether to draw in colours: on a terminal that can, unless
// the person said no (https://no-color.org). Env reads the environment.
func Colors(out *os.File, env func(key string) string) bool {
	return Terminal(out) && env("NO_COLOR") == "" && env("TERM") != "dumb"
}

// Width is the present width of a terminal in columns, for Options.Width: 80
// where it cannot be known.
func Width(out *os.File) func() int {
	return func() int {
		if n := terminalWidth(out); n > 0 {
			return n
		}
		return defaultWidth
	}
}
