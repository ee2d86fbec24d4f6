# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or Stopped
import sys
sys.set_int_max_str_digits(0)
str(10**4000000)
