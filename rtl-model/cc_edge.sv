// The clock edge: the command of the token's holder is decoded into what each unit loads.
//
// Combinational. A write or an allocation that is not granted is a stall: no command. A return goes
// to the frame in the top registers, or has the one below loaded, or ends the program.
module cc_edge
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  // Straps.
  input  collector_e          collector_i,
  input  barrier_e            barrier_i,
  input  unit_e               owner_i,
  input  unit_e               evaluator_i,
  // The bus and the memory's answer.
  input  drive_t              drive_i,
  input  word_t               value_i,
  input  logic                grant_i,
  input  logic                refused_i,
  input  logic                caught_i,
  input  logic                tortured_i,
  input  logic                collected_i,
  input  logic                exhausted_i,  // the sweeper is done, and memory is out
  // Registers that decide, or that the origin of a fault is in.
  input  word_t               field1_i,
  input  sink_e               sink_i,
  input  word_t               expr_i,
  input  word_t               arguments_i,
  input  word_t               special_form_i,
  input  word_t               define_form_i,
  input  logic                full_i,
  input  word_t               clink_i,
  input  return_state_e       return_state_i,
  input  logic [2:0]          frame_count_i,
  // The step of the token's holder.
  output logic                go_o,         // it is not stalled
  // arbiter.
  output logic                give_o,
  output logic                lend_o,
  output logic                give_back_o,
  output logic                collect_o,
  output logic                sweep_o,      // a collection begins, or the search of a block
  output cause_e              cause_o,      // of a collection
  output logic                admit_o,      // a store is to be let through the barrier
  output unit_e               unit_o,
  output logic                halt_o,
  output halt_e               reason_o,
  // eval.
  output logic                eval_o,
  output sink_e               sink_o,
  output logic                combination_o,
  output logic                enter_o,
  output logic                restore_o,
  // eval_args.
  output logic                args_o,
  output logic                take_o,
  output logic                save_o,
  output purpose_e            purpose_o,
  output logic                forget_o,
  // apply, primitive, special, define, fetch_object, alu.
  output logic                apply_o,
  output logic                apply_args_o,
  output logic                apply_trap_o,
  output logic                primitive_o,
  output logic                special_o,
  output logic                define_o,
  output logic [3:0]          form_number_o,
  output logic                fetch_o,
  output logic                load_number_o,
  output logic                divide_o,
  // clink.
  output logic                make_room_o,
  output logic                push_o,
  output logic                return_o,
  output logic                pop_o,
  output logic                reload_o,
  output logic                unwind_o,
  output logic                continue_o,
  output logic                rewind_o,
  // A frame is popped: whose it is.
  output logic [NumUnits-1:0] resume_o,
  // trap and memory.
  output logic                fault_o,
  output logic                throw_o,
  output trap_e               fault_cause_o,
  output word_t               fault_culprit_o,
  output word_t               origin_o,
  output logic                set_vector_o,
  output logic                release_o,
  output logic                out_o
);


  command_e   kind;
  logic       is_full;     // refused, and no unit can make room
  logic       returns;     // a value is for the frame on top
  logic       resumes;     // the frame in the top registers is popped
  logic       is_bad;      // nobody's frame
  logic       faults;
  unit_e      frame_unit;
  unit_e      origin_unit;
  logic [WordBits-2:0] number;

  assign go_o = !drive_i.op[1] || grant_i;
  assign kind = go_o ? drive_i.command : CmdStay;

  // No room, or a store that the barrier catches: the sweeper is called, or memory is out. The
  // sweeper itself allocates what it remembers; its refusal begins a collection as well.
  logic is_sweeper;

  assign is_sweeper = owner_i == UnitSweeper;

  always_comb begin
    cause_o = tortured_i ? CauseTorture : CauseFull;
    if (is_sweeper) cause_o = CauseStore;
    sweep_o = refused_i && (!collected_i || is_sweeper) && collector_i != CollectorNone;
    if (collector_i == CollectorMarkSweep) sweep_o = refused_i;
    admit_o = caught_i && barrier_i != BarrierCollect;
    if (caught_i && barrier_i == BarrierCollect) begin
      cause_o = CauseStore;
      sweep_o = 1'b1;
    end
  end

  assign collect_o = (sweep_o || admit_o) && !is_sweeper;
  assign is_full = refused_i && !sweep_o;
  assign out_o = is_full || exhausted_i;

  // The frame on top.
  assign returns = kind == CmdReturn || kind == CmdContinue || kind == CmdSetVector;
  assign return_o = returns;
  assign continue_o = kind == CmdContinue;
  assign resumes = (returns && full_i && !continue_o) || kind == CmdResume;

  always_comb begin
    is_bad = 1'b0;
    unique case (return_state_i)
      RetArguments:   frame_unit = UnitEvalArgs;
      RetOperator:    frame_unit = UnitEval;
      RetIf, RetSequence, RetExpand, RetCatchHandler, RetCatch: frame_unit = UnitSpecial;
      RetDefine, RetSet: frame_unit = UnitDefine;
      RetTrapHandler: frame_unit = UnitTrap;
      default: begin
        frame_unit = UnitTrap;
        is_bad     = resumes;
      end
    endcase
    for (int i = 0; i < NumUnits; i++) resume_o[i] = resumes && !is_bad && frame_unit == unit_e'(i);
  end

  // A fault. In an argument without a frame, eval_args pushes one first.
  assign faults = kind == CmdTrap || is_bad;
  assign throw_o = kind == CmdThrow;
  assign fault_o = faults || throw_o || out_o;

  always_comb begin
    fault_cause_o   = trap_e'(drive_i.code);
    fault_culprit_o = value_i;
    if (throw_o) fault_cause_o = TrapUncaughtThrow;
    if (is_bad) begin
      fault_cause_o   = TrapBadOpcode;
      fault_culprit_o = word_t'({frame_count_i, 1'b0, return_state_i, 1'b1});
    end
    if (out_o) begin
      fault_cause_o   = TrapOutOfMemory;
      fault_culprit_o = Nil;
    end
  end

  assign origin_unit = is_sweeper ? evaluator_i : owner_i;

  always_comb begin
    origin_o = (arguments_i == Nil) ? expr_i : arguments_i;
    unique case (origin_unit)
      UnitSpecial: origin_o = special_form_i;
      UnitDefine:  origin_o = define_form_i;
      UnitEval:    if (sink_i != SinkArgument) origin_o = expr_i;
      default: ;
    endcase
  end

  // A special form's number, at most 15.
  assign number = field1_i[WordBits-1:1];
  assign form_number_o = (number[WordBits-2:4] != '0) ? 4'd15 : number[3:0];

  // What each command loads, and where the token goes.
  always_comb begin
    give_o        = 1'b0;
    lend_o        = 1'b0;
    give_back_o   = 1'b0;
    unit_o        = UnitHalted;
    halt_o        = 1'b0;
    reason_o      = halt_e'(drive_i.code[1:0]);
    eval_o        = 1'b0;
    sink_o        = SinkReturn;
    combination_o = 1'b0;
    enter_o       = 1'b0;
    restore_o     = resumes;
    args_o        = 1'b0;
    take_o        = 1'b0;
    save_o        = 1'b0;
    purpose_o     = PurposeCombination;
    forget_o      = 1'b0;
    apply_o       = 1'b0;
    apply_args_o  = 1'b0;
    apply_trap_o  = 1'b0;
    primitive_o   = 1'b0;
    special_o     = 1'b0;
    define_o      = 1'b0;
    fetch_o       = 1'b0;
    load_number_o = 1'b0;
    divide_o      = 1'b0;
    make_room_o   = 1'b0;
    push_o        = 1'b0;
    pop_o         = resumes;
    reload_o      = 1'b0;
    unwind_o      = 1'b0;
    rewind_o      = 1'b0;
    set_vector_o  = 1'b0;
    release_o     = 1'b0;
    unique case (kind)
      CmdFetch: begin
        fetch_o = 1'b1;
        lend_o  = 1'b1;
        unit_o  = UnitFetchObject;
      end
      CmdDone: give_back_o = 1'b1;
      CmdMakeRoom: begin
        make_room_o = 1'b1;
        lend_o      = 1'b1;
        unit_o      = UnitClink;
      end
      CmdPushEval, CmdEval, CmdEnter, CmdArgument: begin
        push_o  = kind == CmdPushEval;
        eval_o  = 1'b1;
        enter_o = kind == CmdEnter;
        if (kind == CmdArgument) sink_o = SinkArgument;
        give_o  = 1'b1;
        unit_o  = UnitEval;
      end
      CmdPushCombination: begin
        push_o        = 1'b1;
        combination_o = 1'b1;
        give_o        = 1'b1;
        unit_o        = UnitEval;
      end
      CmdPushApply: begin
        push_o       = 1'b1;
        forget_o     = 1'b1;
        apply_o      = 1'b1;
        apply_trap_o = owner_i == UnitTrap;
        give_o       = 1'b1;
        unit_o       = UnitApply;
      end
      CmdPushTrap: begin
        push_o = 1'b1;
        give_o = 1'b1;
        unit_o = UnitTrap;
      end
      CmdPushStay: push_o = 1'b1;
      CmdReturn, CmdContinue, CmdSetVector: begin
        set_vector_o = kind == CmdSetVector;
        give_o       = 1'b1;
        unit_o       = frame_unit;
        if (continue_o) pop_o = 1'b1;
        if (!resumes) begin
          if ((continue_o ? field1_i : clink_i) == Nil) begin
            halt_o   = 1'b1;
            reason_o = HaltDone;
          end else begin
            reload_o = 1'b1;
            unit_o   = UnitClink;
          end
        end
      end
      CmdArgumentValue: begin
        take_o = 1'b1;
        give_o = 1'b1;
        unit_o = UnitEvalArgs;
      end
      CmdArgumentForm: begin
        save_o = 1'b1;
        give_o = 1'b1;
        unit_o = UnitEvalArgs;
      end
      CmdEvalArgs: begin
        args_o = 1'b1;
        give_o = 1'b1;
        unit_o = UnitEvalArgs;
      end
      CmdSpecial: begin
        define_o  = form_number_o >= SpecLambda && form_number_o <= SpecDefmacro;
        special_o = !define_o;
        give_o    = 1'b1;
        unit_o    = define_o ? UnitDefine : UnitSpecial;
      end
      CmdApply: begin
        apply_o      = 1'b1;
        apply_args_o = 1'b1;
        give_o       = 1'b1;
        unit_o       = UnitApply;
      end
      CmdPrimitive: begin
        primitive_o = 1'b1;
        give_o      = 1'b1;
        unit_o      = UnitPrimitive;
      end
      CmdLoadNumber: load_number_o = 1'b1;
      CmdDivide: begin
        divide_o = 1'b1;
        lend_o   = 1'b1;
        unit_o   = UnitAlu;
      end
      CmdThrow, CmdTrap: begin
        give_o = 1'b1;
        unit_o = UnitTrap;
      end
      CmdReleaseReserve: release_o = 1'b1;
      CmdUnwind: begin
        reload_o = 1'b1;
        unwind_o = 1'b1;
        give_o   = 1'b1;
        unit_o   = UnitClink;
      end
      CmdRewind: begin
        rewind_o = 1'b1;
        pop_o    = 1'b1;
      end
      CmdCatch: begin
        pop_o        = 1'b1;
        restore_o    = 1'b1;
        apply_o      = 1'b1;
        apply_trap_o = 1'b1;
        give_o       = 1'b1;
        unit_o       = UnitApply;
      end
      CmdHalt: halt_o = 1'b1;
      CmdResume: begin
        give_o = 1'b1;
        unit_o = frame_unit;
      end
      CmdUnwound: begin
        give_o = 1'b1;
        unit_o = UnitTrap;
      end
      default: ;
    endcase
    if (faults && owner_i == UnitEval && sink_i == SinkArgument) begin
      save_o    = 1'b1;
      purpose_o = PurposeTrap;
      unit_o    = UnitEvalArgs;
    end
    if (out_o) begin
      give_o = 1'b1;
      unit_o = UnitTrap;
    end
  end

endmodule
