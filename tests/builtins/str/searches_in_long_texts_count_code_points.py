text = "äöü€," * 3000
place = count = 0
while (place := text.find(",", place)) >= 0:
    place += 1
    count += 1
print(count, text.find("€", 7), text.find("€", 8), text.index("ö", -3 - 5), text.find("x", 5))
place = len(text)
while (place := text.rfind("ü", 0, place)) >= 0:
    count -= 1
print(count, text.rfind("ü", 0, 12), text.rfind("ä", 3, 5), text.rindex(","), text.rfind("", 0, 7), text.find("", 7))
