# env: PYTHONBREAKPOINT=0
print(breakpoint("ignored", key=1))
