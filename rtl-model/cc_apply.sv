// apply: applies a FUNCTION to its operands.
//
// Arithmetic and control primitives run here, the others in `primitive`, which reads the operand
// registers. A lambda, closure or macro binds its parameters, a pair and a cell each, and eval goes
// on with its body. Operands come in `x`, `y`, `z`, and if there are more in `list`. Where arithmetic
// has no result, a function of the fallback's is applied to the two operands of the step.
module cc_apply
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  logic         clk_i,
  input  logic         rst_ni,
  input  straps_t      straps_i,
  // The token, and what commands load.
  input  logic         token_i,
  input  logic         step_i,        // it is not stalled
  input  apply_edge_t  edge_i,
  input  bus_t         bus_i,
  // What it sees of other units.
  input  words_t       fetched_i,
  input  operands_t    args_i,
  input  word_t        args_function_i,
  input  word_t        arguments_i,   // the cell of the operand evaluated last
  input  fault_t       fault_i,
  input  word_t        vector_i,
  input  stack_t       stack_i,
  input  notes_t       notes_i,
  input  word_t        env_i,
  input  word_t        place_i,       // the address of an allocation
  input  alu_result_t  alu_i,
  input  float_result_t float_i,
  // The root port.
  input  root_t        root_i,
  input  logic         root_write_i,
  output word_t        root_o,
  // What it drives, and what others see.
  output bus_t         bus_o,
  output operands_t    operands_o,
  output word_t        list_o,
  output word_t        function_o,
  output logic         spills_o,
  output alu_request_t alu_o,
  output float_request_t float_o
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
    StepMultiply,
    StepFloat,       // fpu computes
    StepAnswer,      // the result, or a fault
    StepNext         // more operands to go
  } arithmetic_e;

  `include "cc_apply_regs.svh"

  apply_state_e state_next;
  word_t        x_next, y_next, z_next;
  logic [1:0]   held_next;
  logic [7:0]   primitive_next;
  logic         bound_next;
  logic         unnoted_next;
  logic         storing_next;
  logic         first_loaded_next;
  logic         second_loaded_next;
  logic         first_float_next;
  logic         second_float_next;
  logic         negates_next;

  word_t header, field1, field2, field3;
  type_e kind;
  logic  is_cons, has_list;

  assign {field3, field2, field1, header} = fetched_i;
  assign kind = type_of(header[7:0]);
  assign is_cons = kind == TypeCons;
  assign has_list = list_q != Nil;

  // ApplyDispatch: what the function is.
  logic       is_primitive, is_body, is_continuation;
  logic       known, fits;  // the primitive exists; it takes this number of operands
  logic [7:0] number;       // of the primitive that the alu computes, as this cycle leaves it
  class_e     primitive_kind;

  assign is_primitive = kind == TypeFunction && header[7:5] == FunPrimitive;
  assign is_continuation = kind == TypeFunction && header[7:5] == FunContinuation;
  assign is_body = kind == TypeFunction &&
                   (header[7:5] == FunLambda || header[7:5] == FunClosure ||
                    header[7:5] == FunMacro);
  assign known = field1[WordBits-1:1] < (WordBits - 1)'(NumPrimitives);
  assign fits = held_q >= primitive_min(field1[8:1]) &&
                (!primitive_listed(field1[8:1]) || has_list) &&
                (!primitive_has_max(field1[8:1]) ||
                 (!has_list && held_q <= primitive_max(field1[8:1])));
  assign primitive_kind = primitive_class(number);

  assign number = (state_q == StApplyDispatch) ? field1[8:1] : primitive_q;

  // The operands are those that its header tells of: they need not be bound.
  logic [1:0] arity;
  logic       is_plain;

  assign arity = arity_of(header, notes_i);
  assign is_plain = is_body && arity != 2'd0 && arity == held_q && !has_list;

  // What the state does.
  action_e action;
  logic    binds_operand;  // a parameter's symbol object says that it may be bound, or need not
  logic    rest_now;       // it is the rest parameter, as this cycle leaves that

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
              ClassData, ClassDigits: action = ActNone;
              ClassControl: action = ActControl;
              default:      action = ActArithmetic;
            endcase
          end
        end else if (is_continuation) begin
          if (held_q == 2'd0 && has_list)       action = ActLoad;
          else if (held_q != 2'd1 || has_list)  action = ActWrongArity;
        end else if (is_body && !is_plain) begin
          action = ActBind;
        end
      end
      StLoadOperand: begin
        if (!is_cons)                                  action = ActWrongOperand;
        else if (held_q != 2'd2 && field2 != Nil)      action = ActLoad;
      end
      StRefill:     if (!is_cons) action = ActWrongOperand;
      StBindLoad:   if (!is_cons) action = ActWrongOperand;
      StArithmetic, StMultiplyResult, StDivideResult, StFloatResult: action = ActArithmetic;
      StBindNext:  action = ActBind;
      default: ;
    endcase
    if (binds_operand && !rest_now && held_q == 2'd0) action = has_list ? ActBindLoad : ActWrongArity;
  end

  // Arithmetic on the first two operands. Loaded is what has been loaded for this primitive.
  arithmetic_e step;
  logic        last;
  logic        loaded_x, loaded_y, float_x, float_y;
  logic        ready_x, ready_y;

  assign last = held_q == 2'd2 && !has_list;
  assign loaded_x = state_q != StApplyDispatch && first_loaded_q;
  assign loaded_y = state_q != StApplyDispatch && second_loaded_q;
  assign float_x = state_q != StApplyDispatch && first_float_q;
  assign float_y = state_q != StApplyDispatch && second_float_q;
  assign ready_x = x_q[0] || loaded_x;
  assign ready_y = y_q[0] || loaded_y;

  // What fpu does: an operation of floats, or one that makes a float of an integer.
  float_operation_e operation;
  logic             is_operation;  // of floats
  logic             has_floats;    // an operand is one
  logic             fits_floats;   // there is a result of them
  logic             converts;      // the integer
  logic             is_float;      // the operand is the float that is wanted

  always_comb begin
    is_operation = 1'b1;
    unique case (number)
      PrimAdd:          operation = FloatAdd;
      PrimSubtract:     operation = FloatSubtract;
      PrimMultiply:     operation = FloatMultiply;
      PrimDivide:       operation = FloatDivide;
      PrimSquareRoot:   operation = FloatSquareRoot;
      PrimEqual:        operation = FloatEqual;
      PrimLess:         operation = FloatLess;
      PrimGreater:      operation = FloatGreater;
      PrimLessEqual:    operation = FloatLessEqual;
      PrimGreaterEqual: operation = FloatGreaterEqual;
      PrimFloor:        operation = FloatFloor;
      PrimCeiling:      operation = FloatCeiling;
      PrimRound:        operation = FloatRound;
      PrimIntegerPart:  operation = FloatTruncate;
      default: begin
        operation    = FloatFromInteger;
        is_operation = 1'b0;
      end
    endcase
  end

  assign has_floats = HasFloats && (float_x || float_y);
  assign is_float = has_floats && number == PrimInexact;
  assign converts = HasFloats && number == PrimInexact && !has_floats;
  assign fits_floats = is_operation && float_x &&
                       (float_y || (primitive_has_max(number) && primitive_max(number) == 2'd1));

  // A product that does not come in the cycle of its factors; a result that does.
  logic multiplies, is_computed, compares, holds, overflow;

  assign multiplies = ProductCycles > 1 && number == PrimMultiply && state_q != StMultiplyResult;
  assign is_computed = state_q == StDivideResult || state_q == StFloatResult;
  assign compares = primitive_kind == ClassCompare;
  assign holds = (state_q == StFloatResult) ? float_i.holds : alu_i.holds;

  always_comb begin
    unique case (state_q)
      StDivideResult: overflow = alu_i.divided_overflow;
      StFloatResult:  overflow = number == PrimIntegerPart && !float_i.is_immediate;
      default:        overflow = alu_i.overflow;
    endcase
  end

  always_comb begin
    if (held_q < 2'd2)                                    step = StepComplete;
    else if (is_computed)                                 step = (overflow || last) ? StepAnswer : StepNext;
    else if (!ready_x && !float_x)                        step = StepLoadFirst;
    else if (!ready_y && !float_y)                        step = StepLoadSecond;
    else if (is_float)                                    step = StepAnswer;
    else if (has_floats || converts)                      step = StepFloat;
    else if (primitive_kind == ClassDivide)               step = StepDivide;
    else if (multiplies)                                  step = StepMultiply;
    else if (!compares && overflow)                       step = StepAnswer;
    else                                                  step = last ? StepAnswer : StepNext;
    if (compares && (step == StepNext) && !holds)         step = StepAnswer;
  end

  // The hardware has no result for the step. The fallback's function is looked up; without one it is a
  // fault.
  logic has_result, has_element, is_number, is_here_float;
  logic looks_up, refuses, applies_last, applies_first;

  assign is_number = kind == TypeNumber;
  assign is_here_float = HasFloats && kind == TypeFloat;

  always_comb begin
    unique case (state_q)
      StLoadFirst, StLoadSecond: has_result = is_number || is_here_float;
      default: begin
        has_result = 1'b1;
        if (action == ActArithmetic) begin
          unique case (step)
            StepLoadFirst:  has_result = x_q != Nil;
            StepLoadSecond: has_result = y_q != Nil;
            StepFloat:      has_result = converts || fits_floats;
            StepAnswer:     has_result = compares || is_float || !overflow;
            default: ;
          endcase
        end
      end
    endcase
  end

  assign has_element = kind == TypeVector &&
                       $signed(field1[WordBits-1:1]) > $signed((WordBits - 1)'(primitive_q));
  assign looks_up = !has_result && is_address(fallback_q);
  assign refuses = (!has_result && !looks_up) || (state_q == StFallback && !has_element) ||
                   (state_q == StFallbackElement && header == Nil);

  // The element is applied: with no operand to come at once, else after a frame has been pushed.
  assign applies_last = state_q == StFallbackElement && header != Nil && last;
  assign applies_first = state_q == StFallbackElement && header != Nil && !last;

  // After a frame has been popped the primitive goes on.
  logic goes_on, is_false, pushes_rest, sets_fallback;

  assign is_false = stack_i.result == Nil || stack_i.result == word_t'(AddrFalse);
  assign goes_on = state_q == StResumeFold || (state_q == StResumeCompare && !is_false);
  assign pushes_rest = state_q == StFallbackPush && stack_i.free;
  assign sets_fallback = (state_q == StSetFallback && kind == TypeVector) ||
                         (action == ActControl && number == PrimSetNumberFallback && x_q == Nil);

  // A FLOAT is allocated: the port is taken in this cycle.
  logic makes_float;

  assign makes_float = state_q == StFloatResult && !compares && number != PrimIntegerPart;

  // The operands have moved up by one, and there is room for another one.
  logic refills;

  assign refills = action == ActArithmetic &&
                   ((step == StepNext && held_q == 2'd2 && !makes_float) ||
                    (step == StepComplete && has_list));

  // What comes of a step, where that is no truth value.
  word_t result;

  always_comb begin
    unique case (state_q)
      StDivideResult: result = alu_i.divided;
      StFloatResult:  result = makes_float ? place_i : float_i.integer_word;
      default:        result = alu_i.result;
    endcase
  end

  // The identity of a fold.
  word_t identity;

  always_comb begin
    unique case (number)
      PrimMultiply, PrimDivide: identity = word_t'(3);
      PrimAnd:      identity = '1;
      default:      identity = word_t'(1);
    endcase
  end

  // The operand registers. `takes` puts `taken` behind the operands in the registers.
  logic  takes, shifts;
  word_t taken, last_operand;

  assign takes = ((state_q == StLoadOperand || state_q == StRefill || state_q == StBindLoad) &&
                  is_cons) ||
                 (action == ActArithmetic && step == StepComplete && held_q != 2'd0 && !has_list &&
                  number != PrimSubtract && number != PrimDivide);
  assign shifts = state_q == StBindPair ||
                  (action == ActArithmetic && step == StepNext) ||
                  (action == ActControl && number == PrimFuncall);

  assign taken = (action != ActArithmetic)         ? field1 :
                 compares ? x_q : identity;
  assign last_operand = held_q[1] ? (held_q[0] ? z_q : y_q) : x_q;

  // One operand of a subtraction is subtracted from 0, one of a division divides 1.
  logic precedes, spreads, starts_args, starts_trap;
  logic becomes_rest, becomes_list, folds;

  assign precedes = action == ActArithmetic && step == StepComplete && held_q == 2'd1 && !has_list &&
                    (number == PrimSubtract || number == PrimDivide);
  assign spreads = action == ActControl && number == PrimApply;
  // The rest parameter's list, and a continuation, become the only operand.
  assign becomes_list = binds_operand && rest_now && held_q == 2'd0;
  assign becomes_rest = (state_q == StBindRest && held_q == 2'd1) ||
                        (state_q == StCapture && stack_i.free);
  assign folds = shifts && action == ActArithmetic && !compares;
  assign starts_args = edge_i.start && edge_i.from_args;
  assign starts_trap = edge_i.start && !edge_i.from_args && edge_i.from_trap;

  // What the operand registers load, if anything: the OR of what is selected. The list comes over
  // the bus, as `extra`.
  logic [2:0] load_operand;  // z, y, x
  logic [2:0] root_operand, take_operand;
  logic       step_x, step_y, step_z, load_list;

  assign root_operand = {writes_z, writes_y, writes_x};
  assign take_operand = {3{step_i && takes}} & {held_q[1], held_q == 2'd1, held_q == 2'd0};
  assign step_x = shifts || precedes || spreads || becomes_list || becomes_rest || goes_on;
  assign step_y = step_x;
  assign step_z = precedes || spreads || becomes_list || becomes_rest || goes_on;
  assign load_operand = {3{edge_i.start}} | root_operand | take_operand |
                        ({3{step_i}} & {step_z, step_y, step_x});
  assign load_list = edge_i.start || writes_list ||
                     (step_i && ((takes && action != ActArithmetic) || spreads || becomes_list ||
                                 becomes_rest || state_q == StBindRest || goes_on ||
                                 pushes_rest || state_q == StFallbackSave));

  function automatic word_t only(logic selected, word_t word);
    return word & {WordBits{selected}};
  endfunction

  logic from_x, from_y_to_x, from_z_to_y;

  assign from_x = step_i && precedes;
  assign from_y_to_x = step_i && ((shifts && !folds) || (spreads && held_q != 2'd2));
  assign from_z_to_y = step_i && shifts;

  assign x_next = only(starts_args, args_i.x) | only(root_operand[0], bus_i.value) |
               only(starts_trap, word_t'({fault_i.cause, 1'b1})) | only(take_operand[0], taken) |
               only(from_y_to_x, y_q) | only(step_i && folds, result) |
               only(from_x, identity) | only(step_i && becomes_list, list_q) |
               only(step_i && becomes_rest, place_i) |
               only(step_i && state_q == StResumeFold, stack_i.result);
  assign y_next = only(starts_args, args_i.y) | only(root_operand[1], bus_i.value) |
               only(starts_trap, fault_i.culprit) | only(take_operand[1], taken) |
               only(from_x, x_q) | only(from_z_to_y, z_q);
  assign z_next = only(starts_args, args_i.z) | only(root_operand[2], bus_i.value) |
               only(take_operand[2], taken) | only(from_x, y_q);

  always_comb begin
    held_next = held_q;
    if (takes) held_next = held_q + 2'd1;
    if (shifts) held_next = held_q - 2'd1;
    if (precedes) held_next = 2'd2;
    if (spreads) held_next = (held_q == 2'd2) ? 2'd0 : 2'd1;
    if (becomes_list || becomes_rest) held_next = 2'd1;
    else if (state_q == StBindRest)   held_next = held_q - 2'd1;
    if (state_q == StFallbackSave)    held_next = 2'd2;
    if (goes_on)                      held_next = 2'(state_q == StResumeFold);
  end

  // A cell of a parameter list is here. If it is the first of a list that is known to be plain, its
  // operands need not go to memory yet; that is noted in the function.
  logic may_look, looks, enters, tells, names;

  assign names = names_a_parameter(header, field3[0], notes_i);
  assign may_look = state_q == StBindDispatch && notes_i.on && !storing_q && is_cons;
  assign looks = may_look && note_of(header, notes_i) == NoteNone;
  assign enters = may_look && names && field3 == word_t'({held_q, 1'b1}) && held_q != 2'd0 &&
                  !bound_q && !has_list;
  assign tells = enters && unnoted_q;

  // Before the operand is bound, the parameter's symbol object must say that it may be.
  logic begins_rest;    // the rest parameter is here
  logic asks_symbol, asks_object;
  logic hides;          // what is noted of the variable's function is hidden

  assign begins_rest = state_q == StBindDispatch && !is_cons && kind == TypeSymbol;
  assign asks_symbol = may_look && !looks && !enters && !names && is_address(field1);
  assign asks_object = (begins_rest && notes_i.on) ||
                       (state_q == StBindSymbol && is_variable(header[7:0]));
  assign rest_now = (state_q == StBindDispatch) ? !is_cons : rest_q;
  assign hides = straps_i.lisp1 && is_pinned(header);

  always_comb begin
    unique case (state_q)
      StBindDispatch: begin
        binds_operand = is_cons ? !looks && !enters && !asks_symbol : begins_rest && !asks_object;
      end
      StBindSymbol:  binds_operand = !asks_object;
      StBindObject:  binds_operand = header[BitBound];
      StBindOperand: binds_operand = 1'b1;
      default:       binds_operand = 1'b0;
    endcase
  end

  // The locals are in the environment with this cell.
  logic stored;

  assign stored = state_q == StBindSpine && storing_q && !is_address(parameters_q);

  // The other registers load from the bus: `function` and `pair` its value, `environment` and the
  // list its extra word, `body` and `symbol` word 1, `parameters` word 2. Where memory is written or
  // a value is given that this would be in the way of, they load nothing or just that.
  logic load_function, load_body, load_parameters, load_environment, load_symbol, load_pair;
  logic begins_body, begins_list;

  assign begins_body = state_q == StApplyDispatch && is_body;
  assign begins_list = state_q == StBindDispatch && is_cons && !looks && !enters;
  assign load_function = edge_i.start || writes_function ||
                         (step_i && ((state_q == StCapture && stack_i.free) || spreads ||
                                     (action == ActControl && number == PrimFuncall) ||
                                     applies_last || pushes_rest || goes_on));
  assign load_body = (step_i && (begins_body || applies_first)) || writes_body;
  assign load_parameters = (step_i && (begins_body || begins_list || begins_rest)) ||
                           writes_parameters;
  assign load_environment = (step_i && (begins_body || state_q == StBindRib ||
                                        (state_q == StBindSpine && !stored))) ||
                            writes_environment;
  assign load_symbol = (step_i && (begins_list || begins_rest)) ||
                       writes_symbol;
  assign load_pair = (step_i && (state_q == StBindPair || asks_object)) ||
                     writes_pair;

  // The headers of the cells of an environment. With notes something depends on them: that names which
  // are not among the parameters of any function are global; locals that can be loaded again.
  word_t      bound_header;
  word_t      spine_header;  // which may be the first of an environment,
  logic       may_be_first;  //   if this is so
  note_kind_e locals_kind;

  assign bound_header = (storing_q || notes_i.on) ? part(word_t'(HeaderCons)) : word_t'(HeaderCons);
  assign may_be_first = notes_i.on && !storing_q;
  assign spine_header = may_be_first ? first_cell() : bound_header;

  always_comb begin
    unique case (notes_i.locals)
      2'd1:    locals_kind = NoteOne;
      2'd2:    locals_kind = NoteTwo;
      default: locals_kind = NoteThree;
    endcase
  end

  // The parameters as this cycle leaves them, where they are bound.
  word_t bound_parameters;

  assign bound_parameters = (state_q == StApplyDispatch) ? field2 : parameters_q;

  // The small registers.
  always_comb begin
    primitive_next     = primitive_q;
    bound_next         = bound_q;
    unnoted_next       = unnoted_q;
    storing_next       = storing_q;
    first_loaded_next  = first_loaded_q;
    second_loaded_next = second_loaded_q;
    first_float_next   = first_float_q;
    second_float_next  = second_float_q;
    negates_next       = negates_q;
    unique case (state_q)
      StApplyDispatch: begin
        first_loaded_next  = 1'b0;
        second_loaded_next = 1'b0;
        first_float_next   = 1'b0;
        second_float_next  = 1'b0;
        negates_next       = 1'b0;
        if (is_body) bound_next = 1'b0;
        if (is_body && !is_plain) unnoted_next = arity == 2'd0;
        if (is_primitive && known && fits && (held_q == 2'd3 || !has_list)) begin
          primitive_next = field1[8:1];
        end
      end
      StLoadFirst: begin
        if (is_number)     first_loaded_next = 1'b1;
        if (is_here_float) first_float_next = 1'b1;
      end
      StLoadSecond: begin
        if (is_number)                  second_loaded_next = 1'b1;
        if (is_here_float)              second_float_next = 1'b1;
        if (is_here_float && negates_q) first_float_next = 1'b1;
      end
      StBindDispatch: if (enters) unnoted_next = 1'b0;
      StBindRib: bound_next = 1'b1;
      StBindSpine: begin
        if (stored) storing_next = 1'b0;
        else        bound_next = 1'b1;
      end
      default: ;
    endcase
    if (action == ActArithmetic) begin
      if (step == StepNext) begin
        first_loaded_next  = 1'b0;
        second_loaded_next = 1'b0;
        first_float_next   = 1'b0;
        second_float_next  = 1'b0;
      end
      if (step == StepComplete && held_q != 2'd0 && !has_list && compares) primitive_next = PrimEqual;
      if (precedes) negates_next = number == PrimSubtract;
    end
  end

  // The rest of the operand list, as this cycle leaves it where a cell of it is fetched.
  word_t rest;

  assign rest = (state_q == StLoadOperand && is_cons) ? field2 : list_q;

  // The words for the bus.
  typedef enum logic [4:0] {
    FromNil, FromFunction, FromX, FromY, FromBody, FromParameters, FromRest, FromNew, FromIdentity,
    FromResult, FromVector, FromTrue, FromFalse, FromBound, FromField1,
    FromPair, FromFallback, FromElement, FromOperator
  } source_e;

  source_e value_from, base_from;

  always_comb begin
    unique case (value_from)
      FromFunction:   bus_o.value = function_q;
      FromX:          bus_o.value = x_q;
      FromY:          bus_o.value = y_q;
      FromBody:       bus_o.value = body_q;
      FromParameters: bus_o.value = parameters_q;
      FromRest:       bus_o.value = rest;
      FromNew:        bus_o.value = place_i;
      FromIdentity:   bus_o.value = identity;
      FromResult:     bus_o.value = result;
      FromVector:     bus_o.value = vector_i;
      FromTrue:       bus_o.value = word_t'(AddrTrue);
      FromFalse:      bus_o.value = word_t'(AddrFalse);
      FromBound:      bus_o.value = bound_parameters;
      FromField1:     bus_o.value = field1;
      FromFallback:   bus_o.value = fallback_q;
      FromElement:    bus_o.value = header;
      FromOperator:   bus_o.value = stack_i.top.operator_word;
      default:        bus_o.value = '0;
    endcase
  end

  always_comb begin
    unique case (base_from)
      FromFunction: bus_o.base = function_q;
      FromX:        bus_o.base = x_q;
      FromY:        bus_o.base = y_q;
      FromRest:     bus_o.base = rest;
      FromBound:    bus_o.base = bound_parameters;
      FromField1:   bus_o.base = field1;
      FromPair:     bus_o.base = pair_q;
      FromFallback: bus_o.base = fallback_q;
      FromElement:  bus_o.base = header;
      FromOperator: bus_o.base = stack_i.top.operator_word;
      default:      bus_o.base = '0;
    endcase
  end

  // The bus and `state`. A cell to be fetched from the operand list must be one.
  always_comb begin
    state_next   = state_q;
    bus_o.drive  = '0;
    value_from   = FromNil;
    bus_o.extra  = '0;
    base_from    = FromNil;
    bus_o.offset = '0;
    bus_o.words  = '0;
    if (token_i) begin
      unique case (state_q)
        StApply: begin
          base_from  = FromFunction;
          value_from = FromFunction;
          if (function_q[0] || function_q == Nil) begin
            bus_o.drive = raise_fault(TrapNotAFunction);
          end else begin
            bus_o.drive = fetch_object();
            state_next  = StApplyDispatch;
          end
        end
        StApplyDispatch: begin
          value_from = FromFunction;
          if (is_body) begin
            bus_o.extra    = field3;
            bus_o.words[1] = field1;
            bus_o.words[2] = field2;
          end
          if (is_plain) begin
            value_from  = FromField1;
            bus_o.drive = command(CmdEnterScope);
          end
          if (is_primitive) begin
            if (!known)                             bus_o.drive = raise_fault(TrapBadOpcode);
            else if (primitive_kind == ClassData)   bus_o.drive = command(CmdPrimitive);
            else if (primitive_kind == ClassDigits) bus_o.drive = command(CmdDigits);
          end else if (is_continuation) begin
            value_from  = FromX;
            bus_o.extra = field1;
            bus_o.drive = command(CmdContinue);
          end else if (!is_body) begin
            bus_o.drive = raise_fault(TrapNotAFunction);
          end
        end
        StLoadOperand: begin
          bus_o.extra = field2;
          if (is_cons && action == ActNone) state_next = StApply;
        end
        StLoadFirst: begin
          bus_o.drive = command(is_number ? CmdLoadNumber : CmdLoadFloat);
          if (has_result) state_next = StArithmetic;
        end
        StLoadSecond: begin
          bus_o.drive = command(is_number ? CmdLoadNumber : CmdLoadFloat);
          if (has_result) state_next = StArithmetic;
        end
        StRefill: begin
          bus_o.extra = field2;
          if (is_cons) state_next = StArithmetic;
        end
        StFallback: begin
          base_from    = FromFallback;
          bus_o.offset = word_t'(primitive_q) + word_t'(2);
          bus_o.drive  = fetch_words(3'd1);
          if (has_element) state_next = StFallbackElement;
        end
        StFallbackElement: begin
          base_from      = FromElement;
          value_from     = FromElement;
          bus_o.words[1] = header;
          if (applies_first) begin
            state_next = (held_q == 2'd3 || compares) ? StFallbackSave
                                                                            : StFallbackPush;
          end
          if (applies_last) begin
            state_next = StApply;
            if (is_address(header)) begin
              bus_o.drive = fetch_object();
              state_next  = StApplyDispatch;
            end
          end
        end
        StFallbackSave: begin
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = word_t'(HeaderCons);
          bus_o.words[1] = last_operand;
          bus_o.words[2] = list_q;
          bus_o.extra    = place_i;
          bus_o.drive    = allocate_words(3'd3, CmdStay);
          if (held_q == 2'd2 || !compares) state_next = StFallbackPush;
        end
        StFallbackPush: begin
          value_from     = FromBody;
          bus_o.words[1] = function_q;
          bus_o.words[2] = arguments_i;
          bus_o.words[3] = list_q;
          bus_o.drive    = command(CmdMakeRoom);
          if (stack_i.free) begin
            bus_o.drive = push_frame(compares ? RetCompare : RetFold,
                                     CmdPushStay);
            state_next  = StApply;
          end
        end
        StResumeFold, StResumeCompare: begin
          base_from   = FromOperator;
          value_from  = FromOperator;
          bus_o.extra = stack_i.top.values;
          if (!goes_on) begin
            value_from  = FromFalse;
            bus_o.drive = command(CmdReturn);
          end else if (is_address(stack_i.top.operator_word)) begin
            bus_o.drive = fetch_object();
            state_next  = StApplyDispatch;
          end else begin
            state_next = StApply;
          end
        end
        StSetFallback: begin
          value_from  = sets_fallback ? FromFallback : FromX;
          bus_o.drive = sets_fallback ? command(CmdReturn) : raise_fault(TrapWrongType);
        end
        StBindDispatch: begin
          value_from     = FromParameters;
          bus_o.words[1] = is_cons ? field1 : parameters_q;
          bus_o.words[2] = is_cons ? field2 : Nil;
          if (looks) begin
            bus_o.drive = look_at(RoleParameters);
            state_next  = StBindNext;
          end else if (tells) begin
            base_from   = FromFunction;
            bus_o.drive = fetch_object();
            state_next  = StNoteArity;
          end else if (enters) begin
            value_from     = FromBody;
            bus_o.extra    = environment_q;
            bus_o.words[2] = parameters_q;
            bus_o.drive    = command(CmdEnterScope);
          end else if (asks_symbol) begin
            base_from   = FromField1;
            bus_o.drive = fetch_object();
            state_next  = StBindSymbol;
          end else if (!is_cons && !begins_rest) begin
            bus_o.drive = raise_fault(TrapBadSyntax);
          end
        end
        StBindObject: begin
          base_from      = FromPair;
          bus_o.words[0] = bound(header);
          if (!header[BitBound]) begin
            bus_o.drive = write_words(3'd1, hides ? CmdInvalidate : CmdStay);
            state_next  = StBindOperand;
          end
        end
        StNoteArity: begin
          base_from      = FromFunction;
          bus_o.words[0] = with_arity(header, held_q, notes_i);
          bus_o.drive    = write_words(3'd1, CmdStay);
          state_next     = StBindNext;
        end
        StBindLoad: begin
          bus_o.extra = field2;
          if (is_cons) state_next = StBindPair;
        end
        StBindNext: bus_o.extra = environment_q;
        StBindRest: begin
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = word_t'(HeaderCons);
          bus_o.words[1] = last_operand;
          bus_o.words[2] = list_q;
          if (held_q != 2'd1) bus_o.extra = place_i;
          bus_o.drive = allocate_words(3'd3, CmdStay);
          if (held_q == 2'd1) state_next = StBindPair;
        end
        StBindPair: begin
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = bound_header;
          bus_o.words[1] = symbol_q;
          bus_o.words[2] = x_q;
          value_from     = FromNew;
          bus_o.drive    = allocate_words(3'd3, CmdStay);
          state_next     = StBindSpine;
        end
        StBindSpine: begin
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = spine_header;
          bus_o.words[1] = pair_q;
          bus_o.words[2] = environment_q;
          bus_o.extra    = place_i;
          bus_o.drive    = allocate_words(may_be_first ? 3'd4 : 3'd3, CmdStay);
          state_next     = StBindNext;
          if (stored) begin
            value_from     = FromNew;
            bus_o.words[0] = noted(word_t'(HeaderCons), locals_kind, notes_i);
            bus_o.words[3] = notes_i.parameters;
            bus_o.drive    = allocate_words(3'd4, CmdLocalsStored);
            state_next     = StBindSpine;
          end
        end
        StBindRib: begin
          bus_o.extra    = place_i;
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = spine_header;
          bus_o.words[1] = word_t'(AddrRib);
          bus_o.words[2] = environment_q;
          bus_o.drive    = allocate_words(may_be_first ? 3'd4 : 3'd3, CmdStay);
          state_next     = StBindNext;
        end
        StCapture: begin
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = word_t'(HeaderFunctionContinuation);
          bus_o.words[1] = stack_i.clink;
          value_from     = FromX;
          if (stack_i.free) begin
            bus_o.drive = allocate_words(3'd4, CmdStay);
            state_next  = StApply;
          end else begin
            bus_o.drive = command(CmdMakeRoom);
          end
        end
        default: ;
      endcase

      if (asks_object) begin
        base_from   = FromField1;
        value_from  = FromField1;
        bus_o.drive = fetch_object();
        state_next  = StBindObject;
      end
      if (binds_operand && (rest_now || held_q != 2'd0)) begin
        state_next = (rest_now && held_q != 2'd0) ? StBindRest : StBindPair;
      end

      unique case (action)
        ActArithmetic: begin
          state_next = StArithmetic;
          value_from = FromX;
          unique case (step)
            StepComplete: begin
              if (held_q == 2'd0) begin
                value_from  = FromIdentity;
                bus_o.drive = command(CmdReturn);
              end
            end
            StepLoadFirst: begin
              base_from   = FromX;
              bus_o.drive = fetch_object();
              if (has_result) state_next = StLoadFirst;
            end
            StepLoadSecond: begin
              base_from   = FromY;
              bus_o.drive = fetch_object();
              if (has_result) state_next = StLoadSecond;
            end
            StepDivide: begin
              if (alu_i.b_zero) begin
                bus_o.drive = raise_fault(TrapDivideByZero);
              end else begin
                bus_o.drive = command(CmdDivide);
                state_next  = StDivideResult;
              end
            end
            StepMultiply: begin
              bus_o.drive = command(CmdMultiply);
              state_next  = StMultiplyResult;
            end
            StepFloat: begin
              bus_o.drive = command(CmdFloat);
              if (has_result) state_next = StFloatResult;
            end
            StepAnswer: begin
              value_from  = is_float ? FromX : FromResult;
              bus_o.drive = command(CmdReturn);
              if (compares) value_from = holds ? FromTrue : FromFalse;
            end
            default: ;
          endcase
          if (makes_float) begin
            bus_o.offset   = word_t'(FloatObjectWords);
            bus_o.words[0] = word_t'(HeaderFloat);
            bus_o.words[1] = float_i.low;
            bus_o.words[2] = float_i.high;
            bus_o.drive    = allocate_words(3'(FloatWords + 1), last ? CmdReturn : CmdStay);
          end
        end
        ActControl: begin
          value_from = FromX;
          unique case (number)
            PrimFuncall, PrimApply: begin
              base_from  = FromX;
              state_next = StApply;
              if (spreads) bus_o.extra = (held_q == 2'd2) ? y_q : z_q;
              if (is_address(x_q)) begin
                bus_o.drive = fetch_object();
                state_next  = StApplyDispatch;
              end
            end
            PrimEval:               bus_o.drive = command(CmdEnter);
            PrimCallCc:             state_next = StCapture;
            PrimThrow:              bus_o.drive = command(CmdThrow);
            PrimSetTrapHandler: begin
              value_from     = FromVector;
              bus_o.words[2] = x_q;
              bus_o.drive    = command(CmdSetVector);
            end
            PrimSetNumberFallback: begin
              base_from   = FromX;
              bus_o.drive = raise_fault(TrapWrongType);
              if (sets_fallback) begin
                value_from  = FromFallback;
                bus_o.drive = command(CmdReturn);
              end else if (is_address(x_q)) begin
                bus_o.drive = fetch_object();
                state_next  = StSetFallback;
              end
            end
            default: begin
              if (held_q == 2'd0) value_from = FromNil;
              bus_o.drive      = command(CmdHalt);
              bus_o.drive.code = 4'(HaltExit);
            end
          endcase
        end
        ActBind: begin
          base_from  = FromBound;
          value_from = FromBound;
          if (bound_parameters != Nil && bound_parameters[0]) begin
            bus_o.drive = raise_fault(TrapBadSyntax);
          end else if (bound_parameters != Nil) begin
            bus_o.drive = fetch_object();
            state_next  = StBindDispatch;
          end else if (held_q != 2'd0 || has_list) begin
            value_from  = FromFunction;
            bus_o.drive = raise_fault(TrapWrongArity);
          end else if (bound_next) begin
            value_from  = FromBody;
            bus_o.drive = command(CmdEnter);
          end else begin
            state_next = StBindRib;
          end
        end
        ActWrongArity: begin
          value_from  = FromFunction;
          bus_o.drive = raise_fault(TrapWrongArity);
        end
        ActWrongOperand: begin
          value_from  = FromRest;
          bus_o.drive = raise_fault(TrapWrongType);
        end
        default: ;
      endcase

      if (looks_up) begin
        base_from   = FromFallback;
        bus_o.drive = fetch_object();
        state_next  = StFallback;
      end
      if (refuses) begin
        bus_o.drive = raise_fault((ready_x && ready_y) ? TrapOverflow : TrapWrongType);
        value_from  = FromX;
        if (ready_x && (!ready_y || alu_i.a_zero)) value_from = FromY;
      end

      if (action == ActLoad || action == ActBindLoad || refills) begin
        base_from  = FromRest;
        value_from = FromRest;
        if (rest[0]) begin
          bus_o.drive = raise_fault(TrapWrongType);
        end else begin
          bus_o.drive = fetch_object();
          unique case (action)
            ActLoad:     state_next = StLoadOperand;
            ActBindLoad: state_next = StBindLoad;
            default:     state_next = StRefill;
          endcase
        end
      end
    end
  end

  // The registers.
  always_comb begin
    `CC_APPLY_KEEP
    if (step_i) begin
      state_d         = state_next;
      held_d          = held_next;
      primitive_d     = primitive_next;
      bound_d         = bound_next;
      unnoted_d       = unnoted_next;
      if (begins_list || begins_rest) rest_d = rest_now;
      storing_d       = storing_next;
      first_loaded_d  = first_loaded_next;
      second_loaded_d = second_loaded_next;
      first_float_d   = first_float_next;
      second_float_d  = second_float_next;
      negates_d       = negates_next;
    end
    if (edge_i.start) begin
      state_d = edge_i.reads ? StApplyDispatch : StApply;
      held_d  = edge_i.from_args ? args_i.held : edge_i.from_trap ? 2'd2 : 2'd0;
    end
    if (edge_i.start) storing_d = 1'b0;
    if (edge_i.resume) begin
      state_d = (stack_i.top.return_state == RetFold) ? StResumeFold : StResumeCompare;
    end
    if (step_i && sets_fallback) fallback_d = x_q;
    if (writes_fallback) fallback_d = bus_i.value;
    if (load_operand[0]) x_d = x_next;
    if (load_operand[1]) y_d = y_next;
    if (load_operand[2]) z_d = z_next;
    if (load_list) list_d = edge_i.completes ? Nil : bus_i.extra;
    if (load_function) function_d = edge_i.completes ? args_function_i : bus_i.value;
    if (load_body) body_d = bus_i.words[1];
    if (load_parameters) parameters_d = bus_i.words[2];
    if (load_environment) environment_d = bus_i.extra;
    if (load_symbol) symbol_d = bus_i.words[1];
    if (load_pair) pair_d = bus_i.value;
    if (edge_i.store) begin
      state_d       = StBindDispatch;
      storing_d     = 1'b1;
      spills_d      = edge_i.spills;
      bound_d       = 1'b0;
      parameters_d  = notes_i.parameters;
      environment_d = env_i;
      held_d        = notes_i.locals;
      x_d           = notes_i.local0;
      y_d           = notes_i.local1;
      z_d           = notes_i.local2;
      list_d        = Nil;
    end
  end

  assign alu_o = {state_q == StLoadSecond, number};
  assign float_o.second = state_q == StLoadSecond;
  assign float_o.negates = negates_q;
  assign float_o.operation = operation;
  assign float_o.integer_word = alu_i.first;
  assign operands_o = {held_q, x_q, y_q, z_q};
  assign list_o = list_q;
  assign function_o = function_q;
  assign spills_o = spills_q;

endmodule
