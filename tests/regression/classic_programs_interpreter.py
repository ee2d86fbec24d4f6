def tokenize(text):
    return text.replace("(", " ( ").replace(")", " ) ").split()


def parse(tokens):
    token = tokens.pop(0)
    if token == "(":
        items = []
        while tokens[0] != ")":
            items.append(parse(tokens))
        tokens.pop(0)
        return items
    try:
        return int(token)
    except ValueError:
        return token


class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        return self if name in self else self.outer.find(name)


def evaluate(x, env):
    while True:
        match x:
            case str():
                return env.find(x)[x]
            case int():
                return x
            case ["if", test, yes, no]:
                x = yes if evaluate(test, env) else no
            case ["define", name, value]:
                env[name] = evaluate(value, env)
                return None
            case ["lambda", names, body]:
                return lambda *args: evaluate(body, Env(names, args, env))
            case [f, *args]:
                return evaluate(f, env)(*[evaluate(a, env) for a in args])


root = Env(["+", "-", "*", "<"], [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a < b])
for line in ("(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))", "(fact 20)", "(define twice (lambda (f x) (f (f x))))", "(twice (lambda (x) (* x 3)) 5)"):
    print(evaluate(parse(tokenize(line)), root))
