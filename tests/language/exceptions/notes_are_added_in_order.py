e = ValueError("v")
print(hasattr(e, "__notes__"))
e.add_note("first")
e.add_note("second")
print(e.__notes__, str(e))
for bad in (5, None):
    try:
        e.add_note(bad)
    except TypeError as error:
        print(error)
try:
    e.add_note()
except TypeError as error:
    print(error)
print(e.with_traceback(None) is e, e.__traceback__)
try:
    e.with_traceback(5)
except TypeError as error:
    print(error)
