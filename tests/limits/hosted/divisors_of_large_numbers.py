# imported by hostile.rs, which runs it in a VM of a host
# ends: Ok or Stopped
import math
a=7**1_000_000;b=5**1_200_000
math.gcd(a,b); math.lcm(a,b)
