x = a if b else c or d and not e in f is not g not in h < i <= j == k != l > m >= n | o ^ p & q << r >> s + t - u * v / w // x % y @ z ** -~+a ** await_
a, *b = c = d[e:f:g, ..., h, i:, :j, ::k, *l] = m.n(o)[p](q).r
a += b; a -= b; a *= b; a @= b; a /= b; a //= b; a %= b; a **= b; a >>= b; a <<= b; a &= b; a ^= b; a |= b
(a := b, (c := d)); [*a, *b]; {*a, b}; {**a, 'b': c}; (yield); (yield a, b); (yield from a); (*a,); ()
not not a; a < b < c < d; -1 ** -2; lambda: (yield); a if b else c if d else e
