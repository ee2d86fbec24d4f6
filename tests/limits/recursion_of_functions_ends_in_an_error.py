def f(n):
    return f(n + 1)


try:
    f(0)
except RecursionError as error:
    print(type(error).__name__, error)


def depth():
    try:
        return depth() + 1
    except RecursionError:
        return 0


print(900 < depth() < 1100)
import sys

print(sys.getrecursionlimit())
sys.setrecursionlimit(300)
print(200 < depth() < 310)
for bad in (0, -1, "x"):
    try:
        sys.setrecursionlimit(bad)
    except Exception as error:
        print(type(error).__name__, error)
sys.setrecursionlimit(20000)


def count(n):
    return 0 if n == 0 else 1 + count(n - 1)


print(count(15000))
