import re

EXPRESSIONS = r"""
re.findall(r"\d+", "a1b22c333"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.split(r"[,;]\s*", "a, b;c")
re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05").groupdict(), re.search("b+", "abbb").span(), re.fullmatch("a|b", "c"), re.fullmatch("a|ab", "ab")
[m.group() for m in re.finditer(r"\b\w", "the quick fox")], re.sub("x", lambda m: m.group().upper(), "axbx"), re.compile("a.c", re.S | re.I).match("A\nC") is not None
re.match(r'(a*)*', 'b').groups(), re.match(r'(a|b)*', 'abab').group(1), re.match(r'(?:(a)|b)*', 'ab').groups(), re.match(r'(a*)+', 'aaa').groups()
re.match(r'(a+)+b', 'aaab').group(), re.match(r'a*?b', 'aaab').group(), re.match(r'a{2,3}', 'aaaa').group(), re.match(r'a{2,3}?', 'aaaa').group(), re.match('a{,2}', 'aaa').group(), re.match('a{2}', 'a'), re.match('a{x', 'a{x').group()
re.match(r'(?i)straße', 'STRAßE'), re.match('(?i:A)b', 'ab'), re.match('(?i:A)b', 'aB'), re.findall('(?i)é', 'éÉ'), re.findall('(?i)[a-z]', 'aK\u212a'), re.findall('(?i)k', 'kK\u212a'), re.findall('(?i)s', 'sS\u017f')
re.findall(r'(?m)^\w', 'ab\ncd\n'), re.findall(r'(?m)\w$', 'ab\ncd\n'), re.findall(r'\w$', 'ab\ncd\n'), re.findall(r'\w\Z', 'ab\ncd'), re.findall(r'\A\w', 'ab\ncd')
re.findall(r'(?<=a)b', 'abcb'), re.findall(r'(?<!a)b', 'abcb'), re.findall(r'a(?=b)', 'abac'), re.findall(r'a(?!b)', 'abac'), re.findall(r'(?<=é)b', 'ébb'), re.search(r'(?<=(a))b', 'ab').groups(), re.findall('(?<=ab|cd)x', 'abxcdx')
re.match(r'(a)?(?(1)b|c)', 'ab').group(), re.match(r'(a)?(?(1)b|c)', 'c').group(), re.match(r'(?P<q>a)?(?(q)b)', 'ab').group(), re.match(r'(a)?(?(1)b|c)', 'b')
re.match(r'(.)\1', 'aa').group(), re.match(r'(?P<x>.)(?P=x)', 'bb').group(), re.match(r'(?i)(a)\1', 'aA').group(), re.match(r'(é)\1', 'éé').group()
re.match(r'a++a', 'aaa'), re.match(r'(?>a+)a', 'aaa'), re.match(r'(?>a+)b', 'aaab').group(), re.match('a*+b', 'aab').group(), re.match('(?:ab)?+c', 'abc').group(), re.match('(?:ab){1,2}+', 'ababab').group()
re.split(r'(,)', 'a,b,c'), re.split('x*', 'axbc'), re.split('', 'abc'), re.split(',', 'a,b,c', 1), re.split('(x)|y', 'axbyc'), re.split(',', ''), re.split(r'\b', 'ab cd')
re.sub('', '-', 'abc'), re.sub('x*', '-', 'abxd'), re.subn('a', 'b', 'aaa', 2), re.sub('a', r'\g<0>\g<0>', 'ba'), re.sub('(?P<n>a)', r'[\g<n>]', 'xax'), re.sub('a', '\\n', 'a'), re.sub('a', r'\\', 'a'), re.sub('(a)|b', r'<\1>', 'ab'), re.sub('a', r'\.', 'a')
re.findall('', 'abc'), re.findall('a|', 'aab'), re.findall('(a)(b)?', 'abaa'), re.findall('(a)', 'aa'), re.findall(r'a*', 'baac'), re.findall('x?', 'ax')
[m.span() for m in re.finditer('a|', 'aab')], [m.span() for m in re.finditer(r'', 'aé')], [m.span() for m in re.finditer('é', 'aéaé')]
re.escape('a.b*c é-_ \n'), re.escape(b'a.b'), re.escape('')
re.compile('a(b)(?P<c>d)?').groups, re.compile('a(?P<c>d)').groupindex, re.compile('a', re.I).flags, re.compile(b'a').flags, re.compile('(?i)a').flags, re.compile('a').pattern
re.compile('a'), re.compile('a', re.I | re.M), re.compile(b'a', re.S), re.compile('é' * 3), re.compile('(?x) a b')
re.match('a(b)?', 'a'), re.match('a(b)?', 'a').groups(), re.match('a(b)?', 'a').groups('x'), re.match('(?P<n>b)?', 'a').groupdict('z'), re.match('a', 'a').lastindex, re.match('(a)(b)', 'ab').lastindex, re.match('((a)b)', 'ab').lastindex, re.match('(?P<x>a)', 'a').lastgroup, re.match('(a)(?P<y>b)', 'ab').lastgroup
re.match('(a)(b)', 'ab').group(1, 2), re.match('(a)(b)', 'ab')[2], re.match('(a)(b)', 'ab').span(2), re.match('(a)(b)?', 'a').span(2), re.match('(a)', 'a').start(1), re.match('(a)', 'a').regs, re.match('(?P<a>x)', 'x')['a'], re.match('x', 'xy').endpos, re.match('x', 'xy').string, re.match('x', 'xy').pos, re.match('x', 'x').re.pattern
re.match('(a)(b)', 'ab').expand(r'\2-\1'), re.compile('a').match('ba', 1), re.compile('^a').match('ba', 1), re.compile('a$').match('ab', 0, 1), re.compile('a').search('bab', 2), re.compile('(?<=b)a').match('ba', 1), re.compile('a').findall('aaaa', 1, 3)
re.match(r'[^\d\s]+', 'ab1').group(), re.match(r'[\w-]+', 'a-b c').group(), re.match(r'[]a]+', ']a').group(), re.match(r'[^]]+', 'a]').group(), re.match(r'[a\-z]+', 'a-z').group(), re.match(r'[\]]', ']').group(), re.match(r'[a-]+', 'a-').group(), re.match('[é-ï]', 'í').group(), re.match(r'[\x41\u0042\103]+', 'ABC').group()
re.match(r'\x41\u0042\U00000043\0', 'ABC\0').group(), re.match(r'\101', 'A').group(), re.match(r'\t\n\r\f\v\a', '\t\n\r\f\v\a') is not None, re.match(r'\.\*', '.*').group(), re.match(r'[\b]', '\b') is not None
re.findall(r'\w+', 'é_1 日本 ½'), re.findall(r'(?a)\w+', 'é_1 a'), re.findall(r'\d', '1٣'), re.findall(r'(?a)\d', '1٣'), re.findall(r'\s', ' \u2003\x1c'), re.findall(rb'\w+', b'ab \xe9'), re.findall(r'\W', 'aé '), re.findall(r'\B', 'ab'), re.findall(r'\b', 'ab')
re.match('(?s).', '\n') is not None, re.match('.', '\n'), re.match('(?s:.)', '\n') is not None, re.match('(?-s:.)', '\n'), re.match('(?i-s:A.)', 'ab').group()
re.sub('a', lambda m: None, 'abc') if 0 else 1, re.sub('b', lambda m: m[0] * 2, 'abc'), re.sub(b'b', b'x', b'abc'), re.sub('x', 'y', 'abc') , re.findall(b'[a-c]', bytearray(b'abx')), re.match('a', 'a') and 1
re.match(r'^(?:(\d+)|(\w+))$', 'abc').groups(), re.match(r'(?:a|ab)(?:c|bcd)(d*)', 'abcd').groups(), re.match('(a?)*?b', 'aab').groups(), re.match('(?:a?)*?$', 'aa').group(), re.match('(a|ab)(c|bcd)(d*)', 'abcd').groups(), re.match('(a)*', 'aaa').span(1), re.match('(?:(a)|(b))*', 'ab').groups()
re.search('(ab|a)(bc|c)?$', 'abc').groups(), re.match('((a)|b)*', 'ab').groups(), re.match('(?=(a+))a', 'aaa').groups(), re.match('(?!(a)b)a', 'ac').groups(), re.match('x(?:a(?=(b))|c)*', 'xacab').group()
re.match('a', 'a') == re.match('a', 'a'), re.compile('a') == re.compile('a'), re.compile('a') is re.compile('a'), hash(re.compile('a')) == hash(re.compile('a')), re.compile('a') == re.compile('a', re.I)
type(re.compile('a')), type(re.match('a','a')), re.Pattern.__name__, re.Match.__module__, isinstance(re.compile('a'), re.Pattern), bool(re.match('', 'a'))
re.match('(?:' * 50 + 'a' + ')' * 50, 'a').group()
re.match('.*', 'x' * 100000).end(), re.match('(?:x)*', 'x' * 50000).end(), re.match('(?:x|y)*z', 'x' * 30000 + 'z').end()
re.search('needle', 'hay' * 100000 + 'needle').start(), len(re.findall(r'\w+', 'ab cd ' * 10000)), re.sub(r'\s+', ' ', 'a  b ' * 3)
re.match(r'"(?:[^"\\]|\\.)*"', '"a\\"b"c').group(), re.match(r'<(\w+)>.*?</\1>', '<b>x</b></b>').group(), re.findall(r'(\w+)=(\d+)', 'a=1, b=22'), re.findall(r'[A-Z][a-z]*', 'HelloWorldFoo')
re.sub(r'(?<!^)(?=[A-Z])', '_', 'HelloWorldFoo').lower(), re.sub(r'\b(\w)', lambda m: m.group(1).upper(), 'foo bar'), re.split(r'(?<=[.!?])\s+', 'A. B! C? D'), re.findall(r'\((\d+),(\d+)\)', '(1,2)(3,4)')
""".strip().splitlines()

for expression in EXPRESSIONS:
    print(expression, "->", eval(expression))
