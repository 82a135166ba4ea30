// eval: looks at an expression, looks up names, decides who goes on with a combination.
//
// Never writes memory. The tables of docs/machine.md, section 7, are the specification; an action
// below has the name that they give it.
module cc_eval
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  logic       clk_i,
  input  logic       rst_ni,
  input  straps_t    straps_i,
  input  logic       interrupt_i,  // the host interrupts the program
  // The token, and what commands load.
  input  logic       token_i,
  input  eval_edge_t edge_i,
  input  bus_t       bus_i,
  // What it sees of other units.
  input  words_t     fetched_i,
  input  operands_t  operands_i,   // of apply
  input  stack_t     stack_i,
  input  word_t      pending_i,    // what special has to evaluate
  // The root port.
  input  root_t      root_i,
  input  logic       root_write_i,
  output word_t      root_o,
  // What it drives, and what others see.
  output bus_t       bus_o,
  output logic       interrupt_o,
  output word_t      env_o,
  output word_t      expr_o,       // as this cycle leaves it
  output word_t      operator_o,
  output sink_e      sink_o,       // the same
  output notes_t     notes_o
);

  typedef enum logic [3:0] {
    ActNone,
    ActDeliver,
    ActSearch,
    ActFetchOperator,
    ActFetchFunction,
    ActUnbound,
    ActSearchLater,   // the variable may be bound after all
    ActNotComputed,
    ActNotAFunction,
    ActDispatch,
    ActStoreLocals,
    ActInterrupt
  } action_e;

  localparam word_t Unbound = word_t'(AddrUnbound);
  localparam logic [15:0] LastEpoch = 16'(2**EpochBits - 1);

  `include "cc_eval_regs.svh"

  eval_state_e state_next;
  sink_e       sink_next;

  action_e action;
  word_t   header, field1, field2, field3;
  word_t   name;
  word_t   found;  // the value of the expression, or of the operator
  logic    is_cons, is_function, is_name;
  logic    is_inlined;    // inline waits for the value
  logic    is_head;            // the combination's first cell is here, for its evaluation
  logic    calls, specials, directs, looks;  // what is noted in that
  logic    loads;              //   the locals are needed to know
  logic    is_callable;        // the symbol object's function evaluates its operands
  logic    searches_operator;  // the operator is looked up as a variable
  logic    delivers_local;     //   and is known to be a local
  logic    needs_locals;       // the environment has to have the locals before it is searched
  logic    delivers_operator;

  notes_t      notes;
  note_kind_e  note;
  logic [1:0]  locals_here;    // in the environment's first cell

  assign {field3, field2, field1, header} = fetched_i;
  assign is_cons = type_of(header[7:0]) == TypeCons;
  assign is_function = type_of(header[7:0]) == TypeFunction;
  assign is_name = is_variable(header[7:0]);
  assign is_inlined = sink_q == SinkVariable;
  assign name = (sink_q == SinkOperator) ? operator_q : expr_q;

  assign notes.on         = straps_i.quick == QuickQuick && epoch_q != LastEpoch;
  assign notes.epoch      = epoch_q;
  assign notes.parameters = parameters_q;
  assign notes.local0     = local0_q;
  assign notes.local1     = local1_q;
  assign notes.local2     = local2_q;
  assign notes.locals     = locals_q;
  assign notes.pending    = pending_q;
  assign notes.stale      = stale_q;
  assign notes.open       = open_q;

  assign note = note_of(header, notes);
  assign is_head = state_q == StEvalDispatch && is_cons && sink_q != SinkArgument;
  assign calls = is_head && note == NoteGlobal;
  assign specials = is_head && note == NoteForm;
  assign directs = is_head && note == NoteDirect;
  assign loads = is_head && stale_q &&
                 (note == NoteNone || note == NoteFirst || note == NoteSecond ||
                  note == NoteThird || note == NoteOuter);
  assign looks = is_head && note == NoteNone && !stale_q;
  assign is_callable = notes.on && header[BitCallable] && !(straps_i.lisp1 && header[BitBound]);

  always_comb begin
    unique case (note)
      NoteOne:   locals_here = 2'd1;
      NoteTwo:   locals_here = 2'd2;
      NoteThree: locals_here = 2'd3;
      default:   locals_here = 2'd0;
    endcase
  end

  // The operator is looked up as a variable. It may be known to be a local, which may have no value.
  logic  is_local;      // what is noted of it is a local variable
  word_t known_local;

  assign is_local = note == NoteFirst || note == NoteSecond || note == NoteThird;
  assign known_local = local_of(known_q - 2'd1, notes);
  assign delivers_local = searches_operator && known_q != '0 && known_local != Unbound;

  always_comb begin
    unique case (state_q)
      StEvalOperator: searches_operator = is_name && straps_i.lisp1;
      StFunctionCell: searches_operator = !is_callable && (straps_i.lisp1 || field3 == Nil);
      default:        searches_operator = 1'b0;
    endcase
  end

  // What is looked up is a name, but the locals are in registers only.
  assign needs_locals = (state_q == StEvalDispatch || searches_operator) && pending_q && !outer_q;

  // The value found, where the state finds one.
  always_comb begin
    unique case (state_q)
      StLookupPair:                found = field1;
      StGlobalValue, StGlobalCell: found = (field2 != Unbound) ? field2 : field3;
      default:                     found = expr_q;
    endcase
  end

  // What the state does.
  always_comb begin
    action = ActNone;
    unique case (state_q)
      StEval: begin
        if (interrupt_q && is_inlined)  action = ActNotComputed;
        else if (interrupt_q)                action = ActInterrupt;
        else if (expr_q[0] || expr_q == Nil) action = ActDeliver;
      end
      StEvalDispatch: begin
        if (is_cons) begin
          if (is_head && !calls && !specials && !directs && !loads && !looks) begin
            action = ActFetchOperator;
          end
        end else if (is_name) begin
          action = needs_locals ? ActStoreLocals : ActSearch;
        end else begin
          action = ActDeliver;
        end
      end
      StLookupPair: begin
        if (header != name)         action = ActSearch;
        else if (field1 == Unbound) action = ActUnbound;
        else                        action = ActDeliver;
      end
      StGlobalValue, StGlobalCell: begin
        if (state_q == StGlobalCell && header[BitBound])                  action = ActSearchLater;
        else if (field2 != Unbound || (!straps_i.lisp1 && field3 != Nil)) action = ActDeliver;
        else                                                              action = ActUnbound;
      end
      StEvalCombination: action = ActFetchOperator;
      StEvalOperator: begin
        if (is_function)               action = ActDispatch;
        else if (!is_name && !is_cons) action = ActNotAFunction;
      end
      StFunctionCell: if (!is_callable) action = ActFetchFunction;
      StEvalFunction:   action = is_function ? ActDispatch : ActNotAFunction;
      StResumeOperator: action = ActFetchFunction;
      default: ;
    endcase
    // inline can do without the value.
    if (is_inlined && (action == ActUnbound || action == ActSearchLater)) action = ActNotComputed;
    if (searches_operator) begin
      action = delivers_local ? ActNone : needs_locals ? ActStoreLocals : ActSearch;
    end
  end

  assign delivers_operator = (action == ActDeliver && sink_q == SinkOperator) || delivers_local;

  // What the registers load, over the bus: `symbol_object`, `operands` and `operator` its words 1
  // to 3, `binding` its extra word, and `expr` its value, or word 1 from a frame.
  logic  step_operator, step_operands, step_binding, step_symbol_object, step_expr;
  logic  step_parameters, step_local;
  logic  load_operator, load_operands, load_binding, load_symbol_object, load_expr;
  word_t new_operator, new_binding;  // as this cycle leaves them

  always_comb begin
    step_operator      = delivers_operator;
    step_operands      = 1'b0;
    step_binding       = 1'b0;
    step_symbol_object = 1'b0;
    step_expr          = 1'b0;
    step_parameters    = 1'b0;
    step_local         = 1'b0;
    unique case (state_q)
      StEvalDispatch: begin
        if (is_cons) begin
          step_operator = 1'b1;
          step_operands = 1'b1;
        end
        step_symbol_object = (!is_cons && is_name && !needs_locals) || calls;
        step_binding       = !is_cons && is_name && !needs_locals && !outer_q;
      end
      StLookupSpine, StLoadSpine: step_binding = 1'b1;
      StLoadCell: begin
        step_binding    = locals_here != '0;
        step_parameters = locals_here != '0;
      end
      StLoadPair: step_local = 1'b1;
      StEvalOperator: begin
        step_symbol_object = is_name;
        step_binding       = action == ActSearch;
      end
      StFunctionCell: begin
        step_binding  = action == ActSearch;
        step_operator = !searches_operator || delivers_local;
      end
      StResumeOperator: begin
        step_expr     = 1'b1;
        step_operands = 1'b1;
        step_operator = 1'b1;
      end
      default: ;
    endcase
  end

  assign load_operator = (token_i && step_operator) || writes_operator;
  assign load_operands = (token_i && step_operands) || writes_operands;
  assign load_binding = (token_i && step_binding) || writes_binding;
  assign load_symbol_object = (token_i && step_symbol_object) || writes_symbol_object;
  assign load_expr = (token_i && step_expr) || edge_i.start || writes_expr;

  always_comb begin
    unique case (state_q)
      StResumeOperator: new_operator = stack_i.result;
      StFunctionCell:   new_operator = straps_i.lisp1 ? field2 : field3;
      StEvalDispatch:   new_operator = is_cons ? field1 : expr_q;
      StLookupPair:     new_operator = field1;
      StGlobalValue:    new_operator = found;
      StEval:           new_operator = expr_q;
      default:          new_operator = operator_q;
    endcase
    if (delivers_local) new_operator = known_local;
  end

  always_comb begin
    unique case (state_q)
      StEvalDispatch: new_binding = outer_q ? Nil : env_q;
      StEvalOperator, StFunctionCell: new_binding = env_q;
      StLookupSpine, StLoadSpine: new_binding = field1;
      default:       new_binding = binding_q;
    endcase
  end

  // The variable is none of the locals: the environment comes first, then the symbol.
  logic  searched_outer;
  word_t symbol_object;

  assign searched_outer = outer_q && sink_q != SinkOperator && state_q == StLookupPair;
  assign symbol_object = (state_q == StEvalDispatch || state_q == StEvalOperator) ? field1
                                                                                 : symbol_object_q;

  // The bus, `state` and `sink`.
  always_comb begin
    state_next = state_q;
    sink_next  = sink_q;
    bus_o      = '0;
    if (token_i) begin
      unique case (state_q)
        StEval: begin
          bus_o.base     = expr_q;
          bus_o.words[3] = new_operator;
          if (action == ActNone) begin
            bus_o.drive = fetch_object();
            state_next  = StEvalDispatch;
          end
        end
        StEvalDispatch: begin
          bus_o.extra = is_cons ? field2 : env_q;
          bus_o.words = {new_operator, field2, calls ? field3 : field1, Nil};
          if (is_cons && sink_q == SinkArgument) begin
            bus_o.drive = command(CmdArgumentForm);
            state_next  = StEvalCombination;
          end
          if (calls) begin
            bus_o.base  = field3;
            bus_o.drive = fetch_object();
            sink_next   = SinkOperator;
            state_next  = StFunctionCell;
          end
          if (specials) begin
            bus_o.value    = expr_q;
            bus_o.words[1] = expr_q;
            bus_o.words[0] = is_address(field3) ? field3 : Nil;
            bus_o.drive    = start_form(is_address(field3) ? 4'(SpecIf) : form_in(field3));
          end
          if (directs) begin
            bus_o.value = field3;
            bus_o.drive = command(CmdEvalArgs);
          end
          if (loads) bus_o.drive = command(CmdLoadLocals);
          if (looks) begin
            bus_o.value = expr_q;
            bus_o.drive = look_at(RoleHead);
            state_next  = StEval;
          end
          if (action == ActStoreLocals) state_next = StEval;
        end
        StLookupSpine: begin
          bus_o.extra  = field1;
          bus_o.base   = header;
          bus_o.offset = word_t'(1);
          bus_o.drive  = fetch_words(3'd2);
          state_next   = StLookupPair;
        end
        StEvalOperator: begin
          if (is_function) begin
            sink_next = SinkReturn;
          end else if (is_name) begin
            sink_next      = SinkOperator;
            bus_o.extra    = env_q;
            bus_o.words[1] = field1;
            bus_o.words[3] = new_operator;
            if (action == ActStoreLocals) state_next = StEvalCombination;
            if (!straps_i.lisp1) begin
              bus_o.base  = field1;
              bus_o.drive = fetch_object();
              state_next  = StFunctionCell;
            end
          end else if (is_cons) begin
            bus_o.value    = operator_q;
            bus_o.words[1] = expr_q;
            bus_o.words[2] = operands_q;
            if (stack_i.room) begin
              bus_o.drive = push_frame(RetOperator, CmdPushEval);
            end else begin
              bus_o.drive = command(CmdMakeRoom);
              state_next  = StEvalCombination;
            end
          end
        end
        StExpandMacro: begin
          bus_o.value    = operator_q;
          bus_o.extra    = operands_q;
          bus_o.words[1] = operator_q;
          bus_o.words[2] = expr_q;
          bus_o.drive    = command(CmdMakeRoom);
          if (stack_i.room) bus_o.drive = push_frame(RetExpand, CmdPushApply);
        end
        StLookupPair, StGlobalValue: bus_o.words[3] = new_operator;
        StFunctionCell: begin
          bus_o.extra    = env_q;
          bus_o.words[3] = new_operator;
          if (action == ActStoreLocals) state_next = StEvalCombination;
          if (is_callable) begin
            bus_o.value    = new_operator;
            bus_o.extra    = operands_q;
            bus_o.words[2] = operands_q;
            bus_o.drive    = command(CmdEvalArgs);
            sink_next      = SinkReturn;
          end
        end
        StLoadCell: begin
          bus_o.extra    = field2;
          bus_o.words[2] = field3;
          bus_o.drive    = command(CmdLoaded);
          if (locals_here != '0) begin
            bus_o.base   = field1;
            bus_o.offset = word_t'(1);
            bus_o.drive  = fetch_words(3'd2);
            state_next   = StLoadPair;
          end
        end
        StLoadPair: begin
          bus_o.words[2] = field1;
          bus_o.drive    = command(CmdLoaded);
          if (loading_q != '0) begin
            bus_o.base   = binding_q;
            bus_o.offset = word_t'(1);
            bus_o.drive  = fetch_words(3'd2);
            state_next   = StLoadSpine;
          end
        end
        StLoadSpine: begin
          bus_o.extra  = field1;
          bus_o.base   = header;
          bus_o.offset = word_t'(1);
          bus_o.drive  = fetch_words(3'd2);
          state_next   = StLoadPair;
        end
        StResumeOperator: begin
          bus_o.words[1] = stack_i.top.operator_word;
          bus_o.words[2] = stack_i.top.arguments;
          bus_o.words[3] = stack_i.result;
        end
        default: ;
      endcase

      unique case (action)
        ActDeliver: begin
          bus_o.value = found;
          if (sink_q == SinkReturn)   bus_o.drive = command(CmdReturn);
          if (sink_q == SinkArgument) bus_o.drive = command(CmdArgumentValue);
          if (sink_q == SinkVariable) bus_o.drive = command(CmdVariableValue);
        end
        ActSearch: begin
          bus_o.base = (new_binding != Nil) ? new_binding : searched_outer ? expr_q : symbol_object;
          if (new_binding == Nil) begin
            bus_o.drive = fetch_object();
            state_next  = searched_outer ? StEvalDispatch : StGlobalValue;
          end else begin
            bus_o.offset = word_t'(1);
            bus_o.drive  = fetch_words(3'd2);
            state_next   = StLookupSpine;
          end
        end
        ActFetchOperator: begin
          bus_o.base  = new_operator;
          bus_o.value = new_operator;
          if (new_operator[0] || new_operator == Nil) begin
            bus_o.drive = raise_fault(TrapNotAFunction);
          end else begin
            bus_o.drive = fetch_object();
            state_next  = StEvalOperator;
          end
        end
        ActSearchLater: state_next = StEval;
        ActNotComputed: bus_o.drive = command(CmdNotComputed);
        ActUnbound: begin
          bus_o.value = name;
          bus_o.drive = raise_fault(TrapUnbound);
        end
        ActNotAFunction: begin
          bus_o.value = operator_q;
          bus_o.drive = raise_fault(TrapNotAFunction);
        end
        ActStoreLocals: bus_o.drive = command(CmdStoreLocals);
        ActInterrupt: begin
          bus_o.value = expr_q;
          bus_o.drive = raise_fault(TrapInterrupt);
        end
        ActDispatch: begin
          sink_next      = SinkReturn;
          bus_o.extra    = operands_q;
          bus_o.words[1] = expr_q;
          bus_o.words[2] = operands_q;
          unique case (header[7:5])
            FunSpecial: begin
              bus_o.value = expr_q;
              bus_o.drive = start_form(form_in(field1));
            end
            FunMacro: state_next = StExpandMacro;
            default: begin
              bus_o.value = operator_q;
              bus_o.drive = command(CmdEvalArgs);
            end
          endcase
        end
        default: ;
      endcase

      // The operator's value is known.
      if (action == ActFetchFunction || delivers_operator) begin
        sink_next   = SinkReturn;
        bus_o.base  = new_operator;
        bus_o.value = new_operator;
        if (new_operator[0] || new_operator == Nil) begin
          bus_o.drive = raise_fault(TrapNotAFunction);
        end else begin
          bus_o.drive = fetch_object();
          state_next  = StEvalFunction;
        end
      end
    end
  end

  // The registers.
  logic       forgets;
  logic [2:0] load_local;

  always_comb begin
    `CC_EVAL_KEEP
    interrupt_d = interrupt_i || (interrupt_q && !(token_i && action == ActInterrupt));
    if (token_i) begin
      state_d = state_next;
      sink_d  = sink_next;
      if (searches_operator) known_d = '0;
      if (state_q == StEvalDispatch && action == ActFetchOperator) begin
        outer_d = note == NoteOuter && in_scope(field3, notes);
        known_d = '0;
        if (is_local && in_scope(field3, notes)) known_d = 2'(note - NoteFirst) + 2'd1;
      end
    end
    if (edge_i.start) begin
      state_d = edge_i.reads ? StEvalDispatch : StEval;
      if (edge_i.reads && edge_i.outer && env_q != Nil) state_d = StLookupSpine;
      if (edge_i.reads && edge_i.global_name) state_d = StGlobalCell;
      sink_d  = edge_i.sink;
      outer_d = edge_i.outer;
      known_d = '0;
    end
    if (edge_i.load) state_d = StLoadCell;
    if (edge_i.again) state_d = StEvalDispatch;
    if (edge_i.combination) begin
      outer_d = 1'b0;
      known_d = '0;
      if (edge_i.reads) state_d = StEvalOperator;
      sink_d = SinkReturn;
    end
    if (edge_i.resume) state_d = StResumeOperator;
    if (load_operator) operator_d = bus_i.words[3];
    if (load_operands) operands_d = bus_i.words[2];
    if (load_binding) binding_d = bus_i.extra;
    if (load_symbol_object) symbol_object_d = bus_i.words[1];
    if (load_expr) expr_d = (token_i && step_expr) ? bus_i.words[1] : bus_i.value;
    if (edge_i.pending) expr_d = pending_i;
    if (edge_i.restore)                  env_d = stack_i.top.environment;
    else if (edge_i.stored)              env_d = bus_i.value;
    else if (edge_i.enter || writes_env) env_d = bus_i.extra;

    // The locals.
    if (token_i && state_q == StLoadCell && locals_here != '0) begin
      locals_d  = locals_here;
      loading_d = locals_here - 2'd1;
    end
    if (token_i && state_q == StLoadPair) begin
      if (loading_q == '0) stale_d = 1'b0;
      else                 loading_d = loading_q - 2'd1;
    end
    if (load_local[0]) local0_d = bus_i.words[2];
    if (load_local[1]) local1_d = bus_i.words[2];
    if (load_local[2]) local2_d = bus_i.words[2];
    if (forgets) begin
      parameters_d = Nil;
      pending_d    = 1'b0;
      stale_d      = edge_i.restore && straps_i.quick == QuickQuick && env_d != Nil;
    end
    if (edge_i.stored) pending_d = 1'b0;
    if (edge_i.scope) begin
      {local0_d, local1_d, local2_d} = {operands_i.x, operands_i.y, operands_i.z};
      locals_d                       = operands_i.held;
      pending_d                      = 1'b1;
    end
    if ((token_i && step_parameters) || edge_i.scope || writes_parameters) begin
      parameters_d = bus_i.words[2];
    end
    if (edge_i.invalidate && epoch_q != LastEpoch) epoch_d = epoch_q + 16'd1;
    if (edge_i.expose) open_d = 1'b1;
  end

  // Without an environment that may have them, there are no locals.
  assign forgets = edge_i.restore || edge_i.enter || edge_i.forget ||
                   (edge_i.invalidate && !pending_q) ||
                   (token_i && state_q == StLoadCell && locals_here == '0);

  always_comb begin
    load_local = {writes_local2, writes_local1, writes_local0};
    if (token_i && step_local) load_local[loading_q] = 1'b1;
  end

  assign notes_o = notes;
  assign interrupt_o = interrupt_q;
  assign env_o = env_q;
  assign operator_o = operator_q;
  // A fault of the operator that comes back is one of its combination.
  logic resumes;

  assign resumes = token_i && state_q == StResumeOperator;
  assign expr_o = resumes ? stack_i.top.operator_word : expr_q;
  assign sink_o = resumes ? SinkOperator : sink_q;

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StLoadSpine);

endmodule
