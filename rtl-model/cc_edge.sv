// The clock edge: the command of the token's holder is decoded into what each unit loads.
//
// Combinational. A write or an allocation that is not granted is a stall: no command. A return goes
// to the frame in the top registers, or has the one below loaded, or ends the program.
module cc_edge
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  straps_t             straps_i,
  input  logic                at_once_i,       // memory answers in the next cycle
  input  logic [NumUnits-1:0] token_i,
  input  unit_e               owner_i,
  input  unit_e               evaluator_i,
  input  unit_e               client_i,
  // The bus and the memory's answer.
  input  bus_t                bus_i,
  input  reply_t              reply_i,
  input  logic                collected_i,
  input  logic                exhausted_i,     // the sweeper is done, and memory is out
  // Registers that decide what is read.
  input  logic                interrupt_i,
  input  word_t               operator_i,
  input  word_t               rest_i,
  input  logic                fits_i,
  input  logic                completes_i,
  input  word_t               function_i,
  input  word_t               x_i,
  input  word_t               env_i,
  input  notes_t              notes_i,
  input  word_t               special_operands_i,
  input  word_t               second_i,        // of special: the cell of an `if`'s second branch
  input  word_t               pending_i,       // of special: what is to be evaluated
  input  word_t               define_operands_i,
  input  logic                tests_i,         // of special: the test of an `if` is being computed
  input  unit_e               inline_client_i,
  input  word_t               inline_rest_i,
  input  logic                spills_i,        // the unit that waits for the locals waits for room
  // Others that decide, or that the origin of a fault is in.
  input  word_t               field1_i,
  input  sink_e               sink_i,
  input  word_t               expr_i,
  input  word_t               arguments_i,
  input  word_t               special_form_i,
  input  word_t               define_form_i,
  input  stack_t              stack_i,
  // What units load, and who takes a step: the holder of the token, if it is not stalled.
  output edge_t               edge_o,
  output logic [NumUnits-1:0] step_o
);

  command_e            asked;    // the command, without regard to a grant
  command_e            kind;
  logic                is_full;  // refused, and no unit can make room
  logic                returns;  // a value is for the frame on top
  logic                resumes;  // the frame in the top registers is popped
  logic                is_bad;   // nobody's frame
  logic                faults, throws, continues, starts_trap;
  logic                go, collects, admits, sweeps, is_out;
  cause_e              cause;
  fault_t              fault;
  word_t               origin;
  logic [3:0]          form_number;
  logic                is_define;
  unit_e               frame_unit;
  unit_e               origin_unit;
  logic                is_stored;  // the cycle has used the port
  read_t               read;
  word_t               returned;   // the value for the frame on top,
  logic                is_true;    //   or of a test
  logic                reloads;    // the frame below is loaded for it,
  word_t               below;      //   which is this one
  logic                stores;     // before there is room, the locals have to be in memory

  assign step_o = token_i & {NumUnits{go}};
  assign go = !bus_i.drive.op[1] || reply_i.grant;
  assign kind = go ? asked : CmdStay;

  // What inline has come to is for the unit that has asked.
  always_comb begin
    asked = bus_i.drive.command;
    if (bus_i.drive.command == CmdComputed) begin
      unique case (inline_client_i)
        UnitEvalArgs: asked = CmdArgumentValue;
        UnitDefine:   asked = CmdValued;
        default:      asked = tests_i ? CmdBranch : CmdReturn;
      endcase
    end
    if (bus_i.drive.command == CmdNotComputed) begin
      unique case (inline_client_i)
        UnitEvalArgs: asked = CmdHeld;
        UnitDefine:   asked = CmdNotValued;
        default:      asked = tests_i ? CmdPending : CmdEvalPending;
      endcase
    end
  end

  // No room, or a store that the barrier catches: the sweeper is called, or memory is out. The
  // sweeper itself allocates what it remembers; its refusal begins a collection as well.
  logic is_sweeper;

  assign is_sweeper = owner_i == UnitSweeper;

  always_comb begin
    cause = reply_i.tortured ? CauseTorture : CauseFull;
    if (is_sweeper) cause = CauseStore;
    sweeps = reply_i.refused && (!collected_i || is_sweeper) && straps_i.collector != CollectorNone;
    if (straps_i.collector == CollectorMarkSweep) sweeps = reply_i.refused;
    admits = reply_i.caught && straps_i.barrier != BarrierCollect;
    if (reply_i.caught && straps_i.barrier == BarrierCollect) begin
      cause  = CauseStore;
      sweeps = 1'b1;
    end
  end

  assign collects = (sweeps || admits) && !is_sweeper;
  assign is_full = reply_i.refused && !sweeps;
  assign is_out = is_full || exhausted_i;

  // The frame on top. Is it popped, and goes its unit on?
  function automatic logic pops(command_e what, logic free);
    return ((what == CmdReturn || what == CmdSetVector) && !free) || what == CmdResume;
  endfunction

  assign returns = kind == CmdReturn || kind == CmdContinue || kind == CmdSetVector;
  assign continues = kind == CmdContinue;
  assign resumes = pops(kind, stack_i.free);

  always_comb begin
    is_bad = 1'b0;
    unique case (stack_i.top.return_state)
      RetArguments:   frame_unit = UnitEvalArgs;
      RetOperator:    frame_unit = UnitEval;
      RetIf, RetSequence, RetExpand, RetCatchHandler, RetCatch: frame_unit = UnitSpecial;
      RetDefine, RetSet: frame_unit = UnitDefine;
      RetTrapHandler: frame_unit = UnitTrap;
      RetFold, RetCompare: frame_unit = UnitApply;
      default: begin
        frame_unit = UnitTrap;
        is_bad     = resumes;
      end
    endcase
  end

  // What is read for the unit that the token goes to. Unless memory answers at once, fetch_object
  // has the token first.
  assign is_stored = bus_i.drive.op[1];
  assign below = (asked == CmdContinue) ? field1_i : stack_i.clink;
  assign reloads = (((asked == CmdReturn || asked == CmdSetVector) && stack_i.free) ||
                    asked == CmdContinue) && below != Nil;
  assign stores = notes_i.pending && owner_i != UnitApply;
  assign is_true = returned != Nil && returned != word_t'(AddrFalse);
  assign returned = (kind == CmdResume) ? stack_i.result : bus_i.value;

  cc_read u_read (
    .bus_i,
    .address_i     (reply_i.address),
    .kind_i        (asked),
    .resumes_i     (pops(asked, stack_i.free) && !is_stored),
    .return_state_i(stack_i.top.return_state),
    .arguments_i   (stack_i.top.arguments),
    .number_i      (field1_i[8:1]),
    .form_i        (form_number),
    .interrupt_i, .operator_i, .rest_i, .fits_i, .completes_i, .function_i, .x_i, .env_i,
    .expr_i, .inline_rest_i, .notes_i, .client_i,
    .stores_i      (stores),
    .operands_i    (special_operands_i),
    .second_i, .pending_i, .define_operands_i,
    .is_true_i     (is_true),
    .reloads_i     (reloads && !is_stored),
    .below_i       (below),
    .read_o        (read)
  );

  // A fault. In an argument without a frame, eval_args pushes one first.
  assign faults = kind == CmdTrap || is_bad;
  assign throws = kind == CmdThrow;
  assign starts_trap = faults || throws || is_out;

  always_comb begin
    fault.cause   = trap_e'(bus_i.drive.code);
    fault.culprit = bus_i.value;
    if (throws) fault.cause = TrapUncaughtThrow;
    if (is_bad) begin
      fault.cause   = TrapBadOpcode;
      fault.culprit = word_t'({stack_i.top.count, 1'b0, stack_i.top.return_state, 1'b1});
    end
    if (is_out) begin
      fault.cause   = TrapOutOfMemory;
      fault.culprit = Nil;
    end
  end

  assign origin_unit = is_sweeper ? evaluator_i : owner_i;

  always_comb begin
    origin = (arguments_i == Nil) ? expr_i : arguments_i;
    unique case (origin_unit)
      UnitSpecial: origin = special_form_i;
      UnitDefine:  origin = define_form_i;
      UnitEval:    if (sink_i != SinkArgument) origin = expr_i;
      default: ;
    endcase
  end

  assign form_number = bus_i.drive.code;
  assign is_define = is_definition(form_number);

  // What each command loads, and where the token goes.
  always_comb begin
    edge_o                     = '0;
    edge_o.read                = read;
    edge_o.arbiter.gather      = read.start && !at_once_i;
    edge_o.arbiter.collect     = collects;
    edge_o.arbiter.reason      = halt_e'(bus_i.drive.code[1:0]);
    edge_o.eval.reads          = read.start;
    edge_o.eval.restore        = resumes;
    edge_o.eval.resume         = resumes && !is_bad && frame_unit == UnitEval;
    edge_o.eval_args.reads     = read.start;
    edge_o.eval_args.resume    = resumes && !is_bad && frame_unit == UnitEvalArgs;
    edge_o.eval_args.restore   = edge_o.eval_args.resume && read.start;
    edge_o.eval_args.value     = returned;
    edge_o.eval_args.purpose   = PurposeCombination;
    edge_o.apply.reads         = read.start;
    edge_o.apply.resume        = resumes && !is_bad && frame_unit == UnitApply;
    edge_o.data.reads          = read.start;
    edge_o.digits.reads        = read.start;
    edge_o.special.form.reads  = read.start;
    edge_o.special.form.resume = resumes && !is_bad && frame_unit == UnitSpecial;
    edge_o.special.form.number = form_number;
    edge_o.special.restore     = edge_o.special.form.resume && read.start;
    edge_o.special.is_true     = is_true;
    edge_o.define.form.reads   = read.start;
    edge_o.define.form.resume  = resumes && !is_bad && frame_unit == UnitDefine;
    edge_o.define.form.number  = form_number;
    edge_o.note.role           = role_e'(bus_i.drive.code[1:0]);
    edge_o.inlined.client      = owner_i;
    edge_o.inlined.reads       = read.start;
    edge_o.clink.returns       = returns;
    edge_o.clink.continues     = continues;
    edge_o.clink.pop           = resumes;
    edge_o.clink.reads         = read.start;
    edge_o.sweeper             = {sweeps, admits, cause};
    edge_o.out                 = is_out;
    edge_o.trap.start          = starts_trap;
    edge_o.trap.throws         = throws;
    edge_o.trap.resume         = resumes && !is_bad && frame_unit == UnitTrap;
    edge_o.trap.fault          = fault;
    edge_o.trap.origin         = origin;
    unique case (kind)
      CmdFetch: begin
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = owner_i;
      end
      CmdDone: edge_o.arbiter.give_back = 1'b1;
      CmdMakeRoom: begin
        edge_o.clink.make_room = !stores;
        edge_o.arbiter.lend    = !stores;
        edge_o.arbiter.unit    = UnitClink;
        if (stores) begin
          edge_o.apply.store    = 1'b1;
          edge_o.apply.spills   = !stack_i.free;
          edge_o.arbiter.client = 1'b1;
          edge_o.arbiter.give   = 1'b1;
          edge_o.arbiter.unit   = UnitApply;
        end
      end
      CmdStoreLocals: begin
        edge_o.apply.store    = 1'b1;
        edge_o.arbiter.client = 1'b1;
        edge_o.arbiter.give   = 1'b1;
        edge_o.arbiter.unit   = UnitApply;
      end
      CmdLocalsStored: begin
        edge_o.eval.stored       = 1'b1;
        edge_o.clink.make_room   = spills_i;
        edge_o.arbiter.give      = !spills_i;
        edge_o.arbiter.lend      = spills_i;
        edge_o.arbiter.to_client = 1'b1;
        edge_o.arbiter.unit      = spills_i ? UnitClink : client_i;
      end
      CmdLoadLocals: begin
        edge_o.eval.load      = 1'b1;
        edge_o.arbiter.client = 1'b1;
        edge_o.arbiter.give   = 1'b1;
        edge_o.arbiter.unit   = UnitEval;
      end
      CmdLoaded: begin
        edge_o.special.again   = client_i == UnitSpecial;
        edge_o.eval.again      = client_i == UnitEval;
        edge_o.define.again    = client_i == UnitDefine;
        edge_o.eval_args.again = client_i == UnitEvalArgs;
        edge_o.arbiter.give    = 1'b1;
        edge_o.arbiter.unit    = client_i;
      end
      CmdNote: begin
        edge_o.note.start     = 1'b1;
        edge_o.arbiter.client = 1'b1;
        edge_o.arbiter.give   = 1'b1;
        edge_o.arbiter.unit   = UnitNote;
      end
      CmdNoted: begin
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = client_i;
      end
      CmdForgetLocals: edge_o.eval.forget = 1'b1;
      CmdInvalidate, CmdExpose: begin
        edge_o.eval.invalidate = 1'b1;
        edge_o.eval.expose     = kind == CmdExpose;
      end
      CmdInline: begin
        edge_o.inlined.start = 1'b1;
        edge_o.arbiter.give  = 1'b1;
        edge_o.arbiter.unit  = UnitInline;
      end
      CmdVariableValue: begin
        edge_o.inlined.take = 1'b1;
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = UnitInline;
      end
      CmdBranch: begin
        edge_o.special.branch = 1'b1;
        edge_o.arbiter.give   = 1'b1;
        edge_o.arbiter.unit   = UnitSpecial;
      end
      CmdValued: begin
        edge_o.define.valued = 1'b1;
        edge_o.arbiter.give  = 1'b1;
        edge_o.arbiter.unit  = UnitDefine;
      end
      CmdNotValued: begin
        edge_o.define.not_valued = 1'b1;
        edge_o.arbiter.give      = 1'b1;
        edge_o.arbiter.unit      = UnitDefine;
      end
      CmdHeld: begin
        edge_o.eval_args.save    = 1'b1;
        edge_o.eval_args.purpose = PurposeHeld;
        edge_o.arbiter.give      = 1'b1;
        edge_o.arbiter.unit      = UnitEvalArgs;
      end
      CmdPending: begin
        edge_o.special.pending = 1'b1;
        edge_o.arbiter.give    = 1'b1;
        edge_o.arbiter.unit    = UnitSpecial;
      end
      CmdPushEval, CmdEval, CmdEnter, CmdEnterScope, CmdArgument, CmdOuter, CmdGlobal,
      CmdEvalPending: begin
        edge_o.clink.push       = kind == CmdPushEval;
        edge_o.eval.start       = 1'b1;
        edge_o.eval.enter       = kind == CmdEnter || kind == CmdEnterScope;
        edge_o.eval.scope       = kind == CmdEnterScope;
        edge_o.eval.outer       = kind == CmdOuter;
        edge_o.eval.pending     = kind == CmdEvalPending;
        edge_o.eval.global_name = kind == CmdGlobal;
        if (kind == CmdArgument || kind == CmdOuter || kind == CmdGlobal) begin
          edge_o.eval.sink = (owner_i == UnitInline) ? SinkVariable : SinkArgument;
        end
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = UnitEval;
      end
      CmdPushCombination: begin
        edge_o.clink.push       = 1'b1;
        edge_o.eval.combination = 1'b1;
        edge_o.arbiter.give     = 1'b1;
        edge_o.arbiter.unit     = UnitEval;
      end
      CmdPushApply: begin
        edge_o.clink.push       = 1'b1;
        edge_o.eval_args.forget = 1'b1;
        edge_o.apply.start      = 1'b1;
        edge_o.apply.from_trap  = owner_i == UnitTrap;
        edge_o.arbiter.give     = 1'b1;
        edge_o.arbiter.unit     = UnitApply;
      end
      CmdPushTrap: begin
        edge_o.clink.push   = 1'b1;
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = UnitTrap;
      end
      CmdPushStay: edge_o.clink.push = 1'b1;
      CmdReturn, CmdContinue, CmdSetVector: begin
        edge_o.trap.set_vector = kind == CmdSetVector;
        edge_o.arbiter.give    = 1'b1;
        edge_o.arbiter.unit    = frame_unit;
        if (continues) edge_o.clink.pop = 1'b1;
        if (!resumes) begin
          edge_o.clink.reload   = reloads;
          edge_o.arbiter.halt   = !reloads;
          edge_o.arbiter.reason = HaltDone;
          edge_o.arbiter.unit   = UnitClink;
        end
      end
      CmdArgumentValue: begin
        edge_o.eval_args.take  = !completes_i;
        edge_o.apply.start     = completes_i;
        edge_o.apply.from_args = 1'b1;
        edge_o.apply.completes = 1'b1;
        edge_o.arbiter.give    = 1'b1;
        edge_o.arbiter.unit    = completes_i ? UnitApply : UnitEvalArgs;
      end
      CmdArgumentForm: begin
        edge_o.eval_args.save = 1'b1;
        edge_o.arbiter.give   = 1'b1;
        edge_o.arbiter.unit   = UnitEvalArgs;
      end
      CmdEvalArgs: begin
        edge_o.eval_args.start = 1'b1;
        edge_o.arbiter.give    = 1'b1;
        edge_o.arbiter.unit    = UnitEvalArgs;
      end
      CmdSpecial: begin
        edge_o.define.form.start  = is_define;
        edge_o.special.form.start = !is_define;
        edge_o.arbiter.give       = 1'b1;
        edge_o.arbiter.unit       = is_define ? UnitDefine : UnitSpecial;
      end
      CmdApply: begin
        edge_o.apply.start     = 1'b1;
        edge_o.apply.from_args = 1'b1;
        edge_o.arbiter.give    = 1'b1;
        edge_o.arbiter.unit    = UnitApply;
      end
      CmdPrimitive: begin
        edge_o.data.start   = 1'b1;
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = UnitPrimitive;
      end
      CmdDigits: begin
        edge_o.digits.start = 1'b1;
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = UnitDigits;
      end
      CmdLoadNumber: edge_o.alu.load = 1'b1;
      CmdLoadFloat: edge_o.fpu.load = 1'b1;
      CmdFloat: begin
        edge_o.fpu.start    = 1'b1;
        edge_o.arbiter.lend = 1'b1;
        edge_o.arbiter.unit = UnitFpu;
      end
      CmdDivide, CmdMultiply: begin
        edge_o.alu.divide   = kind == CmdDivide;
        edge_o.alu.multiply = kind == CmdMultiply;
        edge_o.arbiter.lend = 1'b1;
        edge_o.arbiter.unit = UnitAlu;
      end
      CmdThrow, CmdTrap: begin
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = UnitTrap;
      end
      CmdReleaseReserve: edge_o.release_reserve = 1'b1;
      CmdUnwind: begin
        edge_o.clink.reload = 1'b1;
        edge_o.clink.unwind = 1'b1;
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = UnitClink;
      end
      CmdRewind: begin
        edge_o.clink.rewind = 1'b1;
        edge_o.clink.pop    = 1'b1;
      end
      CmdCatch: begin
        edge_o.clink.pop       = 1'b1;
        edge_o.eval.restore    = 1'b1;
        edge_o.apply.start     = 1'b1;
        edge_o.apply.from_trap = 1'b1;
        edge_o.arbiter.give    = 1'b1;
        edge_o.arbiter.unit    = UnitApply;
      end
      CmdHalt: edge_o.arbiter.halt = 1'b1;
      CmdResume: begin
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = frame_unit;
      end
      CmdUnwound: begin
        edge_o.arbiter.give = 1'b1;
        edge_o.arbiter.unit = UnitTrap;
      end
      default: ;
    endcase
    if (faults && owner_i == UnitEval && sink_i == SinkArgument) begin
      edge_o.eval_args.save    = 1'b1;
      edge_o.eval_args.purpose = PurposeTrap;
      edge_o.arbiter.unit      = UnitEvalArgs;
    end
    if (is_out) begin
      edge_o.arbiter.give = 1'b1;
      edge_o.arbiter.unit = UnitTrap;
    end
  end

endmodule
