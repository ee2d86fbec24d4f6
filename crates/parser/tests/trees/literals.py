0, 00, 1_000, 0xFF, 0o17, 0b101, 9223372036854775807, 9223372036854775808, 0xffffffffffffffffff
1.5, 1., .5, 1e10, 1_0.5e-1_0, 1j, 1.5J, 1e3j
'a', "b", '''c
d''', r'\d', u'e', '\x41\101\u00e9\N{DIGIT ONE}\ud800\'\
f'
b'a\xff\0', rb'\d', b'a' b'b'
'a' 'b' "c"
f'', f'a', f'{a}', f'{a!r}', f'{a:b}', f'{a!s:{b}c{d!a}}', f'{a=}', f'{ a = }', f'{a=!s}', f'{a=:b}'
f'{{}}{a}}}' 'b{c}' f'{d}' rf'\{a}'
f'''{
a  # comment
+ b}''', f'{a:=5}', f'{(a:=5)}', f'{a, *b}', f'{lambda_}', f'{a["b"]}', f"{f'{a}'}"
f'\N{DIGIT TWO}{a:\N{DIGIT THREE}}\x41'
('a'
 f'{b}')
