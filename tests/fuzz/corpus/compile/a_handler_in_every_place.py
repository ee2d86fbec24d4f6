def f():
    try:
        try: a
        except B as b: del b; c
        except D as d: pass
    except* E as e:
        for g in e:
            try: return_
            finally:
                for h in g: continue
    except* (F, G): raise
    with a: 
        with b as c:
            try: raise c from d
            except: pass
            else: return (lambda: c)
    try: pass
    finally:
        try: pass
        finally:
            try: pass
            finally: pass
