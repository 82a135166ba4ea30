// special: `quote`, `if`, `begin`, `catch`, and what follows a macro's expansion.
//
// The last expression of a body and the chosen branch of an `if` go to eval without a frame.
module cc_special
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // The token, and what commands load.
  input  logic                     token_i,
  input  logic                     step_i,    // it is not stalled
  input  logic                     start_i,   // CmdSpecial
  input  logic [3:0]               number_i,
  input  logic                     resume_i,
  input  return_state_e            return_state_i,
  input  word_t                    value_i,
  input  word_t                    extra_i,
  input  logic [2:1][WordBits-1:0] words_i,
  // What it sees of other units.
  input  words_t                   fetched_i,
  input  word_t                    frame_operator_i,
  input  word_t                    frame_arguments_i,
  input  word_t                    result_i,  // the value returned to the frame
  input  word_t                    new_i,     // the address of an allocation
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
  // A register that others see.
  output word_t                    form_o     // as this cycle leaves it
);

  typedef enum logic [2:0] {
    ActNone,
    ActMalformed,
    ActSequence,     // evaluate the body in `operands`
    ActPushPending,  // evaluate field 1 under a frame that keeps field 2
    ActEval          // evaluate field 1
  } action_e;


  special_state_e state_d, state_q;
  logic [3:0]     number_d, number_q;
  word_t          form_q;
  word_t          operands_q;
  word_t          pending_q;
  word_t          return_state_d, return_state_q;  // an immediate
  word_t          handler_q;
  logic           test_d, test_q;

  action_e        action;
  return_state_e  frame_kind;                      // of ActPushPending
  word_t          field1, field2;
  logic           is_cons, is_pointer;             // the object fetched; field 2

  assign {field2, field1} = fetched_i[2:1];
  assign is_cons = type_of(fetched_i[0][7:0]) == TypeCons;
  assign is_pointer = !field2[0] && field2 != Nil;

  // What the state does.
  always_comb begin
    action     = ActNone;
    frame_kind = RetSequence;
    unique case (state_q)
      StSpecial: if (number_q == SpecBegin) action = ActSequence;
      StSpecialOperand: begin
        if (!is_cons) begin
          action = ActMalformed;
        end else if (number_q == SpecIf) begin
          action     = is_pointer ? ActPushPending : ActMalformed;
          frame_kind = RetIf;
        end else if (number_q == SpecCatch) begin
          action     = ActPushPending;
          frame_kind = RetCatchHandler;
        end
      end
      StIfThen: begin
        if (!is_cons)                     action = ActMalformed;
        else if (test_q)                  action = ActEval;
        else if (field2 != Nil && field2[0]) action = ActMalformed;
      end
      StIfElse:         action = is_cons ? ActEval : ActMalformed;
      StResumeSequence: action = ActSequence;
      StSequenceCell: begin
        if (!is_cons)           action = ActMalformed;
        else if (field2 == Nil) action = ActEval;
        else                    action = ActPushPending;
      end
      default: ;
    endcase
  end

  // What the registers load, over the bus: `form` and `operands` its words 1 and 2, `pending` its
  // value, `handler` its extra word.
  logic step_form, step_operands, step_pending, step_handler;
  logic load_form, load_operands, load_pending, load_handler;
  logic resumes;
  word_t form;  // as this cycle leaves it

  assign resumes = state_q == StResumeIf || state_q == StResumeSequence ||
                   state_q == StResumeCatchHandler;
  assign form = resumes                     ? frame_operator_i :
                (state_q == StResumeExpand) ? frame_arguments_i : form_q;
  assign step_form = resumes || state_q == StResumeExpand;
  assign step_operands = resumes || action == ActPushPending ||
                         (state_q == StIfThen && is_cons && !test_q && is_pointer);
  assign step_pending = state_q == StResumeExpand || (state_q == StExpandForm && is_cons) ||
                        state_q == StExpandWrap || action == ActPushPending;
  assign step_handler = state_q == StResumeCatchHandler || (state_q == StExpandForm && is_cons) ||
                        state_q == StExpandWrap;
  assign load_form = start_i || (step_i && step_form) ||
                     (root_write_i && root_i == RootSpecialForm);
  assign load_operands = start_i || (step_i && step_operands) ||
                         (root_write_i && root_i == RootSpecialOperands);
  assign load_pending = (step_i && step_pending) ||
                        (root_write_i && root_i == RootSpecialPending);
  assign load_handler = (step_i && step_handler) ||
                        (root_write_i && root_i == RootSpecialHandler);

  // The small registers.
  always_comb begin
    number_d       = number_q;
    return_state_d = return_state_q;
    test_d         = test_q;
    if (state_q == StResumeIf) test_d = result_i != Nil && result_i != word_t'(AddrFalse);
    if (state_q == StPushCatch && room_i) number_d = SpecBegin;
    if (action == ActPushPending) return_state_d = word_t'({frame_kind, 1'b1});
  end

  // The forms of a sequence.
  word_t forms;

  assign forms = (state_q == StResumeSequence) ? frame_arguments_i : operands_q;

  // The bus and `state`.
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
        StSpecial: begin
          value_o = form_q;
          base_o  = operands_q;
          if (number_q >= 4'(NumSpecials)) begin
            drive_o = raise_fault(TrapBadOpcode);
          end else if (operands_q[0] || operands_q == Nil) begin
            drive_o = raise_fault(TrapBadSyntax);
          end else begin
            drive_o = fetch_object();
            state_d = StSpecialOperand;
          end
        end
        StSpecialOperand: begin  // quote
          value_o = field1;
          drive_o = command(CmdReturn);
        end
        StPushPending: begin
          value_o    = pending_q;
          words_o[1] = form_q;
          words_o[2] = operands_q;
          drive_o    = command(CmdMakeRoom);
          if (room_i) drive_o = push_frame(return_state_e'(return_state_q[4:1]), CmdPushEval);
        end
        StResumeIf: begin
          words_o[1] = frame_operator_i;
          words_o[2] = frame_arguments_i;
          base_o  = frame_arguments_i;
          drive_o = fetch_object();
          state_d = StIfThen;
        end
        StIfThen: begin  // without a true test
          words_o[2] = field2;
          base_o  = field2;
          drive_o = (field2 == Nil) ? command(CmdReturn) : fetch_object();
          if (is_cons && !test_q && is_pointer) state_d = StIfElse;
        end
        StResumeExpand: begin
          value_o    = result_i;
          words_o[1] = frame_arguments_i;
          base_o = result_i;
          if (result_i[0] || result_i == Nil) begin
            state_d = StExpandWrap;
          end else begin
            drive_o = fetch_object();
            state_d = StExpandForm;
          end
        end
        StExpandForm: begin
          value_o = field1;
          extra_o = field2;
          state_d = is_cons ? StExpandWrite : StExpandWrap;
        end
        StExpandWrap: begin
          value_o    = word_t'(AddrBegin);
          extra_o    = new_i;
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = pending_q;
          drive_o    = allocate_words(3'd3, CmdStay);
          state_d    = StExpandWrite;
        end
        StExpandWrite: begin
          value_o    = form_q;
          base_o     = form_q;
          offset_o   = word_t'(1);
          words_o[0] = pending_q;
          words_o[1] = handler_q;
          drive_o    = store_words(3'd2, CmdEval);
        end
        StResumeSequence: begin
          words_o[1] = frame_operator_i;
          words_o[2] = frame_arguments_i;
        end
        StResumeCatchHandler: begin
          extra_o    = result_i;
          words_o[1] = frame_operator_i;
          words_o[2] = frame_arguments_i;
          state_d    = StPushCatch;
        end
        StPushCatch: begin
          words_o[1] = handler_q;
          words_o[2] = operands_q;
          if (room_i) begin
            drive_o = push_frame(RetCatch, CmdPushStay);
            state_d = StSpecial;
          end else begin
            drive_o = command(CmdMakeRoom);
          end
        end
        StResumeCatch: begin
          value_o = result_i;
          drive_o = command(CmdReturn);
        end
        default: ;
      endcase

      unique case (action)
        ActMalformed: begin
          value_o = form;
          drive_o = raise_fault(TrapBadSyntax);
        end
        ActSequence: begin
          base_o  = forms;
          value_o = form;
          if (forms == Nil) begin
            value_o = Nil;
            drive_o = command(CmdReturn);
          end else if (forms[0]) begin
            drive_o = raise_fault(TrapBadSyntax);
          end else begin
            drive_o = fetch_object();
            state_d = StSequenceCell;
          end
        end
        ActPushPending: begin
          value_o    = field1;
          words_o[1] = form_q;
          words_o[2] = field2;
          if (room_i) begin
            drive_o = push_frame(frame_kind, CmdPushEval);
          end else begin
            drive_o = command(CmdMakeRoom);
            state_d = StPushPending;
          end
        end
        ActEval: begin
          value_o = field1;
          drive_o = command(CmdEval);
        end
        default: ;
      endcase
    end
  end

  always_comb begin
    unique case (root_i)
      RootSpecialForm:     root_o = form_q;
      RootSpecialOperands: root_o = operands_q;
      RootSpecialPending:  root_o = pending_q;
      RootSpecialHandler:  root_o = handler_q;
      default:             root_o = '0;
    endcase
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q        <= StSpecial;
      number_q       <= '0;
      form_q         <= '0;
      operands_q     <= '0;
      pending_q      <= '0;
      return_state_q <= '0;
      handler_q      <= '0;
      test_q         <= 1'b0;
    end else begin
      if (step_i) begin
        state_q        <= state_d;
        number_q       <= number_d;
        return_state_q <= return_state_d;
        test_q         <= test_d;
      end
      if (start_i) begin
        state_q    <= StSpecial;
        number_q   <= number_i;
      end
      if (resume_i) begin
        unique case (return_state_i)
          RetIf:           state_q <= StResumeIf;
          RetSequence:     state_q <= StResumeSequence;
          RetExpand:       state_q <= StResumeExpand;
          RetCatchHandler: state_q <= StResumeCatchHandler;
          default:         state_q <= StResumeCatch;
        endcase
      end
      if (load_form) form_q <= words_i[1];
      if (load_operands) operands_q <= words_i[2];
      if (load_pending) pending_q <= value_i;
      if (load_handler) handler_q <= extra_i;
    end
  end

  assign form_o = form;

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StResumeCatch);

endmodule
