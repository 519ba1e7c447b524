//go:build !unix

package console

import "os"

func terminalWidth(*os.File) int { return 0 }
