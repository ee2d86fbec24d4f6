//! The instruction table: every opcode, its operands, its flags and what it does, once.
//!
//! An instruction is one 64-bit word:
//!
//! ```text
//!   63      48 47      32 31      16 15    8 7     0
//!  +----------+----------+----------+-------+-------+
//!  |    c     |    b     |    a     | flags |  op   |
//!  +----------+----------+----------+-------+-------+
//!             \____ b and c as one i32: `wide` ____/
//! ```
//!
//! Flags: `KILL_A`, `KILL_B`, `KILL_C` say that the register named by that operand is a temporary which dies here:
//! the handler moves out of it instead of copying, so that objects end when Python says they do, and no separate
//! instruction clears them. Immediate values (integers, floats, None) need no clearing, so fast paths never look at
//! these bits. `VARIANT` has the meaning that the opcode's line gives.
//!
//! Operand kinds: `Dst` a register that is written, `Src` a register that is read, `Taken` one that is read and dies
//! whatever the flags say, `Both` read and written. `Run(n)` is the first of `n` registers that are consumed, `Pairs(n)` of
//! twice as many, `Loose(n)` of `n` of which only the first must hold a value, `Fill(n)` of `n` that are written,
//! `Callee(n)` and `Into(n)` are read and written or only written, and `n` registers behind them consumed; `Method`, `Super`
//! and `Handled` are what one operation each needs, and say so at [`Operand`]. `n` is a number, the field `b` or `c`, or a
//! word of [`Length`]. `Const` an index into the constants, `Site` an index into the sites (a name with a
//! cache of its own in each VM), `Free` an index into the closure, `Count` and `Imm` plain numbers (`Imm` signed),
//! `Jump` a distance counted from the next instruction, `Which` a small enumeration, `None` unused. In column `b`,
//! `WideJump`, `WideConst` and `WideImm` take `b` and `c` together.

/// The temporary in operand `a` dies.
pub const KILL_A: u8 = 1;
/// The temporary in operand `b` dies.
pub const KILL_B: u8 = 2;
/// The temporary in operand `c` dies.
pub const KILL_C: u8 = 4;
/// Opcode-specific meaning; see the table.
pub const VARIANT: u8 = 128;

/// What an operand field means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    /// Unused.
    None,
    /// A register that is written.
    Dst,
    /// A register that is read.
    Src,
    /// A register that is read and written.
    Both,
    /// A register that is read and dies, whatever the flags say.
    Taken,
    /// The first of a run of registers that are consumed.
    Run(Length),
    /// The first of a run of pairs of registers that are consumed.
    Pairs(Length),
    /// The first of a run of registers that are consumed; all but the first may be unbound.
    Loose(Length),
    /// The first of a run of registers that are written.
    Fill(Length),
    /// A register that is read and written, before a run that is consumed.
    Callee(Length),
    /// A register that is written, before a run that is consumed.
    Into(Length),
    /// Two registers that are written, of which the second is read.
    Method,
    /// Two registers that are written, before which the second and two more behind it are consumed.
    Super,
    /// A register that is read, before one that is written.
    Handled,
    /// An index into the constants.
    Const,
    /// An index into the sites.
    Site,
    /// An index into the closure.
    Free,
    /// An unsigned number.
    Count,
    /// A signed 16-bit number.
    Imm,
    /// A distance counted from the next instruction, signed 16 bits.
    Jump,
    /// A small enumeration.
    Which,
    /// A distance in `b` and `c` together.
    WideJump,
    /// A constant's index in `b` and `c` together.
    WideConst,
    /// A signed 32-bit number in `b` and `c` together.
    WideImm,
}

/// How many registers a run has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Length {
    /// So many.
    Fixed(u16),
    /// As many as field b says.
    B,
    /// As many as field c says.
    C,
    /// As many as field b says, and a receiver with VARIANT.
    Arguments,
    /// One, and as many as field b says.
    OneAndB,
    /// The two bytes of field c together, and one between them.
    Star,
}

