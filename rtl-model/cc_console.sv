// console: a byte each way between the machine and the person, or the machine and its host.
//
// Input is one register for both channels, which the host fills, and only at the end of a cycle that
// leaves `waiting` set, for the channel that `rx_channel_o` tells; until it has a byte or says that
// none will come, the cycle counter stands still, so that no count depends on its speed. A read keeps
// the token: the byte is for the one that has waited. A write that `tx_ready_i` holds up waits so too.
module cc_console
  import cc_pkg::*;
(
  input  logic             clk_i,
  input  logic             rst_ni,
  input  console_request_t request_i,  // of primitive
  output console_t         console_o,
  output logic             idle_o,     // waits for the host: this cycle does not count
  input  from_host_t       host_i,
  output to_host_t         host_o
);

  `include "cc_console_regs.svh"

  logic       ended;           // no byte will come
  logic       waits, channel;  // a read, now; on this channel
  logic       output_valid, output_channel;
  logic [7:0] output_byte;

  assign ended = closed_q && channel_q == request_i.channel;
  assign waits = request_i.read ? !input_valid_q && !ended : waiting_q;
  assign channel = (request_i.read && waits) ? request_i.channel : channel_q;
  assign host_o.rx_ready = waits;
  assign host_o.rx_channel = channel;

  // The registers.
  always_comb begin
    `CC_CONSOLE_KEEP
    waiting_d = waits;
    channel_d = channel;
    if (request_i.read) begin
      input_valid_d = 1'b0;
      if (input_valid_q) input_d = '0;
      // The host channel's end is for one read.
      if (!input_valid_q && channel_q && request_i.channel) closed_d = 1'b0;
    end
    if (waits && !input_valid_d) begin
      input_valid_d = host_i.rx_valid;
      input_d       = host_i.rx_valid ? host_i.rx_data : '0;
      closed_d      = host_i.rx_end && !host_i.rx_valid;
    end
  end

  assign console_o = {input_valid_q, closed_q, channel_q, host_i.tx_ready, input_q};
  assign idle_o = (waiting_q && !input_valid_q && !closed_q) ||
                  (request_i.write && !host_i.tx_ready);
  assign output_valid = request_i.write;
  assign output_byte = request_i.data;
  assign output_channel = request_i.write && request_i.channel;
  assign host_o.tx_valid = output_valid;
  assign host_o.tx_channel = output_channel;
  assign host_o.tx_data = output_byte;

endmodule
