import operator


def told(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)

ig=operator.itemgetter(1)
print(ig([1,2]), operator.itemgetter('a','b')({'a':1,'b':2}), ig)
told(lambda: ig([]))
ag=operator.attrgetter('real','imag')
print(ag(1j), operator.attrgetter('__class__.__name__')(5), ag)
told(lambda: ag(object()))
told(lambda: operator.attrgetter(5))
told(lambda: operator.attrgetter('a.')(5))
print(operator.methodcaller('split','b')('abc'))
upper = operator.methodcaller("replace", "a", "b", 1)
print(upper("aaa"), operator.methodcaller("encode", errors="ignore")("ab"), operator.methodcaller("split")("a b"), upper)
told(lambda: upper(5))
told(lambda: operator.methodcaller(5))
