import re

scanner = re.Scanner([(r"\d+", lambda scanner, text: int(text)), (r"\s+", None), (r"\w+", "word"), (r"[+]", lambda s, t: s.match.span())])
print(scanner.scan("ab 12 c+?x"), scanner.scan(""))
step = re.compile(r"a|(?=b)").scanner("xaabb")
print(step.match(), step.match())
step = re.compile(r"a|(?=b)").scanner("xaabb", 1)
print([step.match() for _ in range(4)], step.pattern)
step = re.compile(r"\d").scanner("1a23", 0, 3)
print(step.search(), step.search(), step.match(), step.search())
