été = 1
变量 = 2
ﬁ = 3
print(été + 变量, fi, "ﬁ" in globals(), "fi" in globals())
µ = "micro"
print(μ)


class Ünïcode:
    ñ = 1


print(Ünïcode.ñ, Ünïcode.__name__)
