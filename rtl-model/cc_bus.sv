// The shared bus: who does not hold the token drives zeros, so that it is the OR of all units.
module cc_bus
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic [NumUnits-1:0][$bits(drive_t)-1:0] drives_i,
  input  logic [NumUnits-1:0][WordBits-1:0]       values_i,
  input  logic [NumUnits-1:0][WordBits-1:0]       extras_i,
  input  logic [NumUnits-1:0][WordBits-1:0]       bases_i,
  input  logic [NumUnits-1:0][WordBits-1:0]       offsets_i,
  input  logic [NumUnits-1:0][3:0][WordBits-1:0]  words_i,
  input  logic [NumUnits-1:0][WordBits-1:0]       roots_i,
  output drive_t                                  drive_o,
  output word_t                                   value_o,
  output word_t                                   extra_o,
  output word_t                                   base_o,
  output word_t                                   offset_o,
  output words_t                                  words_o,
  output word_t                                   root_o
);

  always_comb begin
    drive_o  = '0;
    value_o  = '0;
    extra_o  = '0;
    base_o   = '0;
    offset_o = '0;
    words_o  = '0;
    root_o   = '0;
    for (int i = 0; i < NumUnits; i++) begin
      drive_o  = drive_t'(drive_o | drives_i[i]);
      value_o  |= values_i[i];
      extra_o  |= extras_i[i];
      base_o   |= bases_i[i];
      offset_o |= offsets_i[i];
      words_o  |= words_i[i];
      root_o   |= roots_i[i];
    end
  end

endmodule
