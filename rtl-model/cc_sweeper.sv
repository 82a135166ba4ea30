// sweeper: the garbage collector, a unit with the token while it works.
//
// It knows tags, headers and the root port, and nothing else of the evaluator. Its reads are
// requested in one cycle and gathered in the next ones; a read's last beat and its use are one cycle.
// Copying: C. J. Cheney, CACM 13(11), 1970. All objects below `image_words_i` stay where they are.
module cc_sweeper
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
#(
  parameter int WordBits    = 16,
  parameter int AddressBits = 16,
  parameter int Banks       = 4
) (
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // Straps.
  input  logic [3:0]               latency_i,
  input  collector_e               collector_i,
  input  logic [AddressBits:0]     image_words_i,
  output logic [AddressBits:0]     space_words_o,
  // The token, and what starts it.
  input  logic                     token_i,
  input  logic                     start_i,
  input  cause_e                   start_cause_i,
  input  logic                     release_i,     // the reserve is handed out
  // The memory port.
  input  logic                     grant_i,
  input  logic [WordBits-1:0]      address_i,     // `base` + `offset`
  input  logic [3:0][WordBits-1:0] words_i,
  output drive_t                   drive_o,
  output logic [WordBits-1:0]      value_o,
  output logic [WordBits-1:0]      base_o,
  output logic [WordBits-1:0]      offset_o,
  output logic [3:0][WordBits-1:0] words_o,
  // The root port.
  input  logic [WordBits-1:0]      root_word_i,
  output logic [5:0]               root_o,
  output logic                     root_write_o,
  // The end of a collection.
  input  logic                     reserve_used_i,
  output logic                     swept_o,       // the token goes back
  output logic                     exhausted_o,   // memory is out
  output logic                     rearm_o,       // `reserve_used` is set
  output logic                     armed_o,       // to the contrary of this
  output logic                     collected_o,
  output logic                     block_o,       // the allocator goes on in another place
  output logic                     space_o,
  output logic [AddressBits:0]     base_new_o,
  output logic [AddressBits:0]     free_new_o,
  output logic [AddressBits:0]     limit_new_o,
  output logic [AddressBits:0]     end_new_o
);

  localparam int Chars = WordBits / 8;  // in a word
  localparam int CharBits = $clog2(Chars);
  localparam int Reserve = (2**AddressBits / 64 > 128) ? 2**AddressBits / 64 : 128;

  typedef logic [WordBits-1:0]  word_t;
  typedef logic [WordBits:0]    sum_t;
  typedef logic [AddressBits:0] address_t;

  localparam address_t Even = ~address_t'(1);

  sweeper_state_e state_d, state_q;
  cause_e         cause_q;
  logic           second_d, second_q;
  address_t       from_d, from_q;
  address_t       free_d, free_q;
  address_t       scan_d, scan_q;
  logic [5:0]     root_d, root_q;
  logic           for_root_d, for_root_q;
  word_t          field0_q, field1_q, field2_q, field3_q;
  address_t       fields_at_d, fields_at_q;
  logic [2:0]     field_d, field_q;
  logic [2:0]     field_count_d, field_count_q;
  logic           dirty_d, dirty_q;
  address_t       size_d, size_q;
  address_t       element_d, element_q;
  word_t          old_d, old_q;
  address_t       old_size_d, old_size_q;
  address_t       copied_d, copied_q;
  word_t          object_q, back_q, length_q;
  logic           vector_q;
  address_t       element_at_q, run_q;
  logic [1:0]     reversed_q, list_q;
  word_t          list0_q, list1_q, list2_q, previous_q;
  address_t       available_q, held_q;
  logic           reading_q;

  // The gathering of words that have been requested.
  word_t                    fetch_address_q, word0_q, word1_q, word2_q, word3_q;
  logic [2:0]               fetch_extent_q, fetch_wait_q, fetch_gathered_q, arrived;
  word_t                    fetch_base, fetch_offset;
  logic [3:0][WordBits-1:0] fetched, arriving;
  logic                     gathers, gathered_all, reads;

  assign gathers = token_i && reading_q;

  cc_fetch_object #(
    .WordBits(WordBits),
    .Banks   (Banks)
  ) u_fetch (
    .clk_i,
    .rst_ni,
    .latency_i,
    .start_i   (reads),
    .address_i,
    .extent_i  (drive_o.count),
    .gather_i  (gathers),
    .words_i,
    .done_o    (gathered_all),
    .base_o    (fetch_base),
    .offset_o  (fetch_offset),
    .fetched_o (fetched),
    .arriving_o(arriving),
    .address_o (fetch_address_q),
    .extent_o  (fetch_extent_q),
    .wait_o    (fetch_wait_q),
    .gathered_o(fetch_gathered_q),
    .arrived_o (arrived)
  );

  assign {word3_q, word2_q, word1_q, word0_q} = fetched;

  // A state acts when the words that it waits for are here.
  logic                     acts, steps;
  logic [3:0][WordBits-1:0] words;
  logic [2:0]               words_here;

  assign acts = token_i && (!reading_q || gathered_all);
  assign steps = acts && (!drive_o.op[1] || grant_i);
  assign words = reading_q ? arriving : fetched;
  assign words_here = reading_q ? arrived : fetch_gathered_q;

  // The spaces.
  address_t heap_words, base, base_other, space_end;

  assign heap_words = address_t'(2**AddressBits) - image_words_i;
  assign space_words_o = {1'b0, heap_words[AddressBits:2], 1'b0};
  assign base = second_q ? image_words_i + space_words_o : image_words_i;
  assign base_other = second_q ? image_words_i : image_words_i + space_words_o;
  assign space_end = base + space_words_o;

  // A pointer to an object that does not stay. While copying, words that are looked at never point
  // into the space that is being filled.
  function automatic logic is_mobile(word_t word);
    return !word[0] && sum_t'(word) >= sum_t'(image_words_i);
  endfunction

  // The object that has been read: its type and its words.
  type_e    kind;
  word_t    length;  // not negative
  word_t    string_words;
  address_t object_words;

  assign kind = type_of(words[0][7:0]);
  assign string_words = (length >> CharBits) + word_t'(4);
  assign length = words[1][WordBits-1] ? '0 : word_t'(words[1] >> 1);

  always_comb begin
    unique case (kind)
      TypeCons, TypeSymbolObject, TypeFunction: object_words = address_t'(4);
      TypeString: object_words = address_t'(string_words) & Even;
      TypeVector: object_words = address_t'(length + word_t'(3)) & Even;
      default:    object_words = address_t'(2);
    endcase
  end

  // At most four words of what is left.
  function automatic logic [2:0] four_of(address_t count);
    return (count > address_t'(4)) ? 3'd4 : count[2:0];
  endfunction

  // The words being looked at: first what the state takes, then the first of them that is mobile.
  logic [3:0][WordBits-1:0] fields_d, fields_q;
  logic [2:0]               elements;    // to be read next
  logic                     takes;       // new words to look at
  logic                     is_copied;   // Evacuate: the object has a new address
  logic                     delivers;    // `new_address` is for the root or the field
  word_t                    new_address;
  logic                     looks;
  logic                     found;
  logic [1:0]               found_field;

  assign fields_q = {field3_q, field2_q, field1_q, field0_q};
  assign elements = four_of(size_q - element_q);
  assign takes = state_q == StScanObject || state_q == StScanElements;
  assign is_copied = !words[0][0];
  assign delivers = (state_q == StEvacuate && is_copied) || state_q == StForward;
  assign new_address = (state_q == StForward) ? word_t'(free_q) : words[0];

  always_comb begin
    fields_d      = fields_q;
    fields_at_d   = fields_at_q;
    field_count_d = field_count_q;
    size_d        = size_q;
    unique case (state_q)
      StScanObject: begin
        fields_d      = words;
        fields_at_d   = scan_q;
        field_count_d = tagged_fields(kind);
        size_d        = object_words;
      end
      StScanElements: begin
        fields_d      = words;
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
    if (state_q == StScanObject) element_next = (kind == TypeVector) ? address_t'(2) : object_words;
    if (state_q == StScanElements) element_next = element_q + address_t'(elements);
  end

  assign is_dirty = dirty_q || delivers;
  assign writes_back = state_q == StScanFields && dirty_q && !found;
  assign done_fields = writes_back || (looks && !found && !is_dirty);
  assign has_elements = element_next < size_d;
  assign scans_next = state_q == StScanNext || (state_q == StRoot && root_q == 6'(NumRoots)) ||
                      (done_fields && !writes_back && !has_elements);

  always_comb begin
    scan_next = scan_q;
    if (done_fields && !has_elements) scan_next = scan_q + size_d;
    if (scans_next && scan_next == image_words_i) scan_next = base;
  end

  assign ends = scans_next && scan_next == free_q;

  // The copy.
  logic [2:0] copy_words, copy_count;
  logic       fits;  // all of the object is here

  assign copy_words = four_of(old_size_q - copied_q);
  assign copy_count = (object_words < address_t'(words_here)) ? object_words[2:0] : words_here;
  assign fits = object_words <= address_t'(4) &&
                (address_t'(copy_count) == object_words || kind == TypeCons);

  // The requests and the registers.
  always_comb begin
    state_d      = state_q;
    second_d     = second_q;
    from_d       = from_q;
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
    if (gathers && !gathered_all) begin
      base_o   = fetch_base;
      offset_o = fetch_offset;
    end
    if (acts) begin
      unique case (state_q)
        StFlip: begin
          from_d   = base;
          second_d = !second_q;
          free_d   = base_other;
          scan_d   = address_t'(AddrEnd);
          root_d   = '0;
          state_d  = StRoot;
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
            old_d      = fetch_address_q;
            old_size_d = object_words;
            copied_d   = '0;
            state_d    = fits ? StForward : StCopyRead;
            if (fits) begin
              base_o        = word_t'(free_q);
              words_o       = words;
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
          words_o       = words;
          drive_o.op    = MemWrite;
          drive_o.count = copy_words;
          copied_d      = copied_q + address_t'(copy_words);
          state_d       = (copied_d == old_size_q) ? StForward : StCopyRead;
        end
        StForward: begin
          base_o        = old_q;
          words_o[0]    = word_t'(free_q);
          drive_o.op    = MemWrite;
          drive_o.count = 3'd1;
          free_d        = free_q + old_size_q;
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
        scan_d = scan_next;
        if (!ends) begin
          base_o     = word_t'(scan_next);
          drive_o.op = MemRead;
          state_d    = StScanObject;
        end
      end
    end
  end

  assign root_write_o = steps && delivers && for_root_q;
  assign reads = acts && drive_o.op == MemRead;
  assign value_o = root_write_o ? new_address : '0;
  assign root_o = root_q;

  // The end of a collection.
  address_t left;
  logic     is_over, is_out;

  assign is_over = acts && ends;
  assign left = space_end - free_q;
  assign armed_o = !reserve_used_i || left >= address_t'(3 * Reserve);
  assign is_out = armed_o && cause_q == CauseFull && left < address_t'(2 * Reserve);
  assign rearm_o = is_over;
  assign swept_o = is_over;
  assign exhausted_o = is_over && is_out;
  assign collected_o = is_over;
  assign block_o = is_over;
  assign space_o = is_over;
  assign base_new_o = base;
  assign free_new_o = free_q;
  assign end_new_o = space_end;

  always_comb begin
    limit_new_o = space_end;
    if (armed_o) limit_new_o = (left < address_t'(Reserve)) ? free_q : space_end - address_t'(Reserve);
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q       <= StFlip;
      cause_q       <= CauseFull;
      second_q      <= 1'b0;
      from_q        <= '0;
      free_q        <= '0;
      scan_q        <= '0;
      root_q        <= '0;
      for_root_q    <= 1'b0;
      field0_q      <= '0;
      field1_q      <= '0;
      field2_q      <= '0;
      field3_q      <= '0;
      fields_at_q   <= '0;
      field_q       <= '0;
      field_count_q <= '0;
      dirty_q       <= 1'b0;
      size_q        <= '0;
      element_q     <= '0;
      old_q         <= '0;
      old_size_q    <= '0;
      copied_q      <= '0;
      reading_q     <= 1'b0;
      held_q        <= address_t'(Reserve);
    end else begin
      if (steps) begin
        state_q       <= state_d;
        second_q      <= second_d;
        from_q        <= from_d;
        free_q        <= free_d;
        scan_q        <= scan_d;
        root_q        <= root_d;
        for_root_q    <= for_root_d;
        fields_at_q   <= fields_at_d;
        field_q       <= field_d;
        field_count_q <= field_count_d;
        dirty_q       <= dirty_d;
        size_q        <= size_d;
        element_q     <= element_d;
        old_q         <= old_d;
        old_size_q    <= old_size_d;
        copied_q      <= copied_d;
        {field3_q, field2_q, field1_q, field0_q} <= fields_d;
      end
      if (acts) reading_q <= reads;
      if (release_i) held_q <= '0;
      if (start_i) begin
        state_q   <= StFlip;
        cause_q   <= start_cause_i;
        reading_q <= 1'b0;
      end
    end
  end

  assign object_q = '0;
  assign back_q = '0;
  assign length_q = '0;
  assign vector_q = 1'b0;
  assign element_at_q = '0;
  assign run_q = '0;
  assign reversed_q = '0;
  assign list_q = '0;
  assign list0_q = '0;
  assign list1_q = '0;
  assign list2_q = '0;
  assign previous_q = '0;
  assign available_q = '0;

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StSupplyBlock);

endmodule
