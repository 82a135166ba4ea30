// The copying collector (C. J. Cheney, CACM 13(11), 1970), and the generational one, which
// copies the nursery to the old space, and the old space to the other one when it is full.
//
// Old objects that point into the nursery are further roots: the barrier has them put on a list,
// `remembered`, or has noted their pages. A table after the image has the address of the first
// object of each page.
// Its states and registers are those of the sweeper; section 14 of docs/machine.md explains them.
module cc_copying
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // Straps.
  input  logic                     generational_i,
  input  barrier_e                 barrier_i,
  input  logic                     paged_i,
  input  address_t                 image_words_i,
  input  address_t                 nursery_i,
  input  address_t                 nursery_words_i,
  input  address_t                 spaces_i,
  input  address_t                 space_words_i,
  // What starts it.
  input  logic                     start_i,
  input  cause_e                   start_cause_i,
  input  logic                     admit_i,        // stores into an object are to pass the barrier
  input  word_t                    object_i,       // this one
  input  logic                     major_i,        // a major collection follows
  input  address_t                 old_i,          // the next word of the old space
  input  logic [NumPages-1:0]      unprotected_i,  // pages that have been stored into
  // The state acts: the words that it waits for are here.
  input  logic                     acts_i,
  input  logic                     grant_i,
  input  words_t                   words_i,
  input  logic [2:0]               words_here_i,   // how many
  input  word_t                    words_at_i,     // their address
  input  word_t                    root_word_i,
  input  word_t                    new_i,          // the address of an allocation
  // The request.
  output drive_t                   drive_o,
  output word_t                    base_o,
  output word_t                    offset_o,
  output words_t                   words_o,
  // A root register takes a new address.
  output logic                     root_write_o,
  output word_t                    value_o,
  // The barrier.
  output logic                     forgets_o,      // it catches every store again
  output logic                     admits_o,       // stores into `object_o`, or its page, pass
  // The collection is over: the space in use, and its first free word.
  output logic                     ends_o,
  output address_t                 space_base_o,
  output address_t                 space_end_o,
  // Its registers.
  output sweeper_state_e           state_o,
  output cause_e                   cause_o,
  output kind_e                    kind_o,
  output source_e                  source_o,
  output address_t                 from_words_o,
  output address_t                 queue_o,
  output word_t                    remembered_o,
  output logic [NumPages-1:0]      pages_o,
  output address_t                 page_end_o,
  output logic [1:0]               turn_o,
  output word_t                    object_o,
  output logic                     second_o,
  output address_t                 from_o,
  output address_t                 free_o,
  output address_t                 scan_o,
  output logic [5:0]               root_o,
  output logic                     for_root_o,
  output words_t                   fields_o,
  output address_t                 fields_at_o,
  output logic [2:0]               field_o,
  output logic [2:0]               field_count_o,
  output logic                     dirty_o,
  output address_t                 size_o,
  output address_t                 element_o,
  output word_t                    old_o,
  output address_t                 old_size_o,
  output address_t                 copied_o
);

  localparam int Chars = WordBits / 8;  // in a word
  localparam int CharBits = $clog2(Chars);


  localparam address_t Even = ~address_t'(1);

  sweeper_state_e           state_d, state_q;
  cause_e                   cause_q;
  kind_e                    kind_q;
  source_e                  source_d, source_q;
  address_t                 from_words_d, from_words_q;
  address_t                 queue_d, queue_q;
  word_t                    remembered_d, remembered_q;
  logic [NumPages-1:0]      pages_d, pages_q;
  address_t                 page_end_d, page_end_q;
  logic [1:0]               turn_d, turn_q;
  word_t                    object_q;
  logic                     second_d, second_q;
  address_t                 from_d, from_q;
  address_t                 free_d, free_q;
  address_t                 scan_d, scan_q;
  logic [5:0]               root_d, root_q;
  logic                     for_root_d, for_root_q;
  words_t                   fields_d, fields_q;
  address_t                 fields_at_d, fields_at_q;
  logic [2:0]               field_d, field_q;
  logic [2:0]               field_count_d, field_count_q;
  logic                     dirty_d, dirty_q;
  address_t                 size_d, size_q;
  address_t                 element_d, element_q;
  word_t                    old_d, old_q;
  address_t                 old_size_d, old_size_q;
  address_t                 copied_d, copied_q;

  logic steps;  // it acts, and is not stalled

  assign steps = acts_i && (!drive_o.op[1] || grant_i);

  // The spaces.
  address_t base, base_other;

  assign base = second_q ? spaces_i + space_words_i : spaces_i;
  assign base_other = second_q ? spaces_i : spaces_i + space_words_i;

  // A pointer to an object that does not stay. Of two spaces, words that are looked at never point
  // into the one that is being filled: all above the fixed region is old.
  function automatic logic is_mobile(word_t word);
    if (generational_i) return !word[0] && sum_t'(word) - sum_t'(from_q) < sum_t'(from_words_q);
    return !word[0] && sum_t'(word) >= sum_t'(image_words_i);
  endfunction

  // The object that has been read: its type and its words.
  type_e    kind;
  word_t    length;  // not negative
  word_t    string_words;
  address_t object_words;

  assign kind = type_of(words_i[0][7:0]);
  assign string_words = (length >> CharBits) + word_t'(4);
  assign length = words_i[1][WordBits-1] ? '0 : word_t'(words_i[1] >> 1);

  always_comb begin
    unique case (kind)
      TypeCons, TypeSymbolObject, TypeFunction: object_words = address_t'(4);
      TypeString: object_words = address_t'(string_words) & Even;
      TypeVector: object_words = address_t'(length + word_t'(3)) & Even;
      default:    object_words = address_t'(2);
    endcase
  end

  // The words being looked at: first what the state takes, then the first of them that is mobile.
  logic [2:0]               elements;    // to be read next
  logic                     takes;       // new words to look at
  logic                     is_copied;   // Evacuate: the object has a new address
  logic                     delivers;    // `new_address` is for the root or the field
  word_t                    new_address;
  logic                     looks;
  logic                     found;
  logic [1:0]               found_field;

  assign elements = four_of(size_q - element_q);
  assign takes = state_q == StScanObject || state_q == StScanElements;
  assign is_copied = !words_i[0][0];
  assign delivers = (state_q == StEvacuate && is_copied) || state_q == StForward;
  assign new_address = (state_q == StForward) ? word_t'(free_q) : words_i[0];

  always_comb begin
    fields_d      = fields_q;
    fields_at_d   = fields_at_q;
    field_count_d = field_count_q;
    size_d        = size_q;
    unique case (state_q)
      StScanObject, StListObject: begin
        fields_d      = words_i;
        fields_at_d   = (state_q == StListObject) ? address_t'(words_at_i) : scan_q;
        field_count_d = tagged_fields(kind);
        size_d        = object_words;
        if (state_q == StListObject) fields_d[0][BitRemembered] = 1'b0;
      end
      StScanElements: begin
        fields_d      = words_i;
        fields_at_d   = scan_q + element_q;
        field_count_d = elements;
      end
      default: if (delivers && !for_root_q) fields_d[field_q[1:0]] = new_address;
    endcase
  end

  logic [2:0] first;  // field to be looked at

  always_comb begin
    first = field_q;
    if (takes) first = {2'b0, state_q == StScanObject};
    if (state_q == StListObject) first = 3'd1;
    if (delivers) first = field_q + 3'd1;
  end

  always_comb begin
    found       = 1'b0;
    found_field = '0;
    for (int i = 3; i >= 0; i--) begin
      if (3'(i) >= first && 3'(i) < field_count_d && is_mobile(fields_d[i])) begin
        found       = 1'b1;
        found_field = 2'(i);
      end
    end
  end

  assign looks = takes || (state_q == StScanFields && (found || !dirty_q)) ||
                 (state_q == StEvacuate && is_copied && !for_root_q);

  // What follows the fields of an object: its elements, or the next object.
  logic     is_dirty, writes_back, done_fields, has_elements, scans_next, ends;
  address_t element_next, scan_next;

  always_comb begin
    element_next = element_q;
    if (state_q == StScanObject || state_q == StListObject) begin
      element_next = (kind == TypeVector) ? address_t'(2) : object_words;
    end
    if (state_q == StScanElements) element_next = element_q + address_t'(elements);
  end

  assign is_dirty = dirty_q || delivers;
  assign writes_back = state_q == StScanFields && dirty_q && !found;
  assign done_fields = writes_back || (looks && !found && !is_dirty);
  assign has_elements = element_next < size_d;
  assign scans_next = state_q == StScanNext || state_q == StPageFirst ||
                      (state_q == StRoot && root_q == 6'(NumRoots)) ||
                      (done_fields && !writes_back && !has_elements);

  // Pages. An object belongs to the one that it begins in. The end of memory, an address as well, is
  // in none.
  page_t    page;  // the next one
  address_t page_base, page_next, page_limit;

  function automatic logic has_entry(address_t address);
    return paged_i && !address[AddressBits];
  endfunction

  always_comb begin
    page = '0;
    for (int i = NumPages - 1; i >= 0; i--) if (pages_q[i]) page = page_t'(i);
  end

  assign page_base = address_t'(page) << PageBits;
  assign page_next = page_base + address_t'(2**PageBits);
  assign page_limit = (page_base < image_words_i) ? image_words_i : queue_q;

  // The next object of the source, then of the queue, at `next_base` + `next_offset`. The memory's
  // adder makes the sum; whether the source ends there is known without it, but for a page.
  source_e  source_next;
  logic     reads_list, reads_page, steps_over, at_image_end, at_page_end, at_queue;
  address_t scan_from, step, next_base, next_offset;

  assign steps_over = done_fields && !has_elements;
  assign scan_from = (state_q == StPageFirst) ? address_t'(words_i[0]) : scan_q;
  assign step = steps_over ? size_d : '0;
  assign at_image_end = source_q == SourceFixed && step == image_words_i - scan_q;
  assign at_page_end = paged_i && source_q == SourcePage && scan_from + step >= page_end_q;
  assign reads_list = scans_next && source_q == SourceList && remembered_q != '0;
  assign reads_page = scans_next && at_page_end && pages_q != '0;
  assign at_queue = scans_next && ((source_q == SourceList && !reads_list) || at_image_end ||
                                   (at_page_end && !reads_page));
  assign source_next = at_queue ? SourceQueue : source_q;
  assign next_base = at_queue ? queue_q : scan_from;
  assign next_offset = at_queue ? '0 : step;
  assign scan_next = next_base + next_offset;

  assign ends = scans_next && (at_queue ? queue_q == free_q
                                        : source_q == SourceQueue && step == free_q - scan_q);

  // The copy.
  logic [2:0]     copy_words, copy_count;
  logic           fits;        // all of the object is here
  address_t       copy_end;    // where the next copy begins
  sweeper_state_e after_copy;  // when it is whole
  address_t       page_first;  // what the page table gets: where the first object of its page begins

  assign copy_words = four_of(old_size_q - copied_q);
  assign copy_count = (object_words < address_t'(words_here_i)) ? object_words[2:0] : words_here_i;
  assign fits = object_words <= address_t'(4) &&
                (address_t'(copy_count) == object_words || kind == TypeCons);
  assign copy_end = free_q + ((state_q == StEvacuate) ? object_words : old_size_q);
  assign after_copy = (has_entry(copy_end) && page_of(copy_end) != page_of(free_q)) ? StCopyPage
                                                                                    : StForward;
  assign page_first = (state_q == StFlipPage) ? free_q : copy_end;

  // The requests and the registers.
  always_comb begin
    state_d      = state_q;
    second_d     = second_q;
    from_d       = from_q;
    from_words_d = from_words_q;
    queue_d      = queue_q;
    source_d     = source_q;
    remembered_d = remembered_q;
    pages_d      = pages_q;
    page_end_d   = page_end_q;
    turn_d       = turn_q;
    free_d       = free_q;
    scan_d       = scan_q;
    root_d       = root_q;
    for_root_d   = for_root_q;
    field_d      = field_q;
    dirty_d      = dirty_q;
    element_d    = element_q;
    old_d        = old_q;
    old_size_d   = old_size_q;
    copied_d     = copied_q;
    drive_o      = '0;
    base_o       = '0;
    offset_o     = '0;
    words_o      = '0;
    if (acts_i) begin
      unique case (state_q)
        StFlip: begin
          if (kind_q == KindMinor) begin
            from_d       = nursery_i;
            from_words_d = nursery_words_i;
            free_d       = old_i;
            scan_d       = old_i;
            unique case (barrier_i)
              BarrierRemember: source_d = SourceList;
              BarrierProtect:  source_d = SourcePage;
              default:         source_d = SourceQueue;
            endcase
            if (cause_q == CauseTorture) turn_d = turn_q + 2'd1;
          end else begin
            from_d       = base;
            from_words_d = space_words_i;
            second_d     = !second_q;
            free_d       = base_other;
            scan_d       = address_t'(AddrEnd);
            source_d     = SourceFixed;
          end
          queue_d    = free_d;
          pages_d    = unprotected_i;
          page_end_d = '0;
          root_d     = '0;
          state_d    = StRoot;
          if (has_entry(free_d) && (kind_q == KindMajor || page_of(free_d) != page_of(free_q))) begin
            state_d = StFlipPage;
          end
        end
        StFlipPage, StCopyPage: begin
          base_o        = word_t'(image_words_i);
          offset_o      = word_t'(page_of(page_first));
          words_o[0]    = word_t'(page_first);
          drive_o.op    = MemWrite;
          drive_o.count = 3'd1;
          state_d       = (state_q == StFlipPage) ? StRoot : StForward;
        end
        StRoot: begin
          if (!scans_next && is_mobile(root_word_i)) begin
            for_root_d = 1'b1;
            base_o     = root_word_i;
            drive_o.op = MemRead;
            state_d    = StEvacuate;
          end else if (!scans_next) begin
            root_d = root_q + 6'd1;
          end
        end
        StScanObject, StScanElements: begin
          element_d = element_next;
          field_d   = first;
        end
        StElementsNext: begin
          base_o        = word_t'(scan_q);
          offset_o      = word_t'(element_q);
          drive_o.op    = MemRead;
          drive_o.count = elements;
          state_d       = StScanElements;
        end
        StScanFields: begin
          if (writes_back) begin
            base_o        = word_t'(fields_at_q);
            words_o       = fields_q;
            drive_o.op    = MemWrite;
            drive_o.count = field_count_q;
            dirty_d       = 1'b0;
            scan_d        = scan_next;
            state_d       = has_elements ? StElementsNext : StScanNext;
          end
        end
        StEvacuate: begin
          if (!is_copied) begin
            old_d      = words_at_i;
            old_size_d = object_words;
            copied_d   = '0;
            state_d    = fits ? after_copy : StCopyRead;
            if (fits) begin
              base_o        = word_t'(free_q);
              words_o       = words_i;
              drive_o.op    = MemWrite;
              drive_o.count = copy_count;
            end
          end
        end
        StCopyRead: begin
          base_o        = old_q;
          offset_o      = word_t'(copied_q);
          drive_o.op    = MemRead;
          drive_o.count = copy_words;
          state_d       = StCopyWrite;
        end
        StCopyWrite: begin
          base_o        = word_t'(free_q);
          offset_o      = word_t'(copied_q);
          words_o       = words_i;
          drive_o.op    = MemWrite;
          drive_o.count = copy_words;
          copied_d      = copied_q + address_t'(copy_words);
          state_d       = (copied_d == old_size_q) ? after_copy : StCopyRead;
        end
        StForward: begin
          base_o        = old_q;
          words_o[0]    = word_t'(free_q);
          drive_o.op    = MemWrite;
          drive_o.count = 3'd1;
          free_d        = free_q + old_size_q;
        end
        StListCell: begin
          remembered_d = words_i[1];
          base_o       = words_i[0];
          drive_o.op   = MemRead;
          state_d      = StListObject;
        end
        StListObject: begin
          base_o        = words_at_i;
          words_o[0]    = fields_d[0];
          drive_o.op    = MemWrite;
          drive_o.count = 3'd1;
          scan_d        = address_t'(words_at_i);
          field_d       = first;
          element_d     = element_next;
          state_d       = StScanFields;
        end
        StRemember: begin
          base_o        = object_q;
          drive_o.op    = MemRead;
          drive_o.count = 3'd1;
          state_d       = StRememberObject;
        end
        StRememberObject: begin
          if (!words_i[0][BitRemembered]) begin
            offset_o      = word_t'(4);
            words_o[0]    = word_t'(HeaderCons);
            words_o[1]    = object_q;
            words_o[2]    = remembered_q;
            drive_o.op    = MemAllocate;
            drive_o.count = 3'd3;
            remembered_d  = new_i;
            state_d       = StRememberMark;
          end
        end
        StRememberMark: begin
          base_o                 = object_q;
          words_o[0]             = words_i[0];
          words_o[0][BitRemembered] = 1'b1;
          drive_o.op             = MemWrite;
          drive_o.count          = 3'd1;
        end
        default: ;
      endcase

      if (delivers && for_root_q) begin
        root_d       = root_q + 6'd1;
        state_d      = StRoot;
      end else if (delivers) begin
        field_d = first;
        dirty_d = 1'b1;
        state_d = StScanFields;
      end

      if (looks && found) begin
        field_d    = {1'b0, found_field};
        for_root_d = 1'b0;
        base_o     = fields_d[found_field];
        drive_o.op = MemRead;
        state_d    = StEvacuate;
      end else if (looks && is_dirty) begin
        state_d = StScanFields;
      end else if (done_fields && !writes_back) begin
        state_d = has_elements ? StElementsNext : StScanNext;
      end

      if (scans_next) begin
        scan_d   = scan_next;
        source_d = source_next;
        if (reads_list) begin
          base_o        = remembered_q;
          offset_o      = word_t'(1);
          drive_o.op    = MemRead;
          drive_o.count = 3'd2;
          state_d       = StListCell;
        end else if (reads_page) begin
          pages_d[page] = 1'b0;
          page_end_d    = (page_next < page_limit) ? page_next : page_limit;
          base_o        = word_t'(image_words_i);
          offset_o      = word_t'(page);
          drive_o.op    = MemRead;
          drive_o.count = 3'd1;
          state_d       = StPageFirst;
        end else if (at_queue && source_q != SourceFixed) begin
          state_d = StScanNext;
        end
        if (!ends && !reads_list && !reads_page) begin
          base_o     = word_t'(next_base);
          offset_o   = word_t'(next_offset);
          drive_o.op = MemRead;
          state_d    = StScanObject;
        end
      end
    end
  end

  assign root_write_o = steps && delivers && for_root_q;
  // Without the grant: the memory's barrier looks at the bus that this goes to.
  assign value_o = (acts_i && delivers && for_root_q) ? new_address : '0;
  assign ends_o = acts_i && ends;
  assign forgets_o = acts_i && state_q == StFlip;
  assign admits_o = steps && (state_q == StRememberMark || state_q == StUnprotect ||
                             (state_q == StRememberObject && words_i[0][BitRemembered]));
  assign space_base_o = base;
  assign space_end_o = base + space_words_i;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      cause_q       <= CauseFull;
      kind_q        <= KindFull;
      source_q      <= SourceQueue;
      from_words_q  <= '0;
      queue_q       <= '0;
      remembered_q  <= '0;
      pages_q       <= '0;
      page_end_q    <= '0;
      turn_q        <= '0;
      object_q      <= '0;
      state_q       <= StFlip;
      second_q      <= 1'b0;
      from_q        <= '0;
      free_q        <= generational_i ? spaces_i : '0;
      scan_q        <= '0;
      root_q        <= '0;
      for_root_q    <= 1'b0;
      fields_q      <= '0;
      fields_at_q   <= '0;
      field_q       <= '0;
      field_count_q <= '0;
      dirty_q       <= 1'b0;
      size_q        <= '0;
      element_q     <= '0;
      old_q         <= '0;
      old_size_q    <= '0;
      copied_q      <= '0;
    end else begin
      if (steps) begin
        source_q      <= source_d;
        from_words_q  <= from_words_d;
        queue_q       <= queue_d;
        remembered_q  <= remembered_d;
        pages_q       <= pages_d;
        page_end_q    <= page_end_d;
        turn_q        <= turn_d;
        state_q       <= state_d;
        second_q      <= second_d;
        from_q        <= from_d;
        free_q        <= free_d;
        scan_q        <= scan_d;
        root_q        <= root_d;
        for_root_q    <= for_root_d;
        fields_q      <= fields_d;
        fields_at_q   <= fields_at_d;
        field_q       <= field_d;
        field_count_q <= field_count_d;
        dirty_q       <= dirty_d;
        size_q        <= size_d;
        element_q     <= element_d;
        old_q         <= old_d;
        old_size_q    <= old_size_d;
        copied_q      <= copied_d;
      end
      if (start_i) begin
        state_q <= StFlip;
        cause_q <= start_cause_i;
        kind_q  <= generational_i ? KindMinor : KindFull;
      end
      if (major_i) begin
        state_q <= StFlip;
        kind_q  <= KindMajor;
      end
      if (admit_i) begin
        state_q  <= (barrier_i == BarrierProtect) ? StUnprotect : StRemember;
        object_q <= object_i;
      end
    end
  end

  assign state_o = state_q;
  assign cause_o = cause_q;
  assign kind_o = kind_q;
  assign source_o = source_q;
  assign from_words_o = from_words_q;
  assign queue_o = queue_q;
  assign remembered_o = remembered_q;
  assign pages_o = pages_q;
  assign page_end_o = page_end_q;
  assign turn_o = turn_q;
  assign object_o = object_q;
  assign second_o = second_q;
  assign from_o = from_q;
  assign free_o = free_q;
  assign scan_o = scan_q;
  assign root_o = root_q;
  assign for_root_o = for_root_q;
  assign fields_o = fields_q;
  assign fields_at_o = fields_at_q;
  assign field_o = field_q;
  assign field_count_o = field_count_q;
  assign dirty_o = dirty_q;
  assign size_o = size_q;
  assign element_o = element_q;
  assign old_o = old_q;
  assign old_size_o = old_size_q;
  assign copied_o = copied_q;

  // Words that are looked at are old, or point to the fixed region.
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !(acts_i && looks && found) ||
                   sum_t'(fields_d[found_field]) - sum_t'(from_q) < sum_t'(from_words_q));

endmodule
