// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_inline: `_q` now, `_d` next.

  inline_state_e state_d, state_q;
  unit_e         client_d, client_q;
  operation_e    operation_d, operation_q;
  word_t         rest_d, rest_q;
  word_t         x_d, x_q;
  word_t         y_d, y_q;
  logic [1:0]    count_d, count_q;

  // Every register keeps its value.
  `define CC_INLINE_KEEP \
    state_d = state_q; \
    client_d = client_q; \
    operation_d = operation_q; \
    rest_d = rest_q; \
    x_d = x_q; \
    y_d = y_q; \
    count_d = count_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q     <= StInlineOperand;
      client_q    <= UnitHalted;
      operation_q <= OpAdd;
      rest_q      <= '0;
      x_q         <= '0;
      y_q         <= '0;
      count_q     <= '0;
    end else begin
      state_q     <= state_d;
      client_q    <= client_d;
      operation_q <= operation_d;
      rest_q      <= rest_d;
      x_q         <= x_d;
      y_q         <= y_d;
      count_q     <= count_d;
    end
  end
