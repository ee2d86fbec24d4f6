import spacious.inside

print(spacious.inside.VALUE, spacious.__name__, getattr(spacious, "__file__", None), type(spacious.__path__).__name__)
