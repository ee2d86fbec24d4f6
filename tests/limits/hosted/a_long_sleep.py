# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
import time
time.sleep(5)
