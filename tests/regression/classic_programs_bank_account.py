class InsufficientFunds(Exception):
    def __init__(self, needed, available):
        super().__init__(f"need {needed}, have {available}")
        self.missing = needed - available


class Account:
    interest = 0.02

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.history = []

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self._balance += amount
        self.history.append(("deposit", amount))
        return self

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        self.history.append(("withdraw", amount))
        return self

    def __str__(self):
        return f"{self.owner}: {self.balance:,.2f}"


class Savings(Account):
    interest = 0.05

    def add_interest(self):
        return self.deposit(round(self.balance * self.interest, 2))


a = Savings("Ann", 1000).deposit(500).withdraw(200)
a.add_interest()
print(a, a.history)
for action in (lambda: a.withdraw(10**6), lambda: a.deposit(-1), lambda: setattr(a, "balance", 5)):
    try:
        action()
    except (InsufficientFunds, ValueError, AttributeError) as e:
        print(type(e).__name__, e, getattr(e, "missing", ""))
