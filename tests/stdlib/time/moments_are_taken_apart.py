import time

for seconds in (0, 951782400, 1e9, -1, 4102444800, -62135596800):
    parts = time.gmtime(seconds)
    print(parts, time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %p %I %U %W %w %y %% %c", parts), time.asctime(parts))
print(time.gmtime(0).tm_zone, time.gmtime(0)[:3], hasattr(time, "nothing"))
