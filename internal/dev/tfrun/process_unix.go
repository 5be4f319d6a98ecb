//go:build unix

package tfrun

import (
	"os"
	"os/exec"
	"syscall"
)

// ownGroup puts a command into a process group of its own, so that the one interrupt it gets is ours (a second makes
// Terraform give up at once) and that what it started can be ended with it.
func ownGroup(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
}

// killGroup ends what a cancelled command has left running.
func killGroup(command *exec.Cmd) {
	if command.Process != nil {
		_ = syscall.Kill(-command.Process.Pid, syscall.SIGKILL)
	}
}
