# exit: 1
# -*- coding: klingon -*-
print(1)
