import bisect
import heapq
import random


def told(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


heap = []
for number in [5, 1, 4, 1, 5, 9, 2, 6]:
    heapq.heappush(heap, number)
print(heap, heapq.heappushpop(heap, 0), heapq.heappushpop(heap, 3), heapq.heapreplace(heap, 7), heap)
print([heapq.heappop(heap) for _ in range(len(heap))], heap)
heap = [(3, "c"), (1, "b"), (1, "a"), (2, "x")]
heapq.heapify(heap)
print(heap, heapq.heappop(heap), heapq.heappop(heap))

choose = random.Random(7)
numbers = [choose.randrange(1000) for _ in range(500)]
heap = numbers[:]
heapq.heapify(heap)
print([heapq.heappop(heap) for _ in numbers] == sorted(numbers))
for n in [-1, 0, 1, 3, 500, 600]:
    print(heapq.nsmallest(n, numbers) == sorted(numbers)[: max(n, 0)], heapq.nlargest(n, numbers) == sorted(numbers, reverse=True)[: max(n, 0)])
words = "the quick brown fox jumps over the lazy dog".split()
print(heapq.nsmallest(4, words, key=len), heapq.nlargest(4, words, key=len), heapq.nlargest(2, iter(words)))
print(list(heapq.merge([1, 4, 7], [2, 4, 9], [])), list(heapq.merge([7, 1], [9, 3], reverse=True)), list(heapq.merge(["a", "bbb"], ["cc"], key=len)))

for call in [
    lambda: heapq.heappush(1, 2),
    lambda: heapq.heappush([]),
    lambda: heapq.heappop([]),
    lambda: heapq.heapreplace([], 1),
    lambda: heapq.heappushpop([], 1),
    lambda: heapq.heapify((1,)),
    lambda: heapq.heapify([1, "a"]),
    lambda: heapq.heappop(1),
]:
    told(call)


class Meddler:
    def __lt__(self, other):
        heap.clear()
        return True


for act in [heapq.heapify, heapq.heappop, lambda heap: heapq.heappush(heap, Meddler())]:
    heap = [Meddler() for _ in range(4)]
    told(lambda: act(heap))

ordered = [1, 2, 2, 2, 5, 8]
print([bisect.bisect_left(ordered, x) for x in range(10)], [bisect.bisect(ordered, x) for x in range(10)])
print(bisect.bisect_left(ordered, 2, 2), bisect.bisect_right(ordered, 2, 0, 2), bisect.bisect(a="abd", x="c"), bisect.bisect_left(range(100), 7))
bisect.insort(ordered, 3)
bisect.insort_left(ordered, 9)
bisect.insort(words := ["a", "ccc"], "bb", key=len)
print(ordered, words, bisect.bisect([1, 2, 3], -2, key=lambda x: -x), bisect.bisect.__name__)


class Sequence:
    def __len__(self):
        return 10

    def __getitem__(self, index):
        return index * index


print(bisect.bisect_left(Sequence(), 50))
for call in [
    lambda: bisect.bisect([1]),
    lambda: bisect.bisect([1], 2, -1),
    lambda: bisect.bisect([1], 2, 0, -1),
    lambda: bisect.bisect([1], 2, 0, 9),
    lambda: bisect.bisect([1], "a"),
    lambda: bisect.bisect(1, 2),
    lambda: bisect.bisect([1, 2], 2, key=1),
    lambda: bisect.insort((1, 2), 3),
    lambda: bisect.bisect([1], 2, "a"),
]:
    told(call)
