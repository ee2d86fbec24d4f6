import io
import logging
import sys

logging.basicConfig(stream=sys.stdout, level=logging.INFO)
log = logging.getLogger("a.b")
log.info("hi %s", 3)
log.debug("no")
log.warning("w %(x)d", {"x": 4})
text = io.StringIO()
handler = logging.StreamHandler(text)
handler.setFormatter(logging.Formatter("{levelname} {message} {lineno} {funcName}", style="{"))
above = logging.getLogger("a")
above.addHandler(handler)
log.error("x")
print(text.getvalue(), log, above, handler, log.parent is above, logging.getLevelName(35))
log.setLevel("DEBUG")
log.debug("yes")
print(logging.getLogger().handlers, logging.getLevelName("INFO"))
logging.info("root")
