def run(group):
    log = []
    for _ in range(2):
        try:
            try:
                raise group
            except* ValueError as e:
                log.append(("v", len(e.exceptions)))
            finally:
                log.append("finally")
        except* KeyError:
            log.append("outer k")
    return log


print(run(ExceptionGroup("g", [ValueError(), KeyError(), ValueError()])))


def nested():
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)])
        except* ValueError:
            pass
    except* TypeError as e:
        print("type", e.exceptions)
        raise


try:
    nested()
except ExceptionGroup as e:
    print(repr(e))
for source in ("try: pass\nexcept* V: return", "for x in y:\n try: pass\n except* V: break", "for x in y:\n try: pass\n except* V: continue", "try: pass\nexcept* (yield): pass"):
    try:
        compile("def f():\n " + source.replace("\n", "\n "), "s", "exec")
        print("accepted")
    except SyntaxError as e:
        print(e.msg)
