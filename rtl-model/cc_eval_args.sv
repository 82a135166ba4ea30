// eval_args: walks the argument list, evaluates, collects.
//
// Up to three values stay in the operand registers `x`, `y`, `z`; they move to the list `values`
// when a frame must be pushed or when there are more. At the end apply takes the operands.
module cc_eval_args
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // The token, and what commands load.
  input  logic                     token_i,
  input  logic                     step_i,     // it is not stalled
  input  logic                     start_i,    // CmdEvalArgs
  input  logic                     take_i,     // CmdArgumentValue
  input  logic                     save_i,     // a frame is needed for the argument
  input  purpose_e                 save_purpose_i,
  input  logic                     resume_i,
  input  logic                     forget_i,   // no argument is being evaluated
  input  word_t                    value_i,
  input  word_t                    extra_i,
  input  logic [3:2][WordBits-1:0] words_i,
  // What it sees of other units.
  input  words_t                   fetched_i,
  input  word_t                    frame_operator_i,
  input  word_t                    frame_arguments_i,
  input  word_t                    frame_values_i,
  input  logic [2:0]               frame_count_i,
  input  word_t                    result_i,   // the value returned to the frame
  input  word_t                    new_i,      // the address of an allocation
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
  // The operands, as this cycle leaves them, for apply.
  output word_t                    x_o,
  output word_t                    y_o,
  output word_t                    z_o,
  output logic [1:0]               held_o,
  // Registers that others see.
  output word_t                    arguments_o,
  output logic [2:0]               count_o
);

  typedef enum logic [2:0] {
    ActNone,
    ActFinish,    // all arguments are evaluated
    ActNext,      // fetch the next cell
    ActSave,      // the operand registers are full
    ActMalformed  // the rest of the arguments is no list
  } action_e;


  localparam logic [2:0] Many = 3'd4;

  eval_args_state_e state_d, state_q;
  purpose_e         purpose_d, purpose_q;
  word_t            function_q;
  word_t            arguments_q;
  word_t            rest_q;
  word_t            values_q;
  word_t            x_d, x_q, y_d, y_q, z_d, z_q, list_q;
  logic [1:0]       held_d, held_q;
  logic [2:0]       count_d, count_q;

  action_e          action;
  word_t            header, field1, field2;
  logic             is_cons, is_pointer;
  logic             advances;
  logic             collects;   // `collected` becomes the operand number `slot`
  word_t            collected;
  logic [1:0]       slot;
  logic [2:0]       counted;

  assign {field2, field1, header} = fetched_i[2:0];
  assign is_cons = type_of(header[7:0]) == TypeCons;
  assign is_pointer = !field1[0] && field1 != Nil;

  // The operand registers and the counts. In AwaitValue they are loaded when the value is taken.
  assign collects = (state_q == StArgument && is_cons && !is_pointer) ||
                    state_q == StAwaitValue || state_q == StResumeArguments;
  assign slot = (state_q == StResumeArguments) ? 2'd0 : held_q;
  assign counted = (state_q == StResumeArguments) ? frame_count_i : count_q;

  always_comb begin
    unique case (state_q)
      StAwaitValue:      collected = value_i;
      StResumeArguments: collected = result_i;
      default:           collected = field1;
    endcase
  end

  // The operands for apply, or as they are loaded: the OR of what is selected.
  logic lowers, raises, first;
  logic [2:0] collect_operand, root_operand, step_operand;  // z, y, x

  assign lowers = state_q == StSaveOperand && !root_write_i;
  assign raises = state_q == StGatherOperand && !root_write_i;
  assign first = raises || (state_q == StReverseCell && !root_write_i);
  assign collect_operand = {3{collects && !root_write_i}} & {slot[1], slot == 2'd1, slot == 2'd0};
  assign root_operand = {3{root_write_i}} & {root_i == RootEvalArgsZ, root_i == RootEvalArgsY,
                                             root_i == RootEvalArgsX};
  assign step_operand = collect_operand | {raises, raises || lowers, first || lowers};

  function automatic word_t only(logic selected, word_t word);
    return word & {WordBits{selected}};
  endfunction

  logic [2:0] keeps_operand;

  assign keeps_operand = ~(step_operand | root_operand);
  assign x_d = only(collect_operand[0], collected) | only(root_operand[0], value_i) |
               only(first, header) | only(lowers, y_q) | only(keeps_operand[0], x_q);
  assign y_d = only(collect_operand[1], collected) | only(root_operand[1], value_i) |
               only(raises, x_q) | only(lowers, z_q) | only(keeps_operand[1], y_q);
  assign z_d = only(collect_operand[2], collected) | only(root_operand[2], value_i) |
               only(raises, y_q) | only(keeps_operand[2], z_q);

  always_comb begin
    held_d  = held_q;
    count_d = count_q;
    if (state_q == StSaveOperand) held_d = held_q - 2'd1;
    if (state_q == StGatherOperand) held_d = held_q + 2'd1;
    if (collects) begin
      held_d  = slot + 2'd1;
      count_d = (counted == Many) ? Many : counted + 3'd1;
    end
  end

  // The others load over the bus: `function` its value, `arguments` and `rest` its word 2, `values`
  // word 3, the list its extra word.
  logic  step_rest, step_arguments, step_values;
  logic  load_function, load_rest, load_arguments, load_values, load_list;
  word_t rest;  // as this cycle leaves it

  assign rest = (state_q == StArgument) ? field2 : (state_q == StNextArgument) ? field1 : rest_q;
  assign step_rest = state_q == StArgument || state_q == StNextArgument;
  assign step_arguments = action == ActNext || state_q == StResumeArguments;
  assign step_values = state_q == StSaveOperand || state_q == StResumeArguments ||
                       state_q == StGatherOperand || state_q == StReverseCell;
  assign load_function = start_i || (step_i && state_q == StResumeArguments) ||
                         (root_write_i && root_i == RootEvalArgsFunction);
  assign load_rest = start_i || (step_i && step_rest) ||
                     (root_write_i && root_i == RootEvalArgsRest);
  assign load_arguments = start_i || forget_i || (step_i && step_arguments) ||
                          (root_write_i && root_i == RootEvalArgsArguments);
  assign load_values = start_i || (step_i && step_values) ||
                       (root_write_i && root_i == RootEvalArgsValues);
  assign load_list = start_i ||
                     (step_i && (state_q == StResumeArguments || state_q == StReverseCons)) ||
                     (root_write_i && root_i == RootEvalArgsList);

  // Where the argument list goes on.
  assign advances = state_q == StEvalArgs || state_q == StNextArgument ||
                    (state_q == StArgument && is_cons && !is_pointer);

  always_comb begin
    action = ActNone;
    if (advances) begin
      if (rest == Nil)        action = ActFinish;
      else if (rest[0])       action = ActMalformed;
      else if (held_d == 2'd3)  action = ActSave;
      else                      action = ActNext;
    end
  end

  // The bus and the remaining registers.
  always_comb begin
    state_d     = state_q;
    purpose_d   = purpose_q;
    drive_o     = '0;
    value_o     = '0;
    extra_o     = '0;
    base_o      = '0;
    offset_o    = '0;
    words_o     = '0;
    if (token_i) begin
      unique case (state_q)
        StArgument: begin
          words_o[2] = field2;
          value_o    = is_cons ? field1 : arguments_q;
          if (!is_cons) begin
            drive_o = raise_fault(TrapBadSyntax);
          end else if (is_pointer) begin
            drive_o = command(CmdArgument);
            state_d = StAwaitValue;
          end
        end
        StSaveOperand: begin
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = x_q;
          words_o[2] = values_q;
          words_o[3] = new_i;
          drive_o    = allocate_words(3'd3, CmdStay);
          if (held_d == 2'd0) begin
            unique case (purpose_q)
              PurposeMore:    state_d = StEvalArgs;
              PurposeReverse: state_d = StReverse;
              default:        state_d = StPushArguments;
            endcase
          end
        end
        StPushArguments: begin
          words_o[1] = function_q;
          words_o[2] = arguments_q;
          words_o[3] = values_q;
          if (!room_i)                       drive_o = command(CmdMakeRoom);
          else if (purpose_q == PurposeTrap) drive_o = push_frame(RetArguments, CmdPushTrap);
          else                               drive_o = push_frame(RetArguments, CmdPushCombination);
        end
        StResumeArguments: begin
          value_o    = frame_operator_i;
          words_o[2] = frame_arguments_i;
          words_o[3] = frame_values_i;
          base_o     = frame_arguments_i;
          offset_o   = word_t'(1);
          drive_o    = fetch_words(3'd2);
          state_d    = StNextArgument;
        end
        StNextArgument: words_o[2] = field1;
        StGatherOperand: begin
          words_o[3] = field1;
          value_o  = function_q;
          extra_o  = list_q;
          base_o   = field1;
          offset_o = word_t'(1);
          drive_o  = (field1 == Nil) ? command(CmdApply) : fetch_words(3'd2);
        end
        StReverse: begin
          base_o   = values_q;
          offset_o = word_t'(1);
          drive_o  = fetch_words(3'd2);
          state_d  = StReverseCell;
        end
        StReverseCell: begin
          words_o[3] = field1;
          state_d    = StReverseCons;
        end
        StReverseCons: begin
          value_o    = function_q;
          extra_o    = new_i;
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = x_q;
          words_o[2] = list_q;
          drive_o    = allocate_words(3'd3, (values_q == Nil) ? CmdApply : CmdStay);
          if (values_q != Nil) state_d = StReverse;
        end
        default: ;
      endcase

      unique case (action)
        ActFinish: begin
          if (values_q == Nil) begin
            value_o = function_q;
            extra_o = list_q;
            drive_o = command(CmdApply);
          end else if (count_d != Many) begin
            base_o   = values_q;
            offset_o = word_t'(1);
            drive_o  = fetch_words(3'd2);
            state_d  = StGatherOperand;
          end else begin
            purpose_d = PurposeReverse;
            state_d   = StSaveOperand;
          end
        end
        ActNext: begin
          words_o[2] = rest;
          base_o     = rest;
          drive_o    = fetch_object();
          state_d    = StArgument;
        end
        ActSave: begin
          purpose_d = PurposeMore;
          state_d   = StSaveOperand;
        end
        ActMalformed: begin
          value_o = rest;
          drive_o = raise_fault(TrapBadSyntax);
        end
        default: ;
      endcase
    end
  end

  always_comb begin
    unique case (root_i)
      RootEvalArgsFunction:  root_o = function_q;
      RootEvalArgsArguments: root_o = arguments_q;
      RootEvalArgsRest:      root_o = rest_q;
      RootEvalArgsValues:    root_o = values_q;
      RootEvalArgsX:         root_o = x_q;
      RootEvalArgsY:         root_o = y_q;
      RootEvalArgsZ:         root_o = z_q;
      RootEvalArgsList:      root_o = list_q;
      default:               root_o = '0;
    endcase
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q     <= StEvalArgs;
      purpose_q   <= PurposeMore;
      function_q  <= '0;
      arguments_q <= '0;
      rest_q      <= '0;
      values_q    <= '0;
      x_q         <= '0;
      y_q         <= '0;
      z_q         <= '0;
      list_q      <= '0;
      held_q      <= '0;
      count_q     <= '0;
    end else begin
      if (step_i) begin
        state_q     <= state_d;
        purpose_q   <= purpose_d;
      end
      if (step_i || take_i) begin
        held_q  <= held_d;
        count_q <= count_d;
      end
      if (start_i) begin
        state_q     <= StEvalArgs;
        held_q      <= '0;
        count_q     <= '0;
      end
      if (take_i) state_q <= StEvalArgs;
      if (save_i) begin
        state_q   <= (held_q != 2'd0) ? StSaveOperand : StPushArguments;
        purpose_q <= save_purpose_i;
      end
      if (resume_i) state_q <= StResumeArguments;
      if (((step_i || take_i) && step_operand[0]) || root_operand[0]) x_q <= x_d;
      if (((step_i || take_i) && step_operand[1]) || root_operand[1]) y_q <= y_d;
      if (((step_i || take_i) && step_operand[2]) || root_operand[2]) z_q <= z_d;
      if (load_function) function_q <= value_i;
      if (load_rest) rest_q <= words_i[2];
      if (load_arguments) arguments_q <= forget_i ? Nil : words_i[2];
      if (load_values) values_q <= words_i[3];
      if (load_list) list_q <= start_i ? Nil : extra_i;
    end
  end

  assign x_o = x_d;
  assign y_o = y_d;
  assign z_o = z_d;
  assign held_o = held_d;
  assign arguments_o = arguments_q;
  assign count_o = count_q;

  // An FSM is never in an unnamed state; in AwaitValue the token is with eval.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StReverseCons);
  assert property (@(posedge clk_i) disable iff (!rst_ni) !(token_i && state_q == StAwaitValue));

endmodule
