sources = """\
import
from x import
from x import *, y
import a.b as c.d
class
def
for x in
while
with""".splitlines()
for source in sources:
    try:
        compile(source.replace("\\t", "\t"), "f.py", "exec")
        print("ACCEPTED", source)
    except SyntaxError as error:
        print(f"{source!r:40} {type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
