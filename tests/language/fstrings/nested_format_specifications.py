width, precision, value = 10, 3, 3.14159
print(f"{value:{width}.{precision}f}|{value:<{width}}|{'x':{'*'}^{width}}|")
print(f"{value:{'>' + '8'}.2f}|{42:{'#'}x}|{42:0{width}b}")
print(f"{12:{'{'}>5}" if False else "{:{}>5}".format(12, "."))


class Spec:
    def __format__(self, spec): return repr(spec)


print(f"{Spec():a{1}b{2!r}c}", f"{Spec():{'x':>3}}", f"{Spec():%Y-%m:%d}", f"{Spec():{{}}}" if False else "")
print(f"{Spec():\n\x41}", f"{Spec():}", f"{Spec()!r:.3}")
