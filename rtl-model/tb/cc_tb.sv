// The machine with its straps from the command line, as cc_tb_straps.svh reads them.
//
// Straps are variables here and no inputs, so that a simulator does not evaluate what depends on
// them at every change of the clock.
module cc_tb
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
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

  `include "cc_tb_straps.svh"

  from_host_t from_host;
  to_host_t   to_host;
  halt_e      halt;

  assign from_host = {interrupt_i, rx_valid_i, rx_end_i, 1'b1, rx_data_i};
  assign {rx_ready_o, rx_channel_o, tx_valid_o, tx_channel_o, tx_data_o} = to_host;
  assign halt_o = halt;

  cc_top u_top (
    .clk_i,
    .rst_ni,
    .straps_i(straps),
    .host_i  (from_host),
    .host_o  (to_host),
    .halt_o  (halt)
  );

endmodule
