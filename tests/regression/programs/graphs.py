graph = {"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {"e": 1}, "e": {}}


def dijkstra(start):
    distance, done, came = {start: 0}, set(), {}
    while todo := [n for n in distance if n not in done]:
        node = min(todo, key=lambda n: (distance[n], n))
        done.add(node)
        for near, cost in graph[node].items():
            if distance[node] + cost < distance.get(near, float("inf")):
                distance[near] = distance[node] + cost
                came[near] = node
    return distance, came


def path(came, end):
    result = [end]
    while result[-1] in came:
        result.append(came[result[-1]])
    return result[::-1]


distance, came = dijkstra("a")
print(distance, path(came, "e"))


def topological(deps):
    seen, order, path = set(), [], []

    def visit(n):
        if n in path:
            raise ValueError("cycle: " + " > ".join(path[path.index(n):] + [n]))
        if n not in seen:
            path.append(n)
            for d in deps.get(n, ()):
                visit(d)
            path.pop()
            seen.add(n)
            order.append(n)

    for n in deps:
        visit(n)
    return order


print(topological({"app": ["lib", "log"], "lib": ["core"], "log": ["core"]}))
try:
    topological({"x": ["y"], "y": ["z"], "z": ["x"]})
except ValueError as e:
    print(e)
maze = """\
S.#.
..#.
#..E
..#.""".splitlines()


def solve(maze):
    cells = {(x, y): c for y, row in enumerate(maze) for x, c in enumerate(row)}
    start = next(p for p, c in cells.items() if c == "S")
    queue, seen = [(start, 0)], {start}
    for (x, y), steps in queue:
        if cells[x, y] == "E":
            return steps
        for p in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if cells.get(p, "#") != "#" and p not in seen:
                seen.add(p)
                queue.append((p, steps + 1))


print(solve(maze))
