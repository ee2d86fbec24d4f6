"""Docstring first."""
from __future__ import annotations, division
from __future__ import generator_stop


def f(x: undefined_name) -> another[1]: ...


class C:
    y: also_undefined = 1


print(f.__annotations__, C.__annotations__, annotations.compiler_flag, 1 / 2)
