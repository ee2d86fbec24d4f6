import json

circle = []
circle.append(circle)
for attempt in (
    lambda: json.loads("[" * 100000), lambda: json.loads('{"a":' * 100000), lambda: json.dumps(circle, check_circular=False),
    lambda: json.JSONDecoder().raw_decode("x", 5), lambda: json.loads('"\\u1234'), lambda: json.dumps({(1,): 2}, skipkeys=True, indent=1),
    lambda: list(json.JSONEncoder().iterencode([1, {"a": None}])), lambda: list(json.JSONEncoder(indent=1).iterencode({"a": [], 1: [2]})),
    lambda: list(json.JSONEncoder().iterencode(circle)), lambda: list(json.JSONEncoder(default=str).iterencode([int])),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)


class File:
    def write(self, text):
        print("write", repr(text))


json.dump([1, [2]], File())
try:
    json.dump([1, object], File())
except TypeError as error:
    print(error)


class Own(json.JSONEncoder):
    def iterencode(self, o, _one_shot=False):
        yield from ("own", repr(o))


print(Own().encode([1]), Own().encode("text"), json.dumps([1], cls=Own))
