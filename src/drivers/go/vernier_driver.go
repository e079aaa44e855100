// Vernier's driver for Go: copy this file beside your code, fill in `subjects`, build it.
//
//	go build -o vernier_driver vernier_driver.go        then, in a suite:  driver:./vernier_driver
//
// Standard library only, any Unix. It speaks wire protocol 1: a message is one line of JSON and the raw bytes of its
// attachments. Standard input and output are moved away before a subject runs, so that prints cannot touch a message.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"
)

// ---------------------------------------------------------------------------------------------------------------------
// Your functions: name -> what is called. Return a value that `encoder.value` knows, an argument as it came, or an error.

var subjects = map[string]func(*Call) (any, error){
	"echo": func(c *Call) (any, error) { return c.Argument(0) },
	"add": func(c *Call) (any, error) {
		if a, b, err := both(c.Integer); err == nil {
			return a.Add(a, b), nil
		}
		a, b, err := both(c.Float)
		return a + b, err
	},
	"sum": func(c *Call) (any, error) {
		numbers, err := c.Floats(0)
		total := 0.0
		for _, x := range numbers {
			total += x
		}
		return total, err
	},
	"twice": func(c *Call) (any, error) {
		numbers, err := c.Floats(0)
		for i := range numbers {
			numbers[i] *= 2
		}
		return numbers, err
	},
	"named": func(c *Call) (any, error) {
		out := map[string]any{}
		for name, value := range c.Named {
			out[name] = value
		}
		return out, nil
	},
	"fail": func(c *Call) (any, error) {
		message, err := c.Text(0)
		if err != nil {
			return nil, err
		}
		return nil, errors.New(message)
	},
	"noise": func(c *Call) (any, error) {
		text, err := c.Text(0)
		fmt.Println(text)
		fmt.Fprintln(os.Stderr, text)
		fmt.Scanln()
		return text, err
	},
	"crash": func(c *Call) (any, error) { syscall.Kill(os.Getpid(), syscall.SIGSEGV); select {} },
}

func both[T any](read func(int) (T, error)) (T, T, error) {
	a, err := read(0)
	if err != nil {
		return a, a, err
	}
	b, err := read(1)
	return a, b, err
}

// ---------------------------------------------------------------------------------------------------------------------
// Arguments

// Call is one call. Arguments are the text form of values, kept to the letter; read them with the methods below.
type Call struct {
	Arguments   []json.RawMessage
	Named       map[string]json.RawMessage
	Attachments [][]byte
	Seed        uint32
}

// BadArgument is an argument that is missing or of another kind than wanted.
type BadArgument struct{ message string }

func (e BadArgument) Error() string { return e.message }

// Argument is the text form as it came. Returning it returns the value unchanged, with the attachments it names.
func (c *Call) Argument(i int) (json.RawMessage, error) {
	if i >= len(c.Arguments) {
		return nil, BadArgument{fmt.Sprintf("Argument %d is missing: the call has %d", i, len(c.Arguments))}
	}
	return c.Arguments[i], nil
}

func (c *Call) read(i int, kind string, into any) error {
	text, err := c.Argument(i)
	if err == nil && json.Unmarshal(text, into) != nil {
		err = BadArgument{fmt.Sprintf("Argument %d is not %s: %.100s", i, kind, text)}
	}
	return err
}

// Float reads a float, or an integer as the nearest float.
func (c *Call) Float(i int) (float64, error) {
	text, err := c.Argument(i)
	if err != nil {
		return 0, err
	}
	if x, ok := parseFloat(text); ok {
		return x, nil
	}
	return 0, BadArgument{fmt.Sprintf("Argument %d is not a number: %.100s", i, text)}
}

// Integer reads an integer of any size.
func (c *Call) Integer(i int) (*big.Int, error) {
	text, err := c.Argument(i)
	if err != nil {
		return nil, err
	}
	var tag struct {
		Hex string `json:"$ihex"`
	}
	digits := string(text)
	if len(text) > 0 && text[0] == '{' && json.Unmarshal(text, &tag) == nil && tag.Hex != "" {
		digits = tag.Hex
	}
	if n, ok := new(big.Int).SetString(digits, 0); ok && text[0] != '"' {
		return n, nil
	}
	return nil, BadArgument{fmt.Sprintf("Argument %d is not an integer: %.100s", i, text)}
}

