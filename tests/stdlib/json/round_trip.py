import json

data = {"a": [1, 2.5, None, True], "b": {"c": "é\n\""}}
text = json.dumps(data)
print(text, json.loads(text) == data, json.dumps([1, {"k": 2}], indent=2, sort_keys=True), json.dumps("é", ensure_ascii=False))
for bad in ("{", "[1,]", "nul", '{"a" 1}'):
    try:
        json.loads(bad)
    except json.JSONDecodeError as e:
        print(e)
