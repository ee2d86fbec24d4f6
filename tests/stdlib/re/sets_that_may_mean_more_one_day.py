import re
import warnings

for pattern in (
    "[[a]", "[a[b]", "[^[a]", "x[[:alpha:]]", "[a&&b]", "[&&a]", "[a&&&b]", "[a||b]", "[a~~b]", "[!--a]", "[a-b--c]",
    "[---]", "(?x) [[a]", "[a-]", "[]]", "[^^]",
):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        re.compile(pattern)
    print(pattern, [(warning.category.__name__, str(warning.message), warning.lineno) for warning in caught])
