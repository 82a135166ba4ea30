// The sweeper's mark-sweep collector: marking with reversed pointers (H. Schorr, W. M. Waite, CACM
// 10(8), 1967), a sweep into free lists, and the search of a block for the allocator.
//
// Its states and registers are those of the sweeper; section 14 of docs/machine.md explains them.
// "Mark fields" and "sweep next" may begin a write in the cycle of another state: what that state
// assigns holds even if the write is not granted, and the write goes on in MarkFields or SweepNext.
module cc_mark_sweep
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic       clk_i,
  input  logic       rst_ni,
  input  straps_t    straps_i,
  // What starts it: a collection, or the search of a block.
  input  logic       start_i,
  input  cause_e     cause_i,
  input  logic       release_i,       // the reserve is handed out
  // The state acts: the words that it waits for are here.
  input  logic       acts_i,
  input  logic       grant_i,
  input  words_t     words_i,
  input  word_t      words_at_i,      // their address
  input  heap_t      heap_i,
  // The root port.
  input  word_t      root_word_i,
  output root_t      root_o,
  // The request.
  output bus_t       bus_o,
  // What it ends with.
  output logic       retires_o,       // the allocator's block is empty
  output logic       supplies_o,      // it has a new one
  output word_t      block_o,
  output address_t   block_usable_o,
  output address_t   block_words_o,
  output logic       exhausted_o,     // there is none, and memory is out
  output logic       ends_o,          // a collection is over,
  output address_t   left_o,          //   with so many words,
  input  logic       armed_i,         //   the reserve is held back,
  input  logic       out_i,           //   and memory is out
  output cause_e     cause_o
);

  localparam int Chars = WordBits / 8;  // in a word
  localparam int CharBits = $clog2(Chars);

  localparam word_t    Collector = word_t'(CollectorBits);
  localparam address_t Even = ~address_t'(1);

  `include "cc_mark_sweep_regs.svh"

  words_t      fields_q;
  word_t [2:0] lists, lists_q;

  assign fields_q = {field3_q, field2_q, field1_q, field0_q};
  assign lists_q = {list2_q, list1_q, list0_q};

  // A pointer to an object of the heap.
  function automatic logic in_heap(word_t word);
    return !word[0] && sum_t'(word) >= sum_t'(straps_i.image_words);
  endfunction

  // The object that has been read: its type and size. MarkElement has a VECTOR's length in word 0.
  type_e    kind;
  word_t    count_word, negated, length, string_words;
  logic     is_free_block;
  address_t size;

  assign kind = (state_q == StMarkElement) ? TypeVector : type_of(words_i[0][7:0]);
  assign count_word = (state_q == StMarkElement) ? words_i[0] : words_i[1];
  // Of a BIGNUM below zero it is negated.
  assign negated = -{1'b1, count_word[WordBits-1:1]};
  assign length = !count_word[WordBits-1] ? count_word >> 1 : (kind == TypeBignum) ? negated : Nil;
  assign string_words = (length >> CharBits) + word_t'(4);
  assign is_free_block = kind == TypeFree && words_i[0][7:5] != '0;

  always_comb begin
    unique case (kind)
      TypeCons, TypeSymbolObject, TypeFunction, TypeRatio: size = address_t'(4);
      TypeString: size = address_t'(string_words) & Even;
      TypeFloat: size = address_t'(FloatObjectWords);
      TypeVector, TypeBignum: size = address_t'(length + word_t'(3)) & Even;
      TypeFree:   size = is_free_block ? address_t'(words_i[1]) + address_t'(2) : address_t'(2);
      default:    size = address_t'(2);
    endcase
  end

  // What MarkChild finds: the child of `object`, or of a root register or the fixed region.
  logic       is_marked, is_leaf, is_outside;
  logic [2:0] elements;  // to be read next
  address_t   slot;      // where in a VECTOR the element is

  assign is_marked = words_i[0][BitMark] || !words_i[0][0] || words_at_i == object_q;
  assign is_outside = sum_t'(object_q) < sum_t'(straps_i.image_words);
  assign elements = four_of(size_q - element_q);
  assign slot = element_q - address_t'(field_count_q) + address_t'(field_q);

  always_comb begin
    is_leaf = 1'b1;
    for (int i = 1; i < 4; i++) begin
      if (3'(i) < pointer_fields(words_i[0][15:0]) && in_heap(words_i[i])) is_leaf = 1'b0;
    end
    if (kind == TypeVector) is_leaf = length == Nil;
  end

  // What the state does.
  logic enters;    // the object that has been read is the one whose fields are looked at
  logic passes;    // MarkChild: the next field, without a request
  logic returns;   // MarkParent: to an object that is no VECTOR
  logic marks;     // mark fields
  logic descends;  // MarkChild: down from `object`

  assign passes = state_q == StMarkChild && is_marked;
  assign descends = state_q == StMarkChild && !is_marked && !is_leaf;
  assign enters = state_q == StMarkFixedObject || state_q == StMarkSlot ||
                  (descends && (is_outside || !vector_q));
  assign returns = state_q == StMarkParent && words_i[0][0];
  assign marks = state_q == StMarkFixedObject || state_q == StMarkFields ||
                 state_q == StMarkElements || returns || (passes && object_q != Nil) ||
                 (descends && is_outside);

  // The object whose fields are looked at, as mark fields sees it.
  words_t     fields_next;
  logic [2:0] field_next, field_count_next;
  address_t   size_next, element_next;
  word_t      object_next, back_next, length_next;
  logic       vector_next;
  logic [1:0] reversed_next, parent_field;

  assign parent_field = words_i[0][BitField+:2];

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
      field_count_next = pointer_fields(words_i[0][15:0]);
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
      field_count_next          = pointer_fields(words_i[0][15:0]);
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
  assign is_fixed = sum_t'(object_next) < sum_t'(straps_i.image_words);
  assign leaves = finishes && !is_fixed;  // marked, with a write

  // Mark fixed and sweep next.
  logic     ends_roots, scans, begins_sweep, sweeps, reads_next, is_garbage;
  address_t scan_next, run_next;

  assign ends_roots = state_q == StMarkRoot && root_q == root_t'(NumRoots);
  assign scans = state_q == StMarkFixed || ends_roots || (finishes && is_fixed);
  assign is_garbage = state_q == StSweepObject && !words_i[0][BitMark];
  assign begins_sweep = scans && scan_next == straps_i.image_words;
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
  logic       frees, is_rest;
  address_t   free_words, run_at;
  word_t      free_at;
  logic [1:0] free_list;

  assign is_rest = state_q == StRetire || state_q == StSupply;
  assign free_words = is_rest ? heap_i.space_end - heap_i.free : run_next;
  assign run_at = (is_garbage ? scan_next : scan_q) - run_next;
  assign free_at = is_rest ? word_t'(heap_i.free) : word_t'(run_at[AddressBits-1:0]);
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
  assign is_usable = usable >= heap_i.wanted;

  always_comb begin
    has_list   = 1'b1;
    first_list = 2'd2;
    if (heap_i.wanted <= address_t'(2) && lists_q[0] != Nil)      first_list = 2'd0;
    else if (heap_i.wanted <= address_t'(4) && lists_q[1] != Nil) first_list = 2'd1;
    else                                                     has_list = lists_q[2] != Nil;
  end

  // There is no block: a collection begins, or memory is out.
  logic is_exhausted, supplies, collects;

  assign is_exhausted = (searches && !has_list) ||
                        (state_q == StSupplyBlock && !is_usable && next_block == Nil);
  assign supplies = state_q == StSupplyBlock && is_usable;
  assign collects = is_exhausted && !heap_i.collected;

  // The request.
  word_t mark_header;

  assign mark_header = (fields_next[0] & ~Collector) | (word_t'(1) << BitMark);

  always_comb begin
    bus_o = '0;
    if (acts_i) begin
      unique case (state_q)
        StMarkRoot: begin
          if (!ends_roots && in_heap(root_word_i)) begin
            bus_o.base     = root_word_i;
            bus_o.drive.op = MemRead;
          end
        end
        StMarkChild: begin
          if (!is_marked && is_leaf) begin
            bus_o.base        = words_at_i;
            bus_o.words[0]    = words_i[0] | (word_t'(1) << BitMark);
            bus_o.drive.op    = MemWrite;
            bus_o.drive.count = 3'd1;
          end else if (descends && !is_outside) begin
            bus_o.base                = object_q;
            bus_o.words               = fields_q;
            bus_o.drive.op            = MemWrite;
            bus_o.drive.count         = field_q + 3'd1;
            bus_o.words[0]            = (fields_q[0] & ~Collector) |
                                        (word_t'({field_q[1:0], 1'b1}) << BitMark);
            bus_o.words[field_q[1:0]] = back_q;
            if (vector_q) begin
              bus_o.words[0]    = back_q;
              bus_o.words[1]    = ((word_t'(slot) - word_t'(2)) << 1) | word_t'(1);
              bus_o.drive.count = 3'd2;
            end
          end
        end
        StMarkSlot: begin
          bus_o.base        = object_q;
          bus_o.offset      = word_t'(slot);
          bus_o.words[0]    = length_q;
          bus_o.drive.op    = MemWrite;
          bus_o.drive.count = 3'd1;
        end
        StMarkUp: begin
          bus_o.base     = back_q;
          bus_o.drive.op = MemRead;
        end
        StMarkParent: begin
          if (!returns) begin
            bus_o.base        = back_q;
            bus_o.offset      = word_t'(element_next);
            bus_o.drive.op    = MemRead;
            bus_o.drive.count = 3'd4;
          end
        end
        StMarkElement: begin
          bus_o.base        = back_q;
          bus_o.offset      = word_t'(element_q);
          bus_o.words[0]    = object_q;
          bus_o.drive.op    = MemWrite;
          bus_o.drive.count = 3'd1;
        end
        StSweepObject: begin
          if (!is_garbage && run_q == '0) begin
            bus_o.base        = word_t'(scan_q);
            bus_o.words[0]    = words_i[0] & ~Collector;
            bus_o.drive.op    = MemWrite;
            bus_o.drive.count = 3'd1;
          end
        end
        StSupply: begin
          if (searches && has_list) begin
            bus_o.base        = lists_q[first_list];
            bus_o.drive.op    = MemRead;
            bus_o.drive.count = (first_list == 2'd0) ? 3'd2 : 3'd3;
          end
        end
        StSupplyBlock: begin
          if (!is_usable && !is_exhausted) begin
            bus_o.base        = next_block;
            bus_o.drive.op    = MemRead;
            bus_o.drive.count = is_pair ? 3'd2 : 3'd3;
          end else if (is_usable && previous_q != Nil) begin
            bus_o.base        = previous_q;
            bus_o.offset      = word_t'(2);
            bus_o.words[0]    = next_block;
            bus_o.drive.op    = MemWrite;
            bus_o.drive.count = 3'd1;
          end
        end
        default: ;
      endcase

      if (found) begin
        bus_o.base     = fields_next[found_field];
        bus_o.drive.op = MemRead;
      end
      if (has_elements) begin
        bus_o.base        = object_next;
        bus_o.offset      = word_t'(element_next);
        bus_o.drive.op    = MemRead;
        bus_o.drive.count = four_of(size_next - element_next);
      end
      if (leaves) begin
        bus_o.base        = object_next;
        bus_o.words       = fields_next;
        bus_o.words[0]    = mark_header;
        bus_o.drive.op    = MemWrite;
        bus_o.drive.count = {1'b0, reversed_next} + 3'd1;
        if (vector_next) begin
          bus_o.words[0]    = word_t'(HeaderVector) | (word_t'(1) << BitMark);
          bus_o.words[1]    = length_next;
          bus_o.drive.count = 3'd2;
        end
      end
      if (reads_next) begin
        bus_o.base     = word_t'(scan_next);
        bus_o.drive.op = MemRead;
      end
      if (frees) begin
        bus_o.base        = free_at;
        bus_o.words[0]    = (free_list == 2'd0) ? word_t'(HeaderFreePair) : word_t'(HeaderFreeBlock);
        bus_o.words[1]    = (free_list == 2'd0) ? lists_q[0] : word_t'(free_words) - word_t'(2);
        bus_o.words[2]    = lists_q[free_list];
        bus_o.drive.op    = MemWrite;
        bus_o.drive.count = (free_list == 2'd0) ? 3'd2 : 3'd3;
      end
    end
  end

  // What it ends with. `done` is that there is no request, or that it has been granted.
  logic done, chained;

  assign done = !bus_o.drive.op[1] || grant_i;
  assign chained = marks || sweeps;

  assign retires_o = acts_i && done && (state_q == StRetire || (state_q == StSupply && !searches));
  assign supplies_o = acts_i && done && supplies;
  assign exhausted_o = acts_i && ((is_exhausted && heap_i.collected) || (ends_o && out_i));
  assign ends_o = acts_i && sweeps && !reads_next && !frees;
  assign left_o = available_q;

  // The registers.
  always_comb begin
    `CC_MARK_SWEEP_KEEP
    lists = lists_q;
    if (acts_i && (done || chained)) begin
      {field3_d, field2_d, field1_d, field0_d} = fields_next;
      field_d       = field_next;
      field_count_d = field_count_next;
      size_d        = size_next;
      element_d     = element_next;
      object_d      = object_next;
      back_d        = back_next;
      vector_d      = vector_next;
      length_d      = length_next;
      reversed_d    = reversed_next;
      run_d         = run_next;
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
            root_d = root_q + root_t'(1);
          end
        end
        StMarkChild: begin
          if (is_marked || is_leaf) begin
            state_d = StMarkFields;
            if (object_q == Nil) begin
              root_d  = root_q + root_t'(1);
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
            if (previous_q == Nil) lists[list_q] = next_block;
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
            root_d  = root_q + root_t'(1);
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
        lists       = '0;
        available_d = '0;
      end
      if (sweeps) begin
        scan_d  = scan_next;
        state_d = reads_next ? StSweepObject : StSweepNext;
        if (frees && done) run_d = '0;
      end
      if (frees && done) begin
        lists[free_list] = free_at;
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
    {list2_d, list1_d, list0_d} = lists;
    if (release_i) held_d = '0;
    if (start_i) begin
      state_d = (cause_i == CauseTorture) ? StRetire : StSupply;
      if (cause_i == CauseTorture) cause_d = CauseTorture;
    end
  end

  assign cause_o = cause_q;
  assign root_o = root_q;

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StSupplyBlock);

endmodule
