puzzle = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
rows = [[9 * r + c for c in range(9)] for r in range(9)]
columns = [list(c) for c in zip(*rows)]
boxes = [[9 * (3 * (b // 3) + r) + 3 * (b % 3) + c for r in range(3) for c in range(3)] for b in range(9)]
peers = [set().union(*(u for u in rows + columns + boxes if i in u)) - {i} for i in range(81)]


def solve(grid):
    free = [(len(o), i, o) for i in range(81) if grid[i] == "." for o in [set("123456789") - {grid[p] for p in peers[i]}]]
    if not free:
        return grid
    _, i, options = min(free, key=lambda t: t[:2])
    for o in sorted(options):
        if answer := solve(grid[:i] + o + grid[i + 1:]):
            return answer
    return None


answer = solve(puzzle)
for r in range(0, 81, 27):
    print(answer[r:r + 9], answer[r + 9:r + 18], answer[r + 18:r + 27])
