//! Vernier's driver for Rust: copy this file beside your code, fill in `SUBJECTS`, build it.
//!
//!     rustc --edition 2021 -O vernier_driver.rs        then, in a suite:  driver:./vernier_driver
//!
//! Set RUSTC_VERSION while it is built and it says so in its hello. No crate but the standard library, any Unix; in a cargo project it is a `main.rs`. It speaks wire protocol 1: a message
//! is one line of JSON and the raw bytes of its attachments. Standard input and output are moved away before a subject
//! runs, so that prints cannot touch a message.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::os::fd::{AsFd, AsRawFd};
use std::panic::{self, AssertUnwindSafe};
use std::time::{Duration, Instant};

// ---------------------------------------------------------------------------------------------------------------------
// Your functions: name -> what is called.

const SUBJECTS: &[(&str, fn(&Call) -> Result<Value, Failure>)] = &[
    ("echo", |call| Ok(Value::Raw(call.argument(0)?.to_string()))),
    ("add", |call| match (call.integer(0), call.integer(1)) {
        (Ok(a), Ok(b)) => a.checked_add(b).map(Value::Integer).ok_or_else(|| Failure::new("Overflow", "The sum has more than 128 bits")),
        _ => Ok(Value::Float(call.float(0)? + call.float(1)?)),
    }),
    // Not `sum()`: that of no numbers is -0.0.
    ("sum", |call| Ok(Value::Float(call.floats(0)?.iter().fold(0.0, |total, x| total + x)))),
    ("twice", |call| Ok(Value::Floats(call.floats(0)?.iter().map(|x| 2.0 * x).collect()))),
    ("named", |call| {
        let entries = call.named.iter().map(|(name, text)| (name.clone(), Value::Raw(text.to_string())));
        Ok(Value::Map(entries.collect()))
    }),
    ("fail", |call| Err(Failure::new("ValueError", &call.text(0)?))),
    ("noise", |call| {
        let text = call.text(0)?;
        println!("{text}");
        eprintln!("{text}");
        let _ = io::stdin().read_line(&mut String::new());
        Ok(Value::Text(text))
    }),
    ("crash", |_| std::process::abort()),
];

// ---------------------------------------------------------------------------------------------------------------------
// Arguments and results

/// One call. Arguments are the text form of values, kept to the letter; read them with the methods below.
struct Call<'a> {
    arguments: Vec<&'a str>,
    named: Vec<(String, &'a str)>,
    attachments: Vec<Vec<u8>>,
    #[allow(dead_code)]
    seed: u32,
}

/// What a subject returns.
#[allow(dead_code)]
enum Value {
    /// The text form of a value, such as an argument as it came; attachments of the call that it names go with it.
    Raw(String),
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(String),
    /// A 1-D float64 array.
    Floats(Vec<f64>),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

/// An error of a subject: the name of its class, the names of the classes it derives from, and what it says.
struct Failure {
    class: String,
    bases: Vec<String>,
    message: String,
}

impl Failure {
    fn new(class: &str, message: &str) -> Failure {
        Failure { class: class.to_string(), bases: Vec::new(), message: message.to_string() }
    }
}

impl Call<'_> {
    fn argument(&self, i: usize) -> Result<&str, Failure> {
        let missing = || Failure::new("BadArgument", &format!("Argument {i} is missing: the call has {}", self.arguments.len()));
        self.arguments.get(i).copied().ok_or_else(missing)
    }

    fn wrong(&self, i: usize, wanted: &str) -> Failure {
        let shown: String = self.arguments[i].chars().take(100).collect();
        Failure::new("BadArgument", &format!("Argument {i} is not {wanted}: {shown}"))
    }

    /// A float, or an integer as the nearest float.
    fn float(&self, i: usize) -> Result<f64, Failure> {
        parse_float(self.argument(i)?).ok_or_else(|| self.wrong(i, "a number"))
    }

    fn integer(&self, i: usize) -> Result<i128, Failure> {
        self.argument(i)?.parse().map_err(|_| self.wrong(i, "an integer of at most 127 bits"))
    }

    fn text(&self, i: usize) -> Result<String, Failure> {
        unescape(self.argument(i)?).ok_or_else(|| self.wrong(i, "a string of valid Unicode"))
    }

