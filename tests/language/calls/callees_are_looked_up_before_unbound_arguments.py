class Thing: pass


thing = Thing()


def of_a_global():
    nowhere(late)
    late = 1


def of_a_method():
    thing.nowhere(late)
    late = 1


def inside_an_operation():
    nowhere(1, -late, [late])
    late = 1


def by_name():
    nowhere(given=late)
    late = 1


def there_is_a_callee():
    len(1, late)
    late = 1


def on_one_way(bound):
    if bound:
        late = 1
    return thing.nowhere(late)


def deleted():
    late = 1
    del late
    return nowhere(late)


for function in [of_a_global, of_a_method, inside_an_operation, by_name, there_is_a_callee, lambda: on_one_way(True),
                 lambda: on_one_way(False), deleted]:
    try:
        function()
    except (NameError, AttributeError) as error:
        print(function.__name__, repr(error))
for thing in [5, None, {1}, {}.items(), (1,), "a", iter([]), int, Thing(), [].append]:
    try:
        del thing[0]
    except TypeError as error:
        print(error)
