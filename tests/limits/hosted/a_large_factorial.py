# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or Stopped
import math
math.factorial(2_000_000)