impl Length {
    /// The number of registers in an instruction.
    pub const fn of(self, instruction: Instr) -> u16 {
        match self {
            Length::Fixed(count) => count,
            Length::B => instruction.b(),
            Length::C => instruction.c(),
            Length::Arguments => instruction.b().saturating_add((instruction.flags() & VARIANT != 0) as u16),
            Length::OneAndB => instruction.b().saturating_add(1),
            Length::Star => (instruction.c() & 0xff) + (instruction.c() >> 8) + 1,
        }
    }
}

/// Consecutive registers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Registers {
    /// The first.
    pub first: u16,
    /// How many; 0 for none.
    pub count: u16,
}

impl Registers {
    const NONE: Registers = Registers { first: 0, count: 0 };

    const fn from(first: u16, count: u16) -> Registers {
        Registers { first, count }
    }

    /// All of them, as far as there can be registers.
    pub fn all(self) -> std::ops::Range<u16> {
        self.first..self.first.saturating_add(self.count)
    }
}

/// What an operand does to registers, in the order of the fields.
#[derive(Clone, Copy, Debug, Default)]
pub struct Touched {
    /// All registers that the operand speaks of.
    pub window: Registers,
    /// Those that must hold a value.
    pub read: Registers,
    /// Those that hold none any more.
    pub consumed: Registers,
    /// Those that hold one in the end.
    pub written: Registers,
}

impl Operand {
    /// Whether the field names a register.
    pub const fn is_register(self) -> bool {
        match self {
            Operand::None
            | Operand::Const
            | Operand::Site
            | Operand::Free
            | Operand::Count
            | Operand::Imm
            | Operand::Jump
            | Operand::Which
            | Operand::WideJump
            | Operand::WideConst
            | Operand::WideImm => false,
            Operand::Dst
            | Operand::Src
            | Operand::Both
            | Operand::Taken
            | Operand::Run(_)
            | Operand::Pairs(_)
            | Operand::Loose(_)
            | Operand::Fill(_)
            | Operand::Callee(_)
            | Operand::Into(_)
            | Operand::Method
            | Operand::Super
            | Operand::Handled => true,
        }
    }

    /// Whether a flag may let the register die.
    pub const fn may_die(self) -> bool {
        matches!(self, Operand::Src | Operand::Taken | Operand::Handled)
    }

    /// What the operand does to registers in an instruction where its field has this value.
    pub const fn touched(self, instruction: Instr, field: u16) -> Touched {
        let one = Registers::from(field, 1);
        let none = Registers::NONE;
        let next = field.saturating_add(1);
        match self {
            Operand::Dst => Touched { window: one, read: none, consumed: none, written: one },
            Operand::Src => Touched { window: one, read: one, consumed: none, written: none },
            Operand::Both => Touched { window: one, read: one, consumed: none, written: one },
            Operand::Taken => Touched { window: one, read: one, consumed: one, written: none },
            Operand::Run(length) => {
                let run = Registers::from(field, length.of(instruction));
                Touched { window: run, read: run, consumed: run, written: none }
            }
            Operand::Pairs(length) => {
                let run = Registers::from(field, length.of(instruction).saturating_mul(2));
                Touched { window: run, read: run, consumed: run, written: none }
            }
            Operand::Loose(length) => {
                let run = Registers::from(field, length.of(instruction));
                Touched { window: run, read: one, consumed: run, written: none }
            }
            Operand::Fill(length) => {
                let run = Registers::from(field, length.of(instruction));
                Touched { window: run, read: none, consumed: none, written: run }
            }
            Operand::Callee(length) => {
                let run = Registers::from(next, length.of(instruction));
                let all = Registers::from(field, run.count.saturating_add(1));
                Touched { window: all, read: all, consumed: run, written: one }
            }
            Operand::Into(length) => {
                let run = Registers::from(next, length.of(instruction));
                let all = Registers::from(field, run.count.saturating_add(1));
                Touched { window: all, read: run, consumed: run, written: one }
            }
            Operand::Method => {
                let (both, second) = (Registers::from(field, 2), Registers::from(next, 1));
                Touched { window: both, read: second, consumed: none, written: both }
            }
            Operand::Super => {
                let parts = Registers::from(next, 3);
                Touched {
                    window: Registers::from(field, 4),
                    read: parts,
                    consumed: parts,
                    written: Registers::from(field, 2),
                }
            }
            Operand::Handled => Touched {
                window: Registers::from(field, 2),
                read: one,
                consumed: none,
                written: Registers::from(next, 1),
            },
            Operand::None
            | Operand::Const
            | Operand::Site
            | Operand::Free
            | Operand::Count
            | Operand::Imm
            | Operand::Jump
            | Operand::Which
            | Operand::WideJump
            | Operand::WideConst
            | Operand::WideImm => Touched { window: none, read: none, consumed: none, written: none },
        }
    }

