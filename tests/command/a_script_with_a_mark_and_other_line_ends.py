#!/usr/bin/env python3
text = """one
two"""
print(ascii(text), ascii("é"), __file__[-3:])
