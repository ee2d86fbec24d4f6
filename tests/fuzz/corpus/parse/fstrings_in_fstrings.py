f'{f"{f'{x}'}"}' f"{x!r:>{width}.{f'{places}'}}" f'{x=}' f'{ x = !s:^10}' f'{{}}{{{x}}}' f'{x:{{}}}'
f'''{
    x  # why
    :%Y-%m-%d
}''' rf'\{x}\n{y!a}' f'{(lambda x: x)}' f'{x:=5}' f'{(y := 5)}' f'{*a, b}' f'{yield}' f'{a["b"]}'
f'{'
