import re

for letters in "i\u0130I\u0131", "k\u212aK", "s\u017fS", "\u00b5\u03bc\u039c", "\u0345\u0399\u03b9\u1fbe", "\u1f80\u1f88", "\u00df\u1e9e", "\ufb05\ufb06", "\u0390\u1fd3":
    for pattern in letters:
        plain, one, none = (re.findall(form.format(pattern), letters, re.I) for form in ("{}", "[{}]", "[^{}]"))
        backwards = [letter for letter in letters if re.fullmatch(r"(.)\1", pattern + letter, re.I)]
        print(ascii(pattern), ascii(plain), plain == one, len(none), ascii(backwards), ascii(re.findall(pattern, letters, re.I | re.A)))
print(re.findall("[i-k]", "\u0130\u212aIJK\u0131", re.I), re.match("[^\u0130]", "i", re.I))
