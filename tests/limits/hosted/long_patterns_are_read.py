# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
import re
plain, sets, wide = "ab" * 500_000, r"\d" * 300_000, "[" + "\u4e00-\u4fff" * 200_000 + "]"
while True:
    for pattern in plain, sets, wide, "(?x)" + " " * 1_000_000, "x{" + "0" * 1_000_000 + "1}":
        re.compile(pattern)
    re.escape(plain)
