import copy
import weakref


class Thing:
    pass


thing = Thing()
reference = weakref.ref(thing)
print(copy.copy(reference) is reference, copy.deepcopy([reference])[0] is reference)
values = weakref.WeakValueDictionary(a=thing)
keys = weakref.WeakKeyDictionary({thing: [1]})
things = weakref.WeakSet([thing])
for container in values, keys, things:
    print(type(copy.copy(container)).__name__, len(copy.copy(container)), len(copy.deepcopy(container)))
print(copy.deepcopy(keys)[thing] == [1], copy.deepcopy(keys)[thing] is keys[thing], copy.deepcopy(values)["a"] is thing)
