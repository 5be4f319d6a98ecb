package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/netip"
	"slices"
	"strconv"
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
	names := slices.Sorted(maps.Keys(outputs))
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	for _, name := range names {
		if err := printOutput(out, name, outputs[name].Value); err != nil {
			return fmt.Errorf("printing the output %s: %w", name, err)
		}
	}
	return nil
}

// rank puts rules first, since they are the product, outbound before inbound.
func rank(output string) int {
	first := []string{"outbound_rules", "inbound_rules"}
	if i := slices.Index(first, output); i >= 0 {
		return i
	}
	return len(first)
}

// compareKeys orders keys such as tcp/443/18.220.4.10/32 part by part, numbers and addresses by what they count.
func compareKeys(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "/"), strings.Split(b, "/"), func(a, b string) int {
		if x, y, ok := both(a, b, strconv.Atoi); ok {
			return cmp.Compare(x, y)
		}
		if x, y, ok := both(a, b, netip.ParseAddr); ok {
			return x.Compare(y)
		}
		return cmp.Compare(a, b)
	})
}

func both[T any](a, b string, parse func(string) (T, error)) (x, y T, ok bool) {
	x, errX := parse(a)
	y, errY := parse(b)
	return x, y, errX == nil && errY == nil
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
	keys := slices.SortedFunc(maps.Keys(values), compareKeys)
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
