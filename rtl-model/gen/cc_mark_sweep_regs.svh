// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_mark_sweep: `_q` now, `_d` next.

  sweeper_state_e state_d, state_q;
  cause_e         cause_d, cause_q;
  address_t       scan_d, scan_q;
  logic [6:0]     root_d, root_q;
  logic           for_root_d, for_root_q;
  word_t          field0_d, field0_q;
  word_t          field1_d, field1_q;
  word_t          field2_d, field2_q;
  word_t          field3_d, field3_q;
  logic [2:0]     field_d, field_q;
  logic [2:0]     field_count_d, field_count_q;
  address_t       size_d, size_q;
  address_t       element_d, element_q;
  word_t          object_d, object_q;
  word_t          back_d, back_q;
  logic           vector_d, vector_q;
  word_t          length_d, length_q;
  address_t       element_at_d, element_at_q;
  logic [1:0]     reversed_d, reversed_q;
  address_t       run_d, run_q;
  word_t          list0_d, list0_q;
  word_t          list1_d, list1_q;
  word_t          list2_d, list2_q;
  logic [1:0]     list_d, list_q;
  word_t          previous_d, previous_q;
  address_t       available_d, available_q;
  address_t       held_d, held_q;

  // Every register keeps its value.
  `define CC_MARK_SWEEP_KEEP \
    state_d = state_q; \
    cause_d = cause_q; \
    scan_d = scan_q; \
    root_d = root_q; \
    for_root_d = for_root_q; \
    field0_d = field0_q; \
    field1_d = field1_q; \
    field2_d = field2_q; \
    field3_d = field3_q; \
    field_d = field_q; \
    field_count_d = field_count_q; \
    size_d = size_q; \
    element_d = element_q; \
    object_d = object_q; \
    back_d = back_q; \
    vector_d = vector_q; \
    length_d = length_q; \
    element_at_d = element_at_q; \
    reversed_d = reversed_q; \
    run_d = run_q; \
    list0_d = list0_q; \
    list1_d = list1_q; \
    list2_d = list2_q; \
    list_d = list_q; \
    previous_d = previous_q; \
    available_d = available_q; \
    held_d = held_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q       <= StFlip;
      cause_q       <= CauseFull;
      scan_q        <= '0;
      root_q        <= '0;
      for_root_q    <= '0;
      field0_q      <= '0;
      field1_q      <= '0;
      field2_q      <= '0;
      field3_q      <= '0;
      field_q       <= '0;
      field_count_q <= '0;
      size_q        <= '0;
      element_q     <= '0;
      object_q      <= '0;
      back_q        <= '0;
      vector_q      <= '0;
      length_q      <= '0;
      element_at_q  <= '0;
      reversed_q    <= '0;
      run_q         <= '0;
      list0_q       <= '0;
      list1_q       <= '0;
      list2_q       <= '0;
      list_q        <= '0;
      previous_q    <= '0;
      available_q   <= '0;
      held_q        <= address_t'(Reserve);
    end else begin
      state_q       <= state_d;
      cause_q       <= cause_d;
      scan_q        <= scan_d;
      root_q        <= root_d;
      for_root_q    <= for_root_d;
      field0_q      <= field0_d;
      field1_q      <= field1_d;
      field2_q      <= field2_d;
      field3_q      <= field3_d;
      field_q       <= field_d;
      field_count_q <= field_count_d;
      size_q        <= size_d;
      element_q     <= element_d;
      object_q      <= object_d;
      back_q        <= back_d;
      vector_q      <= vector_d;
      length_q      <= length_d;
      element_at_q  <= element_at_d;
      reversed_q    <= reversed_d;
      run_q         <= run_d;
      list0_q       <= list0_d;
      list1_q       <= list1_d;
      list2_q       <= list2_d;
      list_q        <= list_d;
      previous_q    <= previous_d;
      available_q   <= available_d;
      held_q        <= held_d;
    end
  end
