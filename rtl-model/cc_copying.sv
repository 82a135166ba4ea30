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
  input  logic       clk_i,
  input  logic       rst_ni,
  input  straps_t    straps_i,
  input  layout_t    layout_i,
  input  logic       generational_i,
  // What starts it.
  input  logic       start_i,
  input  cause_e     cause_i,
  input  logic       admit_i,         // stores into an object are to pass the barrier
  input  word_t      object_i,        // this one
  input  logic       major_i,         // a major collection follows
  // The state acts: the words that it waits for are here.
  input  logic       acts_i,
  input  logic       grant_i,
  input  words_t     words_i,
  input  logic [2:0] words_here_i,    // how many
  input  word_t      words_at_i,      // their address
  input  heap_t      heap_i,
  // The root port. The register takes `value` of the bus.
  input  word_t      root_word_i,
  output root_t      root_o,
  output logic       root_write_o,
  // The request.
  output bus_t       bus_o,
  // The barrier.
  output logic       forgets_o,       // it catches every store again
  output logic       admits_o,        // stores into `object_o`, or its page, pass
  output word_t      object_o,
  // The collection is over: the space in use, and its first free word.
  output logic       ends_o,
  output address_t   space_base_o,
  output address_t   space_end_o,
  output address_t   free_o,
  // What it is about.
  output cause_e     cause_o,
  output kind_e      kind_o,
  output logic [1:0] turn_o
);

  localparam int Chars = WordBits / 8;  // in a word
  localparam int CharBits = $clog2(Chars);

  localparam address_t Even = ~address_t'(1);

  // At reset: the old space.
  address_t first_old;

  assign first_old = generational_i ? layout_i.spaces : '0;

  `include "cc_copying_regs.svh"

  sweeper_state_e      state_step;
  source_e             source_step;
  address_t            from_words_step;
  address_t            queue_step;
  word_t               remembered_step;
  logic [NumPages-1:0] pages_step;
  address_t            page_end_step;
  logic [1:0]          turn_step;
  logic                second_step;
  address_t            from_step;
  address_t            free_step;
  address_t            scan_step;
  root_t               root_step;
  logic                for_root_step;
  words_t              fields_q, fields_step;
  address_t            fields_at_step;
  logic [2:0]          field_step;
  logic [2:0]          field_count_step;
  logic                dirty_step;
  address_t            size_step;
  address_t            element_step;
  word_t               old_step;
  address_t            old_size_step;
  address_t            copied_step;

  assign fields_q = {field3_q, field2_q, field1_q, field0_q};

  logic steps;  // it acts, and is not stalled

  assign steps = acts_i && (!bus_o.drive.op[1] || grant_i);

  // The spaces.
  address_t base, base_other;

  assign base = second_q ? layout_i.spaces + layout_i.space_words : layout_i.spaces;
  assign base_other = second_q ? layout_i.spaces : layout_i.spaces + layout_i.space_words;

  // A pointer to an object that does not stay. Of two spaces, words that are looked at never point
  // into the one that is being filled: all above the fixed region is old.
  function automatic logic is_mobile(word_t word);
    if (generational_i) return !word[0] && sum_t'(word) - sum_t'(from_q) < sum_t'(from_words_q);
    return !word[0] && sum_t'(word) >= sum_t'(straps_i.image_words);
  endfunction

  // The object that has been read: its type and its words.
  type_e    kind;
  word_t    length;  // not negative, nor is that of a BIGNUM below zero
  word_t    negated;
  word_t    string_words;
  address_t object_words;

  assign kind = type_of(words_i[0][7:0]);
  assign string_words = (length >> CharBits) + word_t'(4);
  assign negated = -{1'b1, words_i[1][WordBits-1:1]};
  assign length = !words_i[1][WordBits-1] ? words_i[1] >> 1 : (kind == TypeBignum) ? negated : '0;

  always_comb begin
    unique case (kind)
      TypeCons, TypeSymbolObject, TypeFunction, TypeRatio: object_words = address_t'(4);
      TypeString: object_words = address_t'(string_words) & Even;
      TypeFloat: object_words = address_t'(FloatObjectWords);
      TypeVector, TypeBignum: object_words = address_t'(length + word_t'(3)) & Even;
      default:    object_words = address_t'(2);
    endcase
  end

  // The words being looked at: first what the state takes, then the first of them that is mobile.
  logic [2:0] elements;   // to be read next
  logic       takes;      // new words to look at
  logic       is_copied;  // Evacuate: the object has a new address
  logic       delivers;   // `new_address` is for the root or the field
  word_t      new_address;
  logic       looks;
  logic       found;
  logic [1:0] found_field;

  assign elements = four_of(size_q - element_q);
  assign takes = state_q == StScanObject || state_q == StScanElements;
  assign is_copied = !words_i[0][0];
  assign delivers = (state_q == StEvacuate && is_copied) || state_q == StForward;
  assign new_address = (state_q == StForward) ? word_t'(free_q) : words_i[0];

  always_comb begin
    fields_step      = fields_q;
    fields_at_step   = fields_at_q;
    field_count_step = field_count_q;
    size_step        = size_q;
    unique case (state_q)
      StScanObject, StListObject: begin
        fields_step      = words_i;
        fields_at_step   = (state_q == StListObject) ? address_t'(words_at_i) : scan_q;
        field_count_step = pointer_fields(words_i[0][15:0]);
        size_step        = object_words;
        if (state_q == StListObject) fields_step[0][BitRemembered] = 1'b0;
      end
      StScanElements: begin
        fields_step      = words_i;
        fields_at_step   = scan_q + element_q;
        field_count_step = elements;
      end
      default: if (delivers && !for_root_q) fields_step[field_q[1:0]] = new_address;
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
      if (3'(i) >= first && 3'(i) < field_count_step && is_mobile(fields_step[i])) begin
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
  assign has_elements = element_next < size_step;
  assign scans_next = state_q == StScanNext || state_q == StPageFirst ||
                      (state_q == StRoot && root_q == root_t'(NumRoots)) ||
                      (done_fields && !writes_back && !has_elements);

  // Pages. An object belongs to the one that it begins in. The end of memory, an address as well, is
  // in none.
  page_t    page;  // the next one
  address_t page_base, page_next, page_limit;

  function automatic logic has_entry(address_t address);
    return layout_i.paged && !address[AddressBits];
  endfunction

  always_comb begin
    page = '0;
    for (int i = NumPages - 1; i >= 0; i--) if (pages_q[i]) page = page_t'(i);
  end

  assign page_base = address_t'(page) << PageBits;
  assign page_next = page_base + address_t'(2**PageBits);
  assign page_limit = (page_base < straps_i.image_words) ? straps_i.image_words : queue_q;

  // The next object of the source, then of the queue, at `next_base` + `next_offset`. The memory's
  // adder makes the sum; whether the source ends there is known without it, but for a page.
  source_e  source_next;
  logic     reads_list, reads_page, steps_over, at_image_end, at_page_end, at_queue;
  address_t scan_from, step, next_base, next_offset;

  assign steps_over = done_fields && !has_elements;
  assign scan_from = (state_q == StPageFirst) ? address_t'(words_i[0]) : scan_q;
  assign step = steps_over ? size_step : '0;
  assign at_image_end = source_q == SourceFixed && step == straps_i.image_words - scan_q;
  assign at_page_end = layout_i.paged && source_q == SourcePage && scan_from + step >= page_end_q;
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
    state_step      = state_q;
    second_step     = second_q;
    from_step       = from_q;
    from_words_step = from_words_q;
    queue_step      = queue_q;
    source_step     = source_q;
    remembered_step = remembered_q;
    pages_step      = pages_q;
    page_end_step   = page_end_q;
    turn_step       = turn_q;
    free_step       = free_q;
    scan_step       = scan_q;
    root_step       = root_q;
    for_root_step   = for_root_q;
    field_step      = field_q;
    dirty_step      = dirty_q;
    element_step    = element_q;
    old_step        = old_q;
    old_size_step   = old_size_q;
    copied_step     = copied_q;
    bus_o.drive     = '0;
    bus_o.base      = '0;
    bus_o.offset    = '0;
    bus_o.words     = '0;
    if (acts_i) begin
      unique case (state_q)
        StFlip: begin
          if (kind_q == KindMinor) begin
            from_step       = layout_i.nursery;
            from_words_step = layout_i.nursery_words;
            free_step       = heap_i.old;
            scan_step       = heap_i.old;
            unique case (straps_i.barrier)
              BarrierRemember: source_step = SourceList;
              BarrierProtect:  source_step = SourcePage;
              default:         source_step = SourceQueue;
            endcase
            if (cause_q == CauseTorture) turn_step = turn_q + 2'd1;
          end else begin
            from_step       = base;
            from_words_step = layout_i.space_words;
            second_step     = !second_q;
            free_step       = base_other;
            scan_step       = address_t'(AddrEnd);
            source_step     = SourceFixed;
          end
          queue_step    = free_step;
          pages_step    = heap_i.unprotected;
          page_end_step = '0;
          root_step     = '0;
          state_step    = StRoot;
          if (has_entry(free_step) &&
              (kind_q == KindMajor || page_of(free_step) != page_of(free_q))) begin
            state_step = StFlipPage;
          end
        end
        StFlipPage, StCopyPage: begin
          bus_o.base        = word_t'(straps_i.image_words);
          bus_o.offset      = word_t'(page_of(page_first));
          bus_o.words[0]    = word_t'(page_first);
          bus_o.drive.op    = MemWrite;
          bus_o.drive.count = 3'd1;
          state_step        = (state_q == StFlipPage) ? StRoot : StForward;
        end
        StRoot: begin
          if (!scans_next && is_mobile(root_word_i)) begin
            for_root_step  = 1'b1;
            bus_o.base     = root_word_i;
            bus_o.drive.op = MemRead;
            state_step     = StEvacuate;
          end else if (!scans_next) begin
            root_step = root_q + root_t'(1);
          end
        end
        StScanObject, StScanElements: begin
          element_step = element_next;
          field_step   = first;
        end
        StElementsNext: begin
          bus_o.base        = word_t'(scan_q);
          bus_o.offset      = word_t'(element_q);
          bus_o.drive.op    = MemRead;
          bus_o.drive.count = elements;
          state_step        = StScanElements;
        end
        StScanFields: begin
          if (writes_back) begin
            bus_o.base        = word_t'(fields_at_q);
            bus_o.words       = fields_q;
            bus_o.drive.op    = MemWrite;
            bus_o.drive.count = field_count_q;
            dirty_step        = 1'b0;
            scan_step         = scan_next;
            state_step        = has_elements ? StElementsNext : StScanNext;
          end
        end
        StEvacuate: begin
          if (!is_copied) begin
            old_step      = words_at_i;
            old_size_step = object_words;
            copied_step   = '0;
            state_step    = fits ? after_copy : StCopyRead;
            if (fits) begin
              bus_o.base        = word_t'(free_q);
              bus_o.words       = words_i;
              bus_o.drive.op    = MemWrite;
              bus_o.drive.count = copy_count;
            end
          end
        end
        StCopyRead: begin
          bus_o.base        = old_q;
          bus_o.offset      = word_t'(copied_q);
          bus_o.drive.op    = MemRead;
          bus_o.drive.count = copy_words;
          state_step        = StCopyWrite;
        end
        StCopyWrite: begin
          bus_o.base        = word_t'(free_q);
          bus_o.offset      = word_t'(copied_q);
          bus_o.words       = words_i;
          bus_o.drive.op    = MemWrite;
          bus_o.drive.count = copy_words;
          copied_step       = copied_q + address_t'(copy_words);
          state_step        = (copied_step == old_size_q) ? after_copy : StCopyRead;
        end
        StForward: begin
          bus_o.base        = old_q;
          bus_o.words[0]    = word_t'(free_q);
          bus_o.drive.op    = MemWrite;
          bus_o.drive.count = 3'd1;
          free_step         = free_q + old_size_q;
        end
        StListCell: begin
          remembered_step = words_i[1];
          bus_o.base      = words_i[0];
          bus_o.drive.op  = MemRead;
          state_step      = StListObject;
        end
        StListObject: begin
          bus_o.base        = words_at_i;
          bus_o.words[0]    = fields_step[0];
          bus_o.drive.op    = MemWrite;
          bus_o.drive.count = 3'd1;
          scan_step         = address_t'(words_at_i);
          field_step        = first;
          element_step      = element_next;
          state_step        = StScanFields;
        end
        StRemember: begin
          bus_o.base        = object_q;
          bus_o.drive.op    = MemRead;
          bus_o.drive.count = 3'd1;
          state_step        = StRememberObject;
        end
        StRememberObject: begin
          if (!words_i[0][BitRemembered]) begin
            bus_o.offset      = word_t'(4);
            bus_o.words[0]    = word_t'(HeaderCons);
            bus_o.words[1]    = object_q;
            bus_o.words[2]    = remembered_q;
            bus_o.drive.op    = MemAllocate;
            bus_o.drive.count = 3'd3;
            remembered_step   = heap_i.place;
            state_step        = StRememberMark;
          end
        end
        StRememberMark: begin
          bus_o.base                    = object_q;
          bus_o.words[0]                = words_i[0];
          bus_o.words[0][BitRemembered] = 1'b1;
          bus_o.drive.op                = MemWrite;
          bus_o.drive.count             = 3'd1;
        end
        default: ;
      endcase

      if (delivers && for_root_q) begin
        root_step  = root_q + root_t'(1);
        state_step = StRoot;
      end else if (delivers) begin
        field_step = first;
        dirty_step = 1'b1;
        state_step = StScanFields;
      end

      if (looks && found) begin
        field_step     = {1'b0, found_field};
        for_root_step  = 1'b0;
        bus_o.base     = fields_step[found_field];
        bus_o.drive.op = MemRead;
        state_step     = StEvacuate;
      end else if (looks && is_dirty) begin
        state_step = StScanFields;
      end else if (done_fields && !writes_back) begin
        state_step = has_elements ? StElementsNext : StScanNext;
      end

      if (scans_next) begin
        scan_step   = scan_next;
        source_step = source_next;
        if (reads_list) begin
          bus_o.base        = remembered_q;
          bus_o.offset      = word_t'(1);
          bus_o.drive.op    = MemRead;
          bus_o.drive.count = 3'd2;
          state_step        = StListCell;
        end else if (reads_page) begin
          pages_step[page]  = 1'b0;
          page_end_step     = (page_next < page_limit) ? page_next : page_limit;
          bus_o.base        = word_t'(straps_i.image_words);
          bus_o.offset      = word_t'(page);
          bus_o.drive.op    = MemRead;
          bus_o.drive.count = 3'd1;
          state_step        = StPageFirst;
        end else if (at_queue && source_q != SourceFixed) begin
          state_step = StScanNext;
        end
        if (!ends && !reads_list && !reads_page) begin
          bus_o.base     = word_t'(next_base);
          bus_o.offset   = word_t'(next_offset);
          bus_o.drive.op = MemRead;
          state_step     = StScanObject;
        end
      end
    end
  end

  assign root_write_o = steps && delivers && for_root_q;
  // Without the grant: the memory's barrier looks at the bus that this goes to.
  assign bus_o.value = (acts_i && delivers && for_root_q) ? new_address : '0;
  assign bus_o.extra = '0;
  assign ends_o = acts_i && ends;
  assign forgets_o = acts_i && state_q == StFlip;
  assign admits_o = steps && (state_q == StRememberMark || state_q == StUnprotect ||
                             (state_q == StRememberObject && words_i[0][BitRemembered]));
  assign space_base_o = base;
  assign space_end_o = base + layout_i.space_words;

  // The registers.
  always_comb begin
    `CC_COPYING_KEEP
    if (steps) begin
      source_d     = source_step;
      from_words_d = from_words_step;
      queue_d      = queue_step;
      remembered_d = remembered_step;
      pages_d      = pages_step;
      page_end_d   = page_end_step;
      turn_d       = turn_step;
      state_d      = state_step;
      second_d     = second_step;
      from_d       = from_step;
      free_d       = free_step;
      scan_d       = scan_step;
      root_d       = root_step;
      for_root_d   = for_root_step;
      {field3_d, field2_d, field1_d, field0_d} = fields_step;
      fields_at_d   = fields_at_step;
      field_d       = field_step;
      field_count_d = field_count_step;
      dirty_d       = dirty_step;
      size_d        = size_step;
      element_d     = element_step;
      old_d         = old_step;
      old_size_d    = old_size_step;
      copied_d      = copied_step;
    end
    if (start_i) begin
      state_d = StFlip;
      cause_d = cause_i;
      kind_d  = generational_i ? KindMinor : KindFull;
    end
    if (major_i) begin
      state_d = StFlip;
      kind_d  = KindMajor;
    end
    if (admit_i) begin
      state_d  = (straps_i.barrier == BarrierProtect) ? StUnprotect : StRemember;
      object_d = object_i;
    end
  end

  assign cause_o = cause_q;
  assign kind_o = kind_q;
  assign turn_o = turn_q;
  assign object_o = object_q;
  assign free_o = free_q;
  assign root_o = root_q;

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StSupplyBlock);

  // Words that are looked at are old, or point to the fixed region.
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !(acts_i && looks && found) ||
                   sum_t'(fields_step[found_field]) - sum_t'(from_q) < sum_t'(from_words_q));

endmodule
