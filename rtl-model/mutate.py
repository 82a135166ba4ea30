#!/usr/bin/env python3
"""Breaks the RTL in many ways, one at a time, and shows that lockstep sees each.

    rtl-model/mutate.py [NUMBER ...]
    rtl-model/mutate.py --check

A mutation replaces a text that stands once in a file, in a copy of the sources; then
`conscycle lockstep` compares the copy with the model, and must find a difference (exit code 4).
Without numbers all mutations are made. The exit code is 1 if one is not found. With --check it only
looks whether every text still stands in its file. CONSCYCLE names the
program to run; without it, cargo builds and runs it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
DIVERGED = 4


class Mutation(NamedTuple):
    about: str
    file: str
    old: str
    new: str
    run: str = "--random --cycles 1000000"
    machine: str = "--word 16 --memory 64K --banks 4 --latency 1 --collector copying"
    stdin: str = ""


CHURN = "examples/churn.lisp --cycles 3000000"
LISP1 = "tests/programs/lisp1-a-variable-ignores-the-function-cell.lisp"
HOST = "tests/programs/a-read-without-an-open-request-gets-minus-1.lisp a --dialect bare"
RIB = ("tests/programs/the-pair-of-a-function-without-parameters-cannot-be-stored-into.lisp"
       " --dialect bare")
INTERRUPT = ("tests/programs/an-interrupt-ends-an-endless-loop.lisp --dialect bare"
             " --interrupt-at 30000")
QUICK = "--word 16 --memory 64K --banks 4 --code quick"
PROTECT = "--word 16 --memory 64K --banks 4 --latency 1 --collector generational --barrier protect"
ECHO = "tests/programs/console-bytes-come-in-until-the-end.lisp"
CHANGED = "tests/programs/a-list-that-is-evaluated-may-be-changed.lisp"
AGAIN = "tests/programs/a-primitive-may-get-another-function-again-and-again.lisp"
ONE_BODY = "tests/programs/two-functions-may-have-one-body.lisp"
SUM = "tests/programs/a-sum-grows-until-it-overflows.lisp"

MUTATIONS = [
    Mutation("clink: the spill leaves out a cell", "cc_clink.sv",
             "= StSpillOperator;", "= StSpillReturn;"),
    Mutation("eval: no reset of the environment", "gen/cc_eval_regs.svh",
             "      env_q           <= '0;\n", ""),
    Mutation("clink: no reset of the bit that says that a frame is there", "gen/cc_clink_regs.svh",
             "      full_q         <= '0;\n", ""),
    Mutation("memory: words of a beat rotated the wrong way", "cc_memory.sv",
             "(rotation_q + 2'(i)) & 2'(Banks - 1)", "(2'(i) - rotation_q) & 2'(Banks - 1)"),
    Mutation("memory: of two banks, the first does not go to the next row", "cc_memory.sv",
             "& 2'(Banks - 1)} > 3'(b)", "& 2'(Banks - 1)} > 3'(b + 1)",
             machine="--word 16 --memory 64K --banks 2 --latency 1 --collector copying"),
    Mutation("memory: a word too many is written", "cc_memory.sv",
             "number < bus_i.drive.count", "number <= bus_i.drive.count"),
    Mutation("memory: an object that just fits is refused", "cc_memory.sv",
             "{1'b0, bus_i.offset} > left", "{1'b0, bus_i.offset} >= left", run=CHURN),
    Mutation("memory: a wait state too few in the second beat", "cc_memory.sv",
             "phase_q >= 3'(straps_i.latency - 4'd1)",
             "phase_q >= 3'(straps_i.latency - 4'd1 - 4'(beat_q[0]))",
             machine="--word 32 --memory 64K --banks 1 --latency 3 --collector copying"),
    Mutation("sweeper: a root register that is read as NIL", "gen/cc_clink_regs.svh",
             "RootClinkValues:      root_o = values_q;", "RootClinkValues:      root_o = '0;"),
    Mutation("sweeper: a root register that keeps the old address", "cc_eval.sv",
             "edge_i.enter || writes_env", "edge_i.enter"),
    Mutation("sweeper: the last root register is left out", "cc_copying.sv",
             "root_q == 6'(NumRoots)", "root_q == 6'(NumRoots - 1)", run=CHURN),
    Mutation("sweeper: the new address is not left behind", "cc_copying.sv",
             "= old_q;\n          bus_o.words[0]    = word_t'(free_q);",
             "= old_q;\n          bus_o.words[0]    = old_q;", run=CHURN),
    Mutation("alu: > holds for equal numbers", "cc_alu.sv",
             "holds = !sum[WordBits] && sum != '0;", "holds = !sum[WordBits];"),
    Mutation("alu: modulo of a multiple adds the divisor", "cc_alu.sv",
             "signs_differ && magnitude != '0)", "signs_differ)"),
    Mutation("alu: overflow is seen a bit too late", "cc_alu.sv",
             "result[2*WordBits-1:WordBits-2] != {WordBits + 2{",
             "result[2*WordBits-1:WordBits-1] != {WordBits + 1{"),
    Mutation("apply: the most operands are one too many", "cc_apply.sv",
             "held_q <= primitive_max(", "held_q < primitive_max("),
    Mutation("eval: on lisp1 a symbol's function cell is used", "cc_eval.sv",
             "(!straps_i.lisp1 && field3 != Nil)", "(field3 != Nil)",
             run=LISP1 + " --namespace lisp1"),
    Mutation("edge: the place of a fault in define is lost", "cc_edge.sv",
             "UnitDefine:  origin = define_form_i;", "UnitDefine:  origin = special_form_i;",
             run="tests/programs/malformed-special-forms-trap.lisp --dialect bare"),
    Mutation("trap: the vector is not filled again by an unwinding", "cc_trap.sv",
             "= passed_q != Nil;", "= 1'b0;",
             run="tests/programs/throw-from-a-trap-handler-unwinds-and-keeps-the-handler.lisp"),
    Mutation("arbiter: the token comes back to the wrong unit", "cc_arbiter.sv",
             "(edge_i.give_back) owner_d = back_q;", "(edge_i.give_back) owner_d = evaluator_q;"),
    Mutation("console: the end of input is never seen", "cc_console.sv",
             "host_i.rx_end && !host_i.rx_valid", "1'b0", run=ECHO, stdin="ab"),
    Mutation("console: the end on the host channel is not for one read", "cc_console.sv",
             "!input_valid_q && channel_q && request_i.channel", "1'b0", run=HOST),
    Mutation("console: a byte for the host goes to the console", "cc_console.sv",
             "output_channel = request_i.write && request_i.channel", "output_channel = 1'b0",
             run=HOST),
    Mutation("primitive: any second operand makes a symbol a constant", "cc_primitive.sv",
             "operands_i.held[1] && operands_i.y != Nil && operands_i.y != False",
             "operands_i.held[1]",
             run="tests/programs/make-symbol-makes-constants-too.lisp"),
    Mutation("primitive: the pair of all functions can be stored into", "cc_primitive.sv",
             "operands_i.x == word_t'(AddrRib)", "1'b0", run=RIB),
    Mutation("eval: an interrupt is for ever", "cc_eval.sv",
             "interrupt_q && !(token_i && state_q == StEval)", "interrupt_q", run=INTERRUPT),
    Mutation("eval: the culprit of an interrupt is lost", "cc_eval.sv",
             "bus_o.value = expr_q;\n          bus_o.drive = raise_fault(TrapInterrupt)",
             "bus_o.drive = raise_fault(TrapInterrupt)", run=INTERRUPT),
    Mutation("fetch_object: an object in the collector's hands is read whole", "cc_pkg.sv",
             "header[0] ? fetched_words(header[4:1]) + 3'(has_note(header)) : 3'd2",
             "fetched_words(header[4:1]) + 3'(has_note(header))",
             run=CHURN,
             machine="--word 16 --memory 64K --banks 1 --latency 1 --collector copying"),
    Mutation("sweeper: of the page in which the image ends, what is after the image is scanned",
             "cc_copying.sv",
             "(page_base < straps_i.image_words) ? straps_i.image_words : queue_q", "queue_q",
             machine=PROTECT),
    Mutation("memory: a page stays unprotected through a collection", "cc_memory.sv",
             "      remembered_d  = '0;\n      unprotected_d = '0;\n",
             "      remembered_d  = '0;\n", run=CHURN, machine=PROTECT),
    Mutation("fetch_object: words are not kept", "cc_fetch_object.sv",
             "if (fresh_q) {field3_d, field2_d, field1_d, header_d} = words_i;", ""),
    Mutation("read: a value that is returned with a store is read for", "cc_edge.sv",
             "pops(bus_i.drive.command, stack_i.free) && !is_stored)",
             "pops(bus_i.drive.command, stack_i.free))"),
    Mutation("read: an expression is looked at before an interrupt", "cc_read.sv",
             "wants = !interrupt_i;", "wants = 1'b1;", run=INTERRUPT),
    Mutation("read: the operand registers are full, and a cell is read", "cc_read.sv",
             "wants   = fits_i;", "wants   = 1'b1;"),
    Mutation("arbiter: gathered words go to the unit that has asked, not to that given work",
             "cc_arbiter.sv", "back_d  = edge_i.unit;\n", "back_d  = owner_q;\n",
             machine="--word 16 --memory 64K --banks 2 --latency 1 --collector copying"),
    Mutation("notes: one of another epoch is used", "cc_notes_pkg.sv",
             "    if (header[EpochAt +: EpochBits] != notes.epoch[EpochBits-1:0]) return NoteNone;\n",
             "", run=AGAIN, machine=QUICK),
    Mutation("notes: a local is taken from registers of another function", "cc_notes_pkg.sv",
             "return !notes.stale && parameters == notes.parameters", "return !notes.stale",
             run=ONE_BODY, machine=QUICK),
    Mutation("compute: a sum that is no immediate is cut off", "cc_compute.sv",
             " && sum[WordBits-1] == sum[WordBits-2]", "", run=SUM, machine=QUICK),
    Mutation("eval: a name is searched without the locals in registers", "cc_eval.sv",
             "StEvalDispatch: needs_locals = pending_q && !outer_q;",
             "StEvalDispatch: needs_locals = 1'b0;", run="examples/generators.lisp",
             machine=QUICK),
    Mutation("eval: a new epoch keeps the locals of a stale environment", "cc_eval.sv",
             "(edge_i.invalidate && !pending_q) ||", "", run=AGAIN, machine=QUICK),
    Mutation("eval: in the last epoch notes are used", "cc_eval.sv",
             "straps_i.quick == QuickQuick && epoch_q != LastEpoch",
             "straps_i.quick == QuickQuick", run=AGAIN, machine=QUICK),
    Mutation("note: the cells of the operands are no part of it", "cc_note.sv",
             "head_next      = part(header);", "head_next      = header;",
             run="examples/generators.lisp", machine=QUICK),
    Mutation("note: a symbol object is not flagged", "cc_note.sv",
             "head_next[(kind_q == NoteCall) ? BitCallable : BitPinned] = 1'b1;", "",
             run=AGAIN, machine=QUICK),
    Mutation("fetch_object: the note of a cell is not gathered", "cc_pkg.sv",
             "fetched_words(header[4:1]) + 3'(has_note(header))", "fetched_words(header[4:1])",
             run=AGAIN, machine="--word 16 --memory 64K --banks 1 --code quick"),
    Mutation("clink: a frame is pushed with locals in registers only", "cc_clink.sv",
             "!full_q && !pending_i", "!full_q", run="examples/fib.lisp",
             machine=QUICK),
    Mutation("look: a cell is looked at before the locals are loaded", "cc_look.sv",
             "notes_i.stale ? LookLoad : LookNote", "LookNote", machine=QUICK),
    Mutation("special: a macro's form keeps its note", "cc_special.sv",
             "bus_o.words[0] = bare(header);", "bus_o.words[0] = header;",
             run="tests/programs/a-macro-is-expanded-once-in-place.lisp", machine=QUICK),
    Mutation("define: an inner definition keeps the locals in registers", "cc_define.sv",
             "is_part(header) ? CmdInvalidate : CmdForgetLocals",
             "is_part(header) ? CmdInvalidate : CmdStay", machine=QUICK),
    Mutation("primitive: notes that depend on a cell outlive a store into it", "cc_primitive.sv",
             "is_part(header) ? CmdInvalidate : CmdStay", "CmdStay", run=CHANGED, machine=QUICK),
]


def program() -> list[str]:
    """The command that runs conscycle."""
    if "CONSCYCLE" in os.environ:
        return [os.environ["CONSCYCLE"]]
    subprocess.run(["cargo", "build", "--release", "-q"], cwd=HERE.parent, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent / "target"))
    return [str(target / "release" / "conscycle")]


def copy(folder: Path) -> Path:
    """The sources, to be changed."""
    rtl = folder / "rtl-model"
    rtl.mkdir()
    for path in HERE.glob("*.sv"):
        shutil.copy(path, rtl)
    for name in ("gen", "tb"):
        shutil.copytree(HERE / name, rtl / name)
    return rtl


def mutate(rtl: Path, mutation: Mutation) -> None:
    path = rtl / mutation.file
    text = path.read_text()
    if text.count(mutation.old) != 1:
        sys.exit(f"{mutation.file}: {mutation.old!r} stands there {text.count(mutation.old)} times,"
                 " not once: this mutation must be written anew")
    path.write_text(text.replace(mutation.old, mutation.new))


def judge(command: list[str], mutation: Mutation) -> str:
    """What lockstep says of a mutation."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rtl = copy(folder)
        mutate(rtl, mutation)
        arguments = ["lockstep", *mutation.run.split(), *mutation.machine.split()]
        arguments += ["--rtl", str(rtl), "--vcd", str(folder / "lockstep")]
        result = subprocess.run(
            command + arguments, cwd=HERE.parent, input=mutation.stdin, text=True,
            capture_output=True, env={**os.environ, "CONSCYCLE_CACHE": str(folder / "cache")})
    if result.returncode == 0:
        return "NOT SEEN"
    if result.returncode != DIVERGED:
        sys.exit(f"{mutation.about}: lockstep fails:\n{result.stderr}{result.stdout}")
    lines = result.stdout.splitlines()
    starts = ("first divergence", "in cycle", "all signals")
    return next((line.rstrip(":") for line in lines if line.startswith(starts)), lines[0])


def check() -> None:
    """Every mutation can be made."""
    for mutation in MUTATIONS:
        with tempfile.TemporaryDirectory() as name:
            mutate(copy(Path(name)), mutation)


def main() -> None:
    if sys.argv[1:] == ["--check"]:
        return check()
    numbers = [int(text) for text in sys.argv[1:]] or range(1, len(MUTATIONS) + 1)
    command = program()
    seen = 0
    for number in numbers:
        mutation = MUTATIONS[number - 1]
        verdict = judge(command, mutation)
        seen += verdict != "NOT SEEN"
        print(f"{number:3} {mutation.about}: {verdict}", flush=True)
    print(f"{seen} of {len(numbers)} mutations are seen")
    if seen < len(numbers):
        sys.exit(1)


if __name__ == "__main__":
    main()
