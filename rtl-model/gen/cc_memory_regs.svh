// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_memory: `_q` now, `_d` next.

  address_t    free_d, free_q;
  address_t    limit_d, limit_q;
  address_t    end_d, end_q;
  address_t    base_d, base_q;
  address_t    old_d, old_q;
  address_t    old_end_d, old_end_q;
  word_t       remembered_d, remembered_q;
  logic [31:0] unprotected_d, unprotected_q;
  logic [31:0] countdown_d, countdown_q;
  logic        collected_d, collected_q;
  address_t    wanted_d, wanted_q;
  logic [1:0]  beat_d, beat_q;
  logic [2:0]  phase_d, phase_q;
  logic [1:0]  rotation_d, rotation_q;

  // Every register keeps its value.
  `define CC_MEMORY_KEEP \
    free_d = free_q; \
    limit_d = limit_q; \
    end_d = end_q; \
    base_d = base_q; \
    old_d = old_q; \
    old_end_d = old_end_q; \
    remembered_d = remembered_q; \
    unprotected_d = unprotected_q; \
    countdown_d = countdown_q; \
    collected_d = collected_q; \
    wanted_d = wanted_q; \
    beat_d = beat_q; \
    phase_d = phase_q; \
    rotation_d = rotation_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      free_q        <= layout_i.nursery;
      limit_q       <= first_limit;
      end_q         <= first_end;
      base_q        <= layout_i.nursery;
      old_q         <= first_old;
      old_end_q     <= first_old_end;
      remembered_q  <= '0;
      unprotected_q <= '0;
      countdown_q   <= first_countdown;
      collected_q   <= '0;
      wanted_q      <= '0;
      beat_q        <= '0;
      phase_q       <= '0;
      rotation_q    <= '0;
    end else begin
      free_q        <= free_d;
      limit_q       <= limit_d;
      end_q         <= end_d;
      base_q        <= base_d;
      old_q         <= old_d;
      old_end_q     <= old_end_d;
      remembered_q  <= remembered_d;
      unprotected_q <= unprotected_d;
      countdown_q   <= countdown_d;
      collected_q   <= collected_d;
      wanted_q      <= wanted_d;
      beat_q        <= beat_d;
      phase_q       <= phase_d;
      rotation_q    <= rotation_d;
    end
  end
