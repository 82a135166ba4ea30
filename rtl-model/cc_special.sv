// special: `quote`, `if`, `begin`, `catch`, and what follows a macro's expansion.
//
// The last expression of a body and the chosen branch of an `if` go to eval without a frame.
module cc_special
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  logic          clk_i,
  input  logic          rst_ni,
  // The token, and what commands load.
  input  logic          token_i,
  input  logic          step_i,      // it is not stalled
  input  special_edge_t edge_i,
  input  bus_t          bus_i,
  // What it sees of other units.
  input  words_t        fetched_i,
  input  stack_t        stack_i,
  input  notes_t        notes_i,
  input  looked_t       looked_i,    // at the cell of a test or of the last expression
  input  computed_t     computed_i,  // of the combination that was fetched
  input  word_t         place_i,     // the address of an allocation
  // The root port.
  input  root_t         root_i,
  input  logic          root_write_i,
  output word_t         root_o,
  // What it drives, and what others see.
  output bus_t          bus_o,
  output word_t         form_o,      // as this cycle leaves it
  output word_t         operands_o,
  output word_t         second_o,
  output word_t         pending_o,
  output logic          tests_o      // the test of an `if` is being computed
);

  typedef enum logic [3:0] {
    ActNone,
    ActMalformed,
    ActSequence,     // evaluate the body in `operands`
    ActPushPending,  // evaluate `evaluated` under a frame that keeps `kept`
    ActEval,         // evaluate field 1
    ActReturn,       // its value is known
    ActBranch,       // the value of a test is known: fetch the branches in `kept`
    ActInline,       // inline computes it
    ActCompute,      // fetch field 1, a combination that may be computed
    ActLoad,         // the locals are to be loaded first
    ActNote          // nothing is known of the cell in `operands`
  } action_e;

  `include "cc_special_regs.svh"

  special_state_e state_next;
  logic [3:0]     number_next;
  word_t          return_state_next;  // an immediate
  logic           test_next;

  action_e       action;
  return_state_e frame_kind;           // of ActPushPending
  word_t         header, field1, field2;
  logic          is_cons, is_pointer;  // the object fetched; field 2

  assign {field2, field1, header} = fetched_i[2:0];
  assign is_cons = type_of(header[7:0]) == TypeCons;
  assign is_pointer = !field2[0] && field2 != Nil;

  // What can be done at once with a test or with a form's last expression; ActEval if nothing is
  // known.
  action_e look;

  always_comb begin
    look = ActEval;
    if (notes_i.on) begin
      unique case (looked_i.look)
        LookValue:   look = ActReturn;
        LookCompute: look = ActCompute;
        LookLoad:    look = ActLoad;
        LookNote:    look = ActNote;
        default: ;
      endcase
    end
  end

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
          frame_kind = RetIf;
          action     = look;
          if (look == ActReturn) action = ActBranch;
          if (look == ActEval)   action = ActPushPending;
          if (!is_pointer)       action = ActMalformed;
        end else if (number_q == SpecCatch) begin
          action     = ActPushPending;
          frame_kind = RetCatchHandler;
        end
      end
      StIfComputed: begin
        action     = computed_i.valid ? ActBranch : computed_i.inlines ? ActInline : ActPushPending;
        frame_kind = RetIf;
      end
      StIfThen: begin
        if (!is_cons)                        action = ActMalformed;
        else if (test_q)                     action = look;
        else if (field2 != Nil && field2[0]) action = ActMalformed;
      end
      StIfElse:         action = is_cons ? look : ActMalformed;
      StLastComputed:   if (computed_i.inlines) action = ActInline;
      StResumeSequence: action = ActSequence;
      StSequenceCell: begin
        if (!is_cons)           action = ActMalformed;
        else if (field2 == Nil) action = look;
        else                    action = ActPushPending;
      end
      default: ;
    endcase
  end

  // What the registers load, over the bus: `form` and `operands` its words 1 and 2, `pending` its
  // value, `handler` its extra word.
  logic  step_form, step_operands, step_pending, step_handler;
  logic  load_form, load_operands, load_pending, load_handler;
  logic  resumes;
  word_t form;  // as this cycle leaves it

  assign resumes = state_q == StResumeIf || state_q == StResumeSequence ||
                   state_q == StResumeCatchHandler;
  assign form = resumes                     ? stack_i.top.operator_word :
                (state_q == StResumeExpand) ? stack_i.top.arguments : form_q;
  assign step_form = resumes || state_q == StResumeExpand;
  assign step_operands = resumes || action == ActPushPending || action == ActBranch ||
                         (action == ActCompute && state_q == StSpecialOperand) ||
                         (state_q == StIfThen && is_cons && !test_q && is_pointer);
  assign step_pending = state_q == StResumeExpand || (state_q == StExpandForm && is_cons) ||
                        state_q == StExpandWrap || action == ActPushPending ||
                        action == ActCompute;
  assign step_handler = state_q == StResumeCatchHandler || (state_q == StExpandForm && is_cons) ||
                        state_q == StExpandWrap;
  assign load_form = edge_i.form.start || (step_i && step_form) || writes_form;
  assign load_operands = edge_i.form.start || (step_i && step_operands) || writes_operands;
  assign load_pending = (step_i && step_pending) || writes_pending;
  assign load_handler = (step_i && step_handler) || writes_handler;

  // Of ActPushPending and ActBranch. The cell of an `if`'s second branch may be known.
  word_t evaluated, kept, branched;
  logic  holds, skips;

  assign evaluated = (state_q == StIfComputed) ? pending_q : field1;
  assign kept = (state_q == StIfComputed) ? operands_q : field2;
  assign branched = (state_q == StIfComputed) ? computed_i.value : looked_i.value;

  function automatic logic is_true(word_t word);
    return word != Nil && word != word_t'(AddrFalse);
  endfunction

  assign holds = is_true(branched);
  assign skips = !holds && second_q != Nil;

  // The small registers.
  always_comb begin
    number_next       = number_q;
    return_state_next = return_state_q;
    test_next         = test_q;
    if (state_q == StResumeIf) begin
      test_next = is_true(stack_i.result);
    end
    if (state_q == StPushCatch && stack_i.room) number_next = SpecBegin;
    if (action == ActBranch) test_next = holds;
    if (action == ActPushPending) return_state_next = word_t'({frame_kind, 1'b1});
  end

  // The forms of a sequence.
  word_t forms;

  assign forms = (state_q == StResumeSequence) ? stack_i.top.arguments : operands_q;

  // Before car and cdr of a form are written over: what is noted in it.
  special_state_e before_write;

  assign before_write = notes_i.on ? StExpandFetch : StExpandWrite;

  // The bus and `state`.
  always_comb begin
    state_next = state_q;
    bus_o      = '0;
    if (token_i) begin
      unique case (state_q)
        StSpecial: begin
          bus_o.value = form_q;
          bus_o.base  = operands_q;
          if (number_q >= 4'(NumSpecials)) begin
            bus_o.drive = raise_fault(TrapBadOpcode);
          end else if (operands_q[0] || operands_q == Nil) begin
            bus_o.drive = raise_fault(TrapBadSyntax);
          end else begin
            bus_o.drive = fetch_object();
            state_next  = StSpecialOperand;
          end
        end
        StSpecialOperand: begin  // quote
          bus_o.value = field1;
          bus_o.drive = command(CmdReturn);
        end
        StLast: begin
          bus_o.base  = operands_q;
          bus_o.drive = fetch_object();
          state_next  = StIfElse;
        end
        StLastComputed: begin
          bus_o.value = computed_i.valid ? computed_i.value : pending_q;
          bus_o.drive = command(computed_i.valid ? CmdReturn : CmdEval);
        end
        StPushPending: begin
          bus_o.value    = pending_q;
          bus_o.words[1] = form_q;
          bus_o.words[2] = operands_q;
          bus_o.drive    = command(CmdMakeRoom);
          if (stack_i.room) begin
            bus_o.drive = push_frame(return_state_e'(return_state_q[4:1]), CmdPushEval);
          end
        end
        StResumeIf: begin
          bus_o.words[1] = stack_i.top.operator_word;
          bus_o.words[2] = stack_i.top.arguments;
          bus_o.base     = stack_i.top.arguments;
          bus_o.drive    = fetch_object();
          state_next     = StIfThen;
        end
        StIfThen: begin  // without a true test
          bus_o.words[2] = field2;
          bus_o.base     = field2;
          bus_o.drive    = (field2 == Nil) ? command(CmdReturn) : fetch_object();
          if (is_cons && !test_q && is_pointer) state_next = StIfElse;
        end
        StResumeExpand: begin
          bus_o.value    = stack_i.result;
          bus_o.words[1] = stack_i.top.arguments;
          bus_o.base     = stack_i.result;
          if (stack_i.result[0] || stack_i.result == Nil) begin
            state_next = StExpandWrap;
          end else begin
            bus_o.drive = fetch_object();
            state_next  = StExpandForm;
          end
        end
        StExpandForm: begin
          bus_o.value = field1;
          bus_o.extra = field2;
          state_next  = is_cons ? before_write : StExpandWrap;
        end
        StExpandWrap: begin
          bus_o.value    = word_t'(AddrBegin);
          bus_o.extra    = place_i;
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = word_t'(HeaderCons);
          bus_o.words[1] = pending_q;
          bus_o.drive    = allocate_words(3'd3, CmdStay);
          state_next     = before_write;
        end
        StExpandFetch: begin
          bus_o.base  = form_q;
          bus_o.drive = fetch_object();
          state_next  = StExpandBare;
        end
        StExpandBare: begin
          bus_o.base     = form_q;
          bus_o.words[0] = bare(header);
          bus_o.drive    = write_words(3'd1, is_part(header) ? CmdInvalidate : CmdStay);
          state_next     = StExpandWrite;
        end
        StExpandWrite: begin
          bus_o.base     = form_q;
          bus_o.offset   = word_t'(1);
          bus_o.words[0] = pending_q;
          bus_o.words[1] = handler_q;
          bus_o.drive    = store_words(3'd2, CmdStay);
          state_next     = StExpanded;
        end
        StExpanded: begin
          bus_o.value = form_q;
          bus_o.drive = command(CmdEval);
        end
        StResumeSequence: begin
          bus_o.words[1] = stack_i.top.operator_word;
          bus_o.words[2] = stack_i.top.arguments;
        end
        StResumeCatchHandler: begin
          bus_o.extra    = stack_i.result;
          bus_o.words[1] = stack_i.top.operator_word;
          bus_o.words[2] = stack_i.top.arguments;
          state_next     = StPushCatch;
        end
        StPushCatch: begin
          bus_o.words[1] = handler_q;
          bus_o.words[2] = operands_q;
          if (stack_i.room) begin
            bus_o.drive = push_frame(RetCatch, CmdPushStay);
            state_next  = StSpecial;
          end else begin
            bus_o.drive = command(CmdMakeRoom);
          end
        end
        StResumeCatch: begin
          bus_o.value = stack_i.result;
          bus_o.drive = command(CmdReturn);
        end
        default: ;
      endcase

      unique case (action)
        ActMalformed: begin
          bus_o.value = form;
          bus_o.drive = raise_fault(TrapBadSyntax);
        end
        ActSequence: begin
          bus_o.base  = forms;
          bus_o.value = form;
          if (forms == Nil) begin
            bus_o.value = Nil;
            bus_o.drive = command(CmdReturn);
          end else if (forms[0]) begin
            bus_o.drive = raise_fault(TrapBadSyntax);
          end else begin
            bus_o.drive = fetch_object();
            state_next  = StSequenceCell;
          end
        end
        ActPushPending: begin
          bus_o.value    = evaluated;
          bus_o.words[1] = form_q;
          bus_o.words[2] = kept;
          if (stack_i.room) begin
            bus_o.drive = push_frame(frame_kind, CmdPushEval);
          end else begin
            bus_o.drive = command(CmdMakeRoom);
            state_next  = StPushPending;
          end
        end
        ActEval: begin
          bus_o.value = field1;
          bus_o.drive = command(CmdEval);
        end
        ActReturn: begin
          bus_o.value = looked_i.value;
          bus_o.drive = command(CmdReturn);
        end
        ActBranch: begin
          bus_o.words[2] = skips ? second_q : kept;
          bus_o.base     = skips ? second_q : kept;
          bus_o.drive    = fetch_object();
          state_next     = skips ? StIfElse : StIfThen;
        end
        ActInline: begin
          bus_o.extra = field2;
          bus_o.drive = start_inline(computed_i.operation);
        end
        ActCompute: begin
          bus_o.value    = field1;
          bus_o.words[2] = field2;
          bus_o.base     = field1;
          bus_o.drive    = fetch_object();
          state_next     = (state_q == StSpecialOperand) ? StIfComputed : StLastComputed;
        end
        ActLoad, ActNote: begin
          bus_o.value = operands_q;
          bus_o.drive = (action == ActLoad) ? command(CmdLoadLocals) : look_at(RoleOperand);
          state_next  = (state_q == StSpecialOperand) ? StSpecial : StLast;
        end
        default: ;
      endcase
    end
  end

  // The registers.
  always_comb begin
    `CC_SPECIAL_KEEP
    if (step_i) begin
      state_d        = state_next;
      number_d       = number_next;
      return_state_d = return_state_next;
      test_d         = test_next;
    end
    if (edge_i.form.start) begin
      state_d  = StSpecial;
      if (edge_i.form.reads) begin
        state_d = (edge_i.form.number == SpecBegin) ? StSequenceCell : StSpecialOperand;
      end
      number_d = edge_i.form.number;
    end
    if (edge_i.form.resume) begin
      unique case (stack_i.top.return_state)
        RetIf:           state_d = StResumeIf;
        RetSequence:     state_d = StResumeSequence;
        RetExpand:       state_d = StResumeExpand;
        RetCatchHandler: state_d = StResumeCatchHandler;
        default:         state_d = StResumeCatch;
      endcase
    end
    if (edge_i.again) state_d = (state_q == StSpecial) ? StSpecialOperand : StIfElse;
    if (load_form) form_d = bus_i.words[1];
    if (load_operands) operands_d = bus_i.words[2];
    if (load_pending) pending_d = bus_i.value;
    if (load_handler) handler_d = bus_i.extra;
    if (edge_i.form.start)  second_d = bus_i.words[0];
    else if (writes_second) second_d = bus_i.value;
    if (edge_i.restore || (step_i && (state_q == StResumeIf || state_q == StResumeSequence))) begin
      second_d = Nil;
    end
    if (edge_i.restore) begin
      state_d    = (stack_i.top.return_state == RetIf) ? StIfThen : StSequenceCell;
      form_d     = stack_i.top.operator_word;
      operands_d = stack_i.top.arguments;
      if (stack_i.top.return_state == RetIf) test_d = edge_i.is_true;
    end
    if (edge_i.branch) begin
      state_d = StIfThen;
      test_d  = edge_i.is_true;
      if (!edge_i.is_true && second_q != Nil) begin
        state_d    = StIfElse;
        operands_d = second_q;
      end
    end
    if (edge_i.pending) begin
      state_d        = StPushPending;
      return_state_d = word_t'({RetIf, 1'b1});
    end
  end

  assign form_o = form;
  assign operands_o = operands_q;
  assign second_o = second_q;
  assign pending_o = pending_q;
  assign tests_o = state_q == StIfComputed;

endmodule
