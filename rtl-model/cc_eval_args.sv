// eval_args: walks the argument list, evaluates, collects.
//
// Up to three values stay in the operand registers `x`, `y`, `z`; they move to the list `values`
// when a frame must be pushed or when there are more. At the end apply takes the operands.
module cc_eval_args
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  logic            clk_i,
  input  logic            rst_ni,
  // The token, and what commands load.
  input  logic            token_i,
  input  logic            step_i,       // it is not stalled
  input  eval_args_edge_t edge_i,
  input  bus_t            bus_i,
  // What it sees of other units.
  input  words_t          fetched_i,
  input  stack_t          stack_i,
  input  looked_t         looked_i,     // at the cell of the argument
  input  computed_t       computed_i,   // of the combination that was fetched
  input  word_t           place_i,      // the address of an allocation
  // The root port.
  input  root_t           root_i,
  input  logic            root_write_i,
  output word_t           root_o,
  // What it drives, and what others see.
  output bus_t            bus_o,
  output operands_t       operands_o,   // as this cycle leaves them, for apply
  output word_t           arguments_o,
  output word_t           rest_o,
  output logic            fits_o,       // another value, after the one that is awaited
  output logic            completes_o,  // that is the last one, and all others are in registers
  output word_t           function_o,
  output logic [2:0]      count_o       // of a frame that it pushes
);

  typedef enum logic [2:0] {
    ActNone,
    ActFinish,    // all arguments are evaluated
    ActNext,      // fetch the next cell
    ActSave,      // the operand registers are full
    ActMalformed, // the rest of the arguments is no list
    ActPushHeld   // a frame for the combination that is held
  } action_e;

  localparam logic [2:0] Many = 3'd4;

  `include "cc_eval_args_regs.svh"

  eval_args_state_e state_next;
  purpose_e         purpose_next;
  word_t            x_next, y_next, z_next;
  logic [1:0]       held_next;
  logic [2:0]       count_next;

  action_e    action;
  word_t      header, field1, field2;
  logic       is_cons;
  logic       advances;
  logic       holds;     // a combination needs a frame
  word_t      combination;
  logic       collects;  // `collected` becomes the operand number `slot`
  word_t      collected;
  logic [1:0] slot;
  logic [2:0] counted;

  assign {field2, field1, header} = fetched_i[2:0];
  assign is_cons = type_of(header[7:0]) == TypeCons;

  // The operand registers and the counts. In AwaitValue they are loaded when the value is taken.
  logic is_known;  // Argument: the value needs no evaluation

  assign is_known = is_cons && looked_i.look == LookValue;
  assign collects = (state_q == StArgument && is_known) ||
                    (state_q == StArgumentComputed && computed_i.valid) ||
                    state_q == StAwaitValue || state_q == StResumeArguments;
  assign slot = (state_q == StResumeArguments) ? 2'd0 : held_q;
  assign counted = (state_q == StResumeArguments) ? stack_i.top.count : count_q;

  always_comb begin
    unique case (state_q)
      StAwaitValue:       collected = bus_i.value;
      StResumeArguments:  collected = stack_i.result;
      StArgumentComputed: collected = computed_i.value;
      default:            collected = looked_i.value;
    endcase
  end

  // The operands for apply, or as they are loaded: the OR of what is selected.
  logic       lowers, raises, first;
  logic [2:0] collect_operand, root_operand, step_operand;  // z, y, x

  assign lowers = state_q == StSaveOperand && !root_write_i;
  assign raises = state_q == StGatherOperand && !root_write_i;
  assign first = raises || (state_q == StReverseCell && !root_write_i);
  assign collect_operand = {3{collects && !root_write_i}} & {slot[1], slot == 2'd1, slot == 2'd0};
  assign root_operand = {writes_z, writes_y, writes_x};
  assign step_operand = collect_operand | {raises, raises || lowers, first || lowers};

  function automatic word_t only(logic selected, word_t word);
    return word & {WordBits{selected}};
  endfunction

  logic [2:0] keeps_operand;

  assign keeps_operand = ~(step_operand | root_operand);
  assign x_next = only(collect_operand[0], collected) | only(root_operand[0], bus_i.value) |
               only(first, header) | only(lowers, y_q) | only(keeps_operand[0], x_q);
  assign y_next = only(collect_operand[1], collected) | only(root_operand[1], bus_i.value) |
               only(raises, x_q) | only(lowers, z_q) | only(keeps_operand[1], y_q);
  assign z_next = only(collect_operand[2], collected) | only(root_operand[2], bus_i.value) |
               only(raises, y_q) | only(keeps_operand[2], z_q);

  always_comb begin
    held_next  = held_q;
    count_next = count_q;
    if (state_q == StSaveOperand) held_next = held_q - 2'd1;
    if (state_q == StGatherOperand) held_next = held_q + 2'd1;
    if (collects) begin
      held_next  = slot + 2'd1;
      count_next = count_of(counted);
    end
  end

  // Of the arguments evaluated, with one more.
  function automatic logic [2:0] count_of(logic [2:0] others);
    return (others == Many) ? Many : others + 3'd1;
  endfunction

  // The others load over the bus: `function` and `expression` its value, `arguments` and `rest` its
  // word 2, `values` word 3, the list its extra word. Of a push, word 2 is the frame's, and `rest`
  // loads field 2.
  logic  step_rest, step_arguments, step_values, step_expression;
  logic  load_function, load_rest, load_arguments, load_values, load_list, load_expression;
  word_t rest;  // as this cycle leaves it

  assign rest = (state_q == StArgument) ? field2 : (state_q == StNextArgument) ? field1 : rest_q;
  assign step_rest = (state_q == StArgument && is_cons) || state_q == StNextArgument;
  assign step_arguments = action == ActNext || state_q == StResumeArguments;
  assign step_values = state_q == StSaveOperand || state_q == StResumeArguments ||
                       state_q == StGatherOperand || state_q == StReverseCell;
  assign step_expression = state_q == StArgument && is_cons &&
                           (looked_i.look == LookHeld || looked_i.look == LookCompute);
  assign load_expression = (step_i && step_expression) || writes_expression;
  assign load_function = edge_i.start || (step_i && state_q == StResumeArguments) ||
                         writes_function;
  assign load_rest = edge_i.start || (step_i && step_rest) ||
                     writes_rest;
  assign load_arguments = edge_i.start || edge_i.forget || (step_i && step_arguments) ||
                          writes_arguments;
  assign load_values = edge_i.start || (step_i && step_values) ||
                       writes_values;
  assign load_list = edge_i.start ||
                     (step_i && (state_q == StResumeArguments || state_q == StReverseCons)) ||
                     writes_list;

  // A combination that needs a frame gets it at once, if there is room and no operand to be saved.
  logic pushes_held;

  assign holds = (state_q == StArgument && is_cons && looked_i.look == LookHeld) ||
                 (state_q == StArgumentComputed && !computed_i.valid && !computed_i.inlines);
  assign combination = (state_q == StArgument) ? field1 : expression_q;
  assign pushes_held = holds && held_q == 2'd0 && stack_i.room;

  // Where the argument list goes on.
  assign advances = state_q == StEvalArgs || state_q == StNextArgument ||
                    (state_q == StArgument && is_known) ||
                    (state_q == StArgumentComputed && computed_i.valid);

  always_comb begin
    action = ActNone;
    if (holds) action = ActPushHeld;
    if (advances) begin
      if (rest == Nil)        action = ActFinish;
      else if (rest[0])       action = ActMalformed;
      else if (held_next == 2'd3)  action = ActSave;
      else                      action = ActNext;
    end
  end

  // The bus and the remaining registers.
  always_comb begin
    state_next   = state_q;
    purpose_next = purpose_q;
    bus_o        = '0;
    if (token_i) begin
      unique case (state_q)
        StArgument: begin
          bus_o.words[2] = field2;
          bus_o.value    = is_cons ? field1 : arguments_q;
          if (!is_cons) begin
            bus_o.drive = raise_fault(TrapBadSyntax);
          end else begin
            unique case (looked_i.look)
              LookLoad, LookLoadOuter, LookNote: begin
                bus_o.value    = arguments_q;
                bus_o.words[2] = arguments_q;
                bus_o.drive    = (looked_i.look == LookNote) ? look_at(RoleOperand)
                                                             : command(CmdLoadLocals);
                state_next     = StEvalArgs;
              end
              LookCompute: begin
                bus_o.base  = field1;
                bus_o.drive = fetch_object();
                state_next  = StArgumentComputed;
              end
              LookGlobal: begin
                bus_o.extra = looked_i.value;
                bus_o.drive = command(CmdGlobal);
                state_next  = StAwaitValue;
              end
              LookOuter, LookEval: begin
                bus_o.drive = command((looked_i.look == LookOuter) ? CmdOuter : CmdArgument);
                state_next  = StAwaitValue;
              end
              default: ;
            endcase
          end
        end
        StArgumentComputed: begin
          bus_o.extra = field2;
          if (computed_i.inlines) begin
            bus_o.drive = start_inline(computed_i.operation);
            state_next  = StAwaitValue;
          end
        end
        StSaveOperand: begin
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = word_t'(HeaderCons);
          bus_o.words[1] = x_q;
          bus_o.words[2] = values_q;
          bus_o.words[3] = place_i;
          bus_o.drive    = allocate_words(3'd3, CmdStay);
          if (held_next == 2'd0) begin
            unique case (purpose_q)
              PurposeMore:    state_next = StEvalArgs;
              PurposeReverse: state_next = StReverse;
              default:        state_next = StPushArguments;
            endcase
          end
        end
        StPushArguments: begin
          bus_o.words[1] = function_q;
          bus_o.words[2] = arguments_q;
          bus_o.words[3] = values_q;
          if (!stack_i.room) begin
            bus_o.drive = command(CmdMakeRoom);
          end else if (purpose_q == PurposeTrap) begin
            bus_o.drive = push_frame(RetArguments, CmdPushTrap);
          end else if (purpose_q == PurposeHeld) begin
            bus_o.value = expression_q;
            bus_o.drive = push_frame(RetArguments, CmdPushEval);
          end else begin
            bus_o.drive = push_frame(RetArguments, CmdPushCombination);
          end
        end
        StResumeArguments: begin
          bus_o.value    = stack_i.top.operator_word;
          bus_o.words[2] = stack_i.top.arguments;
          bus_o.words[3] = stack_i.top.values;
          bus_o.base     = stack_i.top.arguments;
          bus_o.offset   = word_t'(1);
          bus_o.drive    = fetch_words(3'd2);
          state_next     = StNextArgument;
        end
        StNextArgument: bus_o.words[2] = field1;
        StGatherOperand: begin
          bus_o.words[3] = field1;
          bus_o.value    = function_q;
          bus_o.extra    = list_q;
          bus_o.base     = field1;
          bus_o.offset   = word_t'(1);
          bus_o.drive    = (field1 == Nil) ? command(CmdApply) : fetch_words(3'd2);
        end
        StReverse: begin
          bus_o.base   = values_q;
          bus_o.offset = word_t'(1);
          bus_o.drive  = fetch_words(3'd2);
          state_next   = StReverseCell;
        end
        StReverseCell: begin
          bus_o.words[3] = field1;
          state_next     = StReverseCons;
        end
        StReverseCons: begin
          bus_o.extra    = place_i;
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = word_t'(HeaderCons);
          bus_o.words[1] = x_q;
          bus_o.words[2] = list_q;
          bus_o.drive    = allocate_words(3'd3, CmdStay);
          state_next     = (values_q == Nil) ? StEvalArgs : StReverse;
        end
        default: ;
      endcase

      unique case (action)
        ActFinish: begin
          if (values_q == Nil) begin
            bus_o.value = function_q;
            bus_o.extra = list_q;
            bus_o.drive = command(CmdApply);
          end else if (count_next != Many) begin
            bus_o.base   = values_q;
            bus_o.offset = word_t'(1);
            bus_o.drive  = fetch_words(3'd2);
            state_next   = StGatherOperand;
          end else begin
            purpose_next = PurposeReverse;
            state_next   = StSaveOperand;
          end
        end
        ActNext: begin
          bus_o.words[2] = rest;
          bus_o.base     = rest;
          bus_o.drive    = fetch_object();
          state_next     = StArgument;
        end
        ActSave: begin
          purpose_next = PurposeMore;
          state_next   = StSaveOperand;
        end
        ActMalformed: begin
          bus_o.value = rest;
          bus_o.drive = raise_fault(TrapBadSyntax);
        end
        ActPushHeld: begin
          bus_o.value  = combination;
          purpose_next = PurposeHeld;
          state_next   = (held_q != 2'd0) ? StSaveOperand : StPushArguments;
          if (pushes_held) begin
            bus_o.words[1] = function_q;
            bus_o.words[2] = arguments_q;
            bus_o.words[3] = values_q;
            bus_o.drive    = push_frame(RetArguments, CmdPushEval);
          end else if (held_q == 2'd0) begin
            bus_o.drive = command(CmdMakeRoom);
          end
        end
        default: ;
      endcase
    end
  end

  // The registers.
  always_comb begin
    `CC_EVAL_ARGS_KEEP
    if (step_i) begin
      state_d   = state_next;
      purpose_d = purpose_next;
    end
    if (step_i || edge_i.take) begin
      held_d  = held_next;
      count_d = count_next;
    end
    if (edge_i.start) begin
      held_d  = '0;
      count_d = '0;
    end
    if (edge_i.start || edge_i.take || edge_i.again) state_d = edge_i.reads ? StArgument : StEvalArgs;
    if (edge_i.save) begin
      state_d   = (held_q != 2'd0) ? StSaveOperand : StPushArguments;
      purpose_d = edge_i.purpose;
    end
    if (edge_i.resume) state_d = edge_i.restore ? StNextArgument : StResumeArguments;
    if (((step_i || edge_i.take) && step_operand[0]) || root_operand[0]) x_d = x_next;
    if (((step_i || edge_i.take) && step_operand[1]) || root_operand[1]) y_d = y_next;
    if (((step_i || edge_i.take) && step_operand[2]) || root_operand[2]) z_d = z_next;
    if (load_function) function_d = bus_i.value;
    if (load_expression) expression_d = bus_i.value;
    if (load_rest) rest_d = (step_i && step_rest && pushes_held) ? field2 : bus_i.words[2];
    if (load_arguments) arguments_d = edge_i.forget ? Nil : bus_i.words[2];
    if (load_values) values_d = edge_i.start ? Nil : bus_i.words[3];
    if (load_list) list_d = edge_i.start ? Nil : bus_i.extra;
    if ((edge_i.take || edge_i.again) && edge_i.reads) arguments_d = rest_q;
    if (edge_i.restore) begin
      function_d  = stack_i.top.operator_word;
      arguments_d = stack_i.top.arguments;
      values_d    = stack_i.top.values;
      list_d      = Nil;
      x_d         = edge_i.value;
      held_d      = 2'd1;
      count_d     = count_of(stack_i.top.count);
    end
  end

  assign operands_o = {held_next, x_next, y_next, z_next};
  assign arguments_o = arguments_q;
  assign rest_o = rest_q;
  assign fits_o = held_q != 2'd2;
  assign completes_o = rest_q == Nil && values_q == Nil;
  assign function_o = function_q;
  assign count_o = token_i ? count_q : 3'd0;

  // An FSM is never in an unnamed state; in AwaitValue the token is with eval.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StReverseCons);
  assert property (@(posedge clk_i) disable iff (!rst_ni) !(token_i && state_q == StAwaitValue));

endmodule
