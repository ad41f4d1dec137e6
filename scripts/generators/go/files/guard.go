package plusofon

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

const (
	largestAnswer  = 256 << 20
	largestFailure = 1 << 20
)

// guard stands between the generated code and the network. It adds what goes along with each request,
// keeps the time, and lets only answers pass that the generated code can read.
type guard struct {
	transport http.RoundTripper
	basePath  string
	client    string
	token     secret
	timeout   time.Duration
}

func newGuard(told settings, base *url.URL) *guard {
	return &guard{
		transport: told.transport,
		basePath:  base.Path,
		client:    told.clientCode,
		token:     newSecret(told.token),
		timeout:   told.timeout,
	}
}

// RoundTrip sends a request. Whatever does not end well is one of the errors of this package.
func (g *guard) RoundTrip(request *http.Request) (*http.Response, error) {
	asked := operationOf(request.Method, strings.TrimPrefix(request.URL.Path, g.basePath))
	limited, cancel := context.WithTimeout(request.Context(), g.timeout)
	defer cancel()
	var connected atomic.Bool
	traced := httptrace.WithClientTrace(limited, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	dressed, err := g.dressed(request.Clone(traced))
	if err != nil {
		return nil, asked.broken(err, false, g.token)
	}
	response, err := g.transport.RoundTrip(dressed)
	if err != nil {
		return nil, asked.broken(err, g.mayBeSent(err, &connected), g.token)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, largestAnswer+1))
	if isPackedBadly(err) {
		facts := PlusofonError{Operation: asked.name, Status: response.StatusCode}
		return nil, asked.unread(facts, "the answer cannot be unpacked: "+err.Error())
	}
	if err != nil {
		return nil, asked.broken(err, true, g.token)
	}
	readable, err := asked.judge(response, body, g.token)
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(readable))
	// Also where the service calls it something else: it has been read as JSON.
	response.Header.Set("Content-Type", jsonType)
	return response, nil
}

func isPackedBadly(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &corrupt)
}

const jsonType = "application/json"

// dressed is a request with the headers of this client. Optional bodies that were left out come as null.
func (g *guard) dressed(request *http.Request) (*http.Request, error) {
	request.Header.Set("Authorization", "Bearer "+g.token.value)
	request.Header.Set("Client", g.client)
	request.Header.Set("Accept", jsonType)
	if request.GetBody == nil {
		return request, nil
	}
	content, err := request.GetBody()
	if err != nil {
		return nil, err
	}
	said, err := io.ReadAll(content)
	if err == nil && string(bytes.TrimSpace(said)) == "null" {
		request.Body, request.GetBody, request.ContentLength = http.NoBody, nil, 0
		request.Header.Del("Content-Type")
	}
	return request, err
}

// mayBeSent tells whether something of a request can have reached the service. Where in doubt, it can.
func (g *guard) mayBeSent(err error, connected *atomic.Bool) bool {
	if _, isKnown := g.transport.(*http.Transport); isKnown && !connected.Load() {
		return false
	}
	var dialling *net.OpError
	return !errors.As(err, &dialling) || dialling.Op != "dial"
}

// broken is what the transport's own error becomes.
func (asked operation) broken(err error, sent bool, token secret) error {
	failure := ConnectionFailed{
		PlusofonError: PlusofonError{
			Operation: asked.name,
			Message:   token.redact(err.Error()),
			Remedy:    "Look at the base URL and at the network, then try again.",
			cause:     err,
		},
		Sent: sent,
	}
	var timely net.Error
	if errors.Is(err, context.DeadlineExceeded) || (errors.As(err, &timely) && timely.Timeout()) {
		failure.Remedy = "Try again, or give it longer: WithTimeout."
		return asked.final(&TimedOut{failure}, failure.PlusofonError, sent)
	}
	return asked.final(&failure, failure.PlusofonError, sent)
}

// final is what the caller gets to see of a failure that may leave a change in doubt.
func (asked operation) final(failure error, facts PlusofonError, inDoubt bool) error {
	if asked.onlyReads || !inDoubt {
		return failure
	}
	facts.Message = fmt.Sprintf("whether it was carried out is not known (%s: %s). %s",
		strings.TrimPrefix(fmt.Sprintf("%T", failure), "*plusofon."), oneLine(facts.Message), asked.outcome)
	facts.Remedy = "Do not repeat it before you know."
	return &OutcomeUnknown{PlusofonError: facts, Failure: failure}
}
