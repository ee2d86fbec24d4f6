# shell: exec "$0" "$@" >&-
import sys

sys.stderr.write(f"{sys.stdout} {sys.__stdout__} {sys.stdin is None}\n")
print("nowhere")
