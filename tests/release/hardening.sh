#!/bin/bash
# hardening.sh PROGRAM: the release is built as a program that reads hostile input should be. It is
# position-independent, its relocations are bound at start and read-only, its stack is not
# executable, library calls are checked, and functions have stack protectors.
set -eu
program=$1
failed=0
want() {
	if ! grep -q "$2" <<<"$3"; then
		echo "missing: $1" >&2
		failed=1
	fi
}
header=$(readelf -hW "$program")
segments=$(readelf -lW "$program")
dynamic=$(readelf -dW "$program")
symbols=$(nm -D "$program")
want "PIE" 'DYN (Position-Independent Executable file)' "$header"
want "RELRO" GNU_RELRO "$segments"
want "immediate binding" 'BIND_NOW\|NOW' "$dynamic"
want "a stack that is not executable" 'GNU_STACK.* RW ' "$segments"
want "checked library calls (FORTIFY_SOURCE)" '__.*_chk' "$symbols"
want "stack protectors" __stack_chk_fail "$symbols"
exit $failed
