// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_console: `_q` now, `_d` next.

  logic       input_valid_d, input_valid_q;
  logic [7:0] input_d, input_q;
  logic       channel_d, channel_q;
  logic       closed_d, closed_q;
  logic       waiting_d, waiting_q;

  // Every register keeps its value.
  `define CC_CONSOLE_KEEP \
    input_valid_d = input_valid_q; \
    input_d = input_q; \
    channel_d = channel_q; \
    closed_d = closed_q; \
    waiting_d = waiting_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      input_valid_q <= '0;
      input_q       <= '0;
      channel_q     <= '0;
      closed_q      <= '0;
      waiting_q     <= '0;
    end else begin
      input_valid_q <= input_valid_d;
      input_q       <= input_d;
      channel_q     <= channel_d;
      closed_q      <= closed_d;
      waiting_q     <= waiting_d;
    end
  end
