// The machine's channels at a serial line.
//
// What the program writes waits in a queue until it is sent; when that is full, so does the program.
// What is received waits in another until the program reads it, and is lost when that is full, as the
// line has no flow control. Control-D is the end of input for good. There is no host: reads of its
// channel get its end, and what is written to it is dropped.
module cc_serial #(
  parameter int ClockHz = 20_000_000,
  parameter int Baud    = 115_200
) (
  input  logic       clk_i,
  input  logic       rst_ni,
  // The machine.
  input  logic       rx_ready_i,
  input  logic       rx_channel_i,
  output logic       rx_valid_o,
  output logic [7:0] rx_data_o,
  output logic       rx_end_o,
  input  logic       tx_valid_i,
  input  logic       tx_channel_i,
  input  logic [7:0] tx_data_i,
  output logic       tx_ready_o,
  // The line.
  input  logic       rx_i,
  output logic       tx_o
);

  localparam int Divider = (ClockHz + Baud / 2) / Baud;
  localparam logic [7:0] ControlD = 8'h04;

  logic       received_valid, unused_received_ready;
  logic [7:0] received;
  logic       head_valid, is_end;
  logic       out_valid, out_ready;
  logic [7:0] out;

  cc_uart_rx #(
    .Divider(Divider)
  ) u_rx (
    .clk_i,
    .rst_ni,
    .rx_i,
    .valid_o(received_valid),
    .data_o (received)
  );

  cc_fifo #(
    .Depth(2048)
  ) u_rx_fifo (
    .clk_i,
    .rst_ni,
    .valid_i(received_valid),
    .data_i (received),
    .ready_o(unused_received_ready),
    .valid_o(head_valid),
    .data_o (rx_data_o),
    .ready_i(rx_ready_i && rx_valid_o)
  );

  // The end stays at the head.
  assign is_end = head_valid && rx_data_o == ControlD;
  assign rx_valid_o = head_valid && !is_end && !rx_channel_i;
  assign rx_end_o = is_end || rx_channel_i;

  cc_fifo #(
    .Depth(16)
  ) u_tx_fifo (
    .clk_i,
    .rst_ni,
    .valid_i(tx_valid_i && !tx_channel_i),
    .data_i (tx_data_i),
    .ready_o(tx_ready_o),
    .valid_o(out_valid),
    .data_o (out),
    .ready_i(out_ready)
  );

  cc_uart_tx #(
    .Divider(Divider)
  ) u_tx (
    .clk_i,
    .rst_ni,
    .valid_i(out_valid),
    .data_i (out),
    .ready_o(out_ready),
    .tx_o
  );

endmodule
