def run(source, data=""):
    jumps, stack = {}, []
    for i, c in enumerate(source):
        if c == "[":
            stack.append(i)
        elif c == "]":
            jumps[i] = j = stack.pop()
            jumps[j] = i
    tape, at, pc, out, feed = [0] * 100, 0, 0, [], iter(data)
    while pc < len(source):
        match source[pc]:
            case ">": at += 1
            case "<": at -= 1
            case "+": tape[at] = (tape[at] + 1) & 255
            case "-": tape[at] = (tape[at] - 1) & 255
            case ".": out.append(chr(tape[at]))
            case ",": tape[at] = ord(next(feed, "\0"))
            case "[" if not tape[at]: pc = jumps[pc]
            case "]" if tape[at]: pc = jumps[pc]
        pc += 1
    return "".join(out)


print(run("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+."), end="|\n")
print(run(",[.,]", "echo"), run("++>+++<[->+<]>."  ) == chr(5))