// Text reads a string.
func (c *Call) Text(i int) (string, error) {
	var text *string
	err := c.read(i, "a string of valid Unicode", &text)
	if err == nil && text == nil {
		err = BadArgument{fmt.Sprintf("Argument %d is not a string: null", i)}
	}
	if err != nil {
		return "", err
	}
	return *text, nil
}

// Floats reads a list of numbers or a float64 array, whose elements come in memory order.
func (c *Call) Floats(i int) ([]float64, error) {
	text, err := c.Argument(i)
	if err != nil {
		return nil, err
	}
	wrong := BadArgument{fmt.Sprintf("Argument %d is neither a list of numbers nor a float64 array: %.100s", i, text)}
	var tag struct {
		Array *struct {
			DType      json.RawMessage
			Attachment *int    `json:"att"`
			Base64     *[]byte `json:"b64"`
			Data       []json.RawMessage
		} `json:"$nd"`
	}
	if json.Unmarshal(text, &tag) != nil || tag.Array == nil {
		var items []json.RawMessage
		if json.Unmarshal(text, &items) != nil {
			return nil, wrong
		}
		return floatsOf(items, wrong)
	}
	array := tag.Array
	if string(array.DType) != `"<f8"` {
		return nil, wrong
	}
	var raw []byte
	switch {
	case array.Attachment != nil && *array.Attachment >= 0 && *array.Attachment < len(c.Attachments):
		raw = c.Attachments[*array.Attachment]
	case array.Base64 != nil:
		raw = *array.Base64
	default:
		return floatsOf(array.Data, wrong)
	}
	out := make([]float64, len(raw)/8)
	for k := range out {
		out[k] = math.Float64frombits(binary.LittleEndian.Uint64(raw[8*k:]))
	}
	return out, nil
}

func floatsOf(items []json.RawMessage, wrong error) ([]float64, error) {
	out := make([]float64, len(items))
	for k, item := range items {
		x, ok := parseFloat(item)
		if !ok {
			return nil, wrong
		}
		out[k] = x
	}
	return out, nil
}

// parseFloat reads 1.5, 2, "nan" (in an array) and {"$f":"-inf"}.
func parseFloat(text []byte) (float64, bool) {
	var tag struct {
		Float string `json:"$f"`
		Bits  string `json:"$fbits"`
	}
	if len(text) > 0 && text[0] == '{' {
		if json.Unmarshal(text, &tag) != nil {
			return 0, false
		}
		if tag.Bits != "" {
			bits, err := strconv.ParseUint(tag.Bits, 16, 64)
			return math.Float64frombits(bits), err == nil
		}
		text = []byte(tag.Float)
	}
	x, err := strconv.ParseFloat(strings.Trim(string(text), `"`), 64)
	return x, err == nil
}

// ---------------------------------------------------------------------------------------------------------------------
// Results

// encoder writes the text form of one result.
type encoder struct {
	out   []byte
	call  *Call
	parts [][]byte
	// A returned argument names attachments of the call, which are then the first of the answer.
	forward bool
}

func (c *Call) encode(value any) (*encoder, error) {
	e := &encoder{call: c}
	err := e.value(value)
	if err == nil && e.forward {
		e = &encoder{call: c, parts: slices.Clone(c.Attachments)}
		err = e.value(value)
	}
	return e, err
}

func (e *encoder) value(value any) error {
	switch v := value.(type) {
	case nil:
		e.text("null")
	case json.RawMessage:
		e.forward = e.forward || (len(e.call.Attachments) > 0 && bytes.Contains(v, []byte(`"att"`)))
		e.out = append(e.out, v...)
	case bool:
		e.out = strconv.AppendBool(e.out, v)
	case int:
		e.out = strconv.AppendInt(e.out, int64(v), 10)
	case int64:
		e.out = strconv.AppendInt(e.out, v, 10)
	case uint64:
		e.out = strconv.AppendUint(e.out, v, 10)
	case *big.Int:
		if v.BitLen() > 13000 {
			return e.tag("$ihex", fmt.Sprintf("%#x", v))
		}
		e.out = v.Append(e.out, 10)
	case float64:
		e.float(v)
	case complex128:
		return e.tag("$c", [2]string{floatText(real(v)), floatText(imag(v))})
	case string:
		if !utf8.ValidString(v) {
			return errors.New("A result is a string that is not valid UTF-8: return []byte")
		}
		e.string(v)
	case []byte:
		return e.tag("$b", base64.StdEncoding.EncodeToString(v))
	case []float64:
		raw := make([]byte, 0, 8*len(v))
		for _, x := range v {
			raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(x))
		}
		e.text(fmt.Sprintf(`{"$nd":{"dtype":"<f8","shape":[%d],"order":"C","att":%d}}`, len(v), len(e.parts)))
		e.parts = append(e.parts, raw)
	case []any:
		return e.list('[', ']', len(v), func(i int) error { return e.value(v[i]) })
	case map[string]any:
		return e.mapping(v)
	default:
		return fmt.Errorf("A result of type %T has no text form here: add a case to encoder.value", value)
	}
	return nil
}

