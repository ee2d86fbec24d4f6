class C:
    def __del__(self):
        raise ValueError("in del")


c = C()
try:
    del c
    print("went on")
except ValueError:
    print("never")
