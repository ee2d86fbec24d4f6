# exit: 1
import atexit

atexit.register(print, "at exit")
raise ValueError("uncaught")
