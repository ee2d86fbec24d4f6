0 00 0_0 1 1_000 0x_FF 0o17 0b1 1. .1 1.5e-10 1_0.0_1e+1_0 1j 1.5J 1e1000 0xffffffffffffffffffff 1if x else 2 0or x
01 1_ 1__0 0x 0b2 0o8 1e 1.e+ 0_x 1_j 9999999999999999999999999999999999 1.real 1..real 1.0.real 1 .real 0xfor x 1_a
