# Descriptors that are their own descriptor, methods of methods, properties of properties.
# oracle: CPython crashes, or allows what is refused here
import types


def attempt(ask):
    try:
        ask()
    except (RecursionError, TypeError) as error:
        print(type(error).__name__)
    else:
        print('works')


class Getter: pass
Getter.__get__ = Getter()
class Holder: held = Getter()
attempt(lambda: Holder().held)

own = property()
own.__init__(own)
attempt(lambda: own.__isabstractmethod__)

for kind in property, staticmethod, classmethod:
    chain = kind(print)
    for _ in range(100_000):
        chain = kind(chain)
    # How long a chain may be depends on the stack: all that counts is that looking along it ends.
    try:
        chain.__isabstractmethod__
    except RecursionError:
        pass
    print('ends')
chain = None

method = types.MethodType(lambda *receivers: len(receivers), 1)
for _ in range(20_000):
    method = types.MethodType(method, 1)
attempt(lambda: method())
attempt(lambda: method.__name__)


class Unequal: pass
Unequal.__eq__ = object.__ne__
attempt(lambda: Unequal() == Unequal())