    /// A list of numbers or a float64 array, whose elements come in memory order.
    fn floats(&self, i: usize) -> Result<Vec<f64>, Failure> {
        let text = self.argument(i)?;
        self.parse_floats(text).ok_or_else(|| self.wrong(i, "a list of numbers, or a float64 array as text or attachment"))
    }

    fn parse_floats(&self, text: &str) -> Option<Vec<f64>> {
        let Some(array) = members(text).and_then(|tag| find(&tag, "$nd").and_then(members)) else {
            return items(text)?.into_iter().map(parse_float).collect();
        };
        if find(&array, "dtype")? != "\"<f8\"" {
            return None;
        }
        if let Some(data) = find(&array, "data") {
            return items(data)?.into_iter().map(parse_float).collect();
        }
        let raw = self.attachments.get(find(&array, "att")?.parse::<usize>().ok()?)?;
        Some(raw.chunks_exact(8).map(|bytes| f64::from_le_bytes(bytes.try_into().unwrap())).collect())
    }
}

/// Reads `1.5`, `2`, `"nan"` (in an array) and `{"$f":"-inf"}`.
fn parse_float(text: &str) -> Option<f64> {
    if text.starts_with('{') {
        let tag = members(text)?;
        if let Some(bits) = find(&tag, "$fbits") {
            return u64::from_str_radix(bits.trim_matches('"'), 16).ok().map(f64::from_bits);
        }
        return find(&tag, "$f")?.trim_matches('"').parse().ok();
    }
    text.trim_matches('"').parse().ok()
}

/// Text and attachments of an answer.
struct Encoder<'a> {
    text: String,
    call: &'a Call<'a>,
    parts: Vec<Vec<u8>>,
    /// A returned argument names attachments of the call, which are then the first of the answer.
    forward: bool,
}

fn encode<'a>(call: &'a Call<'a>, value: &Value) -> Encoder<'a> {
    let mut encoder = Encoder { text: String::new(), call, parts: Vec::new(), forward: false };
    encoder.value(value);
    if encoder.forward {
        encoder = Encoder { text: String::new(), call, parts: call.attachments.clone(), forward: true };
        encoder.value(value);
    }
    encoder
}

impl Encoder<'_> {
    fn value(&mut self, value: &Value) {
        match value {
            Value::Raw(text) => {
                self.forward |= !self.call.attachments.is_empty() && text.contains("\"att\"");
                self.text += text;
            }
            Value::Null => self.text += "null",
            Value::Bool(yes) => self.text += if *yes { "true" } else { "false" },
            Value::Integer(integer) => self.text += &integer.to_string(),
            Value::Float(x) if x.is_nan() => self.text += r#"{"$f":"nan"}"#,
            Value::Float(x) if x.is_infinite() => self.text += if *x > 0.0 { r#"{"$f":"inf"}"# } else { r#"{"$f":"-inf"}"# },
            // The shortest text that reads back as the same float, always with a point or an exponent.
            Value::Float(x) => self.text += &format!("{x:?}"),
            Value::Text(text) => self.text += &quoted(text),
            Value::Floats(numbers) => {
                let (length, part) = (numbers.len(), self.parts.len());
                self.text += &format!(r#"{{"$nd":{{"dtype":"<f8","shape":[{length}],"order":"C","att":{part}}}}}"#);
                self.parts.push(numbers.iter().flat_map(|x| x.to_le_bytes()).collect());
            }
            Value::List(values) => self.list('[', ']', values, |encoder, value| encoder.value(value)),
            // A key that starts with $ could be taken for a tag: such a map is written as pairs.
            Value::Map(entries) if entries.iter().any(|(name, _)| name.starts_with('$')) => {
                self.text += r#"{"$d":"#;
                self.list('[', ']', entries, |encoder, (name, value)| {
                    encoder.text += &format!("[{},", quoted(name));
                    encoder.value(value);
                    encoder.text.push(']');
                });
                self.text.push('}');
            }
            Value::Map(entries) => self.list('{', '}', entries, |encoder, (name, value)| {
                encoder.text += &format!("{}:", quoted(name));
                encoder.value(value);
            }),
        }
    }

    fn list<T>(&mut self, open: char, close: char, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.text.push(open);
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.text.push(',');
            }
            write(self, item);
        }
        self.text.push(close);
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// JSON, as far as an envelope needs it: values stay the text they are

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at].is_ascii_whitespace() {
        at += 1;
    }
    at
}

