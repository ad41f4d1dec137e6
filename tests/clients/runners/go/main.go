// The runner makes the calls of all vectors with the Go client, or lives a number's whole life in a
// sandbox. It reads VECTORS and BASE_URL, or with FLOW=1 BASE_URL and PLUSOFON_TOKEN; it prints a line
// of JSON for each call or step.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	plusofon "github.com/plusofon-numbers/plusofon-numbers-go"
)

type call struct {
	ID        string
	Operation string
	Client    string
	Arguments json.RawMessage
}

func main() {
	run := runVectors
	if os.Getenv("FLOW") != "" {
		run = runFlow
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func runVectors() error {
	text, err := os.ReadFile(os.Getenv("VECTORS"))
	if err != nil {
		return err
	}
	var calls []call
	if err := json.Unmarshal(text, &calls); err != nil {
		return err
	}
	for _, each := range calls {
		if err := say(outcomeOf(each)); err != nil {
			return err
		}
	}
	return nil
}

// outcomeOf makes a call; what came of it.
func outcomeOf(made call) map[string]any {
	options := []plusofon.Option{
		plusofon.WithToken(made.ID), plusofon.WithBaseURL(os.Getenv("BASE_URL")),
	}
	if made.Client != "" {
		options = append(options, plusofon.WithClientCode(made.Client))
	}
	client, err := plusofon.New(options...)
	if err != nil {
		return map[string]any{"id": made.ID, "error": "setting", "message": err.Error()}
	}
	value, err := operations[made.Operation](client, made.Arguments)
	if err != nil {
		return failed(made.ID, err)
	}
	return map[string]any{"id": made.ID, "value": value}
}

func say(line map[string]any) error {
	return json.NewEncoder(os.Stdout).Encode(line)
}
