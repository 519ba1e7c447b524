// Package redistest starts real Redis servers for tests: on a free port, in a
// folder of their own, killed and started again as the test pleases.
//
// Begin at Start.
package redistest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// Server is a running redis-server.
type Server struct {
	Port int
	dir  string
	args []string
	cmd  *exec.Cmd
	out  bytes.Buffer
}

// patience bounds how long a server may take to begin or to end.
const patience = 20 * time.Second

// Safe are the settings under which nothing acknowledged is lost.
func Safe() []string { return []string{"--appendonly", "yes", "--appendfsync", "always"} }

// Start starts a server with these settings over its own; it ends with the
// test. Where redis-server is not installed the test is skipped, but fails in
// CI: what was not tested there is nowhere.
func Start(t testing.TB, settings ...string) *Server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("no redis-server: %v", err)
		}
		t.Skipf("no redis-server: %v", err)
	}
	s := &Server{Port: FreePort(t), dir: t.TempDir(), args: settings}
	s.Restart(t)
	t.Cleanup(s.Kill)
	return s
}

// FreePort is a port on which nobody listens at this moment.
func FreePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Addr is the server's host and port.
func (s *Server) Addr() string { return "127.0.0.1:" + strconv.Itoa(s.Port) }

// URL is the address of a store on the server; options are added to it.
func (s *Server) URL(options ...string) string {
	u := "redis://" + s.Addr()
	for i, o := range options {
		u += map[bool]string{true: "?", false: "&"}[i == 0] + o
	}
	return u
}

// File is the path of one of the server's files.
func (s *Server) File(name string) string { return filepath.Join(s.dir, name) }

// Kill ends the server at once (SIGKILL), as a power cut would end the
// process. Killing a dead one does nothing.
func (s *Server) Kill() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill() // or it is dead already
	_ = s.cmd.Wait()         // it was killed
	s.cmd = nil
}

// Restart starts the server anew on its old files, with these settings over
// those it had, and waits until it answers.
func (s *Server) Restart(t testing.TB, settings ...string) {
	t.Helper()
	s.Kill()
	s.out.Reset()
	s.args = append(s.args, settings...)
	args := append([]string{"--port", strconv.Itoa(s.Port), "--bind", "127.0.0.1", "--dir", s.dir,
		"--save", "", "--enable-debug-command", "yes", "--loglevel", "warning"}, s.args...)
	s.cmd = exec.Command("redis-server", args...)
	s.cmd.Stdout, s.cmd.Stderr = &s.out, &s.out
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := s.await(); err != nil {
		s.Kill()
		t.Fatalf("redis-server: %v\n%s", err, s.out.String())
	}
}

// await returns once the server answers.
func (s *Server) await() error {
	var err error
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(patience); time.Now().Before(end); <-tick.C {
		var reply string
		if reply, err = Ask(s.Addr(), "PING"); err == nil && reply == "+PONG" {
			return nil
		} else if err == nil {
			err = fmt.Errorf("answers %q", reply)
		}
	}
	return err
}

// Ask sends one command, its words without spaces, and returns the first line
// of the answer.
func Ask(addr, command string) (string, error) {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return "", err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return "", err
	}
	if _, err := c.Write([]byte(command + "\r\n")); err != nil {
		return "", err
	}
	buf := make([]byte, 4096)
	n, err := c.Read(buf)
	line, _, _ := bytes.Cut(buf[:n], []byte("\r\n"))
	return string(line), err
}
