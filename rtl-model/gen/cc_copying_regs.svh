// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_copying: `_q` now, `_d` next.

  sweeper_state_e state_d, state_q;
  cause_e         cause_d, cause_q;
  kind_e          kind_d, kind_q;
  source_e        source_d, source_q;
  logic           second_d, second_q;
  address_t       from_d, from_q;
  address_t       from_words_d, from_words_q;
  address_t       free_d, free_q;
  address_t       queue_d, queue_q;
  address_t       scan_d, scan_q;
  logic [6:0]     root_d, root_q;
  logic           for_root_d, for_root_q;
  word_t          field0_d, field0_q;
  word_t          field1_d, field1_q;
  word_t          field2_d, field2_q;
  word_t          field3_d, field3_q;
  address_t       fields_at_d, fields_at_q;
  logic [2:0]     field_d, field_q;
  logic [2:0]     field_count_d, field_count_q;
  logic           dirty_d, dirty_q;
  address_t       size_d, size_q;
  address_t       element_d, element_q;
  word_t          old_d, old_q;
  address_t       old_size_d, old_size_q;
  address_t       copied_d, copied_q;
  word_t          remembered_d, remembered_q;
  logic [31:0]    pages_d, pages_q;
  address_t       page_end_d, page_end_q;
  logic [1:0]     turn_d, turn_q;
  word_t          object_d, object_q;

  // Every register keeps its value.
  `define CC_COPYING_KEEP \
    state_d = state_q; \
    cause_d = cause_q; \
    kind_d = kind_q; \
    source_d = source_q; \
    second_d = second_q; \
    from_d = from_q; \
    from_words_d = from_words_q; \
    free_d = free_q; \
    queue_d = queue_q; \
    scan_d = scan_q; \
    root_d = root_q; \
    for_root_d = for_root_q; \
    field0_d = field0_q; \
    field1_d = field1_q; \
    field2_d = field2_q; \
    field3_d = field3_q; \
    fields_at_d = fields_at_q; \
    field_d = field_q; \
    field_count_d = field_count_q; \
    dirty_d = dirty_q; \
    size_d = size_q; \
    element_d = element_q; \
    old_d = old_q; \
    old_size_d = old_size_q; \
    copied_d = copied_q; \
    remembered_d = remembered_q; \
    pages_d = pages_q; \
    page_end_d = page_end_q; \
    turn_d = turn_q; \
    object_d = object_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q       <= StFlip;
      cause_q       <= CauseFull;
      kind_q        <= KindFull;
      source_q      <= SourceQueue;
      second_q      <= '0;
      from_q        <= '0;
      from_words_q  <= '0;
      free_q        <= first_old;
      queue_q       <= '0;
      scan_q        <= '0;
      root_q        <= '0;
      for_root_q    <= '0;
      field0_q      <= '0;
      field1_q      <= '0;
      field2_q      <= '0;
      field3_q      <= '0;
      fields_at_q   <= '0;
      field_q       <= '0;
      field_count_q <= '0;
      dirty_q       <= '0;
      size_q        <= '0;
      element_q     <= '0;
      old_q         <= '0;
      old_size_q    <= '0;
      copied_q      <= '0;
      remembered_q  <= '0;
      pages_q       <= '0;
      page_end_q    <= '0;
      turn_q        <= '0;
      object_q      <= '0;
    end else begin
      state_q       <= state_d;
      cause_q       <= cause_d;
      kind_q        <= kind_d;
      source_q      <= source_d;
      second_q      <= second_d;
      from_q        <= from_d;
      from_words_q  <= from_words_d;
      free_q        <= free_d;
      queue_q       <= queue_d;
      scan_q        <= scan_d;
      root_q        <= root_d;
      for_root_q    <= for_root_d;
      field0_q      <= field0_d;
      field1_q      <= field1_d;
      field2_q      <= field2_d;
      field3_q      <= field3_d;
      fields_at_q   <= fields_at_d;
      field_q       <= field_d;
      field_count_q <= field_count_d;
      dirty_q       <= dirty_d;
      size_q        <= size_d;
      element_q     <= element_d;
      old_q         <= old_d;
      old_size_q    <= old_size_d;
      copied_q      <= copied_d;
      remembered_q  <= remembered_d;
      pages_q       <= pages_d;
      page_end_q    <= page_end_d;
      turn_q        <= turn_d;
      object_q      <= object_d;
    end
  end
