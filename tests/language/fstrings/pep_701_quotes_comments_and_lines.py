names = ["a", "b"]
d = {"key": "value"}
print(f"{"same quotes"} {d["key"]} {", ".join(names)}")
print(f"{
    d["key"]  # a comment inside
    .upper()
}")
print(f"{'\n'.join(names)}", f"{"\t".expandtabs(2)}|")
print(f"{f"{f"{f"{1 + 1}"}"}"}")
print(f'''{
3
=}''')
print(f"{'a' 'b'} {"{}"} {'}'}")
print(f"""triple {d["key"]}
second {names[0]}""")
print(f"{names!r:{'>'}{12}}")
