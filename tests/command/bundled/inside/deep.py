from .also import name as other

name = ["deep", other]
