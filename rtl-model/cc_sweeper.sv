// sweeper: the garbage collector, a unit with the token while it works.
//
// It knows tags, headers and the root port, and nothing else of the evaluator. Its reads are
// requested in one cycle and gathered in the next ones; a read's last beat and its use are one
// cycle. A collector is a module of its own; the one that a machine does not have keeps its reset
// values.
module cc_sweeper
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // Straps.
  input  logic [3:0]               latency_i,
  input  collector_e               collector_i,
  input  barrier_e                 barrier_i,
  input  logic                     paged_i,
  input  address_t                 image_words_i,
  input  address_t                 nursery_i,
  input  address_t                 nursery_words_i,
  input  address_t                 spaces_i,
  input  address_t                 space_words_i,
  // The token, and what starts it.
  input  logic                     token_i,
  input  logic                     start_i,
  input  cause_e                   start_cause_i,
  input  logic                     admit_i,       // stores into an object are to pass the barrier
  input  word_t                    object_i,      // this one
  input  logic                     release_i,     // the reserve is handed out
  // The memory port.
  input  logic                     grant_i,
  input  word_t                    address_i,     // `base` + `offset`
  input  words_t                   words_i,
  output drive_t                   drive_o,
  output word_t                    value_o,
  output word_t                    base_o,
  output word_t                    offset_o,
  output words_t                   words_o,
  // The allocator.
  input  address_t                 free_i,
  input  address_t                 end_i,
  input  address_t                 wanted_i,
  input  logic                     collected_i,
  input  address_t                 old_i,         // the next word of the old space
  input  logic [NumPages-1:0]      unprotected_i, // pages that have been stored into
  input  word_t                    new_i,         // the address of an allocation
  // The root port.
  input  word_t                    root_word_i,
  output logic [5:0]               root_o,
  output logic                     root_write_o,
  // The end of a collection.
  input  logic                     reserve_used_i,
  output logic                     swept_o,       // the token goes back
  output logic                     exhausted_o,   // memory is out
  output logic                     rearm_o,       // `reserve_used` is set
  output logic                     armed_o,       // to the contrary of this
  output logic                     collected_o,
  output logic                     pending_o,     // an allocation waits for it
  output logic                     old_o,         // the old space has been used up to `old_new`
  output address_t                 old_new_o,
  output address_t                 old_end_new_o,
  output logic                     forgets_o,     // the barrier catches every store again
  output logic                     admits_o,      // those into `object_new`, or its page, pass
  output word_t                    object_new_o,
  output logic                     block_o,       // the allocator goes on in another place
  output logic                     space_o,
  output address_t                 base_new_o,
  output address_t                 free_new_o,
  output address_t                 limit_new_o,
  output address_t                 end_new_o
);


  // The two collectors. Their requests and their registers are 0 in the one that is not used.
  sweeper_state_e           copy_state, mark_state;
  cause_e                   copy_cause, mark_cause;
  drive_t                   copy_drive, mark_drive;
  word_t                    copy_base, mark_base, copy_offset, mark_offset;
  words_t                   copy_words, mark_words, copy_fields, mark_fields;
  address_t                 copy_scan, mark_scan, copy_size, mark_size, copy_element, mark_element;
  logic [5:0]               copy_root, mark_root;
  logic                     copy_for_root, mark_for_root;
  logic [2:0]               copy_field, mark_field, copy_field_count, mark_field_count;
  logic                     copy_ends, mark_ends, mark_exhausted;
  logic                     retires, supplies;
  word_t                    block;
  address_t                 block_usable, block_words, available, space_base, space_end;
  logic                     has_mark_sweep, is_generational, is_out;
  logic                     begins_major;
  word_t                    copy_object, mark_object;

  // The registers, by their names.
  sweeper_state_e      state_q;
  cause_e              cause_q;
  kind_e               kind_q;
  source_e             source_q;
  address_t            from_words_q, queue_q;
  word_t               remembered_q;
  logic [NumPages-1:0] pages_q;
  address_t            page_end_q;
  logic [1:0]          turn_q;
  logic                second_q;
  address_t            from_q, free_q, scan_q;
  logic [5:0]          root_q;
  logic                for_root_q;
  word_t               field0_q, field1_q, field2_q, field3_q;
  address_t            fields_at_q;
  logic [2:0]          field_q, field_count_q;
  logic                dirty_q;
  address_t            size_q, element_q;
  word_t               old_q;
  address_t            old_size_q, copied_q;
  word_t               object_q, back_q;
  logic                vector_q;
  word_t               length_q;
  address_t            element_at_q;
  logic [1:0]          reversed_q;
  address_t            run_q;
  word_t               list0_q, list1_q, list2_q;
  logic [1:0]          list_q;
  word_t               previous_q;
  address_t            available_q, held_q;
  logic                reading_d, reading_q;
  word_t               fetch_address_q;
  logic [2:0]          fetch_extent_q, fetch_wait_q, fetch_gathered_q;
  word_t               word0_q, word1_q, word2_q, word3_q;

  // The gathering of words that have been requested. A collector acts when they are here.
  logic                     gathers, gathered_all, acts, reads;
  logic [2:0]               arrived, words_here;
  word_t                    fetch_base, fetch_offset;
  words_t                   fetched, arriving, words;

  assign gathers = token_i && reading_q;
  assign acts = token_i && (!reading_q || gathered_all);
  assign words = reading_q ? arriving : fetched;
  assign words_here = reading_q ? arrived : fetch_gathered_q;
  assign reads = drive_o.op == MemRead;
  assign reading_d = acts ? reads : reading_q;

  cc_fetch_object u_fetch (
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

  cc_copying u_copying (
    .clk_i,
    .rst_ni,
    .generational_i(is_generational),
    .barrier_i,
    .paged_i,
    .image_words_i,
    .nursery_i,
    .nursery_words_i,
    .spaces_i,
    .space_words_i,
    .start_i       (start_i && !has_mark_sweep),
    .start_cause_i,
    .admit_i,
    .object_i,
    .major_i       (begins_major),
    .old_i,
    .unprotected_i,
    .acts_i       (acts && !has_mark_sweep),
    .grant_i,
    .words_i      (words),
    .words_here_i (words_here),
    .words_at_i   (fetch_address_q),
    .root_word_i,
    .new_i,
    .drive_o      (copy_drive),
    .base_o       (copy_base),
    .offset_o     (copy_offset),
    .words_o      (copy_words),
    .root_write_o,
    .value_o,
    .forgets_o,
    .admits_o,
    .ends_o        (copy_ends),
    .space_base_o (space_base),
    .space_end_o  (space_end),
    .state_o      (copy_state),
    .cause_o       (copy_cause),
    .kind_o        (kind_q),
    .source_o      (source_q),
    .from_words_o  (from_words_q),
    .queue_o       (queue_q),
    .remembered_o  (remembered_q),
    .pages_o       (pages_q),
    .page_end_o    (page_end_q),
    .turn_o        (turn_q),
    .object_o      (copy_object),
    .second_o     (second_q),
    .from_o       (from_q),
    .free_o       (free_q),
    .scan_o       (copy_scan),
    .root_o       (copy_root),
    .for_root_o   (copy_for_root),
    .fields_o     (copy_fields),
    .fields_at_o  (fields_at_q),
    .field_o      (copy_field),
    .field_count_o(copy_field_count),
    .dirty_o      (dirty_q),
    .size_o       (copy_size),
    .element_o    (copy_element),
    .old_o        (old_q),
    .old_size_o   (old_size_q),
    .copied_o     (copied_q)
  );

  cc_mark_sweep u_mark_sweep (
    .clk_i,
    .rst_ni,
    .image_words_i,
    .start_i       (start_i && has_mark_sweep),
    .start_cause_i,
    .release_i,
    .acts_i        (acts && has_mark_sweep),
    .grant_i,
    .words_i       (words),
    .words_at_i    (fetch_address_q),
    .root_word_i,
    .free_i,
    .end_i,
    .wanted_i,
    .collected_i,
    .drive_o       (mark_drive),
    .base_o        (mark_base),
    .offset_o      (mark_offset),
    .words_o       (mark_words),
    .retires_o     (retires),
    .supplies_o    (supplies),
    .block_o       (block),
    .block_usable_o(block_usable),
    .block_words_o (block_words),
    .exhausted_o   (mark_exhausted),
    .ends_o        (mark_ends),
    .left_o        (available),
    .armed_i       (armed_o),
    .out_i         (is_out),
    .state_o       (mark_state),
    .cause_o       (mark_cause),
    .scan_o        (mark_scan),
    .root_o        (mark_root),
    .for_root_o    (mark_for_root),
    .fields_o      (mark_fields),
    .field_o       (mark_field),
    .field_count_o (mark_field_count),
    .size_o        (mark_size),
    .element_o     (mark_element),
    .object_o      (mark_object),
    .back_o        (back_q),
    .vector_o      (vector_q),
    .length_o      (length_q),
    .element_at_o  (element_at_q),
    .reversed_o    (reversed_q),
    .run_o         (run_q),
    .lists_o       ({list2_q, list1_q, list0_q}),
    .list_o        (list_q),
    .previous_o    (previous_q),
    .available_o   (available_q),
    .held_o        (held_q)
  );

  assign has_mark_sweep = collector_i == CollectorMarkSweep;
  assign is_generational = collector_i == CollectorGenerational;
  assign state_q = sweeper_state_e'(copy_state | mark_state);
  assign cause_q = cause_e'(copy_cause | mark_cause);
  assign scan_q = copy_scan | mark_scan;
  assign root_q = copy_root | mark_root;
  assign for_root_q = copy_for_root | mark_for_root;
  assign {field3_q, field2_q, field1_q, field0_q} = copy_fields | mark_fields;
  assign field_q = copy_field | mark_field;
  assign field_count_q = copy_field_count | mark_field_count;
  assign size_q = copy_size | mark_size;
  assign element_q = copy_element | mark_element;
  assign object_q = copy_object | mark_object;

  // The request; while words are gathered, the address of the next beat.
  assign drive_o = drive_t'(copy_drive | mark_drive);
  assign base_o = copy_base | mark_base | ((gathers && !gathered_all) ? fetch_base : '0);
  assign offset_o = copy_offset | mark_offset | ((gathers && !gathered_all) ? fetch_offset : '0);
  assign words_o = copy_words | mark_words | {{3{value_o}}, word_t'(0)};  // for any root
  assign root_o = root_q;

  // The end of a collection: what is left, is the reserve held back again, is memory out? A
  // generational one leaves what can be promoted; if that is little, a major collection follows.
  localparam address_t Least = address_t'(2 * Reserve);  // memory is out with less

  address_t half, room, reserved, left, least;

  assign half = nursery_words_i >> 1;
  assign least = (half < Least) ? Least : half;
  assign room = space_end - free_q;
  assign reserved = (wanted_i + address_t'(Reserve) > half) ? wanted_i : '0;

  always_comb begin
    left = room;
    if (has_mark_sweep) left = available;
    if (is_generational) left = (room < reserved) ? '0 : room - reserved;
  end

  assign begins_major = copy_ends && kind_q == KindMinor && cause_q != CauseStore &&
                        (left < least || (cause_q == CauseTorture && turn_q == '0));
  assign armed_o = !reserve_used_i || left >= address_t'(3 * Reserve);
  assign is_out = armed_o && cause_q == CauseFull && left < Least;
  assign collected_o = copy_ends || mark_ends;
  assign pending_o = cause_q != CauseStore;
  assign rearm_o = collected_o && !begins_major;
  assign exhausted_o = mark_exhausted || (copy_ends && !begins_major && is_out);
  assign swept_o = (copy_ends && !begins_major) || supplies || mark_exhausted || admits_o;

  // What the allocator gets: the rest of a space, the nursery, a block, or nothing.
  address_t given, given_end;

  assign given = (is_out && !begins_major) ? room : left;
  assign given_end = (given < nursery_words_i) ? {given[AddressBits:1], 1'b0} : nursery_words_i;
  assign block_o = copy_ends || retires || supplies;
  assign space_o = copy_ends;
  assign base_new_o = is_generational ? nursery_i : space_base;
  assign old_o = copy_ends && is_generational;
  assign old_new_o = free_q;
  assign old_end_new_o = space_end;
  assign object_new_o = object_q;

  always_comb begin
    free_new_o  = end_i;
    end_new_o   = end_i;
    limit_new_o = end_i;
    if (supplies) begin
      free_new_o  = address_t'(block);
      end_new_o   = address_t'(block) + block_words;
      limit_new_o = address_t'(block) + block_usable;
    end
    if (copy_ends) begin
      free_new_o  = is_generational ? nursery_i : free_q;
      end_new_o   = is_generational ? nursery_i + given_end : space_end;
      limit_new_o = end_new_o;
      if (armed_o && !begins_major) begin
        limit_new_o = (end_new_o < free_new_o + address_t'(Reserve))
                      ? free_new_o : end_new_o - address_t'(Reserve);
      end
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni)      reading_q <= 1'b0;
    else if (start_i || admit_i) reading_q <= 1'b0;
    else              reading_q <= reading_d;
  end

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StSupplyBlock);

endmodule
