x = (1 +

     # comment
     2

     )
print(x)


class C:

    y = 1

    # comment at the end
    # of the class

print(C.y); print(x)
if x: print("a"); print("b")

for i in range(2): print(i)
else: print("done")
try: 1 / 0
except ZeroDivisionError: print("caught")
finally: print("finally")
with open(__file__) as f: print(f.readline().rstrip())
def f(): return 1
print(f()); \
print("continued")
