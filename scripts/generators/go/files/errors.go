package plusofon

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// PlusofonError is what all errors of a call have in common. It never shows the token.
type PlusofonError struct {
	// Operation is the operationId of the call that failed.
	Operation string
	// Status is the HTTP status of the answer; 0 where no answer came.
	Status int
	// Message is what happened: the service's own words, where it said something.
	Message string
	// Body is the body of the answer, at most its first mebibyte; empty where no answer came.
	Body []byte
	// RetryAfter is how long the service asks to wait; nil where it does not say.
	RetryAfter *time.Duration
	// Remedy is what to do next.
	Remedy string

	cause error
}

// Error tells all of it in one line.
func (e *PlusofonError) Error() string {
	status := ""
	if e.Status != 0 {
		status = fmt.Sprintf(", status %d", e.Status)
	}
	return fmt.Sprintf("%s%s: %s. %s", e.Operation, status, oneLine(e.Message), e.Remedy)
}

// Unwrap is what the transport said, where it failed: [context.Canceled] for one.
func (e *PlusofonError) Unwrap() error { return e.cause }

// ConnectionFailed means that the service could not be reached, or that the line broke before the
// answer was complete.
type ConnectionFailed struct {
	PlusofonError
	// Sent is false if nothing of the request can have reached the service.
	Sent bool
}

// Unwrap is the same error as a PlusofonError.
func (e *ConnectionFailed) Unwrap() error { return &e.PlusofonError }

// TimedOut means that the service did not answer in time.
type TimedOut struct{ ConnectionFailed }

// Unwrap is the same error as a ConnectionFailed.
func (e *TimedOut) Unwrap() error { return &e.ConnectionFailed }

// UnreadableAnswer means that the answer is not what the document says.
type UnreadableAnswer struct{ PlusofonError }

// Unwrap is the same error as a PlusofonError.
func (e *UnreadableAnswer) Unwrap() error { return &e.PlusofonError }

// OutcomeUnknown means that a change was asked for, and that it is not known whether it was carried
// out. Do not repeat it before you know: Message says where to look.
type OutcomeUnknown struct {
	PlusofonError
	// Failure is what happened instead of a readable answer.
	Failure error
}

// Unwrap is the same error as a PlusofonError. Failure is not among what errors.As finds: whoever asks
// for a ConnectionFailed and tries again must not meet a purchase.
func (e *OutcomeUnknown) Unwrap() error { return &e.PlusofonError }

// RefusedAnswer means that the service did not carry the request out, and said so. A refusal may come
// with 200.
type RefusedAnswer struct{ PlusofonError }

// Unwrap is the same error as a PlusofonError.
func (e *RefusedAnswer) Unwrap() error { return &e.PlusofonError }

// BadRequest means that a parameter is wrong, or that the state of the account does not allow it.
type BadRequest struct {
	RefusedAnswer
	// Fields are the service's words on each parameter, where it told them apart.
	Fields map[string]string
}

// Unwrap is the same error as a RefusedAnswer.
func (e *BadRequest) Unwrap() error { return &e.RefusedAnswer }

// NotAuthenticated means that the token is missing, wrong or expired.
type NotAuthenticated struct{ RefusedAnswer }

// Unwrap is the same error as a RefusedAnswer.
func (e *NotAuthenticated) Unwrap() error { return &e.RefusedAnswer }

// NoAccess means that the token has no access to this method. A token for Flash Call has none.
type NoAccess struct{ RefusedAnswer }

// Unwrap is the same error as a RefusedAnswer.
func (e *NoAccess) Unwrap() error { return &e.RefusedAnswer }

// NotFound means that the target does not exist, or that the host or path is wrong.
type NotFound struct{ RefusedAnswer }

// Unwrap is the same error as a RefusedAnswer.
func (e *NotFound) Unwrap() error { return &e.RefusedAnswer }

// RateLimited means that too many requests came in a short time.
type RateLimited struct{ RefusedAnswer }

// Unwrap is the same error as a RefusedAnswer.
func (e *RateLimited) Unwrap() error { return &e.RefusedAnswer }

// ServerFailed means that the service, or a proxy in front of it, failed.
type ServerFailed struct{ RefusedAnswer }

// Unwrap is the same error as a RefusedAnswer.
func (e *ServerFailed) Unwrap() error { return &e.RefusedAnswer }

// oneLine is a text of whatever origin as part of one line that a terminal can show.
func oneLine(text string) string {
	shown := strings.Map(func(letter rune) rune {
		if unicode.IsPrint(letter) {
			return letter
		}
		return ' '
	}, text)
	line := []rune(strings.TrimRight(strings.Join(strings.Fields(shown), " "), "."))
	if len(line) > longestLine {
		return string(line[:longestLine]) + " ..."
	}
	return string(line)
}

const longestLine = 400
