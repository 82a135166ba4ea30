// console: a byte each way between the machine and the person, or the machine and its host.
//
// Input is one register for both channels, which the host fills, and only at the end of a cycle that
// leaves `waiting` set, for the channel that `rx_channel_o` tells; until it has a byte or says that
// none will come, the cycle counter stands still, so that no count depends on its speed. A read keeps
// the token: the byte is for the one that has waited. A write that `tx_ready_i` holds up waits so too.
module cc_console (
  input  logic       clk_i,
  input  logic       rst_ni,
  // primitive.
  input  logic       channel_i,  // of the byte: 0 the console, 1 the host
  input  logic       read_i,
  input  logic       write_i,
  input  logic [7:0] write_data_i,
  output logic       input_valid_o,
  output logic [7:0] input_o,
  output logic       ended_o,    // no byte will come on this channel
  output logic       sent_o,     // the byte is written in this cycle
  output logic       idle_o,     // waits for the host: this cycle does not count
  // The host.
  input  logic       rx_valid_i,
  input  logic [7:0] rx_data_i,
  input  logic       rx_end_i,
  input  logic       tx_ready_i,
  output logic       rx_ready_o,
  output logic       rx_channel_o,
  output logic       tx_valid_o,
  output logic       tx_channel_o,
  output logic [7:0] tx_data_o
);

  logic       input_valid_d, input_valid_q;
  logic [7:0] input_d, input_q;
  logic       channel_d, channel_q;
  logic       closed_d, closed_q;
  logic       waiting_d, waiting_q;
  logic       output_valid, output_channel;
  logic [7:0] output_byte;

  assign ended_o = closed_q && channel_q == channel_i;
  assign waiting_d = read_i ? !input_valid_q && !ended_o : waiting_q;
  assign channel_d = (read_i && waiting_d) ? channel_i : channel_q;
  assign rx_ready_o = waiting_d;
  assign rx_channel_o = channel_d;

  always_comb begin
    input_valid_d = input_valid_q && !read_i;
    input_d       = (read_i && input_valid_q) ? '0 : input_q;
    // The host channel's end is for one read.
    closed_d      = closed_q && !(read_i && !input_valid_q && channel_q && channel_i);
    if (waiting_d && !input_valid_d) begin
      input_valid_d = rx_valid_i;
      input_d       = rx_valid_i ? rx_data_i : '0;
      closed_d      = rx_end_i && !rx_valid_i;
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      input_valid_q <= 1'b0;
      input_q       <= '0;
      channel_q     <= 1'b0;
      closed_q      <= 1'b0;
      waiting_q     <= 1'b0;
    end else begin
      input_valid_q <= input_valid_d;
      input_q       <= input_d;
      channel_q     <= channel_d;
      closed_q      <= closed_d;
      waiting_q     <= waiting_d;
    end
  end

  assign input_valid_o = input_valid_q;
  assign input_o = input_q;
  assign sent_o = tx_ready_i;
  assign idle_o = (waiting_q && !input_valid_q && !closed_q) || (write_i && !tx_ready_i);
  assign output_valid = write_i;
  assign output_byte = write_data_i;
  assign output_channel = write_i && channel_i;
  assign tx_valid_o = output_valid;
  assign tx_channel_o = output_channel;
  assign tx_data_o = output_byte;

endmodule
