package tfrun

import "os/exec"

// ownGroup leaves a command to be killed when it is cancelled: Windows has no interrupt for a single process.
func ownGroup(*exec.Cmd) {}

func killGroup(*exec.Cmd) {}
