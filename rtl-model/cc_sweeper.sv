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
  input  logic          clk_i,
  input  logic          rst_ni,
  input  straps_t       straps_i,
  input  layout_t       layout_i,
  // The token, and what starts it.
  input  logic          token_i,
  input  sweeper_edge_t edge_i,
  input  logic          release_i,       // the reserve is handed out
  input  bus_t          bus_i,           // its base is the object of an admission
  // The memory and the allocator.
  input  reply_t        reply_i,
  input  words_t        words_i,
  input  heap_t         heap_i,
  input  logic          reserve_used_i,
  // The root port. The register takes `value` of the bus.
  input  word_t         root_word_i,
  output root_t         root_o,
  output logic          root_write_o,
  // What it drives, and what it ends with.
  output bus_t          bus_o,
  output swept_t        swept_o,
  output sweep_t        sweep_o
);
  `include "cc_sweeper_regs.svh"

  // The collectors. What they drive and tell is 0 in the one that is not used.
  logic       has_mark_sweep, is_generational, begins_major, armed, is_out, exhausted;
  bus_t       copy_bus, mark_bus, bus;
  cause_e     copy_cause, mark_cause, cause;
  root_t      copy_root, mark_root;
  logic       copy_ends, mark_ends, mark_exhausted, admits, forgets;
  kind_e      kind;
  logic [1:0] turn;
  word_t      copy_object;
  address_t   copy_free, space_base, space_end;
  logic       retires, supplies;
  word_t      block;
  address_t   block_usable, block_words, available;

  // The gathering of words that have been requested. A collector acts when they are here.
  logic       gathers, gathered_all, acts, reads;
  words_t     fetched, words;
  logic [2:0] words_here;
  bus_t       fetch_bus;
  gathering_t gathering;

  assign gathers = token_i && reading_q;
  assign acts = token_i && (!reading_q || gathered_all);
  assign words = reading_q ? gathering.arriving : fetched;
  assign words_here = reading_q ? gathering.arrived : gathering.gathered;
  assign reads = bus.drive.op == MemRead;

  always_comb begin
    `CC_SWEEPER_KEEP
    if (acts) reading_d = reads;
    if (edge_i.start || edge_i.admit) reading_d = 1'b0;
  end

  cc_fetch_object u_fetch (
    .clk_i,
    .rst_ni,
    .straps_i,
    .at_once_i  (1'b0),
    .start_i    (reads),
    .address_i  (reply_i.address),
    .extent_i   (bus.drive.count),
    .gather_i   (gathers),
    .words_i,
    .done_o     (gathered_all),
    .bus_o      (fetch_bus),
    .fetched_o  (fetched),
    .gathering_o(gathering)
  );

  cc_copying u_copying (
    .clk_i,
    .rst_ni,
    .straps_i,
    .layout_i,
    .generational_i(is_generational),
    .start_i       (edge_i.start && !has_mark_sweep),
    .cause_i       (edge_i.cause),
    .admit_i       (edge_i.admit),
    .object_i      (bus_i.base),
    .major_i       (begins_major),
    .acts_i        (acts && !has_mark_sweep),
    .grant_i       (reply_i.grant),
    .words_i       (words),
    .words_here_i  (words_here),
    .words_at_i    (gathering.address),
    .heap_i,
    .root_word_i,
    .root_o        (copy_root),
    .root_write_o,
    .bus_o         (copy_bus),
    .forgets_o     (forgets),
    .admits_o      (admits),
    .object_o      (copy_object),
    .ends_o        (copy_ends),
    .space_base_o  (space_base),
    .space_end_o   (space_end),
    .free_o        (copy_free),
    .cause_o       (copy_cause),
    .kind_o        (kind),
    .turn_o        (turn)
  );

  cc_mark_sweep u_mark_sweep (
    .clk_i,
    .rst_ni,
    .straps_i,
    .start_i       (edge_i.start && has_mark_sweep),
    .cause_i       (edge_i.cause),
    .release_i,
    .acts_i        (acts && has_mark_sweep),
    .grant_i       (reply_i.grant),
    .words_i       (words),
    .words_at_i    (gathering.address),
    .heap_i,
    .root_word_i,
    .root_o        (mark_root),
    .bus_o         (mark_bus),
    .retires_o     (retires),
    .supplies_o    (supplies),
    .block_o       (block),
    .block_usable_o(block_usable),
    .block_words_o (block_words),
    .exhausted_o   (mark_exhausted),
    .ends_o        (mark_ends),
    .left_o        (available),
    .armed_i       (armed),
    .out_i         (is_out),
    .cause_o       (mark_cause)
  );

  assign has_mark_sweep = straps_i.collector == CollectorMarkSweep;
  assign is_generational = straps_i.collector == CollectorGenerational;
  assign cause = cause_e'(copy_cause | mark_cause);
  assign root_o = copy_root | mark_root;

  // The request; while words are gathered, the address of the next beat. A root register loads what
  // it is given over any part of the bus.
  logic gathers_more;

  assign gathers_more = gathers && !gathered_all;
  assign bus.drive = drive_t'(copy_bus.drive | mark_bus.drive);
  assign bus.value = copy_bus.value;
  assign bus.extra = copy_bus.value;
  assign bus.base = copy_bus.base | mark_bus.base | (gathers_more ? fetch_bus.base : '0);
  assign bus.offset = copy_bus.offset | mark_bus.offset | (gathers_more ? fetch_bus.offset : '0);
  assign bus.words = copy_bus.words | mark_bus.words | {{3{copy_bus.value}}, Nil};
  assign bus_o = bus;

  // The end of a collection: what is left, is the reserve held back again, is memory out? A
  // generational one leaves what can be promoted; if that is little, a major collection follows.
  localparam address_t Least = address_t'(2 * Reserve);  // memory is out with less

  address_t half, room, reserved, left, least;

  assign half = layout_i.nursery_words >> 1;
  assign least = (half < Least) ? Least : half;
  assign room = space_end - copy_free;
  assign reserved = (heap_i.wanted + address_t'(Reserve) > half) ? heap_i.wanted : '0;

  always_comb begin
    left = room;
    if (has_mark_sweep) left = available;
    if (is_generational) left = (room < reserved) ? '0 : room - reserved;
  end

  assign begins_major = copy_ends && kind == KindMinor && cause != CauseStore &&
                        (left < least || (cause == CauseTorture && turn == '0));
  assign armed = !reserve_used_i || left >= address_t'(3 * Reserve);
  assign is_out = armed && cause == CauseFull && left < Least;
  assign swept_o.rearms = (copy_ends || mark_ends) && !begins_major;
  assign swept_o.armed = armed;
  assign swept_o.exhausted = exhausted;
  assign swept_o.resumes = ((copy_ends && !begins_major) || supplies || admits) && !exhausted;
  assign exhausted = mark_exhausted || (copy_ends && !begins_major && is_out);

  // What the allocator gets: the rest of a space, the nursery, a block, or nothing.
  address_t given, given_end, free, limit, given_to;

  assign given = (is_out && !begins_major) ? room : left;
  assign given_end = (given < layout_i.nursery_words) ? {given[AddressBits:1], 1'b0}
                                                      : layout_i.nursery_words;
  assign sweep_o.block = copy_ends || retires || supplies;
  assign sweep_o.space = copy_ends;
  assign sweep_o.collected = copy_ends || mark_ends;
  assign sweep_o.pending = cause != CauseStore;
  assign sweep_o.promotes = copy_ends && is_generational;
  assign sweep_o.forgets = forgets;
  assign sweep_o.admits = admits;
  assign sweep_o.object = copy_object;
  assign sweep_o.base = is_generational ? layout_i.nursery : space_base;
  assign sweep_o.free = free;
  assign sweep_o.limit = limit;
  assign sweep_o.space_end = given_to;
  assign sweep_o.old = copy_free;
  assign sweep_o.old_end = space_end;

  always_comb begin
    free     = heap_i.space_end;
    given_to = heap_i.space_end;
    limit    = heap_i.space_end;
    if (supplies) begin
      free     = address_t'(block);
      given_to = address_t'(block) + block_words;
      limit    = address_t'(block) + block_usable;
    end
    if (copy_ends) begin
      free     = is_generational ? layout_i.nursery : copy_free;
      given_to = is_generational ? layout_i.nursery + given_end : space_end;
      limit    = given_to;
      if (armed && !begins_major) begin
        limit = (given_to < free + address_t'(Reserve))
                      ? free : given_to - address_t'(Reserve);
      end
    end
  end

endmodule
