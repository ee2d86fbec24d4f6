class ParseError(ValueError):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


class Parser:
    def __init__(self, text):
        self.text, self.at = text, 0

    def peek(self): return self.text[self.at] if self.at < len(self.text) else ""

    def skip(self):
        while self.peek() and self.peek() in " \t\n\r":
            self.at += 1

    def expect(self, c):
        if self.peek() != c:
            raise ParseError(f"expected {c!r}, got {self.peek()!r}", self.at)
        self.at += 1

    def value(self):
        self.skip()
        match self.peek():
            case "{": return self.object()
            case "[": return self.array()
            case '"': return self.string()
            case c if c.isdigit() or c == "-": return self.number()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        raise ParseError("unexpected " + (repr(self.peek()) if self.peek() else "end"), self.at)

    def object(self):
        result = {}
        self.expect("{")
        self.skip()
        while self.peek() != "}":
            self.skip()
            key = self.string()
            self.skip()
            self.expect(":")
            result[key] = self.value()
            self.skip()
            if self.peek() == ",":
                self.at += 1
            elif self.peek() != "}":
                raise ParseError("expected , or }", self.at)
        self.at += 1
        return result

    def array(self):
        result = []
        self.expect("[")
        self.skip()
        while self.peek() != "]":
            result.append(self.value())
            self.skip()
            if self.peek() == ",":
                self.at += 1
        self.at += 1
        return result

    def string(self):
        self.expect('"')
        out = []
        while (c := self.peek()) != '"':
            self.at += 1
            if c == "\\":
                c = {"n": "\n", "t": "\t", "u": None}.get(self.peek(), self.peek())
                self.at += 1
                if c is None:
                    c = chr(int(self.text[self.at:self.at + 4], 16))
                    self.at += 4
            elif not c:
                raise ParseError("unterminated string", self.at)
            out.append(c)
        self.at += 1
        return "".join(out)

    def number(self):
        start = self.at
        while self.peek() and self.peek() in "+-0123456789.eE":
            self.at += 1
        text = self.text[start:self.at]
        return float(text) if set(text) & set(".eE") else int(text)


print(Parser('{"a": [1, -2.5, 1e3, true, null], "b\\n\\u00e9": {"c": "d"}, "e": []}').value())
for bad in ('{"a" 1}', "[1, ?]", '"abc', ""):
    try:
        print(Parser(bad).value())
    except ParseError as e:
        print(e, e.position)
