x = a.b.c().d[0].e()()[1][2].f(g)(h).i if j else k if l else m if n else o if p else q
x = 'a' 'b' 'c' f'{d}' 'e' f'{g}{h}' "i" 'j' 'k' r'l' 'm'
x = ((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))
x = [[[[[[[[[[[[[[[[[[[[{(): {1: [((), {})]}}]]]]]]]]]]]]]]]]]]]]
x = - - - + + + ~ ~ ~ a; not not not a
x = lambda: lambda: lambda: lambda a=lambda: lambda: 1: a
x = a and b or c and d or e and f or g and h or not i