func (e *encoder) text(text string) { e.out = append(e.out, text...) }

func (e *encoder) tag(name string, content any) error {
	text, err := json.Marshal(map[string]any{name: content})
	e.out = append(e.out, text...)
	return err
}

func (e *encoder) string(text string) {
	encoded, _ := json.Marshal(text)
	e.out = append(e.out, encoded...)
}

func (e *encoder) list(open, end byte, length int, item func(int) error) error {
	e.out = append(e.out, open)
	for i := 0; i < length; i++ {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		if err := item(i); err != nil {
			return err
		}
	}
	e.out = append(e.out, end)
	return nil
}

// A key that starts with $ could be taken for a tag: such a map is written as pairs.
func (e *encoder) mapping(entries map[string]any) error {
	names := make([]string, 0, len(entries))
	tagged := false
	for name := range entries {
		names = append(names, name)
		tagged = tagged || strings.HasPrefix(name, "$")
	}
	sort.Strings(names)
	if !tagged {
		return e.list('{', '}', len(names), func(i int) error {
			e.string(names[i])
			e.text(":")
			return e.value(entries[names[i]])
		})
	}
	e.text(`{"$d":`)
	err := e.list('[', ']', len(names), func(i int) error {
		return e.value([]any{names[i], entries[names[i]]})
	})
	e.text("}")
	return err
}

// A float must have a point or an exponent: digits alone are an integer.
func (e *encoder) float(x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		e.tag("$f", floatText(x))
		return
	}
	start := len(e.out)
	e.out = strconv.AppendFloat(e.out, x, 'g', -1, 64)
	if !bytes.ContainsAny(e.out[start:], ".e") {
		e.text(".0")
	}
}

