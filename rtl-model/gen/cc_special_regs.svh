// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_special: `_q` now, `_d` next.

  special_state_e state_d, state_q;
  logic [3:0]     number_d, number_q;
  word_t          form_d, form_q;
  word_t          operands_d, operands_q;
  word_t          pending_d, pending_q;
  word_t          return_state_d, return_state_q;
  word_t          handler_d, handler_q;
  word_t          second_d, second_q;
  logic           test_d, test_q;

  // Every register keeps its value.
  `define CC_SPECIAL_KEEP \
    state_d = state_q; \
    number_d = number_q; \
    form_d = form_q; \
    operands_d = operands_q; \
    pending_d = pending_q; \
    return_state_d = return_state_q; \
    handler_d = handler_q; \
    second_d = second_q; \
    test_d = test_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q        <= StSpecial;
      number_q       <= '0;
      form_q         <= '0;
      operands_q     <= '0;
      pending_q      <= '0;
      return_state_q <= '0;
      handler_q      <= '0;
      second_q       <= '0;
      test_q         <= '0;
    end else begin
      state_q        <= state_d;
      number_q       <= number_d;
      form_q         <= form_d;
      operands_q     <= operands_d;
      pending_q      <= pending_d;
      return_state_q <= return_state_d;
      handler_q      <= handler_d;
      second_q       <= second_d;
      test_q         <= test_d;
    end
  end

  // The root port: the register with this number, and whether it is written.
  always_comb begin
    unique case (root_i)
      RootSpecialForm:     root_o = form_q;
      RootSpecialOperands: root_o = operands_q;
      RootSpecialPending:  root_o = pending_q;
      RootSpecialHandler:  root_o = handler_q;
      RootSpecialSecond:   root_o = second_q;
      default:             root_o = '0;
    endcase
  end

  logic writes_form;
  assign writes_form = root_write_i && root_i == RootSpecialForm;
  logic writes_operands;
  assign writes_operands = root_write_i && root_i == RootSpecialOperands;
  logic writes_pending;
  assign writes_pending = root_write_i && root_i == RootSpecialPending;
  logic writes_handler;
  assign writes_handler = root_write_i && root_i == RootSpecialHandler;
  logic writes_second;
  assign writes_second = root_write_i && root_i == RootSpecialSecond;
