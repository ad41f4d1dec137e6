package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	plusofon "github.com/plusofon-numbers/plusofon-numbers-go"
)

const token = `s3/cr&t+"token'`

// answering is a client of a server that answers in one way.
func answering(t *testing.T, answer http.HandlerFunc, options ...plusofon.Option) *plusofon.APIClient {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return made(t, server.URL+"/api/v1", options...)
}

func made(t *testing.T, base string, options ...plusofon.Option) *plusofon.APIClient {
	t.Helper()
	told := append([]plusofon.Option{plusofon.WithToken(token), plusofon.WithBaseURL(base)}, options...)
	client, err := plusofon.New(told...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func saying(status int, text string, headers ...string) http.HandlerFunc {
	return func(writer http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			writer.Header().Set(headers[i], headers[i+1])
		}
		writer.WriteHeader(status)
		_, _ = io.WriteString(writer, text)
	}
}

func regions(client *plusofon.APIClient) error {
	_, _, err := client.PurchaseAPI.ListRegions(none).Execute()
	return err
}

func buy(client *plusofon.APIClient) error {
	body := plusofon.NewBuyNumbersRequest([]int64{4951332210}, plusofon.OWNERTYPE_PERSONAL)
	_, _, err := client.PurchaseAPI.BuyNumbers(none).BuyNumbersRequest(*body).Execute()
	return err
}

func facts(t *testing.T, err error) *plusofon.PlusofonError {
	t.Helper()
	var failure *plusofon.PlusofonError
	if !errors.As(err, &failure) {
		t.Fatalf("expected a PlusofonError, %v came", err)
	}
	return failure
}

// A service that hangs ends in TimedOut; for a purchase, nobody knows how it ended.
func TestSilence(t *testing.T) {
	over := make(chan struct{})
	client := answering(t, func(http.ResponseWriter, *http.Request) { <-over }, plusofon.WithTimeout(200*time.Millisecond))
	defer close(over)
	if err := regions(client); !is[*plusofon.TimedOut](err) || !is[*plusofon.ConnectionFailed](err) {
		t.Errorf("expected TimedOut, %v came", err)
	}
	if err := buy(client); !is[*plusofon.OutcomeUnknown](err) || is[*plusofon.ConnectionFailed](err) {
		t.Errorf("expected OutcomeUnknown alone, %v came", err)
	}
}

// A service that sends a byte at a time cannot stretch a call beyond its time.
func TestDribble(t *testing.T) {
	client := answering(t, func(writer http.ResponseWriter, _ *http.Request) {
		for range 50 {
			if _, err := io.WriteString(writer, " "); err != nil {
				return
			}
			writer.(http.Flusher).Flush()
			time.Sleep(50 * time.Millisecond)
		}
	}, plusofon.WithTimeout(300*time.Millisecond))
	began := time.Now()
	if err := regions(client); !is[*plusofon.TimedOut](err) || time.Since(began) > 2*time.Second {
		t.Errorf("expected TimedOut in time, %v came after %s", err, time.Since(began))
	}
}

// Where nobody listens nothing was sent, and so a purchase did not happen.
func TestNobodyListens(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + listener.Addr().String()
	_ = listener.Close()
	err = buy(made(t, base))
	var failed *plusofon.ConnectionFailed
	if !errors.As(err, &failed) || failed.Sent {
		t.Errorf("expected ConnectionFailed with nothing sent, %v came", err)
	}
}

// The caller's own context is seen through the error.
func TestCancelled(t *testing.T) {
	client := answering(t, saying(200, "{}"))
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err := client.PurchaseAPI.ListRegions(cancelled).Execute()
	if !errors.Is(err, context.Canceled) || !is[*plusofon.ConnectionFailed](err) {
		t.Errorf("expected a cancelled ConnectionFailed, %v came", err)
	}
}

// However the service spells the token, no error shows it.
func TestTokenIsHidden(t *testing.T) {
	for _, spelt := range []string{
		token, `s3\/cr\u0026t+\"token'`, "s3%2Fcr%26t%2B%22token%27", "s3/cr&amp;t+&#34;token&#39;",
	} {
		client := answering(t, saying(400, `{"message": "no `+strings.ReplaceAll(spelt, `"`, `\"`)+`!"}`))
		err := regions(client)
		shown := err.Error() + facts(t, err).Message + string(facts(t, err).Body)
		if strings.Contains(shown, "s3") || !strings.Contains(shown, "[token]") {
			t.Errorf("expected no token for %s, %s came", spelt, shown)
		}
		if told := fmt.Sprintf("%v %+v %#v", client, client.GetConfig(), client.GetConfig().HTTPClient); strings.Contains(told, token) {
			t.Errorf("the client shows its token: %s", told)
		}
	}
}

// An answer that lacks what the document demands, or has it in another type, is none.
func TestOtherShapes(t *testing.T) {
	for _, body := range []string{"{}", `{"success": true}`, `{"code_regions": [{"id": "65"}]}`, `{"code_regions": {}}`} {
		if err := regions(answering(t, saying(200, body))); !is[*plusofon.UnreadableAnswer](err) {
			t.Errorf("%s: expected UnreadableAnswer, %v came", body, err)
		}
	}
	for _, body := range []string{
		"{}", `{"success": null}`, `{"success": "true"}`, `{"success": true, "message": 1.5}`,
		`{"success": true, "jsonrpc": "2.0", "error": {}}`,
	} {
		if err := buy(answering(t, saying(200, body))); !is[*plusofon.OutcomeUnknown](err) {
			t.Errorf("%s: expected OutcomeUnknown, %v came", body, err)
		}
	}
}

// To JSON Schema, 1.0 is an integer; what stands in a text stays as it is.
func TestWholeNumbers(t *testing.T) {
	client := answering(t, saying(200, `{"code_regions": [{"id": 65.0, "title": "a \" 1.0", "code": ["2.0"]}, {"id": 6.5e1}]}`))
	answer, _, err := client.PurchaseAPI.ListRegions(none).Execute()
	if err != nil {
		t.Fatal(err)
	}
	first := answer.CodeRegions[0]
	if *first.Id != 65 || *answer.CodeRegions[1].Id != 65 || *first.Title != `a " 1.0` || first.Code[0] != "2.0" {
		t.Errorf("expected the ids 65, %v came", answer)
	}
	for _, id := range []string{"6.5", "1e400", "1e99"} {
		if err := regions(answering(t, saying(200, `{"code_regions": [{"id": `+id+`}]}`))); !is[*plusofon.UnreadableAnswer](err) {
			t.Errorf("%s: expected UnreadableAnswer, %v came", id, err)
		}
	}
}

// What cannot be unpacked is no line that broke.
func TestPackedBadly(t *testing.T) {
	if err := regions(answering(t, saying(200, `{"code_regions": []}`, "Content-Encoding", "gzip"))); !is[*plusofon.UnreadableAnswer](err) {
		t.Errorf("expected UnreadableAnswer, %v came", err)
	}
}

// A service that calls JSON something else is read all the same.
func TestOtherContentType(t *testing.T) {
	if err := regions(answering(t, saying(200, `{"code_regions": []}`, "Content-Type", "text/html"))); err != nil {
		t.Error(err)
	}
}

// A service may name a moment as well as seconds.
func TestRetryAfterDate(t *testing.T) {
	later := time.Now().Add(time.Minute).UTC().Format(http.TimeFormat)
	pause := facts(t, regions(answering(t, saying(429, "{}", "Retry-After", later)))).RetryAfter
	if pause == nil || *pause < 50*time.Second || *pause > time.Minute {
		t.Errorf("expected about a minute, %v came", pause)
	}
	if pause := facts(t, regions(answering(t, saying(429, "{}", "Retry-After", "soon")))).RetryAfter; pause != nil {
		t.Errorf("expected none, %v came", pause)
	}
}

// The words on each parameter are told apart.
func TestFields(t *testing.T) {
	err := regions(answering(t, saying(422, `{"errors": {"b": ["one", "two"], "a": ["three"]}}`)))
	var bad *plusofon.BadRequest
	if !errors.As(err, &bad) || bad.Message != "one two; three" || bad.Fields["b"] != "one two" {
		t.Errorf("expected the words, %#v came", bad)
	}
}

// A setting that cannot be meant is refused, and no text repeats the token.
func TestSettings(t *testing.T) {
	for _, option := range []plusofon.Option{
		plusofon.WithToken(""), plusofon.WithToken("with space"), plusofon.WithToken("a\nb"),
		plusofon.WithBaseURL("restapi.plusofon.ru"), plusofon.WithBaseURL("http://restapi.plusofon.ru"),
		plusofon.WithBaseURL("https://a:b@restapi.plusofon.ru"), plusofon.WithBaseURL("https://host/?a=b"),
		plusofon.WithClientCode(""), plusofon.WithClientCode("1\n2"),
		plusofon.WithTimeout(0), plusofon.WithTimeout(25 * time.Hour), plusofon.WithTransport(nil),
	} {
		_, err := plusofon.New(plusofon.WithToken(token), option)
		if err == nil || strings.Contains(err.Error(), "with space") {
			t.Errorf("expected a refusal, %v came", err)
		}
	}
}

// What the environment says is heeded.
func TestEnvironment(t *testing.T) {
	var client, authorization string
	server := httptest.NewServer(http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		client, authorization = request.Header.Get("Client"), request.Header.Get("Authorization")
		_, _ = io.WriteString(writer, `{"code_regions": []}`)
	}))
	defer server.Close()
	t.Setenv("PLUSOFON_TOKEN", "from-environment")
	t.Setenv("PLUSOFON_BASE_URL", server.URL)
	t.Setenv("PLUSOFON_CLIENT", "777")
	made, err := plusofon.New()
	if err != nil {
		t.Fatal(err)
	}
	if err := regions(made); err != nil || client != "777" || authorization != "Bearer from-environment" {
		t.Errorf("expected the environment's, %s and %s came: %v", client, authorization, err)
	}
}
