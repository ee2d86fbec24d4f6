import string

print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.capwords('hello  world foo'))
t = string.Template('$who likes ${what} $$5 $1')
print(t.safe_substitute(who='tim', what='kung pao'), t.get_identifiers(), t.is_valid())
try: t.substitute(who='x', what='y')
except ValueError as e: print(e)
try: string.Template('$x').substitute()
except KeyError as e: print('KeyError', e)
print(string.Template('$x $y').substitute({'x': 1}, y=2))
class F(string.Formatter):
    def get_value(self, key, args, kw): return f'<{key}>'
print(F().format('{a} {0} {} x'.replace('{} ', '')), string.Formatter().format('{0!r:>5} {x[1]} {{}} {:{w}}'.replace('{:{w}}', '{0:{w}}'), 'a', x=[1, 2], w=4))
print(string.Formatter().format('{} {}', 1, 2), list(string.Formatter().parse('a{b!r:c}d{{e')))
