def f(x, *y):
    return f'{x}{x!r}{x!s:>{y[0]}}{x:{y}{x!a:{y}}}{x=}{x = :.{y}f}{{}}' f'{[z for z in y if (w := z)]}{w}' f'{(lambda z: f"{z}{x}")(y)}'
f'{f'{f'{f'{f'{1}'}'}'}'}'; f''; f'a' 'b'; f'{a}' 'b' f'{c}' 'd'; f'{a:}{b:{c:{d}}}'
async def g(): return f'{await x}{[a async for a in b]!r:{await c}}'
