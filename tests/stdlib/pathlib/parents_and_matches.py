from pathlib import PurePosixPath

for text in "a/b/c", "/a/b", "/", ".":
    parents = PurePosixPath(text).parents
    print(text, len(parents), list(map(str, parents)), parents[1:], parents[::-1], parents)
    for index in 0, -1, 5, -9:
        try:
            print(index, parents[index])
        except IndexError as error:
            print(index, "IndexError", error)

for pattern in "a", "*/b", "A/*", "**", "**/b", "/**", "a/**/b":
    for text in "a", "a/b", "/a/b", "a/x/y/b":
        path = PurePosixPath(text)
        print(pattern, text, path.match(pattern), path.full_match(pattern), path.match(pattern, case_sensitive=False))
