# shell: exec "$0" "$@" "$(printf 'a\377b')" "$(printf '\303\251')"
import os
import sys

print(ascii(sys.argv[1:]), [os.fsencode(argument) for argument in sys.argv[1:]], ascii(sys.orig_argv[-1]))
print(sys.argv[1].encode("utf-8", "surrogateescape"))
sys.stdout.write(sys.argv[1] + "\n")
