#!/usr/bin/env python3
"""Breaks the RTL in many ways, one at a time, and shows that lockstep sees each.

    rtl-model/mutate.py [--json] [NUMBER ...]
    rtl-model/mutate.py --check
    rtl-model/mutate.py --list

A mutation replaces a text that stands once in a file, in a copy of the sources; then
`conscycle lockstep` compares the copy with the model, and must find a difference (exit code 4); of a
unit that no machine has yet, its test in tests/rtl/ does.
Without numbers all mutations are made. The exit code is 4 if one is not found. With --check it only
looks whether every text still stands in its file; --list tells the numbers. With --json the answer is
the record of a job, as `conscycle campaign` has it, whose counterexamples are what nobody has seen.
CONSCYCLE names the program to run; without it, cargo builds and runs it. Each mutation has folders of
its own, so that several of these programs can run at the same time.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
DIVERGED = 4
NOT_SEEN = "NOT SEEN"
# Random operands for a unit's test, of each operation.
FEW = {"CONSCYCLE_FLOAT_PAIRS": "200000"}


class Mutation(NamedTuple):
    about: str
    file: str
    old: str
    new: str
    run: str = "--random --cycles 1000000"
    machine: str = "--word 16 --memory 64K --banks 4 --latency 1 --collector copying"
    stdin: str = ""
    alone: str = ""  # the test that is to see it, instead of lockstep


CHURN = "examples/churn.lisp --cycles 3000000"
LISP1 = "tests/programs/lisp1-a-variable-ignores-the-function-cell.lisp"
HOST = "tests/programs/a-read-without-an-open-request-gets-minus-1.lisp a --dialect bare"
RIB = ("tests/programs/the-pair-of-a-function-without-parameters-cannot-be-stored-into.lisp"
       " --dialect bare")
INTERRUPT = ("tests/programs/an-interrupt-ends-an-endless-loop.lisp --dialect bare"
             " --interrupt-at 30000")
AWAITED = ("tests/programs/an-interrupt-comes-while-a-test-looks-up-its-variables.lisp"
           " --dialect bare --interrupt-at 3000")
QUICK = "--word 16 --memory 64K --banks 4 --code quick"
QUICK32 = "--word 32 --memory 64K --banks 4 --code quick"
PROTECT = "--word 16 --memory 64K --banks 4 --latency 1 --collector generational --barrier protect"
ECHO = "tests/programs/console-bytes-come-in-until-the-end.lisp"
CHANGED = "tests/programs/a-list-that-is-evaluated-may-be-changed.lisp"
AGAIN = "tests/programs/a-primitive-may-get-another-function-again-and-again.lisp"
ONE_BODY = "tests/programs/two-functions-may-have-one-body.lisp"
ADDED = "tests/programs/operands-are-added-to-a-primitive-that-is-computed.lisp"
FAULTS = ("tests/programs/faults-of-primitives-that-are-computed-are-traps.lisp"
          " --dialect bare")
EXPOSED = "tests/programs/a-store-into-an-environment-may-bind-any-name.lisp"
HIDDEN = "tests/programs/lisp1-a-name-that-becomes-a-parameter-keeps-its-function.lisp"
OPERATOR = ("tests/programs/"
            "lisp1-an-operator-in-a-shared-body-is-the-parameter-of-its-function.lisp")
SPREAD = "tests/programs/operands-in-a-list-are-too-many-as-well.lisp --dialect bare"
CARRIES = "tests/programs/digits-are-added-with-their-carry.lisp --dialect bare"
FACTORIAL = "tests/programs/a-factorial-has-as-many-digits-as-it-needs.lisp --dialect bare"
LAWS = "tests/programs/digits-obey-the-laws-of-arithmetic.lisp --dialect bare"
PAPER = "tests/programs/digits-are-divided-as-on-paper.lisp --dialect bare"
SHIFTED = "tests/programs/digits-are-shifted-either-way.lisp --dialect bare"
OUTLIVES = "tests/programs/bignums-outlive-collections.lisp --dialect bare --gc-every 20"
SUM = "tests/programs/a-sum-grows-until-it-overflows.lisp"
STEPS = "tests/programs/the-fallback-gets-both-operands-of-a-step.lisp --dialect bare"
CHAIN = "tests/programs/a-comparison-goes-on-after-the-fallback.lisp --dialect bare"
REFUSED = "tests/programs/what-the-fallback-has-no-function-for-traps.lisp --dialect bare"
BITS = "tests/programs/bit-length-and-popcount.lisp --dialect bare"
FLOATS = "tests/programs/floats-are-those-of-ieee-754.lisp --dialect bare"
MIXED = "tests/programs/a-float-and-an-integer-go-to-the-fallback.lisp --dialect bare"
WIDE = "--word 32 --memory 64K --banks 4 --latency 1 --collector copying"

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
             "root_q == root_t'(NumRoots)", "root_q == root_t'(NumRoots - 1)", run=CHURN),
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
    Mutation("alu: bits of a negative number are counted as they are", "cc_alu.sv",
             "differing = a ^ {WordBits{a[WordBits-1]}}", "differing = a", run=BITS),
    Mutation("alu: the bits of a number are one too few", "cc_alu.sv",
             "length = word_t'(i) + word_t'(1);", "length = word_t'(i);", run=BITS),
    Mutation("apply: the fallback is not looked for where a NUMBER is", "cc_apply.sv",
             "has_result = is_number || is_here_float;", "has_result = 1'b1;", run=STEPS),
    Mutation("apply: a float is subtracted from 0", "cc_apply.sv",
             "if (is_here_float && negates_q) first_float_next = 1'b1;", "",
             run=FLOATS, machine=WIDE),
    Mutation("apply: a float and an integer are two floats", "cc_apply.sv",
             "(float_y || (primitive_has_max(number)", "(1'b1 || (primitive_has_max(number)",
             run=MIXED, machine=WIDE),
    Mutation("apply: operands in a list are left out after a float", "cc_apply.sv",
             "(step == StepComplete && has_list));", "1'b0);", run=FLOATS, machine=WIDE),
    Mutation("float: the first operand is not replaced by -0", "cc_float.sv",
             "(!request_i.second || request_i.negates)", "!request_i.second",
             run=FLOATS, machine=WIDE),
    Mutation("float: the halves of a float change places", "cc_float.sv",
             "64'({fetched_i[2], fetched_i[1]})", "64'({fetched_i[1], fetched_i[2]})",
             run=FLOATS, machine=WIDE),
    Mutation("float: an integer without a sign becomes a float", "cc_float.sv",
             "{(64 - WordBits){request_i.integer_word[WordBits-1]}}", "{(64 - WordBits){1'b0}}",
             run=FLOATS, machine=WIDE),
    Mutation("float: an integer that is none is one", "cc_float.sv",
             "= !invalid && (", "= (", run=FLOATS, machine=WIDE),
    Mutation("primitive: a float is no number", "cc_primitive.sv",
             "kind == TypeBignum || kind == TypeFloat || kind == TypeRatio;",
             "kind == TypeBignum || kind == TypeRatio;", run=FLOATS, machine=WIDE),
    Mutation("apply: the fallback's function is looked for behind its vector", "cc_apply.sv",
             "> $signed((WordBits - 1)'(primitive_q))", ">= $signed((WordBits - 1)'(primitive_q))",
             run=REFUSED),
    Mutation("apply: any object may be the fallback", "cc_apply.sv",
             "(state_q == StSetFallback && kind == TypeVector)", "(state_q == StSetFallback)",
             run=REFUSED),
    Mutation("apply: without a function in the fallback NIL is applied", "cc_apply.sv",
             "(state_q == StFallbackElement && header == Nil);", "1'b0;", run=REFUSED),
    Mutation("apply: an overflow without a fallback shows the wrong operand", "cc_apply.sv",
             "ready_x && (!ready_y || alu_i.a_zero)", "ready_x && !ready_y",
             run="tests/programs/the-least-immediate-has-no-negation.lisp --dialect bare"),
    Mutation("apply: the second operand of a comparison is lost", "cc_apply.sv",
             "if (held_q == 2'd2 || !compares) state_next",
             "state_next", run=CHAIN),
    Mutation("apply: a comparison goes on with its value", "cc_apply.sv",
             "compares ? RetCompare : RetFold", "RetFold", run=CHAIN),
    Mutation("apply: a comparison goes on after a false value", "cc_apply.sv",
             "(state_q == StResumeCompare && !is_false)", "(state_q == StResumeCompare)",
             run=CHAIN),
    Mutation("apply: the operands to come are kept", "cc_apply.sv",
             "                                 pushes_rest || state_q",
             "                                 state_q", run=STEPS),
    Mutation("sweeper: the fallback is read as NIL", "gen/cc_apply_regs.svh",
             "root_o = fallback_q;", "root_o = '0;", run=STEPS + " --gc-every 5"),
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
             "interrupt_q && !(token_i && action == ActInterrupt)", "interrupt_q", run=INTERRUPT),
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
             "pops(asked, stack_i.free) && !is_stored)", "pops(asked, stack_i.free))"),
    Mutation("read: an expression is looked at before an interrupt", "cc_read.sv",
             "wants = !interrupt_i;", "wants = 1'b1;", run=INTERRUPT),
    Mutation("read: the operand registers are full, and a cell is read", "cc_read.sv",
             "wants   = completes_i || fits_i;", "wants   = 1'b1;"),
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
             "(state_q == StEvalDispatch || searches_operator) && pending_q",
             "searches_operator && pending_q", run="examples/generators.lisp",
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
             "head_next[(kind_q == NoteGlobal) ? BitCallable : BitPinned] = 1'b1;", "",
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
             "(is_part(header) || had_locals(header)) ? CmdExpose : CmdStay", "CmdStay", run=CHANGED, machine=QUICK),
    Mutation("notes: a number of parameters of another epoch is used", "cc_notes_pkg.sv",
             "    if (header[ArityEpochAt +: ArityEpochBits] != notes.epoch[ArityEpochBits-1:0]) return"
             " 2'd0;\n", "", run=AGAIN, machine=QUICK),
    Mutation("apply: operands in a list are no more than those in registers", "cc_apply.sv",
             "arity == held_q && !has_list", "arity == held_q", run=SPREAD, machine=QUICK),
    Mutation("apply: the number of parameters is noted at every call", "cc_apply.sv",
             "StBindDispatch: if (enters) unnoted_next = 1'b0;", "", run="examples/fib.lisp",
             machine=QUICK),
    Mutation("notes: a symbol whose function is replaced is not volatile", "cc_notes_pkg.sv",
             "    if (header[BitPinned]) made[BitVolatile] = 1'b1;\n", "", run=AGAIN, machine=QUICK),
    Mutation("note: a volatile symbol's function is noted", "cc_note.sv",
             "lasts = !is_volatile_q &&", "lasts =", run=AGAIN, machine=QUICK32),
    Mutation("note: at 16 bits the functions that a program defines are noted", "cc_note.sv",
             "WordBits != 16);", "1'b1);", run="examples/fib.lisp", machine=QUICK),
    Mutation("note: the cells of an `if` are no part of it", "cc_note.sv",
             "step_next = has_next ? 3'd0 : 3'd2;", "step_next = 3'd2;", run="examples/fib.lisp",
             machine=QUICK),
    Mutation("special: the second branch that is known is that of another `if`", "cc_special.sv",
             "      second_d = Nil;\n", "", run="examples/generators.lisp", machine=QUICK),
    Mutation("edge: the frame on top goes to memory before the locals", "cc_edge.sv",
             "stores = notes_i.pending &&", "stores = notes_i.pending && stack_i.free &&",
             run="examples/fib.lisp", machine=QUICK),
    Mutation("edge: after the locals the frame on top does not go to memory", "cc_edge.sv",
             "edge_o.apply.spills   = !stack_i.free;", "", run="examples/fib.lisp", machine=QUICK),
    Mutation("arbiter: after the locals the token stays with apply", "cc_arbiter.sv",
             "edge_i.to_client ? client_q : owner_q", "owner_q", run="examples/fib.lisp",
             machine=QUICK),
    Mutation("eval_args: an operand that is in memory is left out", "cc_eval_args.sv",
             "completes_o = rest_q == Nil && values_q == Nil", "completes_o = rest_q == Nil",
             run=CHURN),
    Mutation("eval: a variable that is none of the locals is not searched", "cc_eval.sv",
             "      if (edge_i.reads && edge_i.outer && env_q != Nil) state_d = StLookupSpine;\n", "",
             run="examples/generators.lisp", machine=QUICK),
    Mutation("eval: the global value of a variable that may be bound is taken", "cc_eval.sv",
             "if (state_q == StGlobalCell && header[BitBound])                  action ="
             " ActSearchLater;\n        else if", "if", machine=QUICK),
    Mutation("eval: on lisp1 a global function is called by a name that may be bound", "cc_eval.sv",
             " && !(straps_i.lisp1 && header[BitBound])", "", run=HIDDEN,
             machine=QUICK + " --namespace lisp1"),
    Mutation("eval: an operator is taken for a local of another function", "cc_eval.sv",
             "if (is_local && in_scope(field3, notes))", "if (is_local)", run=OPERATOR,
             machine=QUICK + " --namespace lisp1"),
    Mutation("eval: a store into an environment does not say that any variable may be bound",
             "cc_eval.sv", "if (edge_i.expose) open_d = 1'b1;", "", run=EXPOSED, machine=QUICK),
    Mutation("note: a parameter's symbol does not say that it may be bound", "cc_note.sv",
             "head_next  = bound(header);", "head_next  = header;", run="examples/fib.lisp",
             machine=QUICK),
    Mutation("note: on lisp1 the function of a symbol that becomes a parameter is known for ever",
             "cc_note.sv", "if (state_q == StParameterObject && hides)",
             "if (1'b0)", run=HIDDEN, machine=QUICK + " --namespace lisp1"),
    Mutation("apply: a parameter that is not noted is bound without a word of it", "cc_apply.sv",
             "bus_o.words[0] = bound(header);", "bus_o.words[0] = header;", machine=QUICK),
    Mutation("define: a definition inside a function is made without a word of it", "cc_define.sv",
             "bus_o.words[0] = bound(header);", "bus_o.words[0] = header;", machine=QUICK),
    Mutation("apply: nothing depends on the cells of an environment", "cc_apply.sv",
             "(storing_q || notes_i.on) ? part", "storing_q ? part", machine=QUICK),
    Mutation("inline: operands too many are left out", "cc_inline.sv",
             "is_complete = rest_next == Nil && count_here == (takes_two ? 2'd2 : 2'd1)",
             "is_complete = rest_next == Nil", run=ADDED, machine=QUICK),
    Mutation("inline: an element is read behind the end of a vector", "cc_inline.sv",
             "&& y_q[WordBits-2:1] < field1[WordBits-2:1]", "", run=FAULTS, machine=QUICK),
    Mutation("inline: an index is no number", "cc_inline.sv",
             "is_in_range = y_q[0] &&", "is_in_range =", run=FAULTS, machine=QUICK),
    Mutation("inline: anything has a car", "cc_inline.sv",
             "if (is_cons) bus_o.drive = command(CmdComputed);",
             "bus_o.drive = command(CmdComputed);", run=FAULTS, machine=QUICK),
    Mutation("eval: a variable without a value that inline has asked for is a fault", "cc_eval.sv",
             "action == ActUnbound || action == ActSearchLater)) action",
             "action == ActSearchLater)) action", run=FAULTS, machine=QUICK),
    Mutation("eval: an interrupt is lost when inline waits for a variable", "cc_eval.sv",
             "token_i && action == ActInterrupt)", "token_i && state_q == StEval)",
             run=AWAITED, machine=QUICK),
    Mutation("edge: what inline computes for a last expression is an argument", "cc_edge.sv",
             "asked = tests_i ? CmdBranch : CmdReturn;",
             "asked = tests_i ? CmdBranch : CmdArgumentValue;", machine=QUICK),
    Mutation("special: what inline cannot compute is pushed with another frame's state",
             "cc_special.sv", "return_state_d = word_t'({RetIf, 1'b1});", "", machine=QUICK),
    Mutation("note: a primitive of combinations is applied by inline", "cc_note.sv",
             "is_combination = is_cons;\n        is_after       = !is_cons;",
             "is_after = 1'b1;", machine=QUICK),
    Mutation("compute: a number that is no immediate is compared by its address", "cc_compute.sv",
             "default: computed_o.valid = has_a && has_b && integers;",
             "default: computed_o.valid = has_a && has_b;", run=FAULTS, machine=QUICK),
    Mutation("define: parameters that are not known to be plain are counted", "cc_define.sv",
             "state_q == StLambdaParameters && is_cons && names", "state_q == StLambdaParameters",
             machine=QUICK),
    Mutation("define: a closure is made without its number of parameters", "cc_define.sv",
             "if (arity_q != '0) bus_o.words[0] = with_arity(bus_o.words[0], arity_q, notes_i);", "",
             run="examples/generators.lisp", machine=QUICK),
    Mutation("define: the body of several is made without a note", "cc_define.sv",
             "bus_o.words[0] = noted(word_t'(HeaderCons), NoteForm, notes_i);", "",
             run="examples/generators.lisp", machine=QUICK),
    Mutation("define: a fault after the value is known is about the form", "cc_define.sv",
             "is_valued ? operands_q : form_q", "form_q", machine=QUICK),
    Mutation("define: the number of parameters is that of the function before", "cc_define.sv",
             "if (state_q == StDefineOperand && is_cons) arity_d = '0;", "", machine=QUICK),
    Mutation("edge: define waits for the locals for ever", "cc_edge.sv",
             "edge_o.define.again    = client_i == UnitDefine;", "", machine=QUICK),
    Mutation("edge: what inline computes for define is a test", "cc_edge.sv",
             "        UnitDefine:   asked = CmdValued;\n", "", run=AWAITED, machine=QUICK),
    Mutation("read: the frame below is read in a cycle that stores", "cc_edge.sv",
             "(reloads && !is_stored)", "(reloads)"),
    Mutation("clink: the first cell of a frame is read twice", "cc_clink.sv",
             "edge_i.reads ? StReloadReturn : StReload", "StReload", run="examples/fib.lisp"),
    Mutation("digits: no carry out of the fourth digit", "cc_digits.sv",
             "carry_d = word_t'(carries[4]);", "carry_d = word_t'(carries[3]);", run=LAWS),
    Mutation("digits: a borrow is not passed on", "cc_digits.sv",
             "{1'b0, row_q[i]} - sum_t'(carries[i]);", "{1'b0, row_q[i]};", run=CARRIES),
    Mutation("digits: a carry stops at the digit after the last", "cc_digits.sv",
             "(runs_on && index_q >= y_count_q && carry_q == '0)",
             "(runs_on && index_q >= y_count_q)", run=CARRIES),
    Mutation("digits: a product without the carry of the one before", "cc_digits.sv",
             "assign first_term = refines ? '0 : carry_q;", "assign first_term = '0;", run=FACTORIAL),
    Mutation("digits: the borrow of a product is lost", "cc_digits.sv",
             "subtracts ? high + word_t'(borrow) : high", "high", run=PAPER),
    Mutation("digits: an estimate is not refined", "cc_digits.sv",
             "assign exceeds = product > {carry_q, row0_q};", "assign exceeds = 1'b0;", run=LAWS),
    Mutation("digits: a row is shifted without the digit beside it", "cc_digits.sv",
             "(i == 3) ? carry_q :", "(i == 3) ? '0 :", run=LAWS),
    Mutation("digits: a bit that is shifted out is not seen", "cc_digits.sv",
             "index_q + word_t'(i) + word_t'(1) < from_q && fetched_i[i] != '0", "1'b0", run=SHIFTED),
    Mutation("copying: a BIGNUM below zero has no digits", "cc_copying.sv",
             "(kind == TypeBignum) ? negated : '0", "'0", run=OUTLIVES),
    Mutation("fpu: ties are rounded up", "cc_fpu.sv",
             "increment = half && (rest || is_odd);", "increment = half;", alone="fpu"),
    Mutation("fpu: ties are rounded to odd numbers", "cc_fpu.sv",
             "(rest || is_odd)", "(rest || !is_odd)", alone="fpu"),
    Mutation("fpu: results are cut off", "cc_fpu.sv",
             "increment = half && (rest || is_odd);", "increment = 1'b0;", alone="fpu"),
    Mutation("fpu: what a subnormal result loses does not count", "cc_fpu.sv",
             "for (int j = 0; j < 2**i; j++) sticky |= shifted[j];",
             "for (int j = 0; j < 2**i; j++) sticky |= 1'b0;", alone="fpu"),
    Mutation("fpu: the last bit that is shifted out is no rest", "cc_fpu.sv",
             "for (int j = 0; j < 2**i; j++)", "for (int j = 0; j < 2**i - 1; j++)", alone="fpu"),
    Mutation("fpu: bits behind a sum's last ones are no rest", "cc_fpu.sv",
             "sticky || shifted[9:0] != '0}", "sticky}", alone="fpu"),
    Mutation("fpu: a summand that is far off vanishes", "cc_fpu.sv",
             "smaller = {shifted[64:10], sticky || shifted[9:0] != '0};",
             "smaller = {shifted[64:10], 1'b0};", alone="fpu"),
    Mutation("fpu: the low half of a significand's rest is lost", "cc_fpu.sv",
             "normalized[50:0] != '0, 50'b0}", "normalized[50:26] != '0, 50'b0}", alone="fpu"),
    Mutation("fpu: the rest of a division is lost", "cc_fpu.sv",
             "significand_d[0] = remainder != '0;", "significand_d[0] = 1'b0;", alone="fpu"),
    Mutation("fpu: a shift of one is left out in a normalization", "cc_fpu.sv",
             "for (int i = 5; i >= 0; i--) begin\n      if (normalized",
             "for (int i = 5; i >= 1; i--) begin\n      if (normalized", alone="fpu"),
    Mutation("fpu: the smallest normal exponent is a subnormal number's", "cc_fpu.sv",
             "if (exponent_q < 13'sd1) unrounded", "if (exponent_q < 13'sd2) unrounded",
             alone="fpu"),
    Mutation("fpu: a subnormal result is moved a bit too little", "cc_fpu.sv",
             "distance(13'sd1 - lowered)", "distance(-lowered)", alone="fpu"),
    Mutation("fpu: shifts of 64 and more are shorter", "cc_fpu.sv",
             "(bits > 13'sd127) ? 7'd127", "(bits > 13'sd127) ? bits[6:0]", alone="fpu"),
    Mutation("fpu: a subnormal operand has the exponent 0", "cc_fpu.sv",
             "b[52] | (b[62:52] == '0)}", "b[52]}", alone="fpu"),
    Mutation("fpu: a subnormal operand has the bit that is not stored", "cc_fpu.sv",
             "a_significand = {a[62:52] != '0,", "a_significand = {1'b1,", alone="fpu"),
    Mutation("fpu: the largest exponent is infinite", "cc_fpu.sv",
             "exponent_q >= 13'sd2047)", "exponent_q >= 13'sd2046)", alone="fpu"),
    Mutation("fpu: a result far too large is none", "cc_fpu.sv",
             "(exponent_q >= 13'sd2047)", "(exponent_q == 13'sd2047)", alone="fpu"),
    Mutation("fpu: infinity minus infinity is infinite", "cc_fpu.sv",
             "(a_infinite && b_infinite && a_sign != b_sign)) known", "1'b0) known", alone="fpu"),
    Mutation("fpu: zero times infinity is infinite", "cc_fpu.sv",
             "(a_zero && b_infinite)) known", "1'b0) known", alone="fpu"),
    Mutation("fpu: the difference of equal numbers has a sign", "cc_fpu.sv",
             "&& subtracts_q) sign_d = 1'b0;", "&& 1'b0) sign_d = 1'b0;", alone="fpu"),
    Mutation("fpu: the sum of negative zeros is positive", "cc_fpu.sv",
             "FloatSubtract} && subtracts_q)", "FloatSubtract})", alone="fpu"),
    Mutation("fpu: the sign of a difference is the first operand's", "cc_fpu.sv",
             "if (is_below) sign = b_sign;", "", alone="fpu"),
    Mutation("fpu: the carry of a product's halves is lost", "cc_fpu.sv",
             "significand_d[105:27] = 79'(significand_q[79:27]) + product[78:0];",
             "significand_d[105:27] = {product[78:53], significand_q[79:27] + product[52:0]};",
             alone="fpu"),
    Mutation("fpu: the exponent of a root is rounded up", "cc_fpu.sv",
             "(exponent_q + exponent_t'(Bias)) >>> 1",
             "(exponent_q + exponent_t'(Bias + 1)) >>> 1", alone="fpu"),
    Mutation("fpu: a digit of a root is subtracted once", "cc_fpu.sv",
             "{1'b0, digits, 1'b0} | {2'b0, weight}",
             "{1'b0, digits, 1'b0} | {1'b0, weight, 1'b0}", alone="fpu"),
    Mutation("fpu: an exact digit of a quotient is not seen", "cc_fpu.sv",
             "if (!difference[FloatDigits+2]) begin",
             "if (!difference[FloatDigits+2] && difference != '0) begin", alone="fpu"),
    Mutation("fpu: a divisor is not normalized", "cc_fpu.sv",
             "other_d = normalized[105:53];", "other_d = b_significand;", alone="fpu"),
    Mutation("fpu: a cycle of digits is left out", "cc_fpu.sv",
             "if (count_q == 4'd1) begin", "if (count_q == 4'd2) begin", alone="fpu"),
    Mutation("fpu: -2^63 is no integer of 64 bits", "cc_fpu.sv",
             "(a_sign && a_exponent ==", "(1'b0 && a_exponent ==", alone="fpu"),
    Mutation("fpu: 2^63 is an integer of 64 bits", "cc_fpu.sv",
             "(a_sign && a_exponent ==", "(a_exponent ==", alone="fpu"),
    Mutation("fpu: a fraction of less than a half is no fraction for floor", "cc_fpu.sv",
             "increment = a[63] && (half || rest);", "increment = a[63] && half;", alone="fpu"),
    Mutation("fpu: negative integers are one too small", "cc_fpu.sv",
             "increment = a[63];\n            if", "increment = 1'b0;\n            if",
             alone="fpu"),
    Mutation("fpu: a large float is rounded to an integer", "cc_fpu.sv",
             "a_exponent >= exponent_t'(Bias + 52)", "a_exponent >= exponent_t'(Bias + 66)",
             alone="fpu"),
    Mutation("fpu: NaN is less", "cc_fpu.sv",
             "if (a_nan || b_nan)      less = 1'b0;", "if (a_nan && b_nan)      less = 1'b0;",
             alone="fpu"),
    Mutation("fpu: the zeros differ", "cc_fpu.sv",
             "(a[63] == b[63] || a_zero)", "(a[63] == b[63])", alone="fpu"),
    Mutation("fpu: negative numbers are compared by magnitude", "cc_fpu.sv",
             "less = !is_below && !is_same;", "less = is_below;", alone="fpu"),
    Mutation("fpu: a flag stays", "cc_fpu.sv",
             "invalid_d = !fits;", "invalid_d = invalid_q || !fits;", alone="fpu"),
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


def judge_alone(rtl: Path, mutation: Mutation) -> str:
    """What the test of a unit says of a mutation."""
    result = subprocess.run(
        ["cargo", "test", "-q", "--test", "rtl", mutation.alone], cwd=HERE.parent, text=True,
        capture_output=True, env={**os.environ, "CONSCYCLE_RTL": str(rtl), **FEW})
    differences = [line for line in result.stdout.splitlines() if " differs: " in line]
    if result.returncode != 0 and not differences:
        sys.exit(f"{mutation.about}: the test fails:\n{result.stderr}{result.stdout}")
    return differences[0].split(":")[0] if differences else NOT_SEEN


def judge(command: list[str], mutation: Mutation) -> str:
    """What lockstep says of a mutation."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rtl = copy(folder)
        mutate(rtl, mutation)
        if mutation.alone:
            return judge_alone(rtl, mutation)
        arguments = ["lockstep", *mutation.run.split(), *mutation.machine.split()]
        arguments += ["--rtl", str(rtl), "--vcd", str(folder / "lockstep")]
        result = subprocess.run(
            command + arguments, cwd=HERE.parent, input=mutation.stdin, text=True,
            capture_output=True, env={**os.environ, "CONSCYCLE_CACHE": str(folder / "cache")})
    if result.returncode == 0:
        return NOT_SEEN
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


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description="Breaks the RTL, and shows that lockstep sees it.")
    parser.add_argument("--check", action="store_true", help="does every text stand in its file?")
    parser.add_argument("--list", action="store_true", help="print the numbers, and what is broken")
    parser.add_argument("--json", action="store_true", help="print the record of a job")
    parser.add_argument("numbers", metavar="NUMBER", type=int, nargs="*", help="a mutation")
    asked = parser.parse_args()
    for number in asked.numbers:
        if not 1 <= number <= len(MUTATIONS):
            parser.error(f"there is no mutation {number}, only 1 to {len(MUTATIONS)}")
    return asked


