import atexit

atexit.register(print, "registered first")


@atexit.register
def second():
    print("registered second")


print("end of program")
