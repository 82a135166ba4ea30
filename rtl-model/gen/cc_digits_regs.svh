// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_digits: `_q` now, `_d` next.

  digits_state_e state_d, state_q;
  logic [7:0]    number_d, number_q;
  word_t         x_count_d, x_count_q;
  word_t         y_count_d, y_count_q;
  word_t         z_count_d, z_count_q;
  logic          negative_d, negative_q;
  word_t         index_d, index_q;
  word_t         end_d, end_q;
  word_t         from_d, from_q;
  word_t         position_d, position_q;
  word_t         factor_d, factor_q;
  word_t         carry_d, carry_q;
  word_t         row0_d, row0_q;
  word_t         row1_d, row1_q;
  word_t         row2_d, row2_q;
  word_t         row3_d, row3_q;
  logic [1:0]    lane_d, lane_q;
  logic [6:0]    count_d, count_q;
  logic [5:0]    distance_d, distance_q;
  logic          lost_d, lost_q;

  // Every register keeps its value.
  `define CC_DIGITS_KEEP \
    state_d = state_q; \
    number_d = number_q; \
    x_count_d = x_count_q; \
    y_count_d = y_count_q; \
    z_count_d = z_count_q; \
    negative_d = negative_q; \
    index_d = index_q; \
    end_d = end_q; \
    from_d = from_q; \
    position_d = position_q; \
    factor_d = factor_q; \
    carry_d = carry_q; \
    row0_d = row0_q; \
    row1_d = row1_q; \
    row2_d = row2_q; \
    row3_d = row3_q; \
    lane_d = lane_q; \
    count_d = count_q; \
    distance_d = distance_q; \
    lost_d = lost_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q    <= StDigits;
      number_q   <= '0;
      x_count_q  <= '0;
      y_count_q  <= '0;
      z_count_q  <= '0;
      negative_q <= '0;
      index_q    <= '0;
      end_q      <= '0;
      from_q     <= '0;
      position_q <= '0;
      factor_q   <= '0;
      carry_q    <= '0;
      row0_q     <= '0;
      row1_q     <= '0;
      row2_q     <= '0;
      row3_q     <= '0;
      lane_q     <= '0;
      count_q    <= '0;
      distance_q <= '0;
      lost_q     <= '0;
    end else begin
      state_q    <= state_d;
      number_q   <= number_d;
      x_count_q  <= x_count_d;
      y_count_q  <= y_count_d;
      z_count_q  <= z_count_d;
      negative_q <= negative_d;
      index_q    <= index_d;
      end_q      <= end_d;
      from_q     <= from_d;
      position_q <= position_d;
      factor_q   <= factor_d;
      carry_q    <= carry_d;
      row0_q     <= row0_d;
      row1_q     <= row1_d;
      row2_q     <= row2_d;
      row3_q     <= row3_d;
      lane_q     <= lane_d;
      count_q    <= count_d;
      distance_q <= distance_d;
      lost_q     <= lost_d;
    end
  end
