# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
import traceback
error = ValueError("x" * 10_000_000)
while True:
    traceback.format_exception_only(error)
    float.fromhex("0x" + "1" * 5_000_000)
    int.from_bytes(b"x" * 5_000_000)
