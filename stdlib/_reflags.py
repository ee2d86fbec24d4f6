"""The flags of regular expressions, which module re gives its own names when the first of them is used."""

import enum


@enum.global_enum
class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    """How a pattern is read and matched: integers that combine."""

    __module__ = "re"

    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128

    __str__ = object.__str__
    _numeric_repr_ = hex
