#!/bin/sh
# Fails where a step of the machine calls another step instead of jumping to it: the Rust stack would grow with every
# instruction. Wants a program with symbols: tests/tailcalls.sh target/symbols/taipan
set -eu
objdump --disassemble --no-show-raw-insn --demangle "$1" | awk '
  /^[0-9a-f]+ <.*>:$/ {
    name = $0; sub(/^[0-9a-f]+ </, "", name); sub(/>:$/, "", name)
    step = name ~ /taipan_exec::steps::/
    steps += step
    next
  }
  step && /call +\*.*,8\)|call +[0-9a-f]+ <taipan_exec::steps::/ { print name ": " $0; calls++ }
  END {
    if (steps < 100) { print "found only " steps + 0 " steps: is this an optimised program with symbols?"; exit 1 }
    print steps " steps, " calls + 0 " calls that should be jumps"
    exit calls > 0
  }'
