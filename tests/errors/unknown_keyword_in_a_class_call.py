# exit: 1
class Config:
    def __init__(self, verbose=False, colour="auto"): ...


Config(verbos=True)
