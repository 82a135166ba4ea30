// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_alu: `_q` now, `_d` next.

  alu_state_e state_d, state_q;
  word_t      a_d, a_q;
  word_t      b_d, b_q;
  word_t      remainder_d, remainder_q;
  word_t      quotient_d, quotient_q;
  word_t      divisor_d, divisor_q;
  logic [6:0] count_d, count_q;

  // Every register keeps its value.
  `define CC_ALU_KEEP \
    state_d = state_q; \
    a_d = a_q; \
    b_d = b_q; \
    remainder_d = remainder_q; \
    quotient_d = quotient_q; \
    divisor_d = divisor_q; \
    count_d = count_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q     <= StDivide;
      a_q         <= '0;
      b_q         <= '0;
      remainder_q <= '0;
      quotient_q  <= '0;
      divisor_q   <= '0;
      count_q     <= '0;
    end else begin
      state_q     <= state_d;
      a_q         <= a_d;
      b_q         <= b_d;
      remainder_q <= remainder_d;
      quotient_q  <= quotient_d;
      divisor_q   <= divisor_d;
      count_q     <= count_d;
    end
  end
