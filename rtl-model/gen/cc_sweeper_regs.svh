// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_sweeper: `_q` now, `_d` next.

  logic reading_d, reading_q;

  // Every register keeps its value.
  `define CC_SWEEPER_KEEP \
    reading_d = reading_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      reading_q <= '0;
    end else begin
      reading_q <= reading_d;
    end
  end
