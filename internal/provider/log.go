package provider

import (
	"context"
	"log/slog"
	"maps"

	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// logger returns a logger that writes to Terraform's log of the request that the context belongs to.
func logger(ctx context.Context) *slog.Logger { return slog.New(&logHandler{ctx: ctx}) }

// logHandler keeps the context itself, because callers that log without one would lose Terraform's log.
type logHandler struct {
	ctx    context.Context //nolint:containedctx // See above.
	fields map[string]any
}

func (h *logHandler) Enabled(context.Context, slog.Level) bool { return true }

func (h *logHandler) Handle(_ context.Context, record slog.Record) error {
	fields := h.with(nil)
	record.Attrs(func(attr slog.Attr) bool {
		fields[attr.Key] = attr.Value.String()
		return true
	})
	switch {
	case record.Level >= slog.LevelError:
		tflog.Error(h.ctx, record.Message, fields)
	case record.Level >= slog.LevelWarn:
		tflog.Warn(h.ctx, record.Message, fields)
	case record.Level >= slog.LevelInfo:
		tflog.Info(h.ctx, record.Message, fields)
	default:
		tflog.Debug(h.ctx, record.Message, fields)
	}
	return nil
}

func (h *logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &logHandler{h.ctx, h.with(attrs)}
}

// WithGroup leaves groups out: Terraform's log has flat fields.
func (h *logHandler) WithGroup(string) slog.Handler { return h }

func (h *logHandler) with(attrs []slog.Attr) map[string]any {
	fields := make(map[string]any, len(h.fields)+len(attrs))
	maps.Copy(fields, h.fields)
	for _, attr := range attrs {
		fields[attr.Key] = attr.Value.String()
	}
	return fields
}
