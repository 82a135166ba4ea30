// Sends bytes: 8 data bits, no parity, one stop bit, the lowest bit first.
module cc_uart_tx #(
  parameter int Divider = 217  // cycles of a bit
) (
  input  logic       clk_i,
  input  logic       rst_ni,
  input  logic       valid_i,
  input  logic [7:0] data_i,
  output logic       ready_o,
  output logic       tx_o
);

  localparam int CountBits = $clog2(Divider);

  logic [CountBits-1:0] count_d, count_q;  // cycles of this bit that are left
  logic [3:0]           bits_d, bits_q;    // bits that are left, with this one
  logic [8:0]           frame_d, frame_q;  // what follows the stop bit is the idle line

  assign ready_o = bits_q == '0;

  always_comb begin
    count_d = count_q;
    bits_d  = bits_q;
    frame_d = frame_q;
    if (ready_o) begin
      if (valid_i) begin
        count_d = CountBits'(Divider - 1);
        bits_d  = 4'd10;
        frame_d = {data_i, 1'b0};
      end
    end else if (count_q != '0) begin
      count_d = count_q - CountBits'(1);
    end else begin
      count_d = CountBits'(Divider - 1);
      bits_d  = bits_q - 4'd1;
      frame_d = {1'b1, frame_q[8:1]};
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      count_q <= '0;
      bits_q  <= '0;
      frame_q <= '1;
    end else begin
      count_q <= count_d;
      bits_q  <= bits_d;
      frame_q <= frame_d;
    end
  end

  assign tx_o = frame_q[0];

endmodule
