# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
import gc
parts = [[number] for number in range(400_000)]
while True:
    gc.collect()
    gc.get_objects()