    /// Whether the field is wide: `b` and `c` together.
    pub const fn is_wide(self) -> bool {
        matches!(self, Operand::WideJump | Operand::WideConst | Operand::WideImm)
    }
}

/// What an instruction may do besides its effect on registers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effects {
    /// It can raise an exception.
    pub may_raise: bool,
    /// It can suspend the frame.
    pub may_suspend: bool,
    /// It can continue elsewhere than at the next instruction.
    pub branches: bool,
    /// It never continues at the next instruction.
    pub ends_block: bool,
}

macro_rules! opcodes {
    ($( $name:ident $a:ident $(($x:tt))? $b:ident $(($y:tt))? $c:ident $(($z:tt))? [$($flag:ident)*] $doc:literal; )*) => {
        /// An operation of the machine.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        pub enum Op { $( #[doc = $doc] $name, )* }

        impl Op {
            /// All operations in table order.
            pub const ALL: &'static [Op] = &[$( Op::$name, )*];

            /// The operation's name as the disassembler prints it.
            pub const fn name(self) -> &'static str {
                match self { $( Op::$name => stringify!($name), )* }
            }

            /// What the three operand fields mean.
            pub const fn operands(self) -> [Operand; 3] {
                match self { $(
                    Op::$name => [
                        Operand::$a $((opcodes!(@length $x)))?,
                        Operand::$b $((opcodes!(@length $y)))?,
                        Operand::$c $((opcodes!(@length $z)))?,
                    ],
                )* }
            }

            /// One sentence about the operation.
            pub const fn doc(self) -> &'static str {
                match self { $( Op::$name => $doc, )* }
            }

            /// What the operation may do.
            pub const fn effects(self) -> Effects {
                #[allow(unused_mut, reason = "operations without flags change nothing")]
                match self { $( Op::$name => {
                    let mut effects = Effects { may_raise: false, may_suspend: false, branches: false, ends_block: false };
                    $( opcodes!(@flag effects $flag); )*
                    effects
                } )* }
            }
        }
    };
    (@length b) => { Length::B };
    (@length c) => { Length::C };
    (@length arguments) => { Length::Arguments };
    (@length one_and_b) => { Length::OneAndB };
    (@length star) => { Length::Star };
    (@length $count:literal) => { Length::Fixed($count) };
    (@flag $e:ident Raises) => { $e.may_raise = true };
    (@flag $e:ident Suspends) => { $e.may_suspend = true };
    (@flag $e:ident Branches) => { $e.branches = true };
    (@flag $e:ident Ends) => { $e.ends_block = true };
}

