// apply: applies a FUNCTION to its operands.
//
// Arithmetic and control primitives run here, the others in `primitive`, which reads the operand
// registers. A lambda, closure or macro binds its parameters, a pair and a cell each, and eval goes
// on with its body. Operands come in `x`, `y`, `z`, and if there are more in `list`.
module cc_apply
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
#(
  parameter int WordBits = 16
) (
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // The token, and what commands load.
  input  logic                     token_i,
  input  logic                     step_i,         // it is not stalled
  input  logic                     start_i,        // function and operands
  input  logic                     start_args_i,   // of it: those of eval_args,
  input  logic                     start_trap_i,   // of it: cause and culprit of trap; else `extra`
  input  logic [WordBits-1:0]      value_i,
  input  logic [WordBits-1:0]      extra_i,
  // What it sees of other units.
  input  logic [3:0][WordBits-1:0] fetched_i,
  input  logic [WordBits-1:0]      args_x_i,
  input  logic [WordBits-1:0]      args_y_i,
  input  logic [WordBits-1:0]      args_z_i,
  input  logic [WordBits-1:0]      args_list_i,
  input  logic [1:0]               args_held_i,
  input  trap_e                    cause_i,
  input  logic [WordBits-1:0]      culprit_i,
  input  logic [WordBits-1:0]      vector_i,
  input  logic [WordBits-1:0]      clink_i,
  input  logic                     room_i,
  input  logic [WordBits-1:0]      new_i,          // the address of an allocation
  // The alu.
  input  logic [WordBits-1:0]      result_i,
  input  logic                     overflow_i,
  input  logic                     holds_i,
  input  logic                     a_zero_i,
  input  logic                     b_zero_i,
  input  logic [WordBits-1:0]      divided_i,
  input  logic                     divided_overflow_i,
  output logic                     second_o,
  output logic [7:0]               primitive_o,    // as this cycle leaves it
  // The root port.
  input  logic [5:0]               root_i,
  input  logic                     root_write_i,
  output logic [WordBits-1:0]      root_o,
  // The bus.
  output drive_t                   drive_o,
  output logic [WordBits-1:0]      value_o,
  output logic [WordBits-1:0]      extra_o,
  output logic [WordBits-1:0]      base_o,
  output logic [WordBits-1:0]      offset_o,
  output logic [3:0][WordBits-1:0] words_o,
  // The operands.
  output logic [WordBits-1:0]      x_o,
  output logic [WordBits-1:0]      y_o,
  output logic [WordBits-1:0]      z_o
);

  typedef enum logic [3:0] {
    ActNone,
    ActLoad,         // fetch the next cell of the operand list, for LoadOperand,
    ActBindLoad,     //   or for BindLoad
    ActArithmetic,   // one step of a fold, comparison or division
    ActControl,      // a control primitive
    ActBind,         // bind the next parameter, or enter the body
    ActWrongArity,
    ActWrongOperand  // the cell of the operand list is none
  } action_e;

  typedef enum logic [2:0] {
    StepComplete,    // fewer than two operands
    StepLoadFirst,   // the first is an object: is it a NUMBER?
    StepLoadSecond,
    StepDivide,
    StepAnswer,      // the result, or a fault
    StepNext         // more operands to go
  } arithmetic_e;

  typedef logic [WordBits-1:0] word_t;

  localparam word_t Nil = '0;

  apply_state_e state_d, state_q;
  word_t        function_d, function_q;
  word_t        x_d, x_q, y_d, y_q, z_d, z_q, list_d, list_q;
  logic [1:0]   held_d, held_q;
  logic [7:0]   primitive_d, primitive_q;
  word_t        body_d, body_q;
  word_t        parameters_d, parameters_q;
  word_t        environment_d, environment_q;
  word_t        symbol_d, symbol_q;
  word_t        pair_d, pair_q;
  logic         bound_d, bound_q;
  logic         first_loaded_d, first_loaded_q;
  logic         second_loaded_d, second_loaded_q;

  word_t        header, field1, field2, field3;
  type_e        kind;
  logic         is_cons, has_list;

  assign {field3, field2, field1, header} = fetched_i;
  assign kind = type_of(header[7:0]);
  assign is_cons = kind == TypeCons;
  assign has_list = list_q != Nil;

  // ApplyDispatch: what the function is.
  logic   is_primitive, is_body, is_continuation;
  logic   known, fits;     // the primitive exists; it takes this number of operands
  class_e primitive_kind;

  assign is_primitive = kind == TypeFunction && header[7:5] == FunPrimitive;
  assign is_continuation = kind == TypeFunction && header[7:5] == FunContinuation;
  assign is_body = kind == TypeFunction &&
                   (header[7:5] == FunLambda || header[7:5] == FunClosure ||
                    header[7:5] == FunMacro);
  assign known = field1[WordBits-1:1] < (WordBits - 1)'(NumPrimitives);
  assign fits = held_q >= primitive_min(field1[8:1]) &&
                (!primitive_has_max(field1[8:1]) ||
                 (!has_list && held_q <= primitive_max(field1[8:1])));
  assign primitive_kind = primitive_class(primitive_o);

  // The number of the primitive that the alu computes.
  assign primitive_o = (state_q == StApplyDispatch) ? field1[8:1] : primitive_q;

  // What the state does.
  action_e action;

  always_comb begin
    action = ActNone;
    unique case (state_q)
      StApplyDispatch: begin
        if (is_primitive) begin
          if (held_q != 2'd3 && has_list) action = ActLoad;
          else if (!known)                action = ActNone;
          else if (!fits)                 action = ActWrongArity;
          else begin
            unique case (primitive_kind)
              ClassData:    action = ActNone;
              ClassControl: action = ActControl;
              default:      action = ActArithmetic;
            endcase
          end
        end else if (is_continuation) begin
          if (held_q == 2'd0 && has_list)       action = ActLoad;
          else if (held_q != 2'd1 || has_list)  action = ActWrongArity;
        end else if (is_body) begin
          action = ActBind;
        end
      end
      StLoadOperand: begin
        if (!is_cons)                                  action = ActWrongOperand;
        else if (held_q != 2'd2 && field2 != Nil)      action = ActLoad;
      end
      StRefill:     if (!is_cons) action = ActWrongOperand;
      StBindLoad:   if (!is_cons) action = ActWrongOperand;
      StArithmetic: action = ActArithmetic;
      StBindDispatch: begin
        if (is_cons && held_q == 2'd0) action = has_list ? ActBindLoad : ActWrongArity;
      end
      StBindSpine: if (parameters_q[0] || parameters_q == Nil) action = ActBind;
      StBindNext:  action = ActBind;
      default: ;
    endcase
  end

  // Arithmetic on the first two operands.
  arithmetic_e step;
  logic        last;
  logic        ready_x, ready_y;

  assign last = held_q == 2'd2 && !has_list;
  assign ready_x = x_q[0] || (state_q == StArithmetic && first_loaded_q);
  assign ready_y = y_q[0] || (state_q == StArithmetic && second_loaded_q);

  always_comb begin
    if (held_q < 2'd2)                                       step = StepComplete;
    else if (!ready_x)                                       step = StepLoadFirst;
    else if (!ready_y)                                       step = StepLoadSecond;
    else if (primitive_kind == ClassDivide)                  step = StepDivide;
    else if (primitive_kind == ClassCompare && !holds_i)     step = StepAnswer;
    else if (primitive_kind == ClassFold && overflow_i)      step = StepAnswer;
    else if (last)                                           step = StepAnswer;
    else                                                     step = StepNext;
  end

  // The operands have moved up by one, and there is room for another one.
  logic refills;

  assign refills = action == ActArithmetic && step == StepNext && held_q == 2'd2;

  // The identity of a fold.
  word_t identity;

  always_comb begin
    unique case (primitive_o)
      PrimMultiply: identity = word_t'(3);
      PrimAnd:      identity = '1;
      default:      identity = word_t'(1);
    endcase
  end

  // The operand registers. `takes` puts `taken` behind the operands in the registers.
  logic  takes, shifts;
  word_t taken, last_operand;

  assign takes = ((state_q == StLoadOperand || state_q == StRefill || state_q == StBindLoad) &&
                  is_cons) ||
                 (action == ActArithmetic && step == StepComplete && held_q != 2'd0 &&
                  primitive_o != PrimSubtract);
  assign shifts = state_q == StBindPair ||
                  (action == ActArithmetic && step == StepNext) ||
                  (action == ActControl && primitive_o == PrimFuncall);

  always_comb begin
    if (action != ActArithmetic)              taken = field1;
    else if (primitive_kind == ClassCompare)  taken = x_q;
    else                                      taken = identity;
    unique case (held_q)
      2'd1:    last_operand = x_q;
      2'd2:    last_operand = y_q;
      default: last_operand = z_q;
    endcase
  end

  always_comb begin
    x_d    = x_q;
    y_d    = y_q;
    z_d    = z_q;
    held_d = held_q;
    list_d = list_q;
    if (takes) begin
      unique case (held_q)
        2'd0:    x_d = taken;
        2'd1:    y_d = taken;
        default: z_d = taken;
      endcase
      held_d = held_q + 2'd1;
      if (action != ActArithmetic) list_d = field2;
    end
    if (shifts) begin
      x_d    = y_q;
      y_d    = z_q;
      held_d = held_q - 2'd1;
      if (action == ActArithmetic && primitive_kind == ClassFold) x_d = result_i;
    end
    // One operand of a subtraction is subtracted from 0.
    if (action == ActArithmetic && step == StepComplete && held_q == 2'd1 &&
        primitive_o == PrimSubtract) begin
      x_d    = identity;
      y_d    = x_q;
      z_d    = y_q;
      held_d = 2'd2;
    end
    if (action == ActControl && primitive_o == PrimApply) begin
      x_d    = (held_q == 2'd2) ? Nil : y_q;
      y_d    = Nil;
      z_d    = Nil;
      held_d = (held_q == 2'd2) ? 2'd0 : 2'd1;
      list_d = (held_q == 2'd2) ? y_q : z_q;
    end
    // The rest parameter's list, and a continuation, become the only operand.
    if ((state_q == StBindDispatch && !is_cons && kind == TypeSymbol && held_q == 2'd0) ||
        (state_q == StBindRest && held_q == 2'd1) || (state_q == StCapture && room_i)) begin
      x_d    = (state_q == StBindDispatch) ? list_q : new_i;
      y_d    = Nil;
      z_d    = Nil;
      held_d = 2'd1;
      list_d = Nil;
    end else if (state_q == StBindRest) begin
      list_d = new_i;
      held_d = held_q - 2'd1;
    end
  end

  // The other registers, but for `state`.
  always_comb begin
    function_d      = function_q;
    primitive_d     = primitive_q;
    body_d          = body_q;
    parameters_d    = parameters_q;
    environment_d   = environment_q;
    symbol_d        = symbol_q;
    pair_d          = pair_q;
    bound_d         = bound_q;
    first_loaded_d  = first_loaded_q;
    second_loaded_d = second_loaded_q;
    unique case (state_q)
      StApplyDispatch: begin
        first_loaded_d  = 1'b0;
        second_loaded_d = 1'b0;
        if (is_body) begin
          body_d        = field1;
          parameters_d  = field2;
          environment_d = field3;
          bound_d       = 1'b0;
        end
        if (is_primitive && known && fits && (held_q == 2'd3 || !has_list)) begin
          primitive_d = field1[8:1];
        end
      end
      StLoadFirst:  if (kind == TypeNumber) first_loaded_d = 1'b1;
      StLoadSecond: if (kind == TypeNumber) second_loaded_d = 1'b1;
      StBindDispatch: begin
        if (is_cons) begin
          symbol_d     = field1;
          parameters_d = field2;
        end else if (kind == TypeSymbol) begin
          symbol_d     = parameters_q;
          parameters_d = Nil;
        end
      end
      StBindPair: pair_d = new_i;
      StBindSpine: begin
        environment_d = new_i;
        bound_d       = 1'b1;
      end
      StBindRib: environment_d = new_i;
      StCapture: if (room_i) function_d = x_q;
      default: ;
    endcase
    if (action == ActArithmetic) begin
      if (step == StepNext) begin
        first_loaded_d  = 1'b0;
        second_loaded_d = 1'b0;
      end
      if (step == StepComplete && held_q != 2'd0 && primitive_kind == ClassCompare) begin
        primitive_d = PrimEqual;
      end
    end
    if (action == ActControl && (primitive_o == PrimFuncall || primitive_o == PrimApply)) begin
      function_d = x_q;
    end
  end

  // The bus and `state`. A cell to be fetched from the operand list must be one.
  always_comb begin
    state_d  = state_q;
    drive_o  = '0;
    value_o  = '0;
    extra_o  = '0;
    base_o   = '0;
    offset_o = '0;
    words_o  = '0;
    if (token_i) begin
      unique case (state_q)
        StApply: begin
          base_o  = function_q;
          value_o = function_q;
          if (function_q[0] || function_q == Nil) begin
            drive_o = raise_fault(TrapNotAFunction);
          end else begin
            drive_o = fetch_object();
            state_d = StApplyDispatch;
          end
        end
        StApplyDispatch: begin
          value_o = function_q;
          if (is_primitive) begin
            if (!known)                             drive_o = raise_fault(TrapBadOpcode);
            else if (primitive_kind == ClassData)   drive_o = command(CmdPrimitive);
          end else if (is_continuation) begin
            value_o = x_q;
            drive_o = command(CmdContinue);
          end else if (!is_body) begin
            drive_o = raise_fault(TrapNotAFunction);
          end
        end
        StLoadOperand: if (is_cons && action == ActNone) state_d = StApply;
        StLoadFirst: begin
          value_o = x_q;
          state_d = (kind == TypeNumber) ? StArithmetic : StLoadFirst;
          drive_o = (kind == TypeNumber) ? command(CmdLoadNumber) : raise_fault(TrapWrongType);
        end
        StLoadSecond: begin
          value_o = y_q;
          state_d = (kind == TypeNumber) ? StArithmetic : StLoadSecond;
          drive_o = (kind == TypeNumber) ? command(CmdLoadNumber) : raise_fault(TrapWrongType);
        end
        StRefill: if (is_cons) state_d = StArithmetic;
        StDivideResult: begin
          value_o = divided_overflow_i ? x_q : divided_i;
          drive_o = divided_overflow_i ? raise_fault(TrapOverflow) : command(CmdReturn);
        end
        StBindDispatch: begin
          value_o = parameters_q;
          if (is_cons) begin
            if (held_q != 2'd0) state_d = StBindPair;
          end else if (kind == TypeSymbol) begin
            state_d = (held_q != 2'd0) ? StBindRest : StBindPair;
          end else begin
            drive_o = raise_fault(TrapBadSyntax);
          end
        end
        StBindLoad: if (is_cons) state_d = StBindPair;
        StBindRest: begin
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = last_operand;
          words_o[2] = list_q;
          drive_o    = allocate_words(3'd3, CmdStay);
          if (held_q == 2'd1) state_d = StBindPair;
        end
        StBindPair: begin
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = symbol_q;
          words_o[2] = x_q;
          drive_o    = allocate_words(3'd3, CmdStay);
          state_d    = StBindSpine;
        end
        StBindSpine: begin
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = pair_q;
          words_o[2] = environment_q;
          drive_o    = allocate_words(3'd3, CmdStay);
          if (action == ActNone) state_d = StBindNext;
        end
        StBindRib: begin
          value_o    = body_q;
          extra_o    = new_i;
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = word_t'(AddrRib);
          words_o[2] = environment_q;
          drive_o    = allocate_words(3'd3, CmdEnter);
        end
        StCapture: begin
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderFunctionContinuation);
          words_o[1] = clink_i;
          if (room_i) begin
            drive_o = allocate_words(3'd4, CmdStay);
            state_d = StApply;
          end else begin
            drive_o = command(CmdMakeRoom);
          end
        end
        default: ;
      endcase

      unique case (action)
        ActArithmetic: begin
          state_d = StArithmetic;
          value_o = x_q;
          unique case (step)
            StepComplete: begin
              if (held_q == 2'd0) begin
                value_o = identity;
                drive_o = command(CmdReturn);
              end
            end
            StepLoadFirst: begin
              base_o = x_q;
              if (x_q == Nil) begin
                drive_o = raise_fault(TrapWrongType);
              end else begin
                drive_o = fetch_object();
                state_d = StLoadFirst;
              end
            end
            StepLoadSecond: begin
              base_o  = y_q;
              value_o = y_q;
              if (y_q == Nil) begin
                drive_o = raise_fault(TrapWrongType);
              end else begin
                drive_o = fetch_object();
                state_d = StLoadSecond;
              end
            end
            StepDivide: begin
              if (b_zero_i) begin
                drive_o = raise_fault(TrapDivideByZero);
              end else begin
                drive_o = command(CmdDivide);
                state_d = StDivideResult;
              end
            end
            StepAnswer: begin
              drive_o = command(CmdReturn);
              if (primitive_kind == ClassCompare) begin
                value_o = holds_i ? word_t'(AddrTrue) : word_t'(AddrFalse);
              end else if (overflow_i) begin
                value_o = a_zero_i ? y_q : x_q;
                drive_o = raise_fault(TrapOverflow);
              end else begin
                value_o = result_i;
              end
            end
            default: ;
          endcase
        end
        ActControl: begin
          value_o = x_q;
          unique case (primitive_o)
            PrimFuncall, PrimApply: state_d = StApply;
            PrimEval:               drive_o = command(CmdEnter);
            PrimCallCc:             state_d = StCapture;
            PrimThrow:              drive_o = command(CmdThrow);
            PrimSetTrapHandler: begin
              value_o = vector_i;
              extra_o = x_q;
              drive_o = command(CmdSetVector);
            end
            default: begin
              if (held_q == 2'd0) value_o = Nil;
              drive_o      = command(CmdHalt);
              drive_o.code = 4'(HaltExit);
            end
          endcase
        end
        ActBind: begin
          base_o  = parameters_d;
          value_o = parameters_d;
          if (parameters_d != Nil && parameters_d[0]) begin
            drive_o.command = CmdTrap;
            drive_o.code    = TrapBadSyntax;
          end else if (parameters_d != Nil) begin
            drive_o = fetch_object();
            state_d = StBindDispatch;
          end else if (held_q != 2'd0 || has_list) begin
            value_o         = function_q;
            drive_o.command = CmdTrap;
            drive_o.code    = TrapWrongArity;
          end else if (bound_d) begin
            value_o         = body_q;
            extra_o         = environment_d;
            drive_o.command = CmdEnter;
          end else begin
            state_d = StBindRib;
          end
        end
        ActWrongArity: begin
          value_o = function_q;
          drive_o = raise_fault(TrapWrongArity);
        end
        ActWrongOperand: begin
          value_o = list_q;
          drive_o = raise_fault(TrapWrongType);
        end
        default: ;
      endcase

      if (action == ActLoad || action == ActBindLoad || refills) begin
        base_o  = list_d;
        value_o = list_d;
        if (list_d[0]) begin
          drive_o = raise_fault(TrapWrongType);
        end else begin
          drive_o = fetch_object();
          unique case (action)
            ActLoad:     state_d = StLoadOperand;
            ActBindLoad: state_d = StBindLoad;
            default:     state_d = StRefill;
          endcase
        end
      end
    end
  end

  always_comb begin
    unique case (root_i)
      RootApplyFunction:    root_o = function_q;
      RootApplyX:           root_o = x_q;
      RootApplyY:           root_o = y_q;
      RootApplyZ:           root_o = z_q;
      RootApplyList:        root_o = list_q;
      RootApplyBody:        root_o = body_q;
      RootApplyParameters:  root_o = parameters_q;
      RootApplyEnvironment: root_o = environment_q;
      RootApplySymbol:      root_o = symbol_q;
      RootApplyPair:        root_o = pair_q;
      default:              root_o = '0;
    endcase
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q         <= StApply;
      function_q      <= '0;
      x_q             <= '0;
      y_q             <= '0;
      z_q             <= '0;
      held_q          <= '0;
      list_q          <= '0;
      primitive_q     <= '0;
      body_q          <= '0;
      parameters_q    <= '0;
      environment_q   <= '0;
      symbol_q        <= '0;
      pair_q          <= '0;
      bound_q         <= 1'b0;
      first_loaded_q  <= 1'b0;
      second_loaded_q <= 1'b0;
    end else begin
      if (step_i) begin
        state_q         <= state_d;
        function_q      <= function_d;
        x_q             <= x_d;
        y_q             <= y_d;
        z_q             <= z_d;
        held_q          <= held_d;
        list_q          <= list_d;
        primitive_q     <= primitive_d;
        body_q          <= body_d;
        parameters_q    <= parameters_d;
        environment_q   <= environment_d;
        symbol_q        <= symbol_d;
        pair_q          <= pair_d;
        bound_q         <= bound_d;
        first_loaded_q  <= first_loaded_d;
        second_loaded_q <= second_loaded_d;
      end
      if (start_i) begin
        state_q    <= StApply;
        function_q <= value_i;
        x_q        <= Nil;
        y_q        <= Nil;
        z_q        <= Nil;
        held_q     <= '0;
        list_q     <= extra_i;
        if (start_args_i) begin
          x_q    <= args_x_i;
          y_q    <= args_y_i;
          z_q    <= args_z_i;
          held_q <= args_held_i;
          list_q <= args_list_i;
        end else if (start_trap_i) begin
          x_q    <= word_t'({cause_i, 1'b1});
          y_q    <= culprit_i;
          held_q <= 2'd2;
          list_q <= Nil;
        end
      end
      if (root_write_i) begin
        unique case (root_i)
          RootApplyFunction:    function_q <= value_i;
          RootApplyX:           x_q <= value_i;
          RootApplyY:           y_q <= value_i;
          RootApplyZ:           z_q <= value_i;
          RootApplyList:        list_q <= value_i;
          RootApplyBody:        body_q <= value_i;
          RootApplyParameters:  parameters_q <= value_i;
          RootApplyEnvironment: environment_q <= value_i;
          RootApplySymbol:      symbol_q <= value_i;
          RootApplyPair:        pair_q <= value_i;
          default: ;
        endcase
      end
    end
  end

  assign second_o = state_q == StLoadSecond;
  assign x_o = x_q;
  assign y_o = y_q;
  assign z_o = z_q;

endmodule
