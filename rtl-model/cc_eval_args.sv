// eval_args: walks the argument list, evaluates, collects.
//
// Up to three values stay in the operand registers `x`, `y`, `z`; they move to the list `values`
// when a frame must be pushed or when there are more. At the end apply takes the operands.
module cc_eval_args
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
#(
  parameter int WordBits = 16
) (
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
  input  logic [WordBits-1:0]      value_i,
  input  logic [WordBits-1:0]      extra_i,
  // What it sees of other units.
  input  logic [3:0][WordBits-1:0] fetched_i,
  input  logic [WordBits-1:0]      frame_operator_i,
  input  logic [WordBits-1:0]      frame_arguments_i,
  input  logic [WordBits-1:0]      frame_values_i,
  input  logic [2:0]               frame_count_i,
  input  logic [WordBits-1:0]      result_i,   // the value returned to the frame
  input  logic [WordBits-1:0]      new_i,      // the address of an allocation
  input  logic                     room_i,
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
  // The operands, as this cycle leaves them, for apply.
  output logic [WordBits-1:0]      x_o,
  output logic [WordBits-1:0]      y_o,
  output logic [WordBits-1:0]      z_o,
  output logic [1:0]               held_o,
  // Registers that others see.
  output logic [WordBits-1:0]      arguments_o,
  output logic [2:0]               count_o
);

  typedef enum logic [2:0] {
    ActNone,
    ActFinish,    // all arguments are evaluated
    ActNext,      // fetch the next cell
    ActSave,      // the operand registers are full
    ActMalformed  // the rest of the arguments is no list
  } action_e;

  typedef logic [WordBits-1:0] word_t;

  localparam word_t      Nil  = '0;
  localparam logic [2:0] Many = 3'd4;

  eval_args_state_e state_d, state_q;
  purpose_e         purpose_d, purpose_q;
  word_t            function_q, function_d;
  word_t            arguments_d, arguments_q;
  word_t            rest_d, rest_q;
  word_t            values_d, values_q;
  word_t            x_d, x_q, y_d, y_q, z_d, z_q, list_d, list_q;
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

  always_comb begin
    x_d = x_q;
    y_d = y_q;
    z_d = z_q;
    unique case (state_q)
      StSaveOperand: begin
        x_d = y_q;
        y_d = z_q;
      end
      StGatherOperand: begin
        x_d = header;
        y_d = x_q;
        z_d = y_q;
      end
      StReverseCell: x_d = header;
      default: ;
    endcase
    if (collects) begin
      unique case (slot)
        2'd0:    x_d = collected;
        2'd1:    y_d = collected;
        default: z_d = collected;
      endcase
    end
  end

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

  // The lists.
  always_comb begin
    rest_d   = rest_q;
    values_d = values_q;
    list_d   = list_q;
    unique case (state_q)
      StArgument:        rest_d = field2;
      StNextArgument:    rest_d = field1;
      StSaveOperand:     values_d = new_i;
      StResumeArguments: begin
        values_d = frame_values_i;
        list_d   = Nil;
      end
      StGatherOperand, StReverseCell: values_d = field1;
      StReverseCons: list_d = new_i;
      default: ;
    endcase
  end

  // Where the argument list goes on.
  assign advances = state_q == StEvalArgs || state_q == StNextArgument ||
                    (state_q == StArgument && is_cons && !is_pointer);

  always_comb begin
    action = ActNone;
    if (advances) begin
      if (rest_d == Nil)        action = ActFinish;
      else if (rest_d[0])       action = ActMalformed;
      else if (held_d == 2'd3)  action = ActSave;
      else                      action = ActNext;
    end
  end

  // The bus and the remaining registers.
  always_comb begin
    state_d     = state_q;
    purpose_d   = purpose_q;
    function_d  = function_q;
    arguments_d = arguments_q;
    drive_o     = '0;
    value_o     = '0;
    extra_o     = '0;
    base_o      = '0;
    offset_o    = '0;
    words_o     = '0;
    if (token_i) begin
      unique case (state_q)
        StArgument: begin
          value_o = is_cons ? field1 : arguments_q;
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
          function_d  = frame_operator_i;
          arguments_d = frame_arguments_i;
          base_o      = frame_arguments_i;
          offset_o    = word_t'(1);
          drive_o     = fetch_words(3'd2);
          state_d     = StNextArgument;
        end
        StGatherOperand: begin
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
        StReverseCell: state_d = StReverseCons;
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
          arguments_d = rest_d;
          base_o      = rest_d;
          drive_o     = fetch_object();
          state_d     = StArgument;
        end
        ActSave: begin
          purpose_d = PurposeMore;
          state_d   = StSaveOperand;
        end
        ActMalformed: begin
          value_o = rest_d;
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
        function_q  <= function_d;
        arguments_q <= arguments_d;
        rest_q      <= rest_d;
        values_q    <= values_d;
        list_q      <= list_d;
      end
      if (step_i || take_i) begin
        x_q     <= x_d;
        y_q     <= y_d;
        z_q     <= z_d;
        held_q  <= held_d;
        count_q <= count_d;
      end
      if (start_i) begin
        state_q     <= StEvalArgs;
        function_q  <= value_i;
        arguments_q <= extra_i;
        rest_q      <= extra_i;
        values_q    <= Nil;
        list_q      <= Nil;
        held_q      <= '0;
        count_q     <= '0;
      end
      if (take_i) state_q <= StEvalArgs;
      if (save_i) begin
        state_q   <= (held_q != 2'd0) ? StSaveOperand : StPushArguments;
        purpose_q <= save_purpose_i;
      end
      if (resume_i) state_q <= StResumeArguments;
      if (forget_i) arguments_q <= Nil;
      if (root_write_i) begin
        unique case (root_i)
          RootEvalArgsFunction:  function_q <= value_i;
          RootEvalArgsArguments: arguments_q <= value_i;
          RootEvalArgsRest:      rest_q <= value_i;
          RootEvalArgsValues:    values_q <= value_i;
          RootEvalArgsX:         x_q <= value_i;
          RootEvalArgsY:         y_q <= value_i;
          RootEvalArgsZ:         z_q <= value_i;
          RootEvalArgsList:      list_q <= value_i;
          default: ;
        endcase
      end
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
