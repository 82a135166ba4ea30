// arbiter: the token. Its holder acts, and is the one requester of the memory, in this cycle.
//
// `back` gets the token again when a helper is done; `evaluator` waits for the sweeper. Here are
// also the machine's last value, why it has stopped, and the cycle counter that programs read.
module cc_arbiter
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                clk_i,
  input  logic                rst_ni,
  input  logic                give_i,       // the token goes to `unit_i`
  input  logic                lend_i,       // as well, and comes back
  input  logic                give_back_i,
  input  logic                collect_i,    // it goes to the sweeper, and comes back
  input  logic                resume_i,     // it comes back from the sweeper
  input  unit_e               unit_i,
  input  logic                halt_i,
  input  halt_e               reason_i,
  input  word_t               value_i,
  input  logic                idle_i,       // the cycle does not count
  output logic [NumUnits-1:0] token_o,      // one-hot
  output unit_e               owner_o,
  output unit_e               evaluator_o,
  output halt_e               halt_o,
  output cycle_t              cycle_o       // the number of this cycle, from 1
);

  unit_e               owner_d, owner_q;
  unit_e               back_d, back_q;
  unit_e               evaluator_d, evaluator_q;
  halt_e               halt_q;
  word_t               value_q;
  cycle_t              cycle_q;

  always_comb begin
    owner_d     = owner_q;
    back_d      = back_q;
    evaluator_d = evaluator_q;
    if (give_i) owner_d = unit_i;
    if (lend_i) begin
      back_d  = owner_q;
      owner_d = unit_i;
    end
    if (give_back_i) owner_d = back_q;
    if (resume_i) owner_d = evaluator_q;
    if (collect_i) begin
      evaluator_d = owner_q;
      owner_d     = UnitSweeper;
    end
    if (halt_i) owner_d = UnitHalted;
  end

  always_comb begin
    for (int i = 0; i < NumUnits; i++) token_o[i] = owner_q == unit_e'(i);
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      owner_q     <= UnitEval;
      back_q      <= UnitHalted;
      evaluator_q <= UnitHalted;
      halt_q      <= HaltRunning;
      value_q     <= '0;
      cycle_q     <= cycle_t'(1);
    end else begin
      owner_q     <= owner_d;
      back_q      <= back_d;
      evaluator_q <= evaluator_d;
      if (halt_i) begin
        halt_q  <= reason_i;
        value_q <= value_i;
      end
      if (!idle_i) cycle_q <= cycle_q + cycle_t'(1);
    end
  end

  assign owner_o = owner_q;
  assign evaluator_o = evaluator_q;
  assign halt_o = halt_q;
  assign cycle_o = cycle_q;

  // One unit holds the token, and a command moves it in one way.
  assert property (@(posedge clk_i) disable iff (!rst_ni) $onehot(token_o));
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   $onehot0({give_i, lend_i, give_back_i, collect_i, resume_i && !give_i}));
  assert property (@(posedge clk_i) disable iff (!rst_ni) !lend_i || (unit_i != owner_q));

endmodule
