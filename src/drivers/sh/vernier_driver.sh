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

# `argument N`: the Nth argument, counted from 0, as the text it came as. The only argument costs no process.
argument() {
  if [ "$1" = 0 ] && [ "$count" = 1 ]; then
    value=${args#?}
    value=${value%?}
  else
    value=$(printf '%s' "$args" | jq -c -R -s "$jq_numbers"' wrapped | fromjson | .['"$1"'] | tojson | unwrapped' | jq -r .)
  fi
}

failed() {
  error=$(jq -n -c --arg class "$1" --arg message "$2" '{class: $class, bases: [], message: $message}')
}

# `wrapped` and `unwrapped`: {"$#":"1.50"} for every number 1.50 outside of strings, and back. A text is cut at its quotes,
# then at its commas: what is left has at most one number in it.
jq_numbers='
def wrap: if test("[0-9]") then capture("^(?<a>[^0-9-]*)(?<n>-?[0-9][-+.0-9eE]*)(?<b>.*)$")
    | "\(.a){\"$#\":\"\(.n)\"}\(.b)" else . end;
def pieces: split(",") | map(wrap) | join(",");
def odd_backslashes: (capture("(?<b>\\\\*)$").b | length) % 2 == 1;
def wrapped: split("\"") | reduce .[] as $piece ({out: [], inside: false, escaped: false};
      if .inside then .out += [$piece] | .inside = ($piece | odd_backslashes)
      else .out += [$piece | pieces] | .inside = true end) | .out | join("\"");
def unwrapped: split("{\"$#\":\"") | .[0] as $head | [$head] + (.[1:] | map(index("\"}") as $end | .[:$end] + .[$end + 2:]))
    | join("");
def number: .["$#"];
def text: tojson | unwrapped;
'

# id, verb, subject, number of arguments, arguments, named arguments, protocols; a field is never empty. What jq cannot
# read (1.6 stops at 256 levels) keeps its id, which Vernier writes first.
jq_fields='
. as $line | try (wrapped | fromjson | [(.id | number), .verb // "none", .subject // "-", (.args // [] | length),
    (.args // [] | text), (.kwargs // {} | text), ([.protocols // [] | .[] | number] | join(",") | if . == "" then "-" else . end)])
  catch [($line | capture("^\\{\"id\":(?<id>[0-9]+)").id), "unreadable", "-", "0", "[]", "{}", "-"]
| map(tostring) | join("\t")
'

now() {
  :
}

hello() {
  case ",$protocols," in
  *,1,*)
    names=$(jq -n -c --arg names "$subjects" '$names | split(" ")')
    send "\"hello\":{\"protocol\":1,\"language\":\"sh\",\"version\":\"POSIX\",\"packages\":{\"jq\":\"$(jq --version)\"},\
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

send() {
  printf '{"id":%s,%s}\n' "$id" "$1" >&4
}

serve() {
  tab=$(printf '\t')
  while IFS=$tab read -r id verb subject count args kwargs protocols; do
    case $verb in
    call) call ;;
    hello) hello ;;
    ping) send '"pong":true' ;;
    stop)
      send '"stopped":true'
      exit 0
      ;;
    *)
      failed UnknownRequest "Cannot read the request, or not a verb of protocol 1: $verb"
      send "\"error\":$error,\"elapsed_ns\":0"
      ;;
    esac
  done <&3 3<&-
}
