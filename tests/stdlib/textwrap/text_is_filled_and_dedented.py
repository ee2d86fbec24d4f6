import textwrap

text = "The quick brown fox jumped over the lazy dog, well-known for its state-of-the-art laziness."
print(textwrap.fill(text, 20))
print(textwrap.dedent("\n    a\n      b\n    c\n"), textwrap.shorten("Hello  world and all!", 12), textwrap.indent("a\n\nb", "> "))
print(textwrap.wrap("Look, goof-ball -- use the -b option!", 10), textwrap.wrap("supercalifragilistic word", 8))
