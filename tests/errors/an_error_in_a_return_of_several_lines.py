# exit: 1
def f(d):
    return d["one"] + d[
        "two"
    ]


f({"one": 1})
