# Attributes are looked for under a quarter of a million names: the memory of those that nobody holds is used again.
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


class Plain:
    pass


for number in range(20_000):
    getattr(Plain, f"before{number}", None)
before = resident()
for number in range(120_000):
    getattr(Plain, f"name{number}", None)
    hasattr(Plain(), f"other{number}")
print(resident() - before < 6 << 20)
for number in range(30_000):
    plain = Plain()
    setattr(plain, f"own{number}", number)
    assert getattr(plain, f"own{number}") == number and plain.__dict__ == {f"own{number}": number}
name = "".join(["hel", "d"])
plain = Plain()
setattr(plain, name, 1)
for number in range(30_000):
    getattr(plain, f"again{number}", None)
print(plain.held, vars(plain))
