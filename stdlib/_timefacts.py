"""The parts of `time` that know of days and months: times in UTC, and as text."""

import _library
import time
from types import SimpleNamespace
from _records import record

_FIELDS = "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)

struct_time = record("struct_time", _FIELDS, ("tm_zone", "tm_gmtoff"), module="time")


def _civil(days):
    """Year, month and day of a number of days since 1970; eras of 400 years begin in March."""
    era, day = divmod(days + 719468, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    return year + era * 400 + (month >= 10), month + (3 if month < 10 else -9), day - (153 * month + 2) // 5 + 1


def _days(year, month, day):
    """The number of days since 1970."""
    year -= month <= 2
    era, year = divmod(year, 400)
    day += (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 - 1
    return era * 146097 + year * 365 + year // 4 - year // 100 + day - 719468


def gmtime(seconds=None, /):
    """The parts of a time in UTC."""
    return _parts(seconds, "GMT")


def _parts(seconds, zone):
    whole = int((time.time() if seconds is None else seconds) // 1)
    days, rest = divmod(whole, 86400)
    year, month, day = _civil(days)
    since = days - _days(year, 1, 1) + 1
    parts = (year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7, since, 0, zone, 0)
    return struct_time(parts)


def localtime(seconds=None, /):
    """The parts of a time; this machine's zone is taken to be UTC."""
    return _parts(seconds, "UTC")


def mktime(parts, /):
    """Seconds since 1970 of the parts of a time."""
    year, month, day, hour, minute, second = tuple(parts)[:6]
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return float(_days(year, month, 1) * 86400 + (day - 1) * 86400 + hour * 3600 + minute * 60 + second)


def strftime(format, parts=None, /):
    """The text of a time after a format."""
    parts = localtime() if parts is None else parts
    year, month, day, hour, minute, second, weekday, since = tuple(parts)[:8]
    noon = hour % 12 or 12

    def replaced(letter):
        match letter:
            case "Y": return str(year)
            case "y": return f"{year % 100:02}"
            case "C": return f"{year // 100:02}"
            case "m": return f"{month:02}"
            case "d": return f"{day:02}"
            case "e": return f"{day:2}"
            case "H": return f"{hour:02}"
            case "I": return f"{noon:02}"
            case "M": return f"{minute:02}"
            case "S": return f"{second:02}"
            case "p": return "AM" if hour < 12 else "PM"
            case "a": return _DAYS[weekday][:3]
            case "A": return _DAYS[weekday]
            case "b" | "h": return _MONTHS[month - 1][:3]
            case "B": return _MONTHS[month - 1]
            case "j": return f"{since:03}"
            case "w": return str((weekday + 1) % 7)
            case "u": return str(weekday + 1)
            case "U": return f"{(since + 6 - (weekday + 1) % 7) // 7:02}"
            case "W": return f"{(since + 6 - weekday) // 7:02}"
            case "s": return str(int(mktime(parts)))
            case "z": return "+0000"
            case "Z": return "UTC"
            case "n": return "\n"
            case "t": return "\t"
            case "%": return "%"
        longer = {
            "c": "%a %b %e %H:%M:%S %Y", "x": "%m/%d/%y", "D": "%m/%d/%y", "X": "%H:%M:%S", "T": "%H:%M:%S",
            "R": "%H:%M", "F": "%Y-%m-%d", "r": "%I:%M:%S %p",
        }
        return strftime(longer[letter], parts) if letter in longer else "%" + letter

    out, pieces = [], iter(format)
    for letter in pieces:
        out.append(replaced(next(pieces, "")) if letter == "%" else letter)
    return "".join(out)


def asctime(parts=None, /):
    """The text of a time as `Sun Jun 20 23:21:05 1993`."""
    return strftime("%a %b %e %H:%M:%S %Y", localtime() if parts is None else parts)


def ctime(seconds=None, /):
    """The text of a number of seconds since 1970."""
    return asctime(localtime(seconds))


def tzset():
    """Nothing changes: the zone is UTC."""


def thread_time():
    """Seconds of processor time of the thread that runs programs."""
    return time.process_time()


timezone = altzone = daylight = 0
tzname = ("UTC", "UTC")


_CLOCKS = {
    "time": ("CLOCK_REALTIME", False, True),
    "monotonic": ("CLOCK_MONOTONIC", True, False),
    "perf_counter": ("CLOCK_MONOTONIC", True, False),
    "process_time": ("CLOCK_PROCESS_CPUTIME_ID", True, False),
}


def get_clock_info(name, /):
    """What is known of a clock: how it is read, whether it may be set, its resolution."""
    if name not in _CLOCKS:
        raise ValueError("unknown clock")
    clock, monotonic, adjustable = _CLOCKS[name]
    return SimpleNamespace(
        implementation=f"clock_gettime({clock})", monotonic=monotonic, adjustable=adjustable, resolution=1e-09
    )


_OURS = ("find", "names", "record", "time", "SimpleNamespace")


def names():
    """What `dir(time)` shows."""
    later = (name for name in globals() if not name.startswith("_") and name not in _OURS)
    return sorted({*time.__dict__, *later} - {"__getattr__", "__dir__"})


def find(name):
    """Puts what is missing into `time` and gives it."""
    value = globals().get(name)
    if value is None or name.startswith("_") or name in _OURS:
        raise AttributeError(f"module 'time' has no attribute {name!r}", name=name, obj=time)
    if isinstance(value, type):
        value.__module__ = "time"
    elif callable(value):
        _library.builtins("time", globals(), name)
        value = globals()[name]
    time.__dict__[name] = value
    return value
