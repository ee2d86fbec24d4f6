'a' "b" '''c
d''' """e"f""" r'\a' R"\b" u'é' f'{a}' rf'\{a}' F"""{a
}"""
'\N{LATIN SMALL LETTER A}\u00e9\U0001f600\x41\101\
\'' "\"" '' """"""
b'\xff' rb'\n' bR"x" B''
