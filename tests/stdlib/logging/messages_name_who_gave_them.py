import logging
import sys
import warnings

handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(name)s:%(funcName)s:%(lineno)d:%(message)s"))
logger = logging.getLogger("a")
logger.addHandler(handler)
logger.propagate = False
adapter = logging.LoggerAdapter(logging.LoggerAdapter(logger, {}), {"k": 1})


def inner(**options):
    logger.warning("deep", **options)
    adapter.warning("through adapters", **options)


def outer(**options):
    inner(**options)


for level in 1, 2, 3, 50:
    outer(stacklevel=level)
print(adapter, adapter.name, adapter.isEnabledFor(10), adapter.process("m", {"extra": {}}), hasattr(adapter, "handlers"))
logger.warning("no exception", exc_info=(None, None, None))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    logger.warn("old")
    print([(str(warning.message), warning.lineno) for warning in caught])
handler.addFilter(lambda record: logging.makeLogRecord({"msg": "replaced"}))
logger.warning("original")
handler.filters.clear()
logging.captureWarnings(True)
logging.getLogger("py.warnings").addHandler(handler)
handler.setFormatter(logging.Formatter("%(name)s:%(message)s"))
warnings.warn("captured")
logging.captureWarnings(False)
print(logging.getLogger("b.c.d").parent, type(logging.root.manager.loggerDict["b.c"]).__name__, logging.getLogger("b").getChildren())
print(logging.getLogger("b.c").getChildren(), logging.getLogger("b.c.d").parent, logging.root.__reduce__()[1])
