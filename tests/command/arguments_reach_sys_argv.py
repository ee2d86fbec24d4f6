# args: one 'two words' --three -x
import sys

print(sys.argv[0].rsplit("/")[-1], sys.argv[1:], __name__, __file__.rsplit("/")[-1])
