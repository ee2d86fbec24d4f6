def overrides_return():
    try:
        return "try"
    finally:
        return "finally"


def swallows():
    try:
        raise ValueError("lost")
    finally:
        return "swallowed"


def loop_break():
    for i in range(3):
        try:
            return "never"
        finally:
            break
    return f"broke at {i}"


def loop_continue():
    seen = []
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            seen.append(i)
            continue
    return seen


def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def list_is_shared():
    x = [1]
    try:
        return x
    finally:
        x.append(2)


print(overrides_return(), swallows(), loop_break(), loop_continue(), value_is_kept(), list_is_shared())