opcodes! {
    // Moving values.
    Nop            None None None [] "Does nothing.";
    Move           Dst Src None [] "a = b.";
    Swap           Both Both None [] "a, b = b, a.";
    LoadConst      Dst WideConst None [] "a = constant.";
    LoadInt        Dst WideImm None [] "a = the integer in b and c.";
    LoadNone       Dst None None [] "a = None.";
    LoadTrue       Dst None None [] "a = True.";
    LoadFalse      Dst None None [] "a = False.";
    Clear          Dst None None [] "a becomes unbound and drops what it held.";
    CheckLocal     Src None None [Raises] "Raises UnboundLocalError if local a is unbound.";

    // Closures. A captured variable's register holds its cell.
    MakeCell       Both None None [] "Wraps the value of a (or its absence) in a fresh cell in a.";
    LoadCell       Dst Src None [Raises] "a = contents of the cell in b; NameError or UnboundLocalError if empty.";
    StoreCell      Src Src None [] "Contents of the cell in a = b.";
    ClearCell      Src None None [Raises] "Empties the cell in a; raises if it is empty. VARIANT: never raises.";
    LoadFree       Dst Free None [Raises] "a = contents of closure cell b; NameError if empty.";
    StoreFree      Src Free None [] "Contents of closure cell b = a.";
    ClearFree      None Free None [Raises] "Empties closure cell b; raises if it is empty.";
    LoadFreeCell   Dst Free None [] "a = closure cell b itself.";

    // Names. In module and class code register 0 holds the namespace mapping, or is unbound where it is the globals.
    LoadGlobal     Dst Site None [Raises] "a = global or builtin named by site b.";
    StoreGlobal    Src Site None [Raises] "Global named by site b = a.";
    DeleteGlobal   None Site None [Raises] "Deletes the global named by site b.";
    LoadName       Dst Site None [Raises] "a = name of site b from the namespace in register 0, then globals, then builtins.";
    StoreName      Src Site None [Raises] "Namespace in register 0 (or globals): name of site b = a.";
    DeleteName     None Site None [Raises] "Deletes the name of site b from the namespace in register 0 (or globals).";
    LoadClassFree  Dst Free Site [Raises] "a = name of site c from the namespace in register 0, else contents of closure cell b.";
    LoadDictGlobal Both Site None [Raises] "a = name of site b from the class namespace in a, then globals, then builtins.";
    LoadDictFree   Both Free Site [Raises] "a = name of site c from the class namespace in a, else contents of closure cell b.";
    LoadLocals     Dst None None [] "a = the namespace in register 0, or the globals where it is unbound.";

    // Attributes and items.
    GetAttr        Dst Src Site [Raises] "a = b.name.";
    SetAttr        Src Src Site [Raises] "a.name = b.";
    DelAttr        Src Site None [Raises] "del a.name; the site is b.";
    GetItem        Dst Src Src [Raises] "a = item c of b.";
    SetItem        Src Src Src [Raises] "Item b of a = c.";
    DelItem        Src Src None [Raises] "Deletes item b of a.";
    GetSlice       Dst Src Run(2) [Raises] "a = b[c:c+1], bounds in two consecutive registers, both consumed.";
    BuildSlice     Dst Run(c) Count [Raises] "a = slice of the c (2 or 3) registers from b, consumed.";
    LoadSuper      Super Site None [Raises] "a = function of method b of super(a+2, a+3), a+1 = its receiver or unbound, with a+1 the callable named super; consumes the three. VARIANT: as for GetSuper.";
    GetSuper       Dst Run(3) Site [Raises] "a = super(b+1, b+2).name with b the callable named super; consumes the three. VARIANT: written super() without arguments.";

    // Operators. VARIANT: in place.
    Add            Dst Src Src [Raises] "a = b + c.";
    Sub            Dst Src Src [Raises] "a = b - c.";
    Mul            Dst Src Src [Raises] "a = b * c.";
    TrueDiv        Dst Src Src [Raises] "a = b / c.";
    FloorDiv       Dst Src Src [Raises] "a = b // c.";
    Mod            Dst Src Src [Raises] "a = b % c.";
    Pow            Dst Src Src [Raises] "a = b ** c.";
    MatMul         Dst Src Src [Raises] "a = b @ c.";
    LShift         Dst Src Src [Raises] "a = b << c.";
    RShift         Dst Src Src [Raises] "a = b >> c.";
    And            Dst Src Src [Raises] "a = b & c.";
    Or             Dst Src Src [Raises] "a = b | c.";
    Xor            Dst Src Src [Raises] "a = b ^ c.";
    AddInt         Dst Src Imm [Raises] "a = b + the integer c.";
    SubInt         Dst Src Imm [Raises] "a = b - the integer c.";
    MulInt         Dst Src Imm [Raises] "a = b * the integer c.";
    FloorDivInt    Dst Src Imm [Raises] "a = b // the integer c.";
    ModInt         Dst Src Imm [Raises] "a = b % the integer c.";
    AndInt         Dst Src Imm [Raises] "a = b & the integer c.";
    LShiftInt      Dst Src Imm [Raises] "a = b << the integer c.";
    RShiftInt      Dst Src Imm [Raises] "a = b >> the integer c.";
    Neg            Dst Src None [Raises] "a = -b.";
    Pos            Dst Src None [Raises] "a = +b.";
    Invert         Dst Src None [Raises] "a = ~b.";
    Not            Dst Src None [Raises] "a = not b.";
    Lt             Dst Src Src [Raises] "a = b < c.";
    Le             Dst Src Src [Raises] "a = b <= c.";
    Eq             Dst Src Src [Raises] "a = b == c.";
    Ne             Dst Src Src [Raises] "a = b != c.";
    Gt             Dst Src Src [Raises] "a = b > c.";
    Ge             Dst Src Src [Raises] "a = b >= c.";
    Is             Dst Src Src [] "a = b is c. VARIANT: is not.";
    In             Dst Src Src [Raises] "a = b in c. VARIANT: not in.";

    // Jumps. VARIANT on conditional jumps: jump if the condition is false.
    Jump           None WideJump None [Branches Ends] "Continues elsewhere, forwards.";
    Loop           None WideJump None [Raises Branches Ends] "Continues elsewhere, backwards, after a look at signals and fuel.";
    JumpIf         Src WideJump None [Raises Branches] "Jumps if a is true.";
    JumpIfNone     Src WideJump None [Branches] "Jumps if a is None.";
    JumpIfIs       Src Src Jump [Branches] "Jumps if a is b.";
    JumpIfIn       Src Src Jump [Raises Branches] "Jumps if a in b.";
    JumpIfLt       Src Src Jump [Raises Branches] "Jumps if a < b.";
    JumpIfLe       Src Src Jump [Raises Branches] "Jumps if a <= b.";
    JumpIfEq       Src Src Jump [Raises Branches] "Jumps if a == b.";
    JumpIfNe       Src Src Jump [Raises Branches] "Jumps if a != b.";
    JumpIfGt       Src Src Jump [Raises Branches] "Jumps if a > b.";
    JumpIfGe       Src Src Jump [Raises Branches] "Jumps if a >= b.";
    JumpIfLtInt    Src Imm Jump [Raises Branches] "Jumps if a < the integer b.";
    JumpIfLeInt    Src Imm Jump [Raises Branches] "Jumps if a <= the integer b.";
    JumpIfEqInt    Src Imm Jump [Raises Branches] "Jumps if a == the integer b.";
    JumpIfNeInt    Src Imm Jump [Raises Branches] "Jumps if a != the integer b.";
    JumpIfGtInt    Src Imm Jump [Raises Branches] "Jumps if a > the integer b.";
    JumpIfGeInt    Src Imm Jump [Raises Branches] "Jumps if a >= the integer b.";

    // Iteration.
    GetIter        Dst Src None [Raises] "a = iter(b).";
    ForIter        Src Dst Jump [Raises Branches] "b = next(a), or clears a and jumps when exhausted.";

    // Calls. The callee's register receives the result; callee and arguments are consumed.
    Call           Callee(arguments) Count Site [Raises] "a = a(b arguments from a+1 on). VARIANT: register a+1 is a receiver slot from LoadMethod (unbound: absent), not counted in b; arguments from a+2.";
    CallKw         Callee(arguments) Count Const [Raises] "a = a(b arguments from a+1 on), the last of them named by the tuple constant c. VARIANT: register a+1 is a receiver slot from LoadMethod (unbound: absent), not counted in b; arguments from a+2.";
    CallEx         Callee(one_and_b) Which None [Raises] "a = a(*a+1, **a+2) with an iterable in a+1 and a dict in a+2; b = 1 if there is a dict. VARIANT: a+2 is any mapping, of the script's own.";
    CallGlobal     Into(b) Count Site [Raises] "a = global of site c, called with b arguments from a+1 on.";
    CallMethod     Into(one_and_b) Count Site [Raises] "a = (a+1).name(b arguments from a+2 on), the name of site c.";
    LoadMethod     Method Site None [Raises] "Looks up the name of site b on the object in a+1: a = function and a+1 = receiver, or a = attribute and a+1 unbound.";
    Return         Taken None None [Ends] "Ends the frame with a (consumed).";
    ReturnNone     None None None [Ends] "Ends the frame with None.";
    MakeFunction   Dst WideConst None [Raises] "a = function of the code constant.";
    SetFunction    Src Taken Which [] "Gives the function in a a part, consumed from b: c = 0 defaults tuple, 1 keyword defaults dict, 2 annotations (dict, or function that gives it), 3 closure tuple, 4 type parameters tuple.";
    LoadBuildClass Dst None None [Raises] "a = builtins.__build_class__.";

    // Suspension.
    Yield          Dst Taken None [Raises Suspends] "Suspends with b (consumed); a = what is sent in. In an async generator b is wrapped as its item.";
    GetYieldIter   Dst Src None [Raises] "a = iterator for `yield from b`.";
    YieldFrom      Dst Taken None [Raises Suspends] "Delegates to the iterator in b until it ends (b is cleared then); a = its result.";
    Await          Dst Taken None [Raises Suspends] "Awaits b (cleared at the end); a = its result. VARIANT: b is the result of __aenter__ (or of __aexit__ with KILL_C) and messages say so.";
    GetAiter       Dst Src None [Raises] "a = aiter(b) for `async for`.";
    GetAnext       Dst Src None [Raises] "a = awaitable of the next item of the asynchronous iterator b.";
    EndAsyncFor    Taken WideJump None [Raises Branches Ends] "Exception a (consumed) is StopAsyncIteration: jumps; else raises it again.";

    // Building.
    BuildTuple     Dst Run(c) Count [Raises] "a = tuple of the c registers from b, consumed.";
    BuildList      Dst Run(c) Count [Raises] "a = list of the c registers from b, consumed.";
    BuildSet       Dst Run(c) Count [Raises] "a = set of the c registers from b, consumed.";
    BuildDict      Dst Pairs(c) Count [Raises] "a = dict of the c key and value pairs from b, consumed.";
    BuildString    Dst Run(c) Count [Raises] "a = the c strings from b joined, consumed.";
    ListAppend     Src Src None [Raises] "List a appends b.";
    ListExtend     Src Src None [Raises] "List a takes the items of the iterable b. VARIANT: b is a starred call argument, messages say so.";
    ListToTuple    Both None None [Raises] "a = tuple of the list a.";
    SetAdd         Src Src None [Raises] "Set a adds b.";
    SetUpdate      Src Src None [Raises] "Set a adds the items of the iterable b.";
    DictInsert     Src Src Src [Raises] "In dict a key b gets the value c.";
    DictUpdate     Src Src None [Raises] "Dict a takes the items of the mapping b (display `**b`).";
    DictMerge      Src Src Src [Raises] "Dict a takes keyword arguments of the mapping b for the callee in c; duplicates raise TypeError.";
    UnpackSequence Fill(c) Src Count [Raises] "The c registers from a = items of b, exactly.";
    UnpackStar     Fill(star) Src Count [Raises] "Registers from a = items of b: low byte of c before the starred one, high byte after it.";
    Convert        Dst Src Which [Raises] "a = str (c = 0), repr (1) or ascii (2) of b.";
    Format         Dst Src None [Raises] "a = format(b).";
    FormatSpec     Dst Src Src [Raises] "a = format(b, c).";

    // Exceptions. A handler's entry in the table names the register that receives the exception.
    PushException  Handled None None [] "The exception in a becomes the one being handled; a+1 keeps the one before.";
    PopException   Run(2) None None [] "Ends handling: restores the exception kept in a+1; clears a and a+1.";
    Raise          Src None None [Raises Ends] "Raises a.";
    RaiseFrom      Src Src None [Raises Ends] "Raises a with b as its cause.";
    RaiseAgain     None None None [Raises Ends] "Raises the exception being handled (bare raise).";
    Reraise        Taken None None [Raises Ends] "Continues unwinding with exception a (consumed); adds no traceback entry of its own.";
    MatchException Dst Src Src [Raises] "a = whether exception b matches c (class or tuple of classes).";
    MatchGroup     Fill(2) Src Src [Raises] "For except*: a = part of exception b that matches c or None, a+1 = the rest or None.";
    RaiseGroup     Dst Src Src [Raises] "For except*: a = what remains to be raised of original b given the list c of raised and unhandled parts, or None.";
    LoadWith       Fill(4) Src None [Raises] "a = function of __exit__ of b, a+1 = its receiver or unbound, a+2 and a+3 the same of __enter__. VARIANT: __aexit__ and __aenter__.";
    CallExit       Dst Run(2) Src [Raises] "a = (exit function b with receiver b+1)(type, value, traceback of exception c); consumes b and b+1.";
    AssertionError Dst None None [] "a = the class AssertionError.";

    // Matching.
    MatchSequence  Dst Src None [] "a = whether b is a sequence for patterns.";
    MatchMapping   Dst Src None [] "a = whether b is a mapping for patterns.";
    MatchKeys      Dst Src Src [Raises] "a = tuple of the values in mapping b for the keys in tuple c, or None.";
    MatchClass     Dst Src Run(3) [Raises] "a = tuple of attributes of b for class pattern c (class), c+1 (tuple of keyword names), c+2 (integer: number of positional), or None; consumes c to c+2.";
    DictRest       Dst Src Src [Raises] "a = dict copy of mapping b without the keys in tuple c.";
    Length         Dst Src None [Raises] "a = len(b).";

    // Imports and the rest.
    ImportName     Dst Site Run(2) [Raises] "a = __import__(name of site b, level = c, fromlist = c+1), both consumed.";
    ImportFrom     Dst Src Site [Raises] "a = attribute (or submodule) of module b for `from b import name`.";
    ImportStar     Src None None [Raises] "Puts the public names of module a into the namespace.";
    SetAnnotations None None None [Raises] "Makes sure that the namespace has a dict __annotations__.";
    Print          Src None None [Raises] "Hands a to sys.displayhook (interactive statements).";
    TypeParameter  Dst Loose(3) Which [Raises] "a = type parameter: b = name, b+1 = bound thunk, constraints thunk or unbound, b+2 = default thunk or unbound, all consumed; c = 0 TypeVar, 1 TypeVar with bound, 2 with constraints, 3 TypeVarTuple, 4 ParamSpec.";
    TypeAlias      Dst Run(3) None [Raises] "a = type alias: b = name, b+1 = tuple of type parameters or None, b+2 = value thunk, consumed.";
    GenericBase    Dst Src None [Raises] "a = typing.Generic[...] of the type parameters in tuple b.";
}

