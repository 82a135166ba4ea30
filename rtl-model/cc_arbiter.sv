// arbiter: the token. Its holder acts, and is the one requester of the memory, in this cycle.
//
// `back` gets the token again when a helper is done; `evaluator` waits for the sweeper, `client` for a
// note, for the locals, or for the environment with them. Here are also the machine's last value, why it has stopped, and the cycle counter that programs read.
module cc_arbiter
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                clk_i,
  input  logic                rst_ni,
  input  arbiter_edge_t       edge_i,
  input  logic                resume_i,     // the token comes back from the sweeper
  input  word_t               value_i,      // of a halt
  input  logic                idle_i,       // the cycle does not count
  output logic [NumUnits-1:0] token_o,      // one-hot
  output unit_e               owner_o,
  output unit_e               evaluator_o,
  output unit_e               client_o,
  output halt_e               halt_o,
  output cycle_t              cycle_o       // the number of this cycle, from 1
);

  `include "cc_arbiter_regs.svh"

  always_comb begin
    for (int i = 0; i < NumUnits; i++) token_o[i] = owner_q == unit_e'(i);
  end

  // The registers.
  always_comb begin
    `CC_ARBITER_KEEP
    if (edge_i.give) owner_d = edge_i.unit;
    if (edge_i.gather) begin
      back_d  = edge_i.unit;
      owner_d = UnitFetchObject;
    end
    if (edge_i.lend) begin
      back_d  = edge_i.to_client ? client_q : owner_q;
      owner_d = edge_i.unit;
    end
    if (edge_i.client) client_d = owner_q;
    if (edge_i.give_back) owner_d = back_q;
    if (resume_i) owner_d = evaluator_q;
    if (edge_i.collect) begin
      evaluator_d = owner_q;
      owner_d     = UnitSweeper;
    end
    if (edge_i.halt) owner_d = UnitHalted;
    if (edge_i.halt) begin
      halt_d  = edge_i.reason;
      value_d = value_i;
    end
    if (!idle_i) cycle_d = cycle_q + cycle_t'(1);
  end

  assign owner_o = owner_q;
  assign evaluator_o = evaluator_q;
  assign client_o = client_q;
  assign halt_o = halt_q;
  assign cycle_o = cycle_q;

  // One unit holds the token, and a command moves it in one way.
  assert property (@(posedge clk_i) disable iff (!rst_ni) $onehot(token_o));
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   $onehot0({edge_i.give || edge_i.gather, edge_i.lend, edge_i.give_back, edge_i.collect,
                             resume_i && !edge_i.give}));
  assert property (@(posedge clk_i) disable iff (!rst_ni) !edge_i.lend || (edge_i.unit != owner_q));

endmodule
