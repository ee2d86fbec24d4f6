def f(items):
    for item in items:
        try:
            if item:
                break
            if item is None:
                continue
            return item
        finally:
            item.close()
