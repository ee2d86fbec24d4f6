# imported by breakpoint_calls_what_is_named


def stop(*args, **kws):
    print("stopped", args, kws)
    return "went on"
