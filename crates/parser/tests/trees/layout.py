# comment
if a:
	b
	if c:
	        d

    # odd comment
	e
x = (1,
  # inside
    2
  )
y = 1 + \
    2; z = 3
if a: pass
# last
def f():

    x

    y
  
  # dedented comment
    z
class C: pass
 
é = ﬁ = '😀'; ü(é)
if a:
    b

c