def record(verdicts: dict[int, str]) -> str:
    """The record of a job. Only the time is another one when the same is run again."""
    usages = [resource.getrusage(who)
              for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    unseen = [{"seed": number, "difference": f"{MUTATIONS[number - 1].about}: {verdict}"}
              for number, verdict in verdicts.items() if verdict == NOT_SEEN]
    return json.dumps({
        "kind": "mutations", "first": min(verdicts), "last": max(verdicts),
        "programs": len(verdicts), "counterexamples": unseen,
        "time": {"processor_seconds": round(seconds, 2)}}, indent=2)


def main() -> int:
    asked = arguments()
    if asked.check:
        check()
        return 0
    if asked.list:
        for number, mutation in enumerate(MUTATIONS, 1):
            print(number, mutation.about)
        return 0
    numbers = asked.numbers or range(1, len(MUTATIONS) + 1)
    chosen = {number: MUTATIONS[number - 1] for number in numbers}
    command = [] if all(mutation.alone for mutation in chosen.values()) else program()
    verdicts = {}
    for number, mutation in chosen.items():
        verdicts[number] = judge(command, mutation)
        if not asked.json:
            print(f"{number:3} {mutation.about}: {verdicts[number]}", flush=True)
    seen = sum(verdict != NOT_SEEN for verdict in verdicts.values())
    print(record(verdicts) if asked.json else f"{seen} of {len(verdicts)} mutations are seen")
    return 0 if seen == len(verdicts) else DIVERGED


if __name__ == "__main__":
    sys.exit(main())
