#!/bin/sh
# Vernier's driver for POSIX shell and jq (1.5 or later): copy this file beside your scripts, fill in the subjects.
#
#     in a suite:  driver:sh ./vernier_driver.sh
#
# It speaks wire protocol 1, lines only: a message is one line of JSON, and arrays travel in it. Standard input and output
# are moved away before a subject runs, so that what it prints cannot touch a message.
#
# One jq reads all requests and hands each on as a line of fields. Values stay the text they are: jq computes with binary64
# and would round an integer of 20 digits, so that numbers are wrapped before it reads them and unwrapped after it.
# A shell has no clock worth reading: `elapsed_ns` is always 0.

# -- Your functions: a subject `name` is the function `subject_name`. ---------------------------------------------------
#
# `$args` is the list of arguments and `$kwargs` the object of named ones, as JSON. What a subject puts into `$value` is
# its answer, JSON too. `failed CLASS MESSAGE` answers with an error. A subject whose own status is not 0 has failed.

subjects='echo add named fail noise crash'

subject_echo() {
  argument 0
}

subject_add() {
  value=$(printf '%s' "$args" | jq -c '.[0] + .[1]')
}

subject_named() {
  value=$kwargs
}

subject_fail() {
  failed ValueError "$(printf '%s' "$args" | jq -r '.[0]')"
}

subject_noise() {
  argument 0
  printf '%s\n' "$value"
  printf '%s\n' "$value" >&2
  cat >/dev/null
}

subject_crash() {
  kill -ABRT $$
}

# -- The protocol --------------------------------------------------------------------------------------------------------

# {"$#":"1.50"} for every number 1.50 outside of strings (`wrapped`), and back (`unwrapped`). Escaped backslashes and
# quotes are put aside as control characters, which JSON has none of, so that a text cut at its quotes is outside and
# inside of strings by turns. Outside, what lies between two commas has at most one number in it.
jq_numbers='
def swap($from; $to): split($from) | join($to);
def wrap: if test("[0-9]")
  then capture("^(?<a>[^0-9-]*)(?<n>-?[0-9][-+.0-9eE]*)(?<b>.*)$") | "\(.a){\"$#\":\"\(.n)\"}\(.b)"
  else . end;
def wrapped: swap("\\\\"; "\u0001") | swap("\\\""; "\u0002") | split("\"")
  | [foreach .[] as $piece (false; not; if . then $piece | split(",") | map(wrap) | join(",") else $piece end)]
  | join("\"") | swap("\u0002"; "\\\"") | swap("\u0001"; "\\\\");
def unwrapped: split("{\"$#\":\"")
  | .[:1] + (.[1:] | map(index("\"}") as $stop | .[:$stop] + .[$stop + 2:])) | join("");
def text: tojson | unwrapped;
'

# A line of fields for every request: id, verb, subject, number of arguments, arguments, named arguments, protocols. None is
# empty. Of what jq cannot read (1.6 stops at 256 levels) the id is kept, which Vernier writes first.
jq_requests='
def fields: . as $line | try (wrapped | fromjson | [(.id | text), (.verb // "-"), (.subject // "-"),
    (.args // [] | length), (.args // [] | text), (.kwargs // {} | text), (.protocols // [] | text)])
  catch [($line | capture("^\\{\"id\":(?<id>[0-9]+)").id), "unreadable", "-", "0", "[]", "{}", "[]"];
inputs | fields | map(tostring) | join("\t")
'

# `argument N`: the Nth argument, counted from 0, as the text it came as. The only one costs no process.
argument() {
  if [ "$1" = 0 ] && [ "$count" = 1 ]; then
    value=${args#?}
    value=${value%?}
  else
    value=$(printf '%s' "$args" | jq -R -s -r "$jq_numbers wrapped | fromjson | .[$1] | text")
  fi
}

failed() {
  error=$(jq -n -c --arg class "$1" --arg message "$2" '{class: $class, bases: [], message: $message}')
}

send() {
  printf '{"id":%s,%s}\n' "$id" "$1" >&4
}

hello() {
  case $protocols in
  *[[,]1[],]*)
    names=$(jq -n -c --arg names "$subjects" '$names | split(" ")')
    send '"hello":{"protocol":1,"language":"sh","version":"POSIX","packages":{"jq":"'"$(jq --version)"'"},'"\
\"platform\":{\"os\":\"$(uname -s)\",\"machine\":\"$(uname -m)\"},\"capabilities\":[],\"subjects\":$names}"
    ;;
  *) send '"failed":{"class":"UnknownProtocol","message":"This driver speaks protocol 1","trace":""}' ;;
  esac
}

call() {
  value=null error=
  case " $subjects " in
  *" $subject "*) "subject_$subject" || [ -n "$error" ] || failed Status "The subject ended with status $?" ;;
  *) failed SubjectNotFound "No subject $subject in this driver" ;;
  esac
  if [ -n "$error" ]; then send "\"error\":$error,\"elapsed_ns\":0"; else send "\"value\":$value,\"elapsed_ns\":0"; fi
}

# The wire is 3 and 4 from here on; standard input is the null device and standard output standard error.
exec 3<&0 4>&1 </dev/null >&2

# This shell must be the one that reads: a subject that exits must end the driver, not a part of a pipeline.
requests=${TMPDIR:-/tmp}/vernier-driver-$$
(umask 077 && mkfifo "$requests") || exit 1
jq -n -R -r --unbuffered "$jq_numbers$jq_requests" <&3 3<&- 4>&- >"$requests" &
exec 3<"$requests"
rm "$requests"

tab=$(printf '\t')
while IFS=$tab read -r id verb subject count args kwargs protocols <&3; do
  case $verb in
  call) call 3<&- ;;
  hello) hello ;;
  ping) send '"pong":true' ;;
  stop)
    send '"stopped":true'
    exit 0
    ;;
  *)
    failed UnreadableRequest "Not a verb of protocol 1, or nested deeper than jq reads: $verb"
    send "\"error\":$error,\"elapsed_ns\":0"
    ;;
  esac
done
