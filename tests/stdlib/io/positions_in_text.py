"""What tell() gives brings seek() back to the same character, in any encoding."""

import io

text = "one\r\ntwö €\U0001f600\nthree\rfour"
for encoding in "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1", "utf-7", "ascii":
    data = text.encode(encoding, "replace")
    for newline in None, "":
        for size in 1, 5, 8192:
            file = io.TextIOWrapper(io.BytesIO(data), encoding, newline=newline)
            file._CHUNK_SIZE = size
            places, letters = [], []
            while True:
                places.append(file.tell())
                if not (letter := file.read(1)):
                    break
                letters.append(letter)
            same = all(file.seek(place) == place and file.read(1) == letter for place, letter in zip(places, letters))
            print(encoding, repr(newline), size, same, ascii("".join(letters)))
            print(*places)

file = io.TextIOWrapper(io.BytesIO(), "utf-16")
print(file.write("ab"), file.tell(), file.write("c"), file.seek(0), file.read(), file.seek(0, 2), file.write("d"), file.flush())
print(file.buffer.getvalue(), file.seek(0), file.write("X"), file.flush(), file.buffer.getvalue())


def attempt(act):
    try:
        print(repr(act()))
    except Exception as error:
        print(type(error).__name__, error)


file = io.TextIOWrapper(io.BytesIO(b"one\ntwo\n"), "ascii")
print(next(file))
attempt(file.tell)
print(list(file), file.tell())
for args in (-1,), (1, 1), (1, 2), (0, 5), ("x",), (10**60,):
    attempt(lambda: file.seek(*args))
print(file.seek(0, 1), file.seek(0, 2), file.truncate(3), file.buffer.getvalue(), file.seek(0), file.read())


class Pipe(io.BytesIO):
    def seekable(self):
        return False


file = io.TextIOWrapper(Pipe(b"abc"), "ascii")
attempt(file.tell)
attempt(lambda: file.seek(0))
