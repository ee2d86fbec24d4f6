import logging

for style, templates in {
    "%": ("%(nope)", "plain", "%(message)-5s", "%(a)q"),
    "{": ("{x", "plain", "{message!x}", "{message:zz}", "{a b}", "{}", "{message:>{width}}"),
    "$": ("$", "plain", "$message", "${message} $", "$$"),
}.items():
    for template in templates:
        try:
            formatter = logging.Formatter(template, style=style)
            print(style, template, type(formatter._style).__name__, formatter.usesTime())
        except ValueError as error:
            print(style, template, error)

record = logging.makeLogRecord({"msg": "m"})
print(logging.Formatter("{a} {message}", style="{", defaults={"a": 1}).format(record))
for attempt in (
    lambda: logging.Formatter("%(a)s").format(record), lambda: logging.Formatter("x", style="q"),
    lambda: logging.basicConfig(nope=1), lambda: logging.basicConfig(handlers=[], stream=None),
):
    try:
        print(attempt())
    except ValueError as error:
        print(error)
    logging.root.handlers.clear()
print(logging.BufferingFormatter().format([record, record]), logging.Formatter().formatException((None, None, None)))
