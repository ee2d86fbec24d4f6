"""Ask CPython 3.13 what it says about the sources in refusals.txt, and write the answers beside them.

Run it as `python3.13 crates/parser/tests/record.py`. A line is a source as a JSON string, then what compiling it says.
"""

import ast
import json
import pathlib
import warnings

TABLE = pathlib.Path(__file__).with_name("refusals.txt")


def answer(source):
    try:
        compile(source, "table", "exec", flags=ast.PyCF_ONLY_AST, dont_inherit=True)
    except SyntaxError as error:
        place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
        return f"{type(error).__name__} {place} {error.msg}"
    return "accepted"


def main():
    warnings.simplefilter("ignore")
    lines = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith('"'):
            source, _ = json.JSONDecoder().raw_decode(line)
            line = f"{json.dumps(source, ensure_ascii=False)} {answer(source)}"
        lines.append(line)
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
