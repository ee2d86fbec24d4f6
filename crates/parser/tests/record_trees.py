"""Write the trees that CPython 3.13 makes of the sources in trees/ beside them.

Run it as `python3.13 crates/parser/tests/record_trees.py`. A tree has a line for each top-level statement; what is empty
or missing is left out, and so are contexts, which our tree does not have.
"""

import ast
import pathlib

SKIPPED = {"ctx", "kind", "type_comment", "type_ignores"}


def show(value, inside_string=False):
    if isinstance(value, list):
        return "[" + ", ".join(show(item, inside_string) for item in value) + "]"
    if not isinstance(value, ast.AST):
        return literal(value)
    place = ""
    if hasattr(value, "lineno") and not (inside_string and isinstance(value, ast.Constant)):
        place = f"@{value.lineno}:{value.col_offset}-{value.end_lineno}:{value.end_col_offset}"
    if isinstance(value, ast.JoinedStr) and inside_string:
        place = ""
    fields = []
    for name, content in ast.iter_fields(value):
        if name in SKIPPED or content == [] or (content is None and not isinstance(value, (ast.Constant, ast.MatchSingleton))):
            continue
        fields.append(f"{name}={show(content, isinstance(value, (ast.JoinedStr, ast.FormattedValue)))}")
    return f"{type(value).__name__}{place}({', '.join(fields)})"


def literal(value):
    if isinstance(value, str):
        return "'" + value.encode("utf-8", "surrogatepass").decode("latin-1").encode("unicode_escape").decode() + "'"
    if isinstance(value, bytes):
        return "b'" + value.decode("latin-1").encode("unicode_escape").decode() + "'"
    if isinstance(value, (float, complex)):
        imaginary = isinstance(value, complex)
        return f"{value.imag if imaginary else value:.17e}" + ("j" if imaginary else "")
    if isinstance(value, int) and not isinstance(value, bool) and value > 2**63 - 1:
        return "big"
    return repr(value)


for path in sorted(pathlib.Path(__file__).with_name("trees").glob("*.py")):
    body = ast.parse(path.read_bytes()).body
    path.with_suffix(".tree").write_text("".join(show(statement) + "\n" for statement in body), encoding="utf-8")
