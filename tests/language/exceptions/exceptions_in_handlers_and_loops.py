def f():
    results = []
    for i in range(5):
        try:
            if i % 2:
                raise ValueError(i)
            results.append(i)
        except ValueError as e:
            try:
                raise KeyError(i) from e
            except KeyError as k:
                results.append((k.args[0], k.__cause__.args[0]))
                continue
        finally:
            results.append("f")
    return results


print(f())


def deep(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        deep(n - 1)
    except ValueError as e:
        e.args = (f"{e.args[0]} {n}",)
        raise


try:
    deep(5)
except ValueError as e:
    print(e)
