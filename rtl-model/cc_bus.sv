// The shared bus: who does not hold the token drives zeros, so that it is the OR of all units. So
// is the word of the root port, for which each unit selects among its own registers.
module cc_bus
  import cc_config_pkg::*;
  import cc_pkg::*;
(
  input  bus_t                 buses_i [NumUnits],
  input  word_t [NumUnits-1:0] roots_i,
  output bus_t                 bus_o,
  output word_t                root_word_o
);

  always_comb begin
    bus_o       = '0;
    root_word_o = '0;
    for (int i = 0; i < NumUnits; i++) begin
      bus_o       |= buses_i[i];
      root_word_o |= roots_i[i];
    end
  end

endmodule
