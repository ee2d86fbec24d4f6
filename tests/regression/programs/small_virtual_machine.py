class Machine:
    def __init__(self, code):
        self.code, self.stack, self.vars, self.pc, self.out = code, [], {}, 0, []

    def run(self, limit=10_000):
        for _ in range(limit):
            op, *args = self.code[self.pc]
            self.pc += 1
            if getattr(self, "op_" + op)(*args) == "halt":
                return self.out
        raise TimeoutError(f"no halt after {limit} steps")

    def op_push(self, x): self.stack.append(x)
    def op_load(self, n): self.stack.append(self.vars.get(n, 0))
    def op_store(self, n): self.vars[n] = self.stack.pop()
    def op_jump(self, to): self.pc = to
    def op_jz(self, to): self.pc = to if not self.stack.pop() else self.pc
    def op_print(self): self.out.append(self.stack.pop())
    def op_halt(self): return "halt"


for name, f in {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "lt": lambda a, b: int(a < b)}.items():
    def op(self, f=f):
        b, a = self.stack.pop(), self.stack.pop()
        self.stack.append(f(a, b))
    setattr(Machine, "op_" + name, op)

program = [("push", 1), ("store", "f"), ("push", 10), ("store", "n"), ("load", "n"), ("jz", 14), ("load", "f"), ("load", "n"), ("mul",), ("store", "f"), ("load", "n"), ("push", 1), ("sub",), ("jump", 16), ("load", "f"), ("jump", 18), ("store", "n"), ("jump", 4), ("print",), ("halt",)]
print(Machine(program).run())
try:
    Machine([("jump", 0)]).run(100)
except TimeoutError as e:
    print(e)
try:
    Machine([("nope",)]).run()
except AttributeError as e:
    print(e)
