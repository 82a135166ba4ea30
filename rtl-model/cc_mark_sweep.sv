// The sweeper's mark-sweep collector: marking with reversed pointers (H. Schorr, W. M. Waite, CACM
// 10(8), 1967), a sweep into free lists, and the search of a block for the allocator.
//
// Its states and registers are those of the sweeper; section 14 of docs/machine.md explains them.
// "Mark fields" and "sweep next" may begin a write in the cycle of another state: what that state
// assigns holds even if the write is not granted, and the write goes on in MarkFields or SweepNext.
module cc_mark_sweep
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
#(
  parameter int WordBits    = 16,
  parameter int AddressBits = 16
) (
  input  logic                     clk_i,
  input  logic                     rst_ni,
  input  logic [AddressBits:0]     image_words_i,   // a strap
  // What starts it: a collection, or the search of a block.
  input  logic                     start_i,
  input  cause_e                   start_cause_i,
  input  logic                     release_i,       // the reserve is handed out
  // The state acts: the words that it waits for are here.
  input  logic                     acts_i,
  input  logic                     grant_i,
  input  logic [3:0][WordBits-1:0] words_i,
  input  logic [WordBits-1:0]      words_at_i,      // their address
  input  logic [WordBits-1:0]      root_word_i,
  // The allocator.
  input  logic [AddressBits:0]     free_i,
  input  logic [AddressBits:0]     end_i,
  input  logic [AddressBits:0]     wanted_i,
  input  logic                     collected_i,
  // The request.
  output drive_t                   drive_o,
  output logic [WordBits-1:0]      base_o,
  output logic [WordBits-1:0]      offset_o,
  output logic [3:0][WordBits-1:0] words_o,
  // What it ends with.
  output logic                     retires_o,       // the allocator's block is empty
  output logic                     supplies_o,      // it has a new one
  output logic [WordBits-1:0]      block_o,
  output logic [AddressBits:0]     block_usable_o,
  output logic [AddressBits:0]     block_words_o,
  output logic                     exhausted_o,     // there is none, and memory is out
  output logic                     ends_o,          // a collection is over,
  output logic [AddressBits:0]     left_o,          //   with so many words,
  input  logic                     armed_i,         //   the reserve is held back,
  input  logic                     out_i,           //   and memory is out
  // Its registers.
  output sweeper_state_e           state_o,
  output cause_e                   cause_o,
  output logic [AddressBits:0]     scan_o,
  output logic [5:0]               root_o,
  output logic                     for_root_o,
  output logic [3:0][WordBits-1:0] fields_o,
  output logic [2:0]               field_o,
  output logic [2:0]               field_count_o,
  output logic [AddressBits:0]     size_o,
  output logic [AddressBits:0]     element_o,
  output logic [WordBits-1:0]      object_o,
  output logic [WordBits-1:0]      back_o,
  output logic                     vector_o,
  output logic [WordBits-1:0]      length_o,
  output logic [AddressBits:0]     element_at_o,
  output logic [1:0]               reversed_o,
  output logic [AddressBits:0]     run_o,
  output logic [2:0][WordBits-1:0] lists_o,
  output logic [1:0]               list_o,
  output logic [WordBits-1:0]      previous_o,
  output logic [AddressBits:0]     available_o,
  output logic [AddressBits:0]     held_o
);

  localparam int Chars = WordBits / 8;  // in a word
  localparam int CharBits = $clog2(Chars);
  localparam int Reserve = (2**AddressBits / 64 > 128) ? 2**AddressBits / 64 : 128;
  localparam int Mark = 8;      // bit of a header
  localparam int FieldLow = 9;  // the lowest of the two bits that number a field

  typedef logic [WordBits-1:0]  word_t;
  typedef logic [WordBits:0]    sum_t;
  typedef logic [AddressBits:0] address_t;

  localparam word_t    Nil = '0;
  localparam word_t    Collector = word_t'(15) << Mark;
  localparam address_t Even = ~address_t'(1);

  sweeper_state_e           state_d, state_q;
  cause_e                   cause_d, cause_q;
  address_t                 scan_d, scan_q;
  logic [5:0]               root_d, root_q;
  logic                     for_root_d, for_root_q;
  logic [3:0][WordBits-1:0] fields_d, fields_q;
  logic [2:0]               field_d, field_q;
  logic [2:0]               field_count_d, field_count_q;
  address_t                 size_d, size_q;
  address_t                 element_d, element_q;
  word_t                    object_d, object_q;
  word_t                    back_d, back_q;
  logic                     vector_d, vector_q;
  word_t                    length_d, length_q;
  address_t                 element_at_d, element_at_q;
  logic [1:0]               reversed_d, reversed_q;
  address_t                 run_d, run_q;
  logic [2:0][WordBits-1:0] lists_d, lists_q;
  logic [1:0]               list_d, list_q;
  word_t                    previous_d, previous_q;
  address_t                 available_d, available_q;
  address_t                 held_d, held_q;

  // A pointer to an object of the heap.
  function automatic logic in_heap(word_t word);
    return !word[0] && sum_t'(word) >= sum_t'(image_words_i);
  endfunction

  // At most four words of what is left.
  function automatic logic [2:0] four_of(address_t count);
    return (count > address_t'(4)) ? 3'd4 : count[2:0];
  endfunction

  // The object that has been read: its type and size. MarkElement has a VECTOR's length in word 0.
  type_e    kind;
  word_t    count_word, length, string_words;
  logic     is_free_block;
  address_t size;

  assign kind = (state_q == StMarkElement) ? TypeVector : type_of(words_i[0][7:0]);
  assign count_word = (state_q == StMarkElement) ? words_i[0] : words_i[1];
  assign length = count_word[WordBits-1] ? Nil : count_word >> 1;
  assign string_words = (length >> CharBits) + word_t'(4);
  assign is_free_block = kind == TypeFree && words_i[0][7:5] != '0;

  always_comb begin
    unique case (kind)
      TypeCons, TypeSymbolObject, TypeFunction: size = address_t'(4);
      TypeString: size = address_t'(string_words) & Even;
      TypeVector: size = address_t'(length + word_t'(3)) & Even;
      TypeFree:   size = is_free_block ? address_t'(words_i[1]) + address_t'(2) : address_t'(2);
      default:    size = address_t'(2);
    endcase
  end

  // What MarkChild finds: the child of `object`, or of a root register or the fixed region.
  logic       is_marked, is_leaf, is_outside;
  logic [2:0] elements;  // to be read next
  address_t   slot;      // where in a VECTOR the element is

  assign is_marked = words_i[0][Mark] || !words_i[0][0] || words_at_i == object_q;
  assign is_outside = sum_t'(object_q) < sum_t'(image_words_i);
  assign elements = four_of(size_q - element_q);
  assign slot = element_q - address_t'(field_count_q) + address_t'(field_q);

  always_comb begin
    is_leaf = 1'b1;
    for (int i = 1; i < 4; i++) begin
      if (3'(i) < tagged_fields(kind) && in_heap(words_i[i])) is_leaf = 1'b0;
    end
    if (kind == TypeVector) is_leaf = length == Nil;
  end

  // What the state does.
  logic enters;     // the object that has been read is the one whose fields are looked at
  logic passes;     // MarkChild: the next field, without a request
  logic returns;    // MarkParent: to an object that is no VECTOR
  logic marks;      // mark fields
  logic descends;   // MarkChild: down from `object`

  assign passes = state_q == StMarkChild && is_marked;
  assign descends = state_q == StMarkChild && !is_marked && !is_leaf;
  assign enters = state_q == StMarkFixedObject || state_q == StMarkSlot ||
                  (descends && (is_outside || !vector_q));
  assign returns = state_q == StMarkParent && words_i[0][0];
  assign marks = state_q == StMarkFixedObject || state_q == StMarkFields ||
                 state_q == StMarkElements || returns || (passes && object_q != Nil) ||
                 (descends && is_outside);

  // The object whose fields are looked at, as mark fields sees it.
  logic [3:0][WordBits-1:0] fields_next;
  logic [2:0]               field_next, field_count_next;
  address_t                 size_next, element_next;
  word_t                    object_next, back_next, length_next;
  logic                     vector_next;
  logic [1:0]               reversed_next, parent_field;

  assign parent_field = words_i[0][FieldLow+:2];

  always_comb begin
    fields_next      = fields_q;
    field_next       = field_q;
    field_count_next = field_count_q;
    size_next        = size_q;
    element_next     = element_q;
    object_next      = object_q;
    back_next        = back_q;
    vector_next      = vector_q;
    length_next      = length_q;
    reversed_next    = reversed_q;
    if (enters) begin
      fields_next      = words_i;
      field_next       = 3'd1;
      field_count_next = tagged_fields(kind);
      size_next        = size;
      element_next     = size;
      object_next      = words_at_i;
      back_next        = object_q;
      vector_next      = kind == TypeVector;
      length_next      = words_i[1];
      reversed_next    = '0;
      if (state_q == StMarkFixedObject || (descends && is_outside)) back_next = Nil;
      if (kind == TypeVector) begin
        element_next = (state_q == StMarkFixedObject) ? element_at_q : address_t'(2);
      end
    end
    if (passes || (state_q == StMarkChild && is_leaf)) field_next = field_q + 3'd1;
    if (returns) begin
      fields_next               = words_i;
      fields_next[parent_field] = object_q;
      field_next                = {1'b0, parent_field} + 3'd1;
      field_count_next          = tagged_fields(kind);
      size_next                 = size;
      element_next              = size;
      object_next               = back_q;
      back_next                 = words_i[parent_field];
      vector_next               = 1'b0;
      reversed_next             = parent_field;
    end
    unique case (state_q)
      StMarkElements: begin
        fields_next      = words_i;
        field_next       = '0;
        field_count_next = elements;
        element_next     = element_q + address_t'(elements);
      end
      StMarkElement: begin
        fields_next      = {words_i[3:1], object_q};
        field_next       = 3'd1;
        field_count_next = four_of(size - element_q);
        size_next        = size;
        element_next     = element_q + address_t'(field_count_next);
        object_next      = back_q;
        back_next        = fields_q[0];
        vector_next      = 1'b1;
        length_next      = words_i[0];
      end
      StMarkParent: begin
        if (!returns) begin
          fields_next[0] = words_i[0];
          element_next   = address_t'(length) + address_t'(2);
        end
      end
      default: ;
    endcase
  end

  // Mark fields: the first child, the next elements, or the end of the object.
  logic       found, has_elements, finishes, leaves;
  logic [1:0] found_field;
  logic       is_fixed;

  always_comb begin
    found       = 1'b0;
    found_field = '0;
    for (int i = 3; i >= 0; i--) begin
      if (3'(i) >= field_next && 3'(i) < field_count_next && in_heap(fields_next[i])) begin
        found       = marks;
        found_field = 2'(i);
      end
    end
  end

  assign has_elements = marks && !found && element_next < size_next;
  assign finishes = marks && !found && !has_elements;
  assign is_fixed = sum_t'(object_next) < sum_t'(image_words_i);
  assign leaves = finishes && !is_fixed;  // marked, with a write

  // Mark fixed and sweep next.
  logic     ends_roots, scans, begins_sweep, sweeps, reads_next, is_garbage;
  address_t scan_next, run_next;

  assign ends_roots = state_q == StMarkRoot && root_q == 6'(NumRoots);
  assign scans = state_q == StMarkFixed || ends_roots || (finishes && is_fixed);
  assign is_garbage = state_q == StSweepObject && !words_i[0][Mark];
  assign begins_sweep = scans && scan_next == image_words_i;
  assign sweeps = begins_sweep || state_q == StSweepNext || is_garbage;
  assign reads_next = (scans && !begins_sweep) ||
                      (sweeps && scan_next < address_t'(2**AddressBits));

  always_comb begin
    scan_next = scan_q;
    run_next  = begins_sweep ? '0 : run_q;
    if (ends_roots) scan_next = address_t'(AddrEnd);
    if (finishes && is_fixed) scan_next = scan_q + size_next;
    if (state_q == StSweepObject) scan_next = scan_q + size;
    if (is_garbage) run_next = run_q + size;
  end

  // A free block is made: of the allocator's rest, or of what is not live before `scan`.
  logic     frees, is_rest;
  address_t free_words, run_at;
  word_t    free_at;
  logic [1:0] free_list;

  assign is_rest = state_q == StRetire || state_q == StSupply;
  assign free_words = is_rest ? end_i - free_i : run_next;
  assign run_at = (is_garbage ? scan_next : scan_q) - run_next;
  assign free_at = is_rest ? word_t'(free_i) : word_t'(run_at[AddressBits-1:0]);
  assign frees = (is_rest && free_words != '0) ||
                 (sweeps && !reads_next && run_next != '0) ||
                 (state_q == StSweepObject && !is_garbage && run_q != '0);
  assign free_list = (free_words == address_t'(2)) ? 2'd0 : (free_words == address_t'(4)) ? 2'd1
                                                                                        : 2'd2;

  // The search of a block.
  logic       searches, is_pair, is_usable, has_list;
  logic [1:0] first_list;
  word_t      next_block;
  address_t   usable, spare;

  assign searches = state_q == StSupply && free_words == '0;
  assign is_pair = list_q == 2'd0;
  assign next_block = is_pair ? words_i[1] : words_i[2];
  assign block_o = words_at_i;
  assign block_words_o = is_pair ? address_t'(2) : address_t'(words_i[1]) + address_t'(2);
  assign spare = (available_q < held_q) ? '0 : available_q - held_q;
  assign usable = (is_pair || block_words_o < spare) ? block_words_o : spare;
  assign block_usable_o = usable;
  assign is_usable = usable >= wanted_i;

  always_comb begin
    has_list   = 1'b1;
    first_list = 2'd2;
    if (wanted_i <= address_t'(2) && lists_q[0] != Nil)      first_list = 2'd0;
    else if (wanted_i <= address_t'(4) && lists_q[1] != Nil) first_list = 2'd1;
    else                                                     has_list = lists_q[2] != Nil;
  end

  // There is no block: a collection begins, or memory is out.
  logic is_exhausted, supplies, collects;

  assign is_exhausted = (searches && !has_list) ||
                        (state_q == StSupplyBlock && !is_usable && next_block == Nil);
  assign supplies = state_q == StSupplyBlock && is_usable;
  assign collects = is_exhausted && !collected_i;

  // The request.
  word_t mark_header;

  assign mark_header = (fields_next[0] & ~Collector) | (word_t'(1) << Mark);

  always_comb begin
    drive_o  = '0;
    base_o   = '0;
    offset_o = '0;
    words_o  = '0;
    if (acts_i) begin
      unique case (state_q)
        StMarkRoot: begin
          if (!ends_roots && in_heap(root_word_i)) begin
            base_o     = root_word_i;
            drive_o.op = MemRead;
          end
        end
        StMarkChild: begin
          if (!is_marked && is_leaf) begin
            base_o        = words_at_i;
            words_o[0]    = words_i[0] | (word_t'(1) << Mark);
            drive_o.op    = MemWrite;
            drive_o.count = 3'd1;
          end else if (descends && !is_outside) begin
            base_o        = object_q;
            words_o       = fields_q;
            drive_o.op    = MemWrite;
            drive_o.count = field_q + 3'd1;
            words_o[0]    = (fields_q[0] & ~Collector) | (word_t'({field_q[1:0], 1'b1}) << Mark);
            words_o[field_q[1:0]] = back_q;
            if (vector_q) begin
              words_o[0]    = back_q;
              words_o[1]    = ((word_t'(slot) - word_t'(2)) << 1) | word_t'(1);
              drive_o.count = 3'd2;
            end
          end
        end
        StMarkSlot: begin
          base_o        = object_q;
          offset_o      = word_t'(slot);
          words_o[0]    = length_q;
          drive_o.op    = MemWrite;
          drive_o.count = 3'd1;
        end
        StMarkUp: begin
          base_o     = back_q;
          drive_o.op = MemRead;
        end
        StMarkParent: begin
          if (!returns) begin
            base_o        = back_q;
            offset_o      = word_t'(element_next);
            drive_o.op    = MemRead;
            drive_o.count = 3'd4;
          end
        end
        StMarkElement: begin
          base_o        = back_q;
          offset_o      = word_t'(element_q);
          words_o[0]    = object_q;
          drive_o.op    = MemWrite;
          drive_o.count = 3'd1;
        end
        StSweepObject: begin
          if (!is_garbage && run_q == '0) begin
            base_o        = word_t'(scan_q);
            words_o[0]    = words_i[0] & ~Collector;
            drive_o.op    = MemWrite;
            drive_o.count = 3'd1;
          end
        end
        StSupply: begin
          if (searches && has_list) begin
            base_o        = lists_q[first_list];
            drive_o.op    = MemRead;
            drive_o.count = (first_list == 2'd0) ? 3'd2 : 3'd3;
          end
        end
        StSupplyBlock: begin
          if (!is_usable && !is_exhausted) begin
            base_o        = next_block;
            drive_o.op    = MemRead;
            drive_o.count = is_pair ? 3'd2 : 3'd3;
          end else if (is_usable && previous_q != Nil) begin
            base_o        = previous_q;
            offset_o      = word_t'(2);
            words_o[0]    = next_block;
            drive_o.op    = MemWrite;
            drive_o.count = 3'd1;
          end
        end
        default: ;
      endcase

      if (found) begin
        base_o     = fields_next[found_field];
        drive_o.op = MemRead;
      end
      if (has_elements) begin
        base_o        = object_next;
        offset_o      = word_t'(element_next);
        drive_o.op    = MemRead;
        drive_o.count = four_of(size_next - element_next);
      end
      if (leaves) begin
        base_o        = object_next;
        words_o       = fields_next;
        words_o[0]    = mark_header;
        drive_o.op    = MemWrite;
        drive_o.count = {1'b0, reversed_next} + 3'd1;
        if (vector_next) begin
          words_o[0]    = word_t'(HeaderVector) | (word_t'(1) << Mark);
          words_o[1]    = length_next;
          drive_o.count = 3'd2;
        end
      end
      if (reads_next) begin
        base_o     = word_t'(scan_next);
        drive_o.op = MemRead;
      end
      if (frees) begin
        base_o        = free_at;
        words_o[0]    = (free_list == 2'd0) ? word_t'(HeaderFreePair) : word_t'(HeaderFreeBlock);
        words_o[1]    = (free_list == 2'd0) ? lists_q[0] : word_t'(free_words) - word_t'(2);
        words_o[2]    = lists_q[free_list];
        drive_o.op    = MemWrite;
        drive_o.count = (free_list == 2'd0) ? 3'd2 : 3'd3;
      end
    end
  end

  // The registers. `done` is that there is no request, or that it has been granted.
  logic done, chained;

  assign done = !drive_o.op[1] || grant_i;
  assign chained = marks || sweeps;

  assign retires_o = acts_i && done && (state_q == StRetire || (state_q == StSupply && !searches));
  assign supplies_o = acts_i && done && supplies;
  assign exhausted_o = acts_i && ((is_exhausted && collected_i) || (ends_o && out_i));
  assign ends_o = acts_i && sweeps && !reads_next && !frees;
  assign left_o = available_q;

  always_comb begin
    state_d       = state_q;
    cause_d       = cause_q;
    scan_d        = scan_q;
    root_d        = root_q;
    for_root_d    = for_root_q;
    fields_d      = fields_next;
    field_d       = field_next;
    field_count_d = field_count_next;
    size_d        = size_next;
    element_d     = element_next;
    object_d      = object_next;
    back_d        = back_next;
    vector_d      = vector_next;
    length_d      = length_next;
    element_at_d  = element_at_q;
    reversed_d    = reversed_next;
    run_d         = run_next;
    lists_d       = lists_q;
    list_d        = list_q;
    previous_d    = previous_q;
    available_d   = available_q;
    held_d        = held_q;
    unique case (state_q)
      StRetire: begin
        root_d     = '0;
        for_root_d = 1'b1;
        object_d   = Nil;
        state_d    = StMarkRoot;
      end
      StMarkRoot: begin
        if (ends_roots) begin
          for_root_d   = 1'b0;
          element_at_d = address_t'(2);
        end else if (in_heap(root_word_i)) begin
          state_d = StMarkChild;
        end else begin
          root_d = root_q + 6'd1;
        end
      end
      StMarkChild: begin
        if (is_marked || is_leaf) begin
          state_d = StMarkFields;
          if (object_q == Nil) begin
            root_d  = root_q + 6'd1;
            field_d = field_q;
            state_d = StMarkRoot;
          end
        end else if (is_outside) begin
          if (vector_q && !for_root_q) element_at_d = element_q - address_t'(field_count_q);
        end else begin
          state_d = vector_q ? StMarkSlot : StMarkFields;
        end
      end
      StMarkSlot, StMarkElement: state_d = StMarkFields;
      StMarkUp:                  state_d = StMarkParent;
      StMarkParent: if (!returns) state_d = StMarkElement;
      StSweepObject: begin
        if (!is_garbage && run_q != '0) begin
          run_d = '0;
        end else if (!is_garbage) begin
          scan_d  = scan_next;
          state_d = StSweepNext;
        end
      end
      StSupply: begin
        if (searches && has_list) begin
          list_d     = first_list;
          previous_d = Nil;
          state_d    = StSupplyBlock;
        end
      end
      StSupplyBlock: begin
        if (is_usable) begin
          if (previous_q == Nil) lists_d[list_q] = next_block;
          if (!is_pair) available_d = available_q - block_words_o;
        end else if (!is_exhausted) begin
          previous_d = words_at_i;
        end
      end
      default: ;
    endcase

    if (marks) state_d = StMarkFields;
    if (found) begin
      field_d = {1'b0, found_field};
      state_d = StMarkChild;
    end
    if (has_elements) state_d = StMarkElements;
    if (leaves && done) begin
      state_d = StMarkUp;
      if (back_next == Nil) begin
        object_d = Nil;
        state_d  = StMarkFixed;
        if (for_root_q) begin
          root_d  = root_q + 6'd1;
          state_d = StMarkRoot;
        end
      end
    end
    if (finishes && is_fixed) element_at_d = address_t'(2);
    if (scans) begin
      scan_d  = scan_next;
      state_d = StMarkFixedObject;
    end
    if (begins_sweep) begin
      lists_d     = '0;
      available_d = '0;
    end
    if (sweeps) begin
      scan_d  = scan_next;
      state_d = reads_next ? StSweepObject : StSweepNext;
      if (frees && done) run_d = '0;
    end
    if (frees && done) begin
      lists_d[free_list] = free_at;
      if (free_list != 2'd0) available_d = available_q + free_words;
    end
    if (collects) begin
      cause_d = CauseFull;
      state_d = StRetire;
    end
    if (ends_o) begin
      held_d = armed_i ? address_t'(Reserve) : '0;
      if (!out_i) state_d = StSupply;
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q       <= sweeper_state_e'(0);
      cause_q       <= CauseFull;
      scan_q        <= '0;
      root_q        <= '0;
      for_root_q    <= 1'b0;
      fields_q      <= '0;
      field_q       <= '0;
      field_count_q <= '0;
      size_q        <= '0;
      element_q     <= '0;
      object_q      <= '0;
      back_q        <= '0;
      vector_q      <= 1'b0;
      length_q      <= '0;
      element_at_q  <= '0;
      reversed_q    <= '0;
      run_q         <= '0;
      lists_q       <= '0;
      list_q        <= '0;
      previous_q    <= '0;
      available_q   <= '0;
      held_q        <= address_t'(Reserve);
    end else begin
      if (acts_i && (done || chained)) begin
        state_q       <= state_d;
        cause_q       <= cause_d;
        scan_q        <= scan_d;
        root_q        <= root_d;
        for_root_q    <= for_root_d;
        fields_q      <= fields_d;
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
        lists_q       <= lists_d;
        list_q        <= list_d;
        previous_q    <= previous_d;
        available_q   <= available_d;
        held_q        <= held_d;
      end
      if (release_i) held_q <= '0;
      if (start_i) begin
        state_q <= (start_cause_i == CauseTorture) ? StRetire : StSupply;
        if (start_cause_i == CauseTorture) cause_q <= CauseTorture;
      end
    end
  end

  assign state_o = state_q;
  assign cause_o = cause_q;
  assign scan_o = scan_q;
  assign root_o = root_q;
  assign for_root_o = for_root_q;
  assign fields_o = fields_q;
  assign field_o = field_q;
  assign field_count_o = field_count_q;
  assign size_o = size_q;
  assign element_o = element_q;
  assign object_o = object_q;
  assign back_o = back_q;
  assign vector_o = vector_q;
  assign length_o = length_q;
  assign element_at_o = element_at_q;
  assign reversed_o = reversed_q;
  assign run_o = run_q;
  assign lists_o = lists_q;
  assign list_o = list_q;
  assign previous_o = previous_q;
  assign available_o = available_q;
  assign held_o = held_q;

endmodule
