def f(a):
    for b in a:
        while b:
            try:
                try:
                    if b: return b
                    if a: break
                    continue
                finally:
                    with a as c, b:
                        if c: continue
                        return (yield c)
            except A as e:
                return e
            except (B, C):
                break
            except:
                raise
            else:
                continue
            finally:
                try: break
                finally: return
    else:
        return a
