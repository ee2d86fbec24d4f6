"""What `enum.verify` checks."""

from enum import show_flag_values


def continuous(enumeration, is_flag):
    """No value between the least and the greatest may be missing."""
    values = {found.value for found in enumeration}
    if len(values) < 2:
        return
    low, high = min(values), max(values)
    if is_flag:
        kind, wanted = "flag", (2**bit for bit in range(low.bit_length(), high.bit_length() - 1))
    else:
        kind, wanted = "enum", range(low + 1, high)
    missing = [value for value in wanted if value not in values]
    if missing:
        missing = ", ".join(map(str, missing))
        raise ValueError(f"invalid {kind} {enumeration.__name__!r}: missing values {missing}"[:256])


def named_flags(enumeration):
    """Every bit of an alias must be a member."""
    values = [found.value for found in enumeration]
    lacking, missing = [], 0
    for name, alias in enumeration._member_map_.items():
        if name in enumeration._member_names_ or alias.value < 0:
            continue
        missed = [bit for bit in show_flag_values(alias.value) if bit not in values]
        if missed:
            lacking.append(name)
            missing |= sum(missed)
    if not lacking:
        return
    if len(lacking) == 1:
        lacking = f"alias {lacking[0]} is missing"
    else:
        lacking = f"aliases {', '.join(lacking[:-1])} and {lacking[-1]} are missing"
    what = "value" if missing & (missing - 1) == 0 else "combined values of"
    raise ValueError(f"invalid Flag {enumeration.__name__!r}: {lacking} {what} 0x{missing:x} "
                     "[use enum.show_flag_values(value) for details]")
