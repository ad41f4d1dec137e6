package plusofon

import (
	"bytes"
	"encoding/json"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// deepest is how deep inside an answer words for people are looked for.
const deepest = 8

// object is a JSON object whose members are in the order in which they came.
type object []member

type member struct {
	name  string
	value any
}

func (o object) get(name string) any {
	for position := len(o) - 1; position >= 0; position-- { // the last one counts
		if o[position].name == name {
			return o[position].value
		}
	}
	return nil
}

func (o object) has(name string) bool {
	for _, each := range o {
		if each.name == name {
			return true
		}
	}
	return false
}

// readObject is the JSON object of a body; nil where it is none.
func readObject(body []byte) object {
	if len(body) > largestAnswer || !utf8.Valid(body) || !json.Valid(body) {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	read, _ := readValue(decoder).(object)
	return read
}

// kindOf tells which of JSON's types a value is of.
func kindOf(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case object:
		return "object"
	case json.Number:
		if bytes.ContainsAny(wholeNumbers([]byte(value)), ".eE") {
			return "number"
		}
		return "integer"
	default:
		return "array"
	}
}

var textOrNumber = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?`)

// wholeNumbers writes whole numbers as integers, which to JSON Schema 1.0 is and to Go is not.
func wholeNumbers(body []byte) []byte {
	return textOrNumber.ReplaceAllFunc(body, func(found []byte) []byte {
		if found[0] == '"' || !bytes.ContainsAny(found, ".eE") {
			return found
		}
		number, err := strconv.ParseFloat(string(found), 64)
		if err != nil || number != math.Trunc(number) || math.Abs(number) > 1<<53 {
			return found
		}
		return strconv.AppendInt(nil, int64(number), 10)
	})
}

// readValue reads the next value of JSON that is known to be valid.
func readValue(decoder *json.Decoder) any {
	token, _ := decoder.Token()
	switch token {
	case json.Delim('{'):
		read := object{}
		for decoder.More() {
			name, _ := decoder.Token()
			read = append(read, member{name.(string), readValue(decoder)})
		}
		_, _ = decoder.Token()
		return read
	case json.Delim('['):
		read := []any{}
		for decoder.More() {
			read = append(read, readValue(decoder))
		}
		_, _ = decoder.Token()
		return read
	default:
		return token
	}
}

// words are the service's own: message, else error, else errors, of whatever type they are.
func (o object) words() string {
	for _, name := range []string{"message", "error", "errors"} {
		if said := text(o.get(name), deepest); said != "" {
			return said
		}
	}
	return "the service gave no reason"
}

// text is what there is for people in a value.
func text(value any, depth int) string {
	if said, isText := value.(string); isText {
		return said
	}
	if depth == 0 { // nobody writes for people so deep inside
		return ""
	}
	switch inside := value.(type) {
	case object:
		if inside.has("message") { // JSON-RPC
			return text(inside.get("message"), depth-1)
		}
		var parts []string
		for _, each := range inside {
			parts = append(parts, text(each.value, depth-1))
		}
		return joined(parts, "; ")
	case []any:
		var parts []string
		for _, each := range inside {
			parts = append(parts, text(each, depth-1))
		}
		return joined(parts, " ")
	default:
		return ""
	}
}

func joined(parts []string, between string) string {
	var said []string
	for _, part := range parts {
		if part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, between)
}
