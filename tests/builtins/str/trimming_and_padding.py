print([" x ".strip(), " x ".lstrip(), " x ".rstrip(), "xxaxx".strip("x"), "abcba".strip("ab"), "www.example.com".lstrip("w."), "\t\n x\u3000".strip()])
print(["ab".center(6), "ab".center(5, "*"), "abc".center(6, "-"), "ab".ljust(4) + "|", "ab".rjust(4, "."), "ab".center(1), "42".zfill(5), "-42".zfill(5), "+4".zfill(4), "".zfill(2), "abc".zfill(2)])
print(["prefix-body".removeprefix("prefix-"), "body.txt".removesuffix(".txt"), "abc".removeprefix("x"), "abc".removesuffix("")])
print(["a\tb".expandtabs(), "a\tb\tc".expandtabs(4), "\t\n\tx".expandtabs(2), "a\tb".expandtabs(0)])
