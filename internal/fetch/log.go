package fetch

import (
	"log/slog"
	"slices"
)

// leveledLogger is the log of retryablehttp. In an error it leaves out the URL, whose query may be that of a redirect's
// target.
type leveledLogger struct{ logger *slog.Logger }

func (l leveledLogger) Error(message string, fields ...any) {
	l.logger.Error(message, public(fields)...)
}

func (l leveledLogger) Warn(message string, fields ...any) {
	l.logger.Warn(message, public(fields)...)
}

func (l leveledLogger) Info(message string, fields ...any) {
	l.logger.Info(message, public(fields)...)
}

func (l leveledLogger) Debug(message string, fields ...any) {
	l.logger.Debug(message, public(fields)...)
}

func public(fields []any) []any {
	fields = slices.Clone(fields)
	for i, field := range fields {
		if err, ok := field.(error); ok {
			fields[i] = withoutURL(err)
		}
	}
	return fields
}
