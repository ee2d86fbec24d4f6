"""Text in lines of a given width, and indentation added or taken away."""

import re

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_SPACE = "\t\n\x0b\x0c\r "


class TextWrapper:
    """How text is broken into lines; each option is an attribute."""

    _words = re.compile(rf"[{_SPACE}]+|[^{_SPACE}]+")
    # A word may be broken after a hyphen that stands between letters, and before and after dashes.
    _pieces = re.compile(
        rf"[{_SPACE}]+|(?<=[\w!\"'&.,?])-{{2,}}(?=\w)|[^{_SPACE}]+?(?:-(?:(?<=[^\d\W]{{2}}-)|(?<=[^\d\W]-[^\d\W]-))"
        rf"(?=[^\d\W]-?[^\d\W])|(?=[{_SPACE}]|\Z)|(?<=[\w!\"'&.,?])(?=-{{2,}}\w))"
    )
    _sentence = re.compile(r"[a-z][\.\!\?][\"\']?\Z")

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _split(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(dict.fromkeys(map(ord, _SPACE), " "))
        pattern = self._pieces if self.break_on_hyphens else self._words
        pieces = pattern.findall(text)
        if self.fix_sentence_endings:
            for index in range(len(pieces) - 1):
                if pieces[index + 1] == " " and self._sentence.search(pieces[index]):
                    pieces[index + 1] = "  "
        return pieces

    def _cut(self, word, room):
        """What of a word fits into the room, and the rest."""
        end = max(room, 1)
        if self.break_on_hyphens and len(word) > end:
            hyphen = word.rfind("-", 0, end)
            if hyphen > 0 and word[:hyphen].strip("-"):
                end = hyphen + 1
        return word[:end], word[end:]

    def wrap(self, text):
        """The lines, without line feeds."""
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            margin = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(margin) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        left, lines = self._split(text)[::-1], []
        while left:
            margin = self.subsequent_indent if lines else self.initial_indent
            room = self.width - len(margin)
            if self.drop_whitespace and lines and not left[-1].strip():
                left.pop()
            line, length = [], 0
            while left and length + len(left[-1]) <= room:
                length += len(left[-1])
                line.append(left.pop())
            if left and len(left[-1]) > room:
                if self.break_long_words:
                    fits, rest = self._cut(left.pop(), room - length)
                    line.append(fits)
                    if rest:
                        left.append(rest)
                elif not line:
                    line.append(left.pop())
                length = sum(map(len, line))
            if self.drop_whitespace and line and not line[-1].strip():
                length -= len(line.pop())
            if not line:
                continue
            nothing_left = not left or self.drop_whitespace and len(left) == 1 and not left[0].strip()
            if self.max_lines is None or len(lines) + 1 < self.max_lines or nothing_left and length <= room:
                lines.append(margin + "".join(line))
                continue
            while line:
                if line[-1].strip() and length + len(self.placeholder) <= room:
                    lines.append(margin + "".join(line) + self.placeholder)
                    return lines
                length -= len(line.pop())
            if lines and len(lines[-1].rstrip()) + len(self.placeholder) <= self.width:
                lines[-1] = lines[-1].rstrip() + self.placeholder
            else:
                lines.append(margin + self.placeholder.lstrip())
            return lines
        return lines

    def fill(self, text):
        """The lines as one text."""
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """The lines of a text, none longer than `width`."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """As wrap(), joined by line feeds."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The text on one line, with a placeholder where it was too long."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """The text without the indentation that all its lines share; lines of spaces become empty."""
    lines = [line if line.strip(" \t") else "" for line in text.split("\n")]
    margins = [line[:len(line) - len(line.lstrip(" \t"))] for line in lines if line]
    shared = 0
    if margins:
        low, high = min(margins), max(margins)
        while shared < len(low) and low[shared] == high[shared]:
            shared += 1
    return "\n".join(line[shared:] for line in lines)


def indent(text, prefix, predicate=None):
    """The text with a prefix before each line that is not just spaces."""
    wanted = predicate or str.strip
    return "".join(prefix + line if wanted(line) else line for line in text.splitlines(True))