/// Where the value that starts at `at` ends. Containers are skipped by counting brackets, however deep they are.
fn skip_value(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0usize;
    loop {
        match *bytes.get(at)? {
            b'"' => {
                at += 1;
                while *bytes.get(at)? != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'[' | b'{' => {
                depth += 1;
                at += 1;
                continue;
            }
            b']' | b'}' => {
                depth = depth.checked_sub(1)?;
                at += 1;
            }
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => {
                if depth == 0 {
                    return None;
                }
                at += 1;
                continue;
            }
            _ => {
                while at < bytes.len() && !b",:]} \t\r\n".contains(&bytes[at]) {
                    at += 1;
                }
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The members of an object, values as text.
fn members(text: &str) -> Option<Vec<(String, &str)>> {
    let mut out = Vec::new();
    for (key, value) in elements(text, b'{', b'}', true)? {
        out.push((unescape(key)?, value));
    }
    Some(out)
}

/// The items of a list, as text.
fn items(text: &str) -> Option<Vec<&str>> {
    Some(elements(text, b'[', b']', false)?.into_iter().map(|(_, value)| value).collect())
}

fn elements(text: &str, open: u8, close: u8, keyed: bool) -> Option<Vec<(&str, &str)>> {
    let bytes = text.as_bytes();
    let mut at = skip_space(bytes, 0);
    if *bytes.get(at)? != open {
        return None;
    }
    let mut out = Vec::new();
    at = skip_space(bytes, at + 1);
    while *bytes.get(at)? != close {
        let mut key = "";
        if keyed {
            let end = skip_value(bytes, at)?;
            key = &text[at..end];
            at = skip_space(bytes, end);
            if *bytes.get(at)? != b':' {
                return None;
            }
            at = skip_space(bytes, at + 1);
        }
        let end = skip_value(bytes, at)?;
        out.push((key, &text[at..end]));
        at = skip_space(bytes, end);
        if *bytes.get(at)? == b',' {
            at = skip_space(bytes, at + 1);
        } else if bytes[at] != close {
            return None;
        }
    }
    Some(out)
}

fn find<'a>(members: &[(String, &'a str)], name: &str) -> Option<&'a str> {
    members.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
}

/// The characters of a string in quotes; nothing for what is no string or holds half a surrogate pair.
fn unescape(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut units = Vec::new();
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            units.extend(character.encode_utf16(&mut [0; 2]).iter());
            continue;
        }
        units.push(match characters.next()? {
            'b' => 8,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'u' => {
                let digits: String = characters.by_ref().take(4).collect();
                u16::from_str_radix(&digits, 16).ok()?
            }
            other => other as u16,
        });
    }
    String::from_utf16(&units).ok()
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            c if c < ' ' => out += &format!("\\u{:04x}", c as u32),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

// ---------------------------------------------------------------------------------------------------------------------
// The protocol

/// An answer is sent at the latest so long after the last one, when a call has just ended.
const FLUSH_AFTER: Duration = Duration::from_micros(200);

extern "C" {
    fn dup2(from: i32, to: i32) -> i32;
}

fn main() -> io::Result<()> {
    let (input, output) = take_wire()?;
    let mut input = BufReader::with_capacity(1 << 18, input);
    let mut output = BufWriter::with_capacity(1 << 18, output);
    let mut flushed = Instant::now();
    let mut line = Vec::new();
    loop {
        if input.buffer().is_empty() || flushed.elapsed() > FLUSH_AFTER {
            output.flush()?;
            flushed = Instant::now();
        }
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = std::str::from_utf8(&line).map_err(io::Error::other)?;
        let message = members(text).ok_or_else(|| io::Error::other(format!("Not a message of wire protocol 1: {text:.200}")))?;
        let mut attachments = Vec::new();
        for size in find(&message, "att").and_then(items).unwrap_or_default() {
            let mut part = vec![0; size.parse().map_err(io::Error::other)?];
            input.read_exact(&mut part)?;
            attachments.push(part);
        }
        if !answer(&message, attachments, &mut output)? {
            break;
        }
    }
    output.flush()
}

/// Moves the protocol away from the standard descriptors: 0 becomes the null device, 1 standard error.
fn take_wire() -> io::Result<(File, File)> {
    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let null = File::open("/dev/null")?;
    // Descriptors of the C library's own, which every Unix program is linked with.
    if unsafe { dup2(null.as_raw_fd(), 0) } < 0 || unsafe { dup2(2, 1) } < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok((input, output))
}

