def nothing(): pass
def bare(): return
def early(x):
    if x:
        return "early"
def tuple_(): return 1, 2
def starred(): return *"ab",


print(nothing(), bare(), early(0), early(1), tuple_(), starred())