/// One encoded instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Instr(pub u64);

impl Instr {
    /// An instruction of three fields.
    pub const fn new(op: Op, flags: u8, a: u16, b: u16, c: u16) -> Instr {
        Instr(op as u64 | (flags as u64) << 8 | (a as u64) << 16 | (b as u64) << 32 | (c as u64) << 48)
    }

    /// An instruction of a field and a wide number.
    pub const fn wide(op: Op, flags: u8, a: u16, wide: i32) -> Instr {
        Instr(op as u64 | (flags as u64) << 8 | (a as u64) << 16 | (wide as u32 as u64) << 32)
    }

    /// The operation.
    #[inline(always)]
    pub const fn op(self) -> Op {
        // Every constructor takes an `Op`, and decoded streams pass the verifier first.
        Op::ALL[(self.0 & 0xff) as usize]
    }

    /// The operation's number.
    #[inline(always)]
    pub const fn op_byte(self) -> u8 {
        self.0 as u8
    }

    /// The flags.
    #[inline(always)]
    pub const fn flags(self) -> u8 {
        (self.0 >> 8) as u8
    }

    /// Field `a`.
    #[inline(always)]
    pub const fn a(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// Field `b`.
    #[inline(always)]
    pub const fn b(self) -> u16 {
        (self.0 >> 32) as u16
    }

    /// Field `c`.
    #[inline(always)]
    pub const fn c(self) -> u16 {
        (self.0 >> 48) as u16
    }

    /// Fields `b` and `c` as one signed number.
    #[inline(always)]
    pub const fn wide_value(self) -> i32 {
        (self.0 >> 32) as i32
    }
}
