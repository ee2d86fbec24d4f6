if a:
	if b:
	    c
	else:
		d

x = 1 + \
  2 \


y = (1,
# comment

  2)
if a:
  b

# comment at no depth
  c
   # deeper
z; w;
if a: b; cd
  
	
def f():
        a
	b
  c
end