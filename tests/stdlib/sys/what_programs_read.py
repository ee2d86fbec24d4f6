import sys

print(sys.version_info[:2], sys.version_info >= (3, 13), sys.version_info.major, sys.byteorder, sys.maxsize == 2**63 - 1, sys.maxunicode, sys.float_info.max, sys.int_info.bits_per_digit > 0)
print(type(sys.modules).__name__, "sys" in sys.modules, sys.getrefcount(object()) > 0, sys.intern("a"), sys.getsizeof(1) > 0, sys.platform in ("linux", "darwin", "win32"), isinstance(sys.path, list), sys.hexversion >= 0x030D0000)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.float_info.epsilon, sys.hash_info.modulus, sys.flags.optimize, sys.implementation.name.islower(), sys.exc_info())
print("math" in sys.stdlib_module_names, "sys" in sys.builtin_module_names, callable(sys.displayhook), sys.is_finalizing())
frame = sys._getframe()
print(frame.f_code.co_name, frame.f_lineno, frame.f_back)
