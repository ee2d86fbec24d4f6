# The same seed gives the same numbers in every branch of the distributions.
import random

generator = random.Random(11)
for draw, arguments in [
    (generator.gammavariate, (3.5, 2.0)),
    (generator.gammavariate, (0.4, 1.5)),
    (generator.gammavariate, (1.0, 2.0)),
    (generator.gammavariate, (200.3, 0.1)),
    (generator.betavariate, (0.5, 2)),
    (generator.vonmisesvariate, (1, 4)),
    (generator.vonmisesvariate, (1, 0)),
    (generator.normalvariate, (0, 1)),
    (generator.triangular, ()),
    (generator.binomialvariate, (100, 0.37)),
    (generator.binomialvariate, (1000, 0.7)),
    (generator.binomialvariate, (9, 0.1)),
    (generator.binomialvariate, (1, 0.5)),
    (generator.binomialvariate, (7, 1.0)),
]:
    drawn = [draw(*arguments) for _ in range(300)]
    print(draw.__name__, drawn[:3], sum(drawn))
