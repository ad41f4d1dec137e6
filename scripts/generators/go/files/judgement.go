package plusofon

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// judge reads an answer: its body as the generated code can read it, or what is wrong with it.
func (asked operation) judge(response *http.Response, body []byte, token secret) ([]byte, error) {
	said := readObject(body)
	facts := PlusofonError{
		Operation:  asked.name,
		Status:     response.StatusCode,
		Message:    token.redact(said.words()),
		Body:       token.redactBytes(beginning(body)),
		RetryAfter: retryAfter(response.Header),
	}
	if response.StatusCode >= 200 && response.StatusCode < 300 {
		return asked.judgeDone(said, facts, body, token)
	}
	return nil, asked.judgeRefusal(said, facts, token)
}

// judgeDone judges a 2xx, which may be a refusal as well.
func (asked operation) judgeDone(said object, facts PlusofonError, body []byte, token secret) ([]byte, error) {
	if said.get("success") == false {
		return nil, badRequest(said, facts, token)
	}
	_, isObject := said.get("error").(object)
	isEnvelope := isObject && said.has("jsonrpc")
	if isEnvelope && !said.has("success") {
		facts.Remedy = "Look at the id, and at the base URL."
		return nil, &NotFound{RefusedAnswer{facts}}
	}
	readable, why := asked.readable(said, body)
	if isEnvelope {
		why = "it says both success and failure"
	}
	if why != "" {
		return nil, asked.unread(facts, "the answer cannot be read: "+token.redact(why))
	}
	return readable, nil
}

func (asked operation) unread(facts PlusofonError, why string) error {
	facts.Message = why
	facts.Remedy = "Look at Body; the base URL may name another service, or the service has changed."
	return asked.final(&UnreadableAnswer{facts}, facts, true)
}

// readable is an answer as the generated code can read it, or why it is not what the document says.
func (asked operation) readable(said object, body []byte) (readable []byte, why string) {
	if len(body) > largestAnswer {
		return nil, fmt.Sprintf("it is larger than %d bytes", largestAnswer)
	}
	if said == nil {
		return nil, "a JSON object was expected"
	}
	for _, each := range asked.demands {
		if why := each.shortfall(said); why != "" {
			return nil, why
		}
	}
	if asked.answer == nil || json.Unmarshal(body, asked.answer()) == nil {
		return body, ""
	}
	body = wholeNumbers(body)
	if err := json.Unmarshal(body, asked.answer()); err != nil {
		return nil, err.Error()
	}
	return body, ""
}

// shortfall says what an answer lacks; nothing, where it meets the demand.
func (d demand) shortfall(said object) string {
	came := "nothing"
	if said.has(d.name) {
		came = kindOf(said.get(d.name))
	}
	if slices.Contains(d.kinds, came) || (came == "nothing" && !d.required) {
		return ""
	}
	return fmt.Sprintf("%s: expected %s, %s came", d.name, strings.Join(d.kinds, " or "), came)
}

// judgeRefusal judges any other status.
func (asked operation) judgeRefusal(said object, facts PlusofonError, token secret) error {
	denied := said.get("success") == false
	switch status := facts.Status; {
	case status < 400 || status > 599:
		return asked.unread(facts, "the document has no such status")
	case status == http.StatusUnauthorized:
		facts.Remedy = "Get a new token from the developer section of the cabinet."
		return &NotAuthenticated{RefusedAnswer{facts}}
	case status == http.StatusForbidden, status == http.StatusInternalServerError && denied:
		facts.Remedy = "Use a token from the developer section of the cabinet, not one for Flash Call."
		return &NoAccess{RefusedAnswer{facts}}
	case status == http.StatusNotFound:
		facts.Remedy = "Look at the id, and at the base URL."
		return &NotFound{RefusedAnswer{facts}}
	case status == http.StatusTooManyRequests:
		facts.Remedy = "Nothing was changed: wait for a while."
		return &RateLimited{RefusedAnswer{facts}}
	case status < 500:
		return badRequest(said, facts, token)
	default:
		facts.Remedy = "Try again later."
		isGateway := status >= 502 && status <= 504
		return asked.final(&ServerFailed{RefusedAnswer{facts}}, facts, !denied || isGateway)
	}
}

func badRequest(said object, facts PlusofonError, token secret) error {
	facts.Remedy = "Nothing was changed: mend what the message names."
	failure := &BadRequest{RefusedAnswer: RefusedAnswer{facts}, Fields: map[string]string{}}
	if fields, isObject := said.get("errors").(object); isObject {
		for _, field := range fields {
			failure.Fields[token.redact(field.name)] = token.redact(text(field.value, deepest))
		}
	}
	return failure
}

// beginning is as much of a body as a failure keeps: no word of it is cut in two.
func beginning(body []byte) []byte {
	if len(body) <= largestFailure {
		return body
	}
	return body[:max(0, strings.LastIndexByte(string(body[:largestFailure]), ' '))]
}

// retryAfter is how long the service asks to wait; nil where it does not say, or not legibly.
func retryAfter(header http.Header) *time.Duration {
	told := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(told, 10, 32); err == nil {
		pause := time.Duration(seconds) * time.Second
		return &pause
	}
	if moment, err := http.ParseTime(told); err == nil {
		pause := max(0, time.Until(moment))
		return &pause
	}
	return nil
}
