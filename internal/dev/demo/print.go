package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// printOutputs prints the outputs of `terraform output -json` to be read: texts on one line, lists one element a line,
// maps of objects as tables.
func printOutputs(out io.Writer, document []byte) error {
	var outputs map[string]struct {
		Value any `json:"value"`
	}
	if err := json.Unmarshal(document, &outputs); err != nil {
		return fmt.Errorf("reading Terraform's outputs: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(outputs)) {
		if err := printOutput(out, name, outputs[name].Value); err != nil {
			return fmt.Errorf("printing the output %s: %w", name, err)
		}
	}
	return nil
}

func printOutput(out io.Writer, name string, value any) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	switch value := value.(type) {
	case []any:
		fmt.Fprintf(table, "%s (%d)\n", name, len(value))
		for _, element := range value {
			fmt.Fprintf(table, "  %s\n", text(element))
		}
	case map[string]any:
		fmt.Fprintf(table, "%s (%d)\n", name, len(value))
		printMap(table, value)
	default:
		fmt.Fprintf(table, "%s\n  %s\n", name, text(value))
	}
	fmt.Fprintln(table)
	return table.Flush()
}

// printMap prints a line for each key, with a column for each field where the values are objects.
func printMap(out io.Writer, values map[string]any) {
	keys := slices.Sorted(maps.Keys(values))
	var columns []string
	for _, key := range keys {
		if object, ok := values[key].(map[string]any); ok {
			columns = append(columns, slices.Collect(maps.Keys(object))...)
		}
	}
	slices.Sort(columns)
	columns = slices.Compact(columns)
	if len(columns) > 0 {
		fmt.Fprintf(out, "  \t%s\n", strings.Join(columns, "\t"))
	}
	for _, key := range keys {
		object, ok := values[key].(map[string]any)
		if !ok {
			fmt.Fprintf(out, "  %s\t%s\n", key, text(values[key]))
			continue
		}
		cells := []string{key}
		for _, column := range columns {
			cells = append(cells, text(object[column]))
		}
		fmt.Fprintf(out, "  %s\n", strings.Join(cells, "\t"))
	}
}

// text writes a value in one cell.
func text(value any) string {
	switch value := value.(type) {
	case nil:
		return "-"
	case []any:
		cells := make([]string, len(value))
		for i, element := range value {
			cells[i] = text(element)
		}
		return strings.Join(cells, ", ")
	default:
		return fmt.Sprint(value)
	}
}
