// The machine of an iCE40UP5K: 16-bit words, 64K of them in the four SPRAMs, copying collector.
//
// Ties the straps. The console's bytes are at the pins as they are; a UART is not part of this.
module cc_chip #(
  parameter int ImageWords = 14168,  // of the library: `conscycle image`
  parameter int Entry      = 14164
) (
  input  logic       clk_i,
  input  logic       rst_ni,
  input  logic       interrupt_i,
  input  logic       rx_valid_i,
  input  logic [7:0] rx_data_i,
  input  logic       rx_end_i,
  input  logic       tx_ready_i,
  output logic       rx_ready_o,
  output logic       rx_channel_o,
  output logic       tx_valid_o,
  output logic       tx_channel_o,
  output logic [7:0] tx_data_o,
  output logic [1:0] halt_o
);

  cc_top u_top (
    .clk_i,
    .rst_ni,
    .latency_i    (4'd1),
    .collector_i  (2'd1),
    .lisp1_i      (1'b0),
    .barrier_i    ('0),
    .gc_every_i   ('0),
    .image_words_i(17'(ImageWords)),
    .entry_i      (16'(Entry)),
    .interrupt_i,
    .rx_valid_i,
    .rx_data_i,
    .rx_end_i,
    .tx_ready_i,
    .rx_ready_o,
    .rx_channel_o,
    .tx_valid_o,
    .tx_channel_o,
    .tx_data_o,
    .halt_o
  );

endmodule
