// Receives bytes: 8 data bits, no parity, one stop bit, the lowest bit first.
//
// Bits are sampled in their middle. A frame without its stop bit is dropped.
module cc_uart_rx #(
  parameter int Divider = 217  // cycles of a bit
) (
  input  logic       clk_i,
  input  logic       rst_ni,
  input  logic       rx_i,
  output logic       valid_o,  // for one cycle
  output logic [7:0] data_o
);

  localparam int CountBits = $clog2(Divider);

  typedef enum logic [1:0] {
    StIdle,   // the line is high
    StFrame,  // start bit and data bits
    StStop,
    StBreak   // the line was low at the stop bit: no frame begins until it is high
  } state_e;

  state_e               state_d, state_q;
  logic [CountBits-1:0] count_d, count_q;  // cycles until the next sample
  logic [3:0]           bits_d, bits_q;    // samples before the stop bit's
  logic [7:0]           data_d, data_q;
  logic [1:0]           sync_q;            // of the line to this clock
  logic                 line, sample;

  assign line = sync_q[1];
  assign sample = count_q == '0;

  always_comb begin
    state_d = state_q;
    count_d = sample ? CountBits'(Divider - 1) : count_q - CountBits'(1);
    bits_d  = bits_q;
    data_d  = data_q;
    valid_o = 1'b0;
    unique case (state_q)
      StIdle: begin
        count_d = CountBits'(Divider / 2);
        bits_d  = 4'd9;
        if (!line) state_d = StFrame;
      end
      StFrame: begin
        if (sample) begin
          // The start bit falls out at the right end.
          data_d = {line, data_q[7:1]};
          bits_d = bits_q - 4'd1;
          if (bits_q == 4'd9 && line) state_d = StIdle;  // no start bit, but noise
          if (bits_q == 4'd1) state_d = StStop;
        end
      end
      StStop: begin
        if (sample) begin
          valid_o = line;
          state_d = line ? StIdle : StBreak;
        end
      end
      StBreak: begin
        if (line) state_d = StIdle;
      end
      default: state_d = StIdle;
    endcase
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q <= StIdle;
      count_q <= '0;
      bits_q  <= '0;
      data_q  <= '0;
      sync_q  <= '1;
    end else begin
      state_q <= state_d;
      count_q <= count_d;
      bits_q  <= bits_d;
      data_q  <= data_d;
      sync_q  <= {sync_q[0], rx_i};
    end
  end

  assign data_o = data_q;

endmodule
