def a():
    b()


def b():
    raise ValueError("deep")


try:
    a()
except ValueError as error:
    tb = error.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
        tb = tb.tb_next
    print(error.__traceback__.tb_next.tb_frame.f_locals)
e = ValueError()
print(e.__traceback__)
