// Package docscheck tests the documentation: that its links lead somewhere, its tables say what the schema says, its
// Terraform parses and runs, and the tests that it names exist. It has nothing but tests.
package docscheck
