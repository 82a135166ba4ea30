// apply: applies a FUNCTION to its operands.
//
// Arithmetic and control primitives run here, the others in `primitive`, which reads the operand
// registers. A lambda, closure or macro binds its parameters, a pair and a cell each, and eval goes
// on with its body. Operands come in `x`, `y`, `z`, and if there are more in `list`.
module cc_apply
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  logic         clk_i,
  input  logic         rst_ni,
  // The token, and what commands load.
  input  logic         token_i,
  input  logic         step_i,        // it is not stalled
  input  apply_edge_t  edge_i,
  input  bus_t         bus_i,
  // What it sees of other units.
  input  words_t       fetched_i,
  input  operands_t    args_i,
  input  fault_t       fault_i,
  input  word_t        vector_i,
  input  stack_t       stack_i,
  input  notes_t       notes_i,
  input  word_t        env_i,
  input  word_t        place_i,       // the address of an allocation
  input  alu_result_t  alu_i,
  // The root port.
  input  logic [5:0]   root_i,
  input  logic         root_write_i,
  output word_t        root_o,
  // What it drives, and what others see.
  output bus_t         bus_o,
  output operands_t    operands_o,
  output alu_request_t alu_o
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

  `include "cc_apply_regs.svh"

  apply_state_e state_next;
  word_t        x_next, y_next, z_next;
  logic [1:0]   held_next;
  logic [7:0]   primitive_next;
  logic         bound_next;
  logic         storing_next;
  logic         first_loaded_next;
  logic         second_loaded_next;

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
                (!primitive_has_max(field1[8:1]) ||
                 (!has_list && held_q <= primitive_max(field1[8:1])));
  assign primitive_kind = primitive_class(number);

  assign number = (state_q == StApplyDispatch) ? field1[8:1] : primitive_q;

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
    else if (primitive_kind == ClassCompare && !alu_i.holds)     step = StepAnswer;
    else if (primitive_kind == ClassFold && alu_i.overflow)      step = StepAnswer;
    else if (last)                                           step = StepAnswer;
    else                                                     step = StepNext;
  end

  // The operands have moved up by one, and there is room for another one.
  logic refills;

  assign refills = action == ActArithmetic && step == StepNext && held_q == 2'd2;

  // The identity of a fold.
  word_t identity;

  always_comb begin
    unique case (number)
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
                  number != PrimSubtract);
  assign shifts = state_q == StBindPair ||
                  (action == ActArithmetic && step == StepNext) ||
                  (action == ActControl && number == PrimFuncall);

  assign taken = (action != ActArithmetic)         ? field1 :
                 (primitive_kind == ClassCompare) ? x_q : identity;
  assign last_operand = held_q[1] ? (held_q[0] ? z_q : y_q) : x_q;

  // One operand of a subtraction is subtracted from 0.
  logic negates, spreads, starts_args, starts_trap;
  logic becomes_rest, becomes_list, folds;

  assign negates = action == ActArithmetic && step == StepComplete && held_q == 2'd1 &&
                   number == PrimSubtract;
  assign spreads = action == ActControl && number == PrimApply;
  // The rest parameter's list, and a continuation, become the only operand.
  assign becomes_list = state_q == StBindDispatch && !is_cons && kind == TypeSymbol &&
                        held_q == 2'd0;
  assign becomes_rest = (state_q == StBindRest && held_q == 2'd1) ||
                        (state_q == StCapture && stack_i.free);
  assign folds = shifts && action == ActArithmetic && primitive_kind == ClassFold;
  assign starts_args = edge_i.start && edge_i.from_args;
  assign starts_trap = edge_i.start && !edge_i.from_args && edge_i.from_trap;

  // What the operand registers load, if anything: the OR of what is selected. The list comes over
  // the bus, as `extra`.
  logic [2:0] load_operand;  // z, y, x
  logic [2:0] root_operand, take_operand;
  logic       step_x, step_y, step_z, load_list;

  assign root_operand = {writes_z, writes_y, writes_x};
  assign take_operand = {3{step_i && takes}} & {held_q[1], held_q == 2'd1, held_q == 2'd0};
  assign step_x = shifts || negates || spreads || becomes_list || becomes_rest;
  assign step_y = step_x;
  assign step_z = negates || spreads || becomes_list || becomes_rest;
  assign load_operand = {3{edge_i.start}} | root_operand | take_operand |
                        ({3{step_i}} & {step_z, step_y, step_x});
  assign load_list = edge_i.start || writes_list ||
                     (step_i && ((takes && action != ActArithmetic) || spreads || becomes_list ||
                                 becomes_rest || state_q == StBindRest));

  function automatic word_t only(logic selected, word_t word);
    return word & {WordBits{selected}};
  endfunction

  logic from_x, from_y_to_x, from_z_to_y;

  assign from_x = step_i && negates;
  assign from_y_to_x = step_i && ((shifts && !folds) || (spreads && held_q != 2'd2));
  assign from_z_to_y = step_i && shifts;

  assign x_next = only(starts_args, args_i.x) | only(root_operand[0], bus_i.value) |
               only(starts_trap, word_t'({fault_i.cause, 1'b1})) | only(take_operand[0], taken) |
               only(from_y_to_x, y_q) | only(step_i && folds, alu_i.result) |
               only(from_x, identity) | only(step_i && becomes_list, list_q) |
               only(step_i && becomes_rest, place_i);
  assign y_next = only(starts_args, args_i.y) | only(root_operand[1], bus_i.value) |
               only(starts_trap, fault_i.culprit) | only(take_operand[1], taken) |
               only(from_x, x_q) | only(from_z_to_y, z_q);
  assign z_next = only(starts_args, args_i.z) | only(root_operand[2], bus_i.value) |
               only(take_operand[2], taken) | only(from_x, y_q);

  always_comb begin
    held_next = held_q;
    if (takes) held_next = held_q + 2'd1;
    if (shifts) held_next = held_q - 2'd1;
    if (negates) held_next = 2'd2;
    if (spreads) held_next = (held_q == 2'd2) ? 2'd0 : 2'd1;
    if (becomes_list || becomes_rest) held_next = 2'd1;
    else if (state_q == StBindRest)   held_next = held_q - 2'd1;
  end

  // The first cell of a parameter list is here: if it is known to be plain, its operands need not go
  // to memory yet.
  logic       may_enter, looks, enters;
  note_kind_e note;

  assign note = note_of(header, notes_i);
  assign may_enter = state_q == StBindDispatch && notes_i.on && !bound_q && !storing_q &&
                     !has_list && held_q != 2'd0 && is_cons;
  assign looks = may_enter && note == NoteNone;
  assign enters = may_enter && note == NotePlain && field3 == word_t'({held_q, 1'b1});

  // The locals are in the environment with this cell.
  logic stored;

  assign stored = state_q == StBindSpine && storing_q && !is_address(parameters_q);

  // The other registers load from the bus: `function` and `pair` its value, `environment` and the
  // list its extra word, `body` and `symbol` word 1, `parameters` word 2. Where memory is written or
  // a value is given that this would be in the way of, they load nothing or just that.
  logic load_function, load_body, load_parameters, load_environment, load_symbol, load_pair;
  logic begins_body, begins_list, begins_symbol;

  assign begins_body = state_q == StApplyDispatch && is_body;
  assign begins_list = state_q == StBindDispatch && is_cons && !looks && !enters;
  assign begins_symbol = state_q == StBindDispatch && !is_cons && kind == TypeSymbol;
  assign load_function = edge_i.start || writes_function ||
                         (step_i && ((state_q == StCapture && stack_i.free) || spreads ||
                                     (action == ActControl && number == PrimFuncall)));
  assign load_body = (step_i && begins_body) || writes_body;
  assign load_parameters = (step_i && (begins_body || begins_list || begins_symbol)) ||
                           writes_parameters;
  assign load_environment = (step_i && (begins_body || state_q == StBindRib ||
                                        (state_q == StBindSpine && !stored))) ||
                            writes_environment;
  assign load_symbol = (step_i && (begins_list || begins_symbol)) ||
                       writes_symbol;
  assign load_pair = (step_i && state_q == StBindPair) ||
                     writes_pair;

  // The headers of the cells of an environment: locals that have been in registers can be changed
  // there, and loaded again.
  word_t      bound_header;
  note_kind_e locals_kind;

  assign bound_header = storing_q ? part(word_t'(HeaderCons)) : word_t'(HeaderCons);

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
    storing_next       = storing_q;
    first_loaded_next  = first_loaded_q;
    second_loaded_next = second_loaded_q;
    unique case (state_q)
      StApplyDispatch: begin
        first_loaded_next  = 1'b0;
        second_loaded_next = 1'b0;
        if (is_body) bound_next = 1'b0;
        if (is_primitive && known && fits && (held_q == 2'd3 || !has_list)) begin
          primitive_next = field1[8:1];
        end
      end
      StLoadFirst:  if (kind == TypeNumber) first_loaded_next = 1'b1;
      StLoadSecond: if (kind == TypeNumber) second_loaded_next = 1'b1;
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
      end
      if (step == StepComplete && held_q != 2'd0 && primitive_kind == ClassCompare) begin
        primitive_next = PrimEqual;
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
      FromFunction:   bus_o.value = function_q;
      FromX:          bus_o.value = x_q;
      FromY:          bus_o.value = y_q;
      FromBody:       bus_o.value = body_q;
      FromParameters: bus_o.value = parameters_q;
      FromRest:       bus_o.value = rest;
      FromNew:        bus_o.value = place_i;
      FromIdentity:   bus_o.value = identity;
      FromResult:     bus_o.value = alu_i.result;
      FromDivided:    bus_o.value = alu_i.divided;
      FromVector:     bus_o.value = vector_i;
      FromTrue:       bus_o.value = word_t'(AddrTrue);
      FromFalse:      bus_o.value = word_t'(AddrFalse);
      FromBound:      bus_o.value = bound_parameters;
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
          if (is_primitive) begin
            if (!known)                             bus_o.drive = raise_fault(TrapBadOpcode);
            else if (primitive_kind == ClassData)   bus_o.drive = command(CmdPrimitive);
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
          value_from  = FromX;
          state_next  = (kind == TypeNumber) ? StArithmetic : StLoadFirst;
          bus_o.drive = (kind == TypeNumber) ? command(CmdLoadNumber) : raise_fault(TrapWrongType);
        end
        StLoadSecond: begin
          value_from  = FromY;
          state_next  = (kind == TypeNumber) ? StArithmetic : StLoadSecond;
          bus_o.drive = (kind == TypeNumber) ? command(CmdLoadNumber) : raise_fault(TrapWrongType);
        end
        StRefill: begin
          bus_o.extra = field2;
          if (is_cons) state_next = StArithmetic;
        end
        StDivideResult: begin
          value_from  = alu_i.divided_overflow ? FromX : FromDivided;
          bus_o.drive = alu_i.divided_overflow ? raise_fault(TrapOverflow) : command(CmdReturn);
        end
        StBindDispatch: begin
          value_from     = FromParameters;
          bus_o.words[1] = is_cons ? field1 : parameters_q;
          bus_o.words[2] = is_cons ? field2 : Nil;
          if (looks) begin
            bus_o.drive = look_at(RoleParameters);
            state_next  = StBindNext;
          end else if (enters) begin
            value_from     = FromBody;
            bus_o.extra    = environment_q;
            bus_o.words[1] = parameters_q;
            bus_o.drive    = command(CmdEnterScope);
          end else if (is_cons) begin
            if (held_q != 2'd0) state_next = StBindPair;
          end else if (kind == TypeSymbol) begin
            state_next = (held_q != 2'd0) ? StBindRest : StBindPair;
          end else begin
            bus_o.drive = raise_fault(TrapBadSyntax);
          end
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
          bus_o.words[0] = bound_header;
          bus_o.words[1] = pair_q;
          bus_o.words[2] = environment_q;
          bus_o.words[3] = notes_i.parameters;
          bus_o.extra    = place_i;
          bus_o.drive    = allocate_words(3'd3, CmdStay);
          state_next     = StBindNext;
          if (stored) begin
            value_from     = FromNew;
            bus_o.words[0] = noted(word_t'(HeaderCons), locals_kind, notes_i);
            bus_o.drive    = allocate_words(3'd4, CmdLocalsStored);
            state_next     = StBindSpine;
          end
        end
        StBindRib: begin
          bus_o.extra    = place_i;
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = word_t'(HeaderCons);
          bus_o.words[1] = word_t'(AddrRib);
          bus_o.words[2] = environment_q;
          bus_o.drive    = allocate_words(3'd3, CmdStay);
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
              base_from = FromX;
              if (x_q == Nil) begin
                bus_o.drive = raise_fault(TrapWrongType);
              end else begin
                bus_o.drive = fetch_object();
                state_next  = StLoadFirst;
              end
            end
            StepLoadSecond: begin
              base_from  = FromY;
              value_from = FromY;
              if (y_q == Nil) begin
                bus_o.drive = raise_fault(TrapWrongType);
              end else begin
                bus_o.drive = fetch_object();
                state_next  = StLoadSecond;
              end
            end
            StepDivide: begin
              if (alu_i.b_zero) begin
                bus_o.drive = raise_fault(TrapDivideByZero);
              end else begin
                bus_o.drive = command(CmdDivide);
                state_next  = StDivideResult;
              end
            end
            StepAnswer: begin
              bus_o.drive = command(CmdReturn);
              if (primitive_kind == ClassCompare) begin
                value_from = alu_i.holds ? FromTrue : FromFalse;
              end else if (alu_i.overflow) begin
                value_from  = alu_i.a_zero ? FromY : FromX;
                bus_o.drive = raise_fault(TrapOverflow);
              end else begin
                value_from = FromResult;
              end
            end
            default: ;
          endcase
        end
        ActControl: begin
          value_from = FromX;
          unique case (number)
            PrimFuncall: state_next = StApply;
            PrimApply: begin
              bus_o.extra = (held_q == 2'd2) ? y_q : z_q;
              state_next  = StApply;
            end
            PrimEval:               bus_o.drive = command(CmdEnter);
            PrimCallCc:             state_next = StCapture;
            PrimThrow:              bus_o.drive = command(CmdThrow);
            PrimSetTrapHandler: begin
              value_from     = FromVector;
              bus_o.words[2] = x_q;
              bus_o.drive    = command(CmdSetVector);
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
      storing_d       = storing_next;
      first_loaded_d  = first_loaded_next;
      second_loaded_d = second_loaded_next;
    end
    if (edge_i.start) begin
      state_d = edge_i.reads ? StApplyDispatch : StApply;
      held_d  = edge_i.from_args ? args_i.held : edge_i.from_trap ? 2'd2 : 2'd0;
    end
    if (edge_i.start) storing_d = 1'b0;
    if (load_operand[0]) x_d = x_next;
    if (load_operand[1]) y_d = y_next;
    if (load_operand[2]) z_d = z_next;
    if (load_list) list_d = bus_i.extra;
    if (load_function) function_d = bus_i.value;
    if (load_body) body_d = bus_i.words[1];
    if (load_parameters) parameters_d = bus_i.words[2];
    if (load_environment) environment_d = bus_i.extra;
    if (load_symbol) symbol_d = bus_i.words[1];
    if (load_pair) pair_d = bus_i.value;
    if (edge_i.store) begin
      state_d       = StBindDispatch;
      storing_d     = 1'b1;
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
  assign operands_o = {held_q, x_q, y_q, z_q};

endmodule
