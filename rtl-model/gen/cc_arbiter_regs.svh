// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_arbiter: `_q` now, `_d` next.

  unit_e  owner_d, owner_q;
  unit_e  back_d, back_q;
  unit_e  evaluator_d, evaluator_q;
  unit_e  client_d, client_q;
  halt_e  halt_d, halt_q;
  word_t  value_d, value_q;
  cycle_t cycle_d, cycle_q;

  // Every register keeps its value.
  `define CC_ARBITER_KEEP \
    owner_d = owner_q; \
    back_d = back_q; \
    evaluator_d = evaluator_q; \
    client_d = client_q; \
    halt_d = halt_q; \
    value_d = value_q; \
    cycle_d = cycle_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      owner_q     <= UnitEval;
      back_q      <= UnitHalted;
      evaluator_q <= UnitHalted;
      client_q    <= UnitHalted;
      halt_q      <= HaltRunning;
      value_q     <= '0;
      cycle_q     <= cycle_t'(1);
    end else begin
      owner_q     <= owner_d;
      back_q      <= back_d;
      evaluator_q <= evaluator_d;
      client_q    <= client_d;
      halt_q      <= halt_d;
      value_q     <= value_d;
      cycle_q     <= cycle_d;
    end
  end
