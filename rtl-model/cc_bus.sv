// The shared bus: who does not hold the token drives zeros, so that it is the OR of all units. So
// is the word of the root port, for which each unit selects among its own registers.
module cc_bus
  import cc_config_pkg::*;
  import cc_pkg::*;
(
  input  bus_t                 eval_i,
  input  bus_t                 fetch_object_i,
  input  bus_t                 eval_args_i,
  input  bus_t                 apply_i,
  input  bus_t                 primitive_i,
  input  bus_t                 special_i,
  input  bus_t                 define_i,
  input  bus_t                 clink_i,
  input  bus_t                 alu_i,
  input  bus_t                 trap_i,
  input  bus_t                 note_i,
  input  bus_t                 inline_i,
  input  bus_t                 digits_i,
  input  bus_t                 fpu_i,
  input  bus_t                 sweeper_i,
  input  word_t [NumUnits-1:0] roots_i,
  output bus_t                 bus_o,
  output word_t                root_word_o
);

  assign bus_o = eval_i | fetch_object_i | eval_args_i | apply_i | primitive_i | special_i |
                 define_i | clink_i | alu_i | trap_i | note_i | inline_i |
                 digits_i | fpu_i | sweeper_i;

  always_comb begin
    root_word_o = '0;
    for (int i = 0; i < NumUnits; i++) root_word_o |= roots_i[i];
  end

endmodule
