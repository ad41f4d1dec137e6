package plusofon

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

// secret is a token that shows itself to nobody: not when it is printed, not in an error.
type secret struct {
	value     string
	spellings *regexp.Regexp
}

func newSecret(token string) secret {
	letters := make([]string, 0, len(token))
	for _, letter := range token {
		letters = append(letters, spellingsOf(letter))
	}
	return secret{token, regexp.MustCompile(strings.Join(letters, `\\*`))}
}

// String hides the token.
func (s secret) String() string { return "[token]" }

// GoString hides the token from %#v.
func (s secret) GoString() string { return "[token]" }

func (s secret) redact(text string) string {
	return s.spellings.ReplaceAllLiteralString(text, "[token]")
}

func (s secret) redactBytes(text []byte) []byte {
	return s.spellings.ReplaceAllLiteral(text, []byte("[token]"))
}

// spellingsOf is a pattern for a letter as it is, and as JSON, HTML or a URL may write it.
func spellingsOf(letter rune) string {
	plain := regexp.QuoteMeta(string(letter))
	named := regexp.QuoteMeta(html.EscapeString(string(letter)))
	return fmt.Sprintf(`(?:%s|%s|(?i:%%%02x|u%04x|x%02x|&#%d;|&#x%x;))`,
		plain, named, letter, letter, letter, letter, letter)
}