func floatText(x float64) string {
	switch {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 0):
		return map[bool]string{true: "inf", false: "-inf"}[x > 0]
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// ---------------------------------------------------------------------------------------------------------------------
// The protocol

// An answer is sent at the latest so long after the last one, when a call has just ended.
const flushAfter = 200 * time.Microsecond

type request struct {
	ID        json.RawMessage            `json:"id"`
	Verb      string                     `json:"verb"`
	Protocols []int                      `json:"protocols"`
	Subject   string                     `json:"subject"`
	Arguments []json.RawMessage          `json:"args"`
	Named     map[string]json.RawMessage `json:"kwargs"`
	Seed      uint32                     `json:"seed"`
	Sizes     []int                      `json:"att"`
}

func main() {
	input, output := takeWire()
	in, out := bufio.NewReaderSize(input, 1<<18), bufio.NewWriterSize(output, 1<<18)
	flushed := time.Now()
	for {
		if in.Buffered() == 0 {
			out.Flush()
			flushed = time.Now()
		}
		line, err := in.ReadBytes('\n')
		if err != nil {
			break
		}
		var r request
		if err := json.Unmarshal(line, &r); err != nil {
			out.Flush()
			fmt.Fprintf(os.Stderr, "Not a message of wire protocol 1: %v: %.200q\n", err, line)
			os.Exit(1)
		}
		attachments := make([][]byte, len(r.Sizes))
		for i, size := range r.Sizes {
			attachments[i] = make([]byte, size)
			if _, err := io.ReadFull(in, attachments[i]); err != nil {
				os.Exit(1)
			}
		}
		answer(&r, attachments, out)
		if r.Verb == "stop" {
			break
		}
		if time.Since(flushed) > flushAfter {
			out.Flush()
			flushed = time.Now()
		}
	}
	out.Flush()
}

// takeWire moves the protocol away from the standard descriptors: 0 becomes the null device, 1 standard error. A new
// descriptor is the lowest free one, so that closing one and opening another puts it in its place on every Unix.
func takeWire() (*os.File, *os.File) {
	input, err1 := syscall.Dup(0)
	output, err2 := syscall.Dup(1)
	syscall.Close(0)
	null, err3 := syscall.Open(os.DevNull, syscall.O_RDONLY, 0)
	syscall.Close(1)
	one, err4 := syscall.Dup(2)
	if err := errors.Join(err1, err2, err3, err4); err != nil || null != 0 || one != 1 {
		fmt.Fprintln(os.Stderr, "Cannot move the standard descriptors away:", err)
		os.Exit(1)
	}
	syscall.CloseOnExec(input)
	syscall.CloseOnExec(output)
	return os.NewFile(uintptr(input), "requests"), os.NewFile(uintptr(output), "answers")
}

func answer(r *request, attachments [][]byte, out *bufio.Writer) {
	switch r.Verb {
	case "call":
		call := &Call{r.Arguments, r.Named, attachments, r.Seed}
		result, elapsed, err := run(r.Subject, call)
		e, encodeErr := &encoder{}, error(nil)
		if err == nil {
			e, encodeErr = call.encode(result)
		}
		if err = errors.Join(err, encodeErr); err != nil {
			writeError(out, r.ID, err, elapsed)
			return
		}
		fmt.Fprintf(out, `{"id":%s,"value":%s`, r.ID, e.out)
		if len(e.parts) > 0 {
			sizes := make([]int, len(e.parts))
			for i, part := range e.parts {
				sizes[i] = len(part)
			}
			text, _ := json.Marshal(sizes)
			fmt.Fprintf(out, `,"att":%s`, text)
		}
		fmt.Fprintf(out, ",\"elapsed_ns\":%d}\n", elapsed)
		for _, part := range e.parts {
			out.Write(part)
		}
	case "hello":
		hello(r, out)
	case "ping":
		fmt.Fprintf(out, "{\"id\":%s,\"pong\":true}\n", r.ID)
	case "stop":
		fmt.Fprintf(out, "{\"id\":%s,\"stopped\":true}\n", r.ID)
	default:
		writeError(out, r.ID, fmt.Errorf("Unknown verb %q", r.Verb), 0)
	}
}

// run calls a subject. A panic is an error of the subject; what ends the process ends it.
func run(name string, call *Call) (result any, elapsed int64, err error) {
	subject, known := subjects[name]
	if !known {
		return nil, 0, SubjectNotFound{fmt.Sprintf("No subject %q in this driver", name)}
	}
	start := time.Now()
	defer func() {
		elapsed = time.Since(start).Nanoseconds()
		if reason := recover(); reason != nil {
			if failure, ok := reason.(error); ok {
				err = failure
			} else {
				err = Panic{fmt.Sprint(reason)}
			}
		}
	}()
	result, err = subject(call)
	return
}

// SubjectNotFound answers a call of a subject that is not in the table.
type SubjectNotFound struct{ message string }

func (e SubjectNotFound) Error() string { return e.message }

// Panic is a panic with something that is no error.
type Panic struct{ message string }

func (e Panic) Error() string { return e.message }

func writeError(out *bufio.Writer, id json.RawMessage, err error, elapsed int64) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) > 0 {
		err = joined.Unwrap()[0]
	}
	bases := []string{}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
		bases = append(bases, className(inner))
	}
	text, _ := json.Marshal(map[string]any{"class": className(err), "bases": bases, "message": err.Error()})
	fmt.Fprintf(out, "{\"id\":%s,\"error\":%s,\"elapsed_ns\":%d}\n", id, text, elapsed)
}

func className(err error) string { return strings.TrimPrefix(fmt.Sprintf("%T", err), "*") }

func hello(r *request, out *bufio.Writer) {
	if !slices.Contains(r.Protocols, 1) {
		message := fmt.Sprintf("This driver speaks protocol 1, asked for was %v", r.Protocols)
		failed := map[string]string{"class": "vernier.UnknownProtocol", "message": message, "trace": ""}
		text, _ := json.Marshal(failed)
		fmt.Fprintf(out, "{\"id\":%s,\"failed\":%s}\n", r.ID, text)
		return
	}
	packages := map[string]string{}
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range build.Deps {
			packages[dependency.Path] = dependency.Version
		}
	}
	names := []string{}
	for name := range subjects {
		names = append(names, name)
	}
	sort.Strings(names)
	text, _ := json.Marshal(map[string]any{
		"protocol": 1, "language": "go", "version": strings.TrimPrefix(runtime.Version(), "go"), "packages": packages,
		"platform":     map[string]string{"os": runtime.GOOS, "machine": runtime.GOARCH},
		"capabilities": []string{"attachments"}, "subjects": names,
	})
	fmt.Fprintf(out, "{\"id\":%s,\"hello\":%s}\n", r.ID, text)
}
