# exit: 1
class C:
    def __init__(self):
        self.total = 1

    def show(self):
        print(total)


C().show()
