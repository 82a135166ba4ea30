// apply: applies a FUNCTION to its operands.
//
// Arithmetic and control primitives run here, the others in `primitive`, which reads the operand
// registers. A lambda, closure or macro binds its parameters, a pair and a cell each, and eval goes
// on with its body. Operands come in `x`, `y`, `z`, and if there are more in `list`.
module cc_apply
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // The token, and what commands load.
  input  logic                     token_i,
  input  logic                     step_i,         // it is not stalled
  input  logic                     start_i,        // function and operands
  input  logic                     start_args_i,   // of it: those of eval_args,
  input  logic                     start_trap_i,   // of it: cause and culprit of trap; else `extra`
  input  word_t                    value_i,
  input  word_t                    extra_i,
  input  logic [2:1][WordBits-1:0] words_i,
  // What it sees of other units.
  input  words_t                   fetched_i,
  input  word_t                    args_x_i,
  input  word_t                    args_y_i,
  input  word_t                    args_z_i,
  input  logic [1:0]               args_held_i,
  input  trap_e                    cause_i,
  input  word_t                    culprit_i,
  input  word_t                    vector_i,
  input  word_t                    clink_i,
  input  logic                     room_i,
  input  word_t                    new_i,          // the address of an allocation
  // The alu.
  input  word_t                    result_i,
  input  logic                     overflow_i,
  input  logic                     holds_i,
  input  logic                     a_zero_i,
  input  logic                     b_zero_i,
  input  word_t                    divided_i,
  input  logic                     divided_overflow_i,
  output logic                     second_o,
  output logic [7:0]               primitive_o,    // as this cycle leaves it
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
  // The operands.
  output word_t                    x_o,
  output word_t                    y_o,
  output word_t                    z_o,
  output logic [1:0]               held_o
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


  apply_state_e state_d, state_q;
  word_t        function_q;
  word_t        x_d, x_q, y_d, y_q, z_d, z_q, list_q;
  logic [1:0]   held_d, held_q;
  logic [7:0]   primitive_d, primitive_q;
  word_t        body_q;
  word_t        parameters_q;
  word_t        environment_q;
  word_t        symbol_q;
  word_t        pair_q;
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

  assign taken = (action != ActArithmetic)         ? field1 :
                 (primitive_kind == ClassCompare) ? x_q : identity;
  assign last_operand = held_q[1] ? (held_q[0] ? z_q : y_q) : x_q;

  // One operand of a subtraction is subtracted from 0.
  logic negates, spreads, starts_args, starts_trap;
  logic becomes_rest, becomes_list, folds;

  assign negates = action == ActArithmetic && step == StepComplete && held_q == 2'd1 &&
                   primitive_o == PrimSubtract;
  assign spreads = action == ActControl && primitive_o == PrimApply;
  // The rest parameter's list, and a continuation, become the only operand.
  assign becomes_list = state_q == StBindDispatch && !is_cons && kind == TypeSymbol &&
                        held_q == 2'd0;
  assign becomes_rest = (state_q == StBindRest && held_q == 2'd1) ||
                        (state_q == StCapture && room_i);
  assign folds = shifts && action == ActArithmetic && primitive_kind == ClassFold;
  assign starts_args = start_i && start_args_i;
  assign starts_trap = start_i && !start_args_i && start_trap_i;

  // What the operand registers load, if anything: the OR of what is selected. The list comes over
  // the bus, as `extra`.
  logic [2:0] load_operand;  // z, y, x
  logic [2:0] root_operand, take_operand;
  logic       step_x, step_y, step_z, load_list;

  assign root_operand = {3{root_write_i}} & {root_i == RootApplyZ, root_i == RootApplyY,
                                             root_i == RootApplyX};
  assign take_operand = {3{step_i && takes}} & {held_q[1], held_q == 2'd1, held_q == 2'd0};
  assign step_x = shifts || negates || spreads || becomes_list || becomes_rest;
  assign step_y = step_x;
  assign step_z = negates || spreads || becomes_list || becomes_rest;
  assign load_operand = {3{start_i}} | root_operand | take_operand |
                        ({3{step_i}} & {step_z, step_y, step_x});
  assign load_list = start_i || (root_write_i && root_i == RootApplyList) ||
                     (step_i && ((takes && action != ActArithmetic) || spreads || becomes_list ||
                                 becomes_rest || state_q == StBindRest));

  function automatic word_t only(logic selected, word_t word);
    return word & {WordBits{selected}};
  endfunction

  logic from_x, from_y_to_x, from_z_to_y;

  assign from_x = step_i && negates;
  assign from_y_to_x = step_i && ((shifts && !folds) || (spreads && held_q != 2'd2));
  assign from_z_to_y = step_i && shifts;

  assign x_d = only(starts_args, args_x_i) | only(root_operand[0], value_i) |
               only(starts_trap, word_t'({cause_i, 1'b1})) | only(take_operand[0], taken) |
               only(from_y_to_x, y_q) | only(step_i && folds, result_i) |
               only(from_x, identity) | only(step_i && becomes_list, list_q) |
               only(step_i && becomes_rest, new_i);
  assign y_d = only(starts_args, args_y_i) | only(root_operand[1], value_i) |
               only(starts_trap, culprit_i) | only(take_operand[1], taken) |
               only(from_x, x_q) | only(from_z_to_y, z_q);
  assign z_d = only(starts_args, args_z_i) | only(root_operand[2], value_i) |
               only(take_operand[2], taken) | only(from_x, y_q);

  always_comb begin
    held_d = held_q;
    if (takes) held_d = held_q + 2'd1;
    if (shifts) held_d = held_q - 2'd1;
    if (negates) held_d = 2'd2;
    if (spreads) held_d = (held_q == 2'd2) ? 2'd0 : 2'd1;
    if (becomes_list || becomes_rest) held_d = 2'd1;
    else if (state_q == StBindRest)   held_d = held_q - 2'd1;
  end

  // The other registers load from the bus: `function` and `pair` its value, `environment` and the
  // list its extra word, `body` and `symbol` word 1, `parameters` word 2. Where memory is written or
  // a value is given that this would be in the way of, they load nothing or just that.
  logic load_function, load_body, load_parameters, load_environment, load_symbol, load_pair;
  logic begins_body, begins_list, begins_symbol;

  assign begins_body = state_q == StApplyDispatch && is_body;
  assign begins_list = state_q == StBindDispatch && is_cons;
  assign begins_symbol = state_q == StBindDispatch && !is_cons && kind == TypeSymbol;
  assign load_function = start_i || (root_write_i && root_i == RootApplyFunction) ||
                         (step_i && ((state_q == StCapture && room_i) || spreads ||
                                     (action == ActControl && primitive_o == PrimFuncall)));
  assign load_body = (step_i && begins_body) || (root_write_i && root_i == RootApplyBody);
  assign load_parameters = (step_i && (begins_body || begins_list || begins_symbol)) ||
                           (root_write_i && root_i == RootApplyParameters);
  assign load_environment = (step_i && (begins_body || state_q == StBindSpine ||
                                        state_q == StBindRib)) ||
                            (root_write_i && root_i == RootApplyEnvironment);
  assign load_symbol = (step_i && (begins_list || begins_symbol)) ||
                       (root_write_i && root_i == RootApplySymbol);
  assign load_pair = (step_i && state_q == StBindPair) ||
                     (root_write_i && root_i == RootApplyPair);

  // The parameters as this cycle leaves them, where they are bound.
  word_t bound_parameters;

  assign bound_parameters = (state_q == StApplyDispatch) ? field2 : parameters_q;

  // The small registers.
  always_comb begin
    primitive_d     = primitive_q;
    bound_d         = bound_q;
    first_loaded_d  = first_loaded_q;
    second_loaded_d = second_loaded_q;
    unique case (state_q)
      StApplyDispatch: begin
        first_loaded_d  = 1'b0;
        second_loaded_d = 1'b0;
        if (is_body) bound_d = 1'b0;
        if (is_primitive && known && fits && (held_q == 2'd3 || !has_list)) begin
          primitive_d = field1[8:1];
        end
      end
      StLoadFirst:  if (kind == TypeNumber) first_loaded_d = 1'b1;
      StLoadSecond: if (kind == TypeNumber) second_loaded_d = 1'b1;
      StBindSpine:  bound_d = 1'b1;
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
  end

  // The rest of the operand list, as this cycle leaves it where a cell of it is fetched.
  word_t rest;

  assign rest = (state_q == StLoadOperand && is_cons) ? field2 : list_q;

  // The words for the bus.
  typedef enum logic [3:0] {
    FromNil, FromFunction, FromX, FromY, FromBody, FromParameters, FromRest, FromNew, FromIdentity,
    FromResult, FromDivided, FromVector, FromTrue, FromFalse, FromBound
  } source_e;

  source_e value_from, base_from;

  always_comb begin
    unique case (value_from)
      FromFunction:   value_o = function_q;
      FromX:          value_o = x_q;
      FromY:          value_o = y_q;
      FromBody:       value_o = body_q;
      FromParameters: value_o = parameters_q;
      FromRest:       value_o = rest;
      FromNew:        value_o = new_i;
      FromIdentity:   value_o = identity;
      FromResult:     value_o = result_i;
      FromDivided:    value_o = divided_i;
      FromVector:     value_o = vector_i;
      FromTrue:       value_o = word_t'(AddrTrue);
      FromFalse:      value_o = word_t'(AddrFalse);
      FromBound:      value_o = bound_parameters;
      default:        value_o = '0;
    endcase
  end

  always_comb begin
    unique case (base_from)
      FromFunction: base_o = function_q;
      FromX:        base_o = x_q;
      FromY:        base_o = y_q;
      FromRest:     base_o = rest;
      FromBound:    base_o = bound_parameters;
      default:      base_o = '0;
    endcase
  end

  // The bus and `state`. A cell to be fetched from the operand list must be one.
  always_comb begin
    state_d  = state_q;
    drive_o  = '0;
    value_from = FromNil;
    extra_o  = '0;
    base_from  = FromNil;
    offset_o = '0;
    words_o  = '0;
    if (token_i) begin
      unique case (state_q)
        StApply: begin
          base_from  = FromFunction;
          value_from = FromFunction;
          if (function_q[0] || function_q == Nil) begin
            drive_o = raise_fault(TrapNotAFunction);
          end else begin
            drive_o = fetch_object();
            state_d = StApplyDispatch;
          end
        end
        StApplyDispatch: begin
          value_from = FromFunction;
          if (is_body) begin
            extra_o    = field3;
            words_o[1] = field1;
            words_o[2] = field2;
          end
          if (is_primitive) begin
            if (!known)                             drive_o = raise_fault(TrapBadOpcode);
            else if (primitive_kind == ClassData)   drive_o = command(CmdPrimitive);
          end else if (is_continuation) begin
            value_from = FromX;
            extra_o = field1;
            drive_o = command(CmdContinue);
          end else if (!is_body) begin
            drive_o = raise_fault(TrapNotAFunction);
          end
        end
        StLoadOperand: begin
          extra_o = field2;
          if (is_cons && action == ActNone) state_d = StApply;
        end
        StLoadFirst: begin
          value_from = FromX;
          state_d = (kind == TypeNumber) ? StArithmetic : StLoadFirst;
          drive_o = (kind == TypeNumber) ? command(CmdLoadNumber) : raise_fault(TrapWrongType);
        end
        StLoadSecond: begin
          value_from = FromY;
          state_d = (kind == TypeNumber) ? StArithmetic : StLoadSecond;
          drive_o = (kind == TypeNumber) ? command(CmdLoadNumber) : raise_fault(TrapWrongType);
        end
        StRefill: begin
          extra_o = field2;
          if (is_cons) state_d = StArithmetic;
        end
        StDivideResult: begin
          value_from = divided_overflow_i ? FromX : FromDivided;
          drive_o = divided_overflow_i ? raise_fault(TrapOverflow) : command(CmdReturn);
        end
        StBindDispatch: begin
          value_from = FromParameters;
          words_o[1] = is_cons ? field1 : parameters_q;
          words_o[2] = is_cons ? field2 : Nil;
          if (is_cons) begin
            if (held_q != 2'd0) state_d = StBindPair;
          end else if (kind == TypeSymbol) begin
            state_d = (held_q != 2'd0) ? StBindRest : StBindPair;
          end else begin
            drive_o = raise_fault(TrapBadSyntax);
          end
        end
        StBindLoad: begin
          extra_o = field2;
          if (is_cons) state_d = StBindPair;
        end
        StBindNext: extra_o = environment_q;
        StBindRest: begin
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = last_operand;
          words_o[2] = list_q;
          if (held_q != 2'd1) extra_o = new_i;
          drive_o    = allocate_words(3'd3, CmdStay);
          if (held_q == 2'd1) state_d = StBindPair;
        end
        StBindPair: begin
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = symbol_q;
          words_o[2] = x_q;
          value_from = FromNew;
          drive_o    = allocate_words(3'd3, CmdStay);
          state_d    = StBindSpine;
        end
        StBindSpine: begin
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = pair_q;
          words_o[2] = environment_q;
          extra_o    = new_i;
          drive_o    = allocate_words(3'd3, CmdStay);
          if (action == ActNone) state_d = StBindNext;
        end
        StBindRib: begin
          value_from    = FromBody;
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
          value_from = FromX;
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
          value_from = FromX;
          unique case (step)
            StepComplete: begin
              if (held_q == 2'd0) begin
                value_from = FromIdentity;
                drive_o = command(CmdReturn);
              end
            end
            StepLoadFirst: begin
              base_from = FromX;
              if (x_q == Nil) begin
                drive_o = raise_fault(TrapWrongType);
              end else begin
                drive_o = fetch_object();
                state_d = StLoadFirst;
              end
            end
            StepLoadSecond: begin
              base_from  = FromY;
              value_from = FromY;
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
                value_from = holds_i ? FromTrue : FromFalse;
              end else if (overflow_i) begin
                value_from = a_zero_i ? FromY : FromX;
                drive_o = raise_fault(TrapOverflow);
              end else begin
                value_from = FromResult;
              end
            end
            default: ;
          endcase
        end
        ActControl: begin
          value_from = FromX;
          unique case (primitive_o)
            PrimFuncall: state_d = StApply;
            PrimApply: begin
              extra_o = (held_q == 2'd2) ? y_q : z_q;
              state_d = StApply;
            end
            PrimEval:               drive_o = command(CmdEnter);
            PrimCallCc:             state_d = StCapture;
            PrimThrow:              drive_o = command(CmdThrow);
            PrimSetTrapHandler: begin
              value_from = FromVector;
              words_o[2] = x_q;
              drive_o    = command(CmdSetVector);
            end
            default: begin
              if (held_q == 2'd0) value_from = FromNil;
              drive_o      = command(CmdHalt);
              drive_o.code = 4'(HaltExit);
            end
          endcase
        end
        ActBind: begin
          base_from  = FromBound;
          value_from = FromBound;
          if (bound_parameters != Nil && bound_parameters[0]) begin
            drive_o.command = CmdTrap;
            drive_o.code    = TrapBadSyntax;
          end else if (bound_parameters != Nil) begin
            drive_o = fetch_object();
            state_d = StBindDispatch;
          end else if (held_q != 2'd0 || has_list) begin
            value_from         = FromFunction;
            drive_o.command = CmdTrap;
            drive_o.code    = TrapWrongArity;
          end else if (bound_d) begin
            value_from         = FromBody;
            drive_o.command = CmdEnter;
          end else begin
            state_d = StBindRib;
          end
        end
        ActWrongArity: begin
          value_from = FromFunction;
          drive_o = raise_fault(TrapWrongArity);
        end
        ActWrongOperand: begin
          value_from = FromRest;
          drive_o = raise_fault(TrapWrongType);
        end
        default: ;
      endcase

      if (action == ActLoad || action == ActBindLoad || refills) begin
        base_from  = FromRest;
        value_from = FromRest;
        if (rest[0]) begin
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
        held_q          <= held_d;
        primitive_q     <= primitive_d;
        bound_q         <= bound_d;
        first_loaded_q  <= first_loaded_d;
        second_loaded_q <= second_loaded_d;
      end
      if (start_i) begin
        state_q <= StApply;
        held_q  <= start_args_i ? args_held_i : start_trap_i ? 2'd2 : 2'd0;
      end
      if (load_operand[0]) x_q <= x_d;
      if (load_operand[1]) y_q <= y_d;
      if (load_operand[2]) z_q <= z_d;
      if (load_list) list_q <= extra_i;
      if (load_function) function_q <= value_i;
      if (load_body) body_q <= words_i[1];
      if (load_parameters) parameters_q <= words_i[2];
      if (load_environment) environment_q <= extra_i;
      if (load_symbol) symbol_q <= words_i[1];
      if (load_pair) pair_q <= value_i;
    end
  end

  assign second_o = state_q == StLoadSecond;
  assign x_o = x_q;
  assign y_o = y_q;
  assign z_o = z_q;
  assign held_o = held_q;

endmodule
