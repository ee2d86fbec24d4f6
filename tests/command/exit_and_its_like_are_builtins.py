# exit: 7
import builtins

for name in ("exit", "quit", "help", "copyright", "credits", "license"):
    print(name, hasattr(builtins, name), type(getattr(builtins, name)).__name__)
print(exit, quit, license, help, sep="\n")
try:
    quit("text")
except SystemExit as error:
    print(repr(error))
exit(7)
