// The machine with its straps from the command line: those of straps.svh, +image_words=N and +entry=N,
// in decimal.
//
// Straps are variables here and no inputs, so that a simulator does not evaluate what depends on
// them at every change of the clock.
module cc_tb
  import conscycle_gen_pkg::*;
#(
  parameter int WordBits    = 16,
  parameter int AddressBits = 16,
  parameter int Banks       = 4
) (
  input  logic       clk_i,
  input  logic       rst_ni,
  input  logic       interrupt_i,
  input  logic       rx_valid_i,
  input  logic [7:0] rx_data_i,
  input  logic       rx_end_i,
  output logic       rx_ready_o,
  output logic       rx_channel_o,
  output logic       tx_valid_o,
  output logic       tx_channel_o,
  output logic [7:0] tx_data_o,
  output logic [1:0] halt_o
);

  `include "straps.svh"

  logic [31:0] image_words, entry;

  initial begin
    if (!$value$plusargs("image_words=%d", image_words)) image_words = 0;
    if (!$value$plusargs("entry=%d", entry)) entry = 0;
  end

  halt_e halt;

  cc_top #(
    .WordBits   (WordBits),
    .AddressBits(AddressBits),
    .Banks      (Banks)
  ) u_top (
    .clk_i,
    .rst_ni,
    .latency_i    (latency[3:0]),
    .collector_i  (collector_e'(collector[1:0])),
    .barrier_i    (barrier[1:0]),
    .lisp1_i      (lisp1[0]),
    .gc_every_i   (gc_every),
    .image_words_i(image_words[AddressBits:0]),
    .entry_i      (entry[WordBits-1:0]),
    .interrupt_i,
    .rx_valid_i,
    .rx_data_i,
    .rx_end_i,
    .tx_ready_i   (1'b1),
    .rx_ready_o,
    .rx_channel_o,
    .tx_valid_o,
    .tx_channel_o,
    .tx_data_o,
    .halt_o       (halt)
  );

  assign halt_o = halt;

endmodule
