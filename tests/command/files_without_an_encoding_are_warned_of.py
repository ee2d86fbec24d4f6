# command: -X warn_default_encoding files_without_an_encoding_are_warned_of.py
import io
import warnings

warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as caught:
    open(__file__).close()
    open(__file__, "rb").close()
    open(__file__, encoding="utf-8").close()
    open(__file__, encoding="locale").close()
    io.TextIOWrapper(io.BytesIO())
for warning in caught:
    print(warning.category.__name__, warning.message, warning.lineno, warning.filename.endswith("warned_of.py"))
