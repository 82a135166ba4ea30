// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_fpu: `_q` now, `_d` next.

  fpu_state_e       state_d, state_q;
  float_operation_e operation_d, operation_q;
  logic [3:0]       count_d, count_q;
  logic [31:0]      a_high_d, a_high_q;
  logic [31:0]      a_low_d, a_low_q;
  logic [31:0]      b_high_d, b_high_q;
  logic [31:0]      b_low_d, b_low_q;
  logic [31:0]      result_high_d, result_high_q;
  logic [31:0]      result_low_d, result_low_q;
  logic             invalid_d, invalid_q;
  logic             sign_d, sign_q;
  logic             subtracts_d, subtracts_q;
  known_e           known_d, known_q;
  exponent_t        exponent_d, exponent_q;
  distance_t        distance_d, distance_q;
  wide_t            significand_d, significand_q;
  significand_t     other_d, other_q;
  remainder_t       remainder_d, remainder_q;

  // Every register keeps its value.
  `define CC_FPU_KEEP \
    state_d = state_q; \
    operation_d = operation_q; \
    count_d = count_q; \
    a_high_d = a_high_q; \
    a_low_d = a_low_q; \
    b_high_d = b_high_q; \
    b_low_d = b_low_q; \
    result_high_d = result_high_q; \
    result_low_d = result_low_q; \
    invalid_d = invalid_q; \
    sign_d = sign_q; \
    subtracts_d = subtracts_q; \
    known_d = known_q; \
    exponent_d = exponent_q; \
    distance_d = distance_q; \
    significand_d = significand_q; \
    other_d = other_q; \
    remainder_d = remainder_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q       <= StUnpack;
      operation_q   <= FloatAdd;
      count_q       <= '0;
      a_high_q      <= '0;
      a_low_q       <= '0;
      b_high_q      <= '0;
      b_low_q       <= '0;
      result_high_q <= '0;
      result_low_q  <= '0;
      invalid_q     <= '0;
      sign_q        <= '0;
      subtracts_q   <= '0;
      known_q       <= KnownNot;
      exponent_q    <= '0;
      distance_q    <= '0;
      significand_q <= '0;
      other_q       <= '0;
      remainder_q   <= '0;
    end else begin
      state_q       <= state_d;
      operation_q   <= operation_d;
      count_q       <= count_d;
      a_high_q      <= a_high_d;
      a_low_q       <= a_low_d;
      b_high_q      <= b_high_d;
      b_low_q       <= b_low_d;
      result_high_q <= result_high_d;
      result_low_q  <= result_low_d;
      invalid_q     <= invalid_d;
      sign_q        <= sign_d;
      subtracts_q   <= subtracts_d;
      known_q       <= known_d;
      exponent_q    <= exponent_d;
      distance_q    <= distance_d;
      significand_q <= significand_d;
      other_q       <= other_d;
      remainder_q   <= remainder_d;
    end
  end
