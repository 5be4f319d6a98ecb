// Package examplestest runs every example that users copy: its text is read for what it must not need, its own tests
// run with the real provider against a loopback list, and it is applied before and after that list changes, to count
// what a change touches.
//
// The clouds are stand-ins (internal/dev/standin). With the environment variable EXAMPLES_CLOUDS set to registry, the
// examples' own tests run with the real cloud providers instead, which Terraform then downloads; they are mocked all
// the same, so that no account is needed.
package examplestest
