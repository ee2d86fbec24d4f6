# shell: { { "$0" "$@"; echo "status $?" >&2; } | head -n 1; } 2>&1
for number in range(100_000):
    print(number)
