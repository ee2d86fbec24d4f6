if True:
	if True:
		print("tabs")
	print("one tab")
        
print("end")
def f():
  if 1:
        return "odd"
  return 2
print(f())
