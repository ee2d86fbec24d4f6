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
//! Operand kinds: `Dst` a register that is written, `Src` a register that is read, `Both` read and written, `Base`
//! the first of a run of registers, `Const` an index into the constants, `Site` an index into the sites (a name with a
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
    /// The first of a run of registers.
    Base,
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

impl Operand {
    /// Whether the field names a register.
    pub const fn is_register(self) -> bool {
        matches!(self, Operand::Dst | Operand::Src | Operand::Both | Operand::Base)
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
    ($( $name:ident $a:ident $b:ident $c:ident [$($flag:ident)*] $doc:literal; )*) => {
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
                match self { $( Op::$name => [Operand::$a, Operand::$b, Operand::$c], )* }
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
    GetSlice       Dst Src Base [Raises] "a = b[c:c+1], bounds in two consecutive registers, both consumed.";
    BuildSlice     Dst Base Count [Raises] "a = slice of the c (2 or 3) registers from b, consumed.";
    LoadSuper      Base Site None [Raises] "a = function of method b of super(a+2, a+3), a+1 = its receiver or unbound, with a+1 the callable named super; consumes the three. VARIANT: as for GetSuper.";
    GetSuper       Dst Base Site [Raises] "a = super(b+1, b+2).name with b the callable named super; consumes the three. VARIANT: written super() without arguments.";

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
    Call           Both Count Site [Raises] "a = a(b arguments from a+1 on). VARIANT: register a+1 is a receiver slot from LoadMethod (unbound: absent), not counted in b; arguments from a+2.";
    CallKw         Both Count Const [Raises] "a = a(b arguments from a+1 on), the last of them named by the tuple constant c. VARIANT: register a+1 is a receiver slot from LoadMethod (unbound: absent), not counted in b; arguments from a+2.";
    CallEx         Both Which None [Raises] "a = a(*a+1, **a+2) with an iterable in a+1 and a dict in a+2; b = 1 if there is a dict. VARIANT: a+2 is any mapping, of the script's own.";
    CallGlobal     Dst Count Site [Raises] "a = global of site c, called with b arguments from a+1 on.";
    CallMethod     Dst Count Site [Raises] "a = (a+1).name(b arguments from a+2 on), the name of site c.";
    LoadMethod     Dst Site None [Raises] "Looks up the name of site b on the object in a+1: a = function and a+1 = receiver, or a = attribute and a+1 unbound.";
    Return         Src None None [Ends] "Ends the frame with a (consumed).";
    ReturnNone     None None None [Ends] "Ends the frame with None.";
    MakeFunction   Dst WideConst None [Raises] "a = function of the code constant.";
    SetFunction    Src Src Which [] "Gives the function in a a part, consumed from b: c = 0 defaults tuple, 1 keyword defaults dict, 2 annotations (dict, or function that gives it), 3 closure tuple, 4 type parameters tuple.";
    LoadBuildClass Dst None None [Raises] "a = builtins.__build_class__.";

    // Suspension.
    Yield          Dst Src None [Raises Suspends] "Suspends with b (consumed); a = what is sent in. In an async generator b is wrapped as its item.";
    GetYieldIter   Dst Src None [Raises] "a = iterator for `yield from b`.";
    YieldFrom      Dst Src None [Raises Suspends] "Delegates to the iterator in b until it ends (b is cleared then); a = its result.";
    Await          Dst Src None [Raises Suspends] "Awaits b (cleared at the end); a = its result. VARIANT: b is the result of __aenter__ (or of __aexit__ with KILL_C) and messages say so.";
    GetAiter       Dst Src None [Raises] "a = aiter(b) for `async for`.";
    GetAnext       Dst Src None [Raises] "a = awaitable of the next item of the asynchronous iterator b.";
    EndAsyncFor    Src WideJump None [Raises Branches Ends] "Exception a (consumed) is StopAsyncIteration: jumps; else raises it again.";

    // Building.
    BuildTuple     Dst Base Count [Raises] "a = tuple of the c registers from b, consumed.";
    BuildList      Dst Base Count [Raises] "a = list of the c registers from b, consumed.";
    BuildSet       Dst Base Count [Raises] "a = set of the c registers from b, consumed.";
    BuildDict      Dst Base Count [Raises] "a = dict of the c key and value pairs from b, consumed.";
    BuildString    Dst Base Count [Raises] "a = the c strings from b joined, consumed.";
    ListAppend     Src Src None [Raises] "List a appends b.";
    ListExtend     Src Src None [Raises] "List a takes the items of the iterable b. VARIANT: b is a starred call argument, messages say so.";
    ListToTuple    Both None None [Raises] "a = tuple of the list a.";
    SetAdd         Src Src None [Raises] "Set a adds b.";
    SetUpdate      Src Src None [Raises] "Set a adds the items of the iterable b.";
    DictInsert     Src Src Src [Raises] "In dict a key b gets the value c.";
    DictUpdate     Src Src None [Raises] "Dict a takes the items of the mapping b (display `**b`).";
    DictMerge      Src Src Src [Raises] "Dict a takes keyword arguments of the mapping b for the callee in c; duplicates raise TypeError.";
    UnpackSequence Base Src Count [Raises] "The c registers from a = items of b, exactly.";
    UnpackStar     Base Src Count [Raises] "Registers from a = items of b: low byte of c before the starred one, high byte after it.";
    Convert        Dst Src Which [Raises] "a = str (c = 0), repr (1) or ascii (2) of b.";
    Format         Dst Src None [Raises] "a = format(b).";
    FormatSpec     Dst Src Src [Raises] "a = format(b, c).";

    // Exceptions. A handler's entry in the table names the register that receives the exception.
    PushException  Src None None [] "The exception in a becomes the one being handled; a+1 keeps the one before.";
    PopException   Src None None [] "Ends handling: restores the exception kept in a+1; clears a and a+1.";
    Raise          Src None None [Raises Ends] "Raises a.";
    RaiseFrom      Src Src None [Raises Ends] "Raises a with b as its cause.";
    RaiseAgain     None None None [Raises Ends] "Raises the exception being handled (bare raise).";
    Reraise        Src None None [Raises Ends] "Continues unwinding with exception a (consumed); adds no traceback entry of its own.";
    MatchException Dst Src Src [Raises] "a = whether exception b matches c (class or tuple of classes).";
    MatchGroup     Base Src Src [Raises] "For except*: a = part of exception b that matches c or None, a+1 = the rest or None.";
    RaiseGroup     Dst Src Src [Raises] "For except*: a = what remains to be raised of original b given the list c of raised and unhandled parts, or None.";
    LoadWith       Base Src None [Raises] "a = function of __exit__ of b, a+1 = its receiver or unbound, a+2 and a+3 the same of __enter__. VARIANT: __aexit__ and __aenter__.";
    CallExit       Dst Base Src [Raises] "a = (exit function b with receiver b+1)(type, value, traceback of exception c); consumes b and b+1.";
    AssertionError Dst None None [] "a = the class AssertionError.";

    // Matching.
    MatchSequence  Dst Src None [] "a = whether b is a sequence for patterns.";
    MatchMapping   Dst Src None [] "a = whether b is a mapping for patterns.";
    MatchKeys      Dst Src Src [Raises] "a = tuple of the values in mapping b for the keys in tuple c, or None.";
    MatchClass     Dst Src Base [Raises] "a = tuple of attributes of b for class pattern c (class), c+1 (tuple of keyword names), c+2 (integer: number of positional), or None; consumes c to c+2.";
    DictRest       Dst Src Src [Raises] "a = dict copy of mapping b without the keys in tuple c.";
    Length         Dst Src None [Raises] "a = len(b).";

    // Imports and the rest.
    ImportName     Dst Site Base [Raises] "a = __import__(name of site b, level = c, fromlist = c+1), both consumed.";
    ImportFrom     Dst Src Site [Raises] "a = attribute (or submodule) of module b for `from b import name`.";
    ImportStar     Src None None [Raises] "Puts the public names of module a into the namespace.";
    SetAnnotations None None None [Raises] "Makes sure that the namespace has a dict __annotations__.";
    Print          Src None None [Raises] "Hands a to sys.displayhook (interactive statements).";
    TypeParameter  Dst Base Which [Raises] "a = type parameter: b = name, b+1 = bound thunk, constraints thunk or unbound, b+2 = default thunk or unbound, all consumed; c = 0 TypeVar, 1 TypeVar with bound, 2 with constraints, 3 TypeVarTuple, 4 ParamSpec.";
    TypeAlias      Dst Base None [Raises] "a = type alias: b = name, b+1 = tuple of type parameters or None, b+2 = value thunk, consumed.";
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
