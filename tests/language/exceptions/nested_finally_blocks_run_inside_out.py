def f():
    try:
        try:
            try:
                return "value"
            finally:
                print("inner")
        finally:
            print("middle")
    finally:
        print("outer")


print(f())


def g():
    for i in range(2):
        try:
            try:
                if i == 0:
                    continue
                break
            finally:
                print("inner", i)
        finally:
            print("outer", i)
    try:
        try:
            1 / 0
        finally:
            print("cleanup")
    except ZeroDivisionError:
        print("handled")
    else:
        print("never")
    finally:
        print("end")


g()


def h():
    try:
        raise ValueError("a")
    except ValueError:
        try:
            return "from handler"
        finally:
            print("finally in handler")
    finally:
        print("last")


print(h())