/// Answers one message; false when it was told to stop.
fn answer(message: &[(String, &str)], attachments: Vec<Vec<u8>>, output: &mut impl Write) -> io::Result<bool> {
    let id = find(message, "id").unwrap_or("0");
    let verb = find(message, "verb").and_then(unescape).unwrap_or_default();
    match verb.as_str() {
        "call" => {
            let call = Call {
                arguments: find(message, "args").and_then(items).unwrap_or_default(),
                named: find(message, "kwargs").and_then(members).unwrap_or_default(),
                attachments,
                seed: find(message, "seed").and_then(|seed| seed.parse().ok()).unwrap_or(0),
            };
            let subject = find(message, "subject").and_then(unescape).unwrap_or_default();
            let start = Instant::now();
            let result = run(&subject, &call);
            let elapsed = start.elapsed().as_nanos();
            match result {
                Err(failure) => write_error(output, id, &failure, elapsed)?,
                Ok(value) => {
                    let encoder = encode(&call, &value);
                    write!(output, "{{\"id\":{id},\"value\":{}", encoder.text)?;
                    if !encoder.parts.is_empty() {
                        let sizes: Vec<String> = encoder.parts.iter().map(|part| part.len().to_string()).collect();
                        write!(output, ",\"att\":[{}]", sizes.join(","))?;
                    }
                    writeln!(output, ",\"elapsed_ns\":{elapsed}}}")?;
                    for part in &encoder.parts {
                        output.write_all(part)?;
                    }
                }
            }
        }
        "hello" => hello(message, id, output)?,
        "ping" => writeln!(output, "{{\"id\":{id},\"pong\":true}}")?,
        "stop" => writeln!(output, "{{\"id\":{id},\"stopped\":true}}")?,
        _ => write_error(output, id, &Failure::new("UnknownVerb", &format!("Unknown verb {verb:?}")), 0)?,
    }
    Ok(verb != "stop")
}

/// Calls a subject. A panic is an error of the subject; what ends the process ends it.
fn run(name: &str, call: &Call) -> Result<Value, Failure> {
    let Some((_, subject)) = SUBJECTS.iter().find(|(known, _)| *known == name) else {
        return Err(Failure::new("SubjectNotFound", &format!("No subject {name:?} in this driver")));
    };
    panic::catch_unwind(AssertUnwindSafe(|| subject(call))).unwrap_or_else(|reason| {
        let text = reason.downcast_ref::<&str>().map(|text| text.to_string());
        let message = text.or_else(|| reason.downcast_ref::<String>().cloned()).unwrap_or_default();
        Err(Failure::new("panic", &message))
    })
}

fn write_error(output: &mut impl Write, id: &str, failure: &Failure, elapsed: u128) -> io::Result<()> {
    let bases: Vec<String> = failure.bases.iter().map(|name| quoted(name)).collect();
    let (class, bases, message) = (quoted(&failure.class), bases.join(","), quoted(&failure.message));
    let error = format!("{{\"class\":{class},\"bases\":[{bases}],\"message\":{message}}}");
    writeln!(output, "{{\"id\":{id},\"error\":{error},\"elapsed_ns\":{elapsed}}}")
}

fn hello(message: &[(String, &str)], id: &str, output: &mut impl Write) -> io::Result<()> {
    let protocols = find(message, "protocols").and_then(items).unwrap_or_default();
    if !protocols.contains(&"1") {
        let why = quoted(&format!("This driver speaks protocol 1, asked for was {protocols:?}"));
        let failed = format!("{{\"class\":\"UnknownProtocol\",\"message\":{why},\"trace\":\"\"}}");
        return writeln!(output, "{{\"id\":{id},\"failed\":{failed}}}");
    }
    let names: Vec<String> = SUBJECTS.iter().map(|(name, _)| quoted(name)).collect();
    let (names, version) = (names.join(","), option_env!("RUSTC_VERSION").unwrap_or("unknown"));
    let (os, machine) = (std::env::consts::OS, std::env::consts::ARCH);
    writeln!(
        output,
        "{{\"id\":{id},\"hello\":{{\"protocol\":1,\"language\":\"rust\",\"version\":\"{version}\",\"packages\":{{}},\
         \"platform\":{{\"os\":\"{os}\",\"machine\":\"{machine}\"}},\"capabilities\":[\"attachments\"],\"subjects\":[{names}]}}}}"
    )
}
