// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_trap: `_q` now, `_d` next.

  trap_state_e state_d, state_q;
  trap_e       cause_d, cause_q;
  word_t       culprit_d, culprit_q;
  word_t       origin_d, origin_q;
  word_t       vector_d, vector_q;
  word_t       clink_d, clink_q;
  word_t       passed_d, passed_q;
  logic        reserve_used_d, reserve_used_q;
  logic        throwing_d, throwing_q;

  // Every register keeps its value.
  `define CC_TRAP_KEEP \
    state_d = state_q; \
    cause_d = cause_q; \
    culprit_d = culprit_q; \
    origin_d = origin_q; \
    vector_d = vector_q; \
    clink_d = clink_q; \
    passed_d = passed_q; \
    reserve_used_d = reserve_used_q; \
    throwing_d = throwing_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q        <= StTrap;
      cause_q        <= TrapNone;
      culprit_q      <= '0;
      origin_q       <= '0;
      vector_q       <= '0;
      clink_q        <= '0;
      passed_q       <= '0;
      reserve_used_q <= '0;
      throwing_q     <= '0;
    end else begin
      state_q        <= state_d;
      cause_q        <= cause_d;
      culprit_q      <= culprit_d;
      origin_q       <= origin_d;
      vector_q       <= vector_d;
      clink_q        <= clink_d;
      passed_q       <= passed_d;
      reserve_used_q <= reserve_used_d;
      throwing_q     <= throwing_d;
    end
  end

  // The root port: the register with this number, and whether it is written.
  always_comb begin
    unique case (root_i)
      RootTrapCulprit: root_o = culprit_q;
      RootTrapOrigin:  root_o = origin_q;
      RootTrapVector:  root_o = vector_q;
      RootTrapClink:   root_o = clink_q;
      RootTrapPassed:  root_o = passed_q;
      default:         root_o = '0;
    endcase
  end

  logic writes_culprit;
  assign writes_culprit = root_write_i && root_i == RootTrapCulprit;
  logic writes_origin;
  assign writes_origin = root_write_i && root_i == RootTrapOrigin;
  logic writes_vector;
  assign writes_vector = root_write_i && root_i == RootTrapVector;
  logic writes_clink;
  assign writes_clink = root_write_i && root_i == RootTrapClink;
  logic writes_passed;
  assign writes_passed = root_write_i && root_i == RootTrapPassed;
