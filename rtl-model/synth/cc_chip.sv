// The machine of an iCE40UP5K: 16-bit words, 64K of them in the four SPRAMs, copying collector.
//
// Ties the straps. The console's bytes are at the pins as they are; a UART is not part of this.
module cc_chip
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
#(
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
  output halt_e      halt_o
);

  straps_t    straps;
  from_host_t from_host;
  to_host_t   to_host;

  assign straps = default_straps(address_t'(ImageWords), word_t'(Entry), Nil);
  assign from_host = {interrupt_i, rx_valid_i, rx_end_i, tx_ready_i, rx_data_i};
  assign {rx_ready_o, rx_channel_o, tx_valid_o, tx_channel_o, tx_data_o} = to_host;

  cc_top u_top (
    .clk_i,
    .rst_ni,
    .straps_i(straps),
    .host_i  (from_host),
    .host_o  (to_host),
    .halt_o
  );

endmodule
