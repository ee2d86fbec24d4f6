# shell: "$0" "$@" 2>&1; true
print("first")
raise ValueError("then")
