case [*_]: pass
case {**_}: pass
x = $a ? b ! c
`x`
x <> y
a->b
x = 1 = 2 := 3
*a, *b = c
*a
(*a)
del *a
for *a in b: pass
with *a: pass
@
\ x
