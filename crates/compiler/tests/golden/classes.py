class Base(object, metaclass=type):
    """A class."""
    limit: int = 3

    def __init__(self, value):
        super().__init__()
        self.value = value
        self.__hidden = 1

    @property
    def double(self):
        return self.value * 2

    @staticmethod
    def make():
        return __class__(1)
