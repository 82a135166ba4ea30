// eval: looks at an expression, looks up names, decides who goes on with a combination.
//
// Never writes memory. The tables of docs/machine.md, section 7, are the specification; an action
// below has the name that they give it.
module cc_eval
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // Straps.
  input  logic                     lisp1_i,
  // The host interrupts the program.
  input  logic                     interrupt_i,
  input  word_t                    entry_i,
  // The token, and what commands load.
  input  logic                     token_i,
  input  logic                     start_i,        // CmdEval and the like
  input  sink_e                    start_sink_i,
  input  logic                     combination_i,  // CmdPushCombination
  input  logic                     resume_i,
  input  logic                     enter_i,        // the environment becomes `extra`
  input  logic                     restore_i,      // the environment becomes that of the frame
  input  word_t                    value_i,
  input  word_t                    extra_i,
  input  logic [3:1][WordBits-1:0] words_i,
  // What it sees of other units.
  input  words_t                   fetched_i,
  input  word_t                    frame_operator_i,
  input  word_t                    frame_arguments_i,
  input  word_t                    frame_environment_i,
  input  word_t                    result_i,       // the value returned to the frame
  input  logic                     room_i,
  // The root port.
  input  logic [5:0]               root_i,
  input  logic                     root_write_i,
  output word_t                    root_o,
  // The bus.
  output drive_t                   drive_o,
  output word_t                    value_o,
  output word_t                    extra_o,
  output word_t                    base_o,
  output word_t                    offset_o,
  output words_t                   words_o,
  // Registers that others see.
  output word_t                    env_o,
  output word_t                    expr_o,         // as this cycle leaves it
  output sink_e                    sink_o          // the same
);

  typedef enum logic [3:0] {
    ActNone,
    ActDeliver,
    ActSearch,
    ActFetchOperator,
    ActFetchFunction,
    ActUnbound,
    ActNotAFunction,
    ActDispatch,
    ActInterrupt
  } action_e;


  localparam word_t Unbound = word_t'(AddrUnbound);

  eval_state_e state_d, state_q;
  sink_e       sink_d, sink_q;
  logic        interrupt_q;
  word_t       expr_q;
  word_t       env_q;
  word_t       operator_q;
  word_t       operands_q;
  word_t       binding_q;
  word_t       symbol_object_q;

  action_e     action;
  word_t       header, field1, field2, field3;
  word_t       name;
  word_t       found;     // the value of the expression, or of the operator
  logic        is_cons, is_function, is_name;
  logic        delivers_operator;

  assign {field3, field2, field1, header} = fetched_i;
  assign is_cons = type_of(header[7:0]) == TypeCons;
  assign is_function = type_of(header[7:0]) == TypeFunction;
  assign is_name = is_variable(header[7:0]);
  assign name = (sink_q == SinkOperator) ? operator_q : expr_q;

  // The value found, where the state finds one.
  always_comb begin
    unique case (state_q)
      StLookupPair:  found = field1;
      StGlobalValue: found = (field2 != Unbound) ? field2 : field3;
      default:       found = expr_q;
    endcase
  end

  // What the state does.
  always_comb begin
    action = ActNone;
    unique case (state_q)
      StEval: begin
        if (interrupt_q)                     action = ActInterrupt;
        else if (expr_q[0] || expr_q == Nil) action = ActDeliver;
      end
      StEvalDispatch: begin
        if (is_cons) begin
          if (sink_q != SinkArgument) action = ActFetchOperator;
        end else begin
          action = is_name ? ActSearch : ActDeliver;
        end
      end
      StLookupPair: begin
        if (header != name)         action = ActSearch;
        else if (field1 == Unbound) action = ActUnbound;
        else                        action = ActDeliver;
      end
      StGlobalValue: begin
        if (field2 != Unbound || (!lisp1_i && field3 != Nil)) action = ActDeliver;
        else                                                action = ActUnbound;
      end
      StEvalCombination: action = ActFetchOperator;
      StEvalOperator: begin
        if (is_function)   action = ActDispatch;
        else if (is_name)  action = lisp1_i ? ActSearch : ActNone;
        else if (!is_cons) action = ActNotAFunction;
      end
      StFunctionCell:   action = (field3 == Nil) ? ActSearch : ActFetchFunction;
      StEvalFunction:   action = is_function ? ActDispatch : ActNotAFunction;
      StResumeOperator: action = ActFetchFunction;
      default: ;
    endcase
  end

  assign delivers_operator = action == ActDeliver && sink_q == SinkOperator;

  // What the registers load, over the bus: `symbol_object`, `operands` and `operator` its words 1
  // to 3, `binding` its extra word, and `expr` its value, or word 1 from a frame.
  logic  step_operator, step_operands, step_binding, step_symbol_object, step_expr;
  logic  load_operator, load_operands, load_binding, load_symbol_object, load_expr;
  word_t new_operator, new_binding;  // as this cycle leaves them

  always_comb begin
    step_operator      = delivers_operator;
    step_operands      = 1'b0;
    step_binding       = 1'b0;
    step_symbol_object = 1'b0;
    step_expr          = 1'b0;
    unique case (state_q)
      StEvalDispatch: begin
        if (is_cons) begin
          step_operator = 1'b1;
          step_operands = 1'b1;
        end
        step_symbol_object = !is_cons && is_name;
        step_binding       = !is_cons && is_name;
      end
      StLookupSpine: step_binding = 1'b1;
      StEvalOperator: begin
        step_symbol_object = is_name;
        step_binding       = is_name && lisp1_i;
      end
      StFunctionCell: begin
        step_binding  = field3 == Nil;
        step_operator = field3 != Nil;
      end
      StResumeOperator: begin
        step_expr     = 1'b1;
        step_operands = 1'b1;
        step_operator = 1'b1;
      end
      default: ;
    endcase
  end

  assign load_operator = (token_i && step_operator) ||
                         (root_write_i && root_i == RootEvalOperator);
  assign load_operands = (token_i && step_operands) ||
                         (root_write_i && root_i == RootEvalOperands);
  assign load_binding = (token_i && step_binding) || (root_write_i && root_i == RootEvalBinding);
  assign load_symbol_object = (token_i && step_symbol_object) ||
                              (root_write_i && root_i == RootEvalSymbolObject);
  assign load_expr = (token_i && step_expr) || start_i || (root_write_i && root_i == RootEvalExpr);

  always_comb begin
    unique case (state_q)
      StResumeOperator: new_operator = result_i;
      StFunctionCell:   new_operator = field3;
      StEvalDispatch:   new_operator = is_cons ? field1 : expr_q;
      StLookupPair:     new_operator = field1;
      StGlobalValue:    new_operator = found;
      StEval:           new_operator = expr_q;
      default:          new_operator = operator_q;
    endcase
  end

  always_comb begin
    unique case (state_q)
      StEvalDispatch, StEvalOperator, StFunctionCell: new_binding = env_q;
      StLookupSpine: new_binding = field1;
      default:       new_binding = binding_q;
    endcase
  end

  word_t symbol_object;

  assign symbol_object = (state_q == StEvalDispatch || state_q == StEvalOperator) ? field1
                                                                                 : symbol_object_q;

  // The bus, `state` and `sink`.
  always_comb begin
    state_d  = state_q;
    sink_d   = sink_q;
    drive_o  = '0;
    value_o  = '0;
    extra_o  = '0;
    base_o   = '0;
    offset_o = '0;
    words_o  = '0;
    if (token_i) begin
      unique case (state_q)
        StEval: begin
          base_o     = expr_q;
          words_o[3] = new_operator;
          if (action == ActNone) begin
            drive_o = fetch_object();
            state_d = StEvalDispatch;
          end
        end
        StEvalDispatch: begin
          extra_o = env_q;
          words_o = {new_operator, field2, field1, Nil};
          if (is_cons && sink_q == SinkArgument) begin
            drive_o = command(CmdArgumentForm);
            state_d = StEvalCombination;
          end
        end
        StLookupSpine: begin
          extra_o  = field1;
          base_o   = header;
          offset_o = word_t'(1);
          drive_o  = fetch_words(3'd2);
          state_d  = StLookupPair;
        end
        StEvalOperator: begin
          if (is_function) begin
            sink_d = SinkReturn;
          end else if (is_name) begin
            sink_d     = SinkOperator;
            extra_o    = env_q;
            words_o[1] = field1;
            if (!lisp1_i) begin
              base_o  = field1;
              drive_o = fetch_object();
              state_d = StFunctionCell;
            end
          end else if (is_cons) begin
            value_o    = operator_q;
            words_o[1] = expr_q;
            words_o[2] = operands_q;
            if (room_i) begin
              drive_o = push_frame(RetOperator, CmdPushEval);
            end else begin
              drive_o = command(CmdMakeRoom);
              state_d = StEvalCombination;
            end
          end
        end
        StExpandMacro: begin
          value_o    = operator_q;
          extra_o    = operands_q;
          words_o[1] = operator_q;
          words_o[2] = expr_q;
          drive_o    = room_i ? push_frame(RetExpand, CmdPushApply) : command(CmdMakeRoom);
        end
        StLookupPair, StGlobalValue: words_o[3] = new_operator;
        StFunctionCell: begin
          extra_o    = env_q;
          words_o[3] = new_operator;
        end
        StResumeOperator: words_o = {result_i, frame_arguments_i, frame_operator_i, Nil};
        default: ;
      endcase

      unique case (action)
        ActDeliver: begin
          value_o = found;
          if (sink_q == SinkReturn)   drive_o = command(CmdReturn);
          if (sink_q == SinkArgument) drive_o = command(CmdArgumentValue);
        end
        ActSearch: begin
          base_o  = (new_binding == Nil) ? symbol_object : new_binding;
          if (new_binding == Nil) begin
            drive_o = fetch_object();
            state_d = StGlobalValue;
          end else begin
            offset_o = word_t'(1);
            drive_o  = fetch_words(3'd2);
            state_d  = StLookupSpine;
          end
        end
        ActFetchOperator: begin
          base_o  = new_operator;
          value_o = new_operator;
          if (new_operator[0] || new_operator == Nil) begin
            drive_o = raise_fault(TrapNotAFunction);
          end else begin
            drive_o = fetch_object();
            state_d = StEvalOperator;
          end
        end
        ActUnbound: begin
          value_o = name;
          drive_o = raise_fault(TrapUnbound);
        end
        ActNotAFunction: begin
          value_o = operator_q;
          drive_o = raise_fault(TrapNotAFunction);
        end
        ActInterrupt: begin
          value_o = expr_q;
          drive_o = raise_fault(TrapInterrupt);
        end
        ActDispatch: begin
          sink_d     = SinkReturn;
          extra_o    = operands_q;
          words_o[1] = expr_q;
          words_o[2] = operands_q;
          unique case (header[7:5])
            FunSpecial: begin
              value_o = expr_q;
              drive_o = command(CmdSpecial);
            end
            FunMacro: state_d = StExpandMacro;
            default: begin
              value_o = operator_q;
              drive_o = command(CmdEvalArgs);
            end
          endcase
        end
        default: ;
      endcase

      // The operator's value is known.
      if (action == ActFetchFunction || delivers_operator) begin
        sink_d  = SinkReturn;
        base_o  = new_operator;
        value_o = new_operator;
        if (new_operator[0] || new_operator == Nil) begin
          drive_o = raise_fault(TrapNotAFunction);
        end else begin
          drive_o = fetch_object();
          state_d = StEvalFunction;
        end
      end
    end
  end

  always_comb begin
    unique case (root_i)
      RootEvalExpr:         root_o = expr_q;
      RootEvalEnv:          root_o = env_q;
      RootEvalOperator:     root_o = operator_q;
      RootEvalOperands:     root_o = operands_q;
      RootEvalBinding:      root_o = binding_q;
      RootEvalSymbolObject: root_o = symbol_object_q;
      default:              root_o = '0;
    endcase
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q         <= StEval;
      sink_q          <= SinkReturn;
      interrupt_q     <= 1'b0;
      expr_q          <= entry_i;
      env_q           <= '0;
      operator_q      <= '0;
      operands_q      <= '0;
      binding_q       <= '0;
      symbol_object_q <= '0;
    end else begin
      interrupt_q <= interrupt_i || (interrupt_q && !(token_i && state_q == StEval));
      if (token_i) begin
        state_q         <= state_d;
        sink_q          <= sink_d;
      end
      if (start_i) begin
        state_q <= StEval;
        sink_q  <= start_sink_i;
      end
      if (combination_i) sink_q <= SinkReturn;
      if (resume_i) state_q <= StResumeOperator;
      if (load_operator) operator_q <= words_i[3];
      if (load_operands) operands_q <= words_i[2];
      if (load_binding) binding_q <= extra_i;
      if (load_symbol_object) symbol_object_q <= words_i[1];
      if (load_expr) expr_q <= (token_i && step_expr) ? words_i[1] : value_i;
      if (restore_i)                                       env_q <= frame_environment_i;
      else if (enter_i || (root_write_i && root_i == RootEvalEnv)) env_q <= extra_i;
    end
  end

  assign env_o = env_q;
  // A fault of the operator that comes back is one of its combination.
  logic resumes;

  assign resumes = token_i && state_q == StResumeOperator;
  assign expr_o = resumes ? frame_operator_i : expr_q;
  assign sink_o = resumes ? SinkOperator : sink_q;

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StResumeOperator);

endmodule
