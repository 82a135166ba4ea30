// memory: banked synchronous RAM behind one port, and the allocator.
//
// A beat moves up to `Banks` words at consecutive addresses and takes `latency_i` cycles. The port
// does one thing in a cycle: it drives the address of a read beat, or it writes. The address is
// `base` + `offset`; of an allocation it is `free`, and the sum is its next value. With the
// generational collector a barrier stands before the stores into objects.
module cc_memory
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;#(
  parameter string Image       = ""
) (
  input  logic    clk_i,
  input  logic    rst_ni,
  input  straps_t straps_i,
  input  layout_t layout_i,
  // The request, and what comes of it.
  input  bus_t    bus_i,
  input  read_t   read_i,     // in a cycle that asks for nothing else
  output reply_t  reply_o,
  output words_t  words_o,    // those at the address driven in the cycle before
  // The allocator.
  input  logic    release_i,  // the reserve is handed out
  input  logic    out_i,      // memory is out
  input  sweep_t  sweep_i,
  output heap_t   heap_o
);

  localparam int BankBits = $clog2(Banks);
  localparam int SumBits = (WordBits > AddressBits) ? WordBits : AddressBits + 1;

  typedef logic [AddressBits-1:0] index_t;

  localparam sum_t Size = sum_t'(2**AddressBits);

  // At reset: where allocation stops, the old space, and the torture's counter.
  logic        is_generational;
  address_t    first_end, first_limit, first_old, first_old_end;
  logic [31:0] first_countdown;

  assign is_generational = straps_i.collector == CollectorGenerational;

  always_comb begin
    unique case (straps_i.collector)
      CollectorCopying:      first_end = layout_i.spaces + layout_i.space_words;
      CollectorGenerational: first_end = layout_i.spaces;
      default:               first_end = address_t'(2**AddressBits);
    endcase
  end

  assign first_limit = (first_end < layout_i.nursery + address_t'(Reserve))
                       ? layout_i.nursery : first_end - address_t'(Reserve);
  assign first_old = is_generational ? layout_i.spaces : '0;
  assign first_old_end = is_generational ? layout_i.spaces + layout_i.space_words : '0;
  assign first_countdown = (straps_i.gc_every == '0) ? '0 : straps_i.gc_every - 32'd1;

  // Of a write in progress there are the `beat`, and the cycles of the beat so far, its `phase`.
  `include "cc_memory_regs.svh"

  // The one address adder.
  logic               is_allocate, is_transfer;
  logic               granted, refused, tortured, caught;
  logic               in_old;  // the object goes to the old space
  address_t           place;
  word_t              place_word, sum_address;
  logic [SumBits-1:0] sum;
  word_t              target;

  assign place = in_old ? old_q : free_q;
  assign place_word = word_t'(place);

  assign is_allocate = bus_i.drive.op == MemAllocate;
  assign is_transfer = (bus_i.drive.op == MemWrite && !caught) || (is_allocate && !refused);
  assign sum = SumBits'((is_allocate ? sum_t'(place) : {1'b0, bus_i.base}) + {1'b0, bus_i.offset});
  assign sum_address = sum[WordBits-1:0];
  assign target = is_allocate ? place_word : sum_address;

  // The allocator. A large object goes to the old space: after a collection, if all of the nursery
  // could still be promoted. The first allocation after a collection is the one that was refused.
  sum_t needed, room, left;

  assign needed = sum_t'(wanted_q);
  assign room = sum_t'(old_end_q) - sum_t'(old_q);
  assign in_old = is_generational && collected_q && sum_t'(free_q) + needed > sum_t'(limit_q) &&
                  needed + sum_t'(end_q) - sum_t'(base_q) <= room;
  assign tortured = straps_i.gc_every != '0 && countdown_q == '0 && !collected_q;
  // Compared with what is left, not the sum with the limit: it is known earlier in the cycle.
  assign left = sum_t'(limit_q) - sum_t'(free_q);
  assign refused = is_allocate && (({1'b0, bus_i.offset} > left && !in_old) || tortured);

  // The barrier: a store into an old object that has not been let through. By pages, any store;
  // else one of a young pointer.
  logic holds_young, passes;

  function automatic logic is_young(word_t word);
    return sum_t'(word) - sum_t'(layout_i.nursery) < sum_t'(layout_i.nursery_words);
  endfunction

  always_comb begin
    holds_young = 1'b0;
    for (int i = 0; i < 4; i++) begin
      if (3'(i) < bus_i.drive.count && !bus_i.words[i][0] && is_young(bus_i.words[i])) begin
        holds_young = 1'b1;
      end
    end
  end

  always_comb begin
    unique case (straps_i.barrier)
      BarrierRemember: passes = !holds_young || bus_i.base == remembered_q;
      BarrierProtect:  passes = unprotected_q[page_of(address_t'(index_t'(bus_i.base)))];
      default:         passes = !holds_young;
    endcase
  end

  assign caught = is_generational && bus_i.drive.op == MemWrite && bus_i.drive.store &&
                  beat_q == '0 && phase_q == '0 && !is_young(bus_i.base) && !passes;

  // Beats of a write. Its words are stored in the last cycle of each.
  logic       ends_beat, ends;
  logic [5:0] wait_q;
  logic [2:0] first;  // word of the beat

  assign first = 3'(beat_q) << BankBits;
  assign ends_beat = is_transfer && phase_q >= 3'(straps_i.latency - 4'd1);
  assign ends = Banks == 4 || {1'b0, first} + 4'(Banks) >= {1'b0, bus_i.drive.count};
  assign granted = ends_beat && ends;
  assign wait_q = 6'(beat_q) * 6'(straps_i.latency) + 6'(phase_q);

  // The banks: each has its own row. Its word of the beat is so far behind the first one.
  // `rotation` is the bank of the first word read.
  index_t index;
  words_t bank_words;

  assign index = read_i.moves ? read_i.address[AddressBits-1:0]
                              : target[AddressBits-1:0] + index_t'(first);

  for (genvar b = 0; b < Banks; b++) begin : gen_banks
    logic [1:0]         behind;
    logic [2:0]         number;  // of the word
    logic [RowBits-1:0] row;

    assign behind = (2'(b) - index[1:0]) & 2'(Banks - 1);
    assign number = first + 3'(behind);
    assign row = index[AddressBits-1:BankBits] +
                 RowBits'({1'b0, index[1:0] & 2'(Banks - 1)} > 3'(b));

    cc_ram #(
      .Image(Image == "" ? "" : $sformatf("%s%0d.hex", Image, b))
  ) u_ram (
      .clk_i,
      .write_i(ends_beat && number < bus_i.drive.count),
      .row_i  (row),
      .data_i (bus_i.words[number[1:0]]),
      .data_o (bank_words[b])
    );
  end

  for (genvar i = 0; i < 4; i++) begin : gen_words
    if (i < Banks) begin : gen_read
      logic [1:0] bank;
      assign bank = (rotation_q + 2'(i)) & 2'(Banks - 1);
      assign words_o[i] = bank_words[bank];
    end else begin : gen_none
      assign words_o[i] = '0;
      assign bank_words[i] = '0;
    end
  end

  // The registers.
  always_comb begin
    `CC_MEMORY_KEEP
    rotation_d = index[1:0];
    if (is_transfer) begin
      phase_d = ends_beat ? '0 : phase_q + 3'd1;
      if (ends_beat) beat_d = ends ? '0 : beat_q + 2'd1;
    end
    if (out_i) begin
      beat_d  = '0;
      phase_d = '0;
    end
    if (granted && is_allocate && !in_old) free_d = sum[AddressBits:0];
    if (release_i) limit_d = end_q;
    if (sweep_i.block) begin
      free_d  = sweep_i.free;
      limit_d = sweep_i.limit;
      end_d   = sweep_i.space_end;
    end
    if (sweep_i.space) base_d = sweep_i.base;
    if (granted && is_allocate) begin
      collected_d = 1'b0;
      if (straps_i.gc_every != '0) begin
        countdown_d = (countdown_q == '0) ? straps_i.gc_every - 32'd1 : countdown_q - 32'd1;
      end
    end
    if (sweep_i.collected) collected_d = sweep_i.pending;
    if (out_i) collected_d = 1'b0;
    if (granted && is_allocate && in_old) old_d = sum[AddressBits:0];
    if (sweep_i.promotes) begin
      old_d     = sweep_i.old;
      old_end_d = sweep_i.old_end;
    end
    if (sweep_i.forgets) begin
      remembered_d  = '0;
      unprotected_d = '0;
    end
    if (sweep_i.admits && straps_i.barrier == BarrierProtect) begin
      unprotected_d[page_of(address_t'(index_t'(sweep_i.object)))] = 1'b1;
    end else if (sweep_i.admits) begin
      remembered_d = sweep_i.object;
    end
    if (caught && straps_i.barrier == BarrierCollect) wanted_d = '0;
    if (refused) begin
      wanted_d = (sum_t'(bus_i.offset) > Size) ? address_t'(Size) : address_t'(bus_i.offset);
    end
  end

  assign reply_o = {granted, refused, tortured, caught, sum_address};
  assign heap_o = {collected_q, unprotected_q, place_word, free_q, end_q, wanted_q, old_q};

  // The request lines, for observers.
  memory_op_e operation;
  logic       grant;
  word_t      address, count, data0, data1, data2, data3;

  logic [2:0] extent;  // of a read

  assign operation = read_i.start ? MemRead : bus_i.drive.op;
  assign extent = read_i.start ? read_i.extent : bus_i.drive.count;
  assign grant = granted || operation == MemRead;
  assign address = read_i.start                ? word_t'(read_i.address[AddressBits-1:0]) :
                   (bus_i.drive.op == MemNone) ? '0 : word_t'(target[AddressBits-1:0]);
  assign data0 = observed(2'd0);
  assign data1 = observed(2'd1);
  assign data2 = observed(2'd2);
  assign data3 = observed(2'd3);

  always_comb begin
    unique case (operation)
      MemRead:     count = (extent == '0) ? word_t'(4) : word_t'(extent);
      MemWrite:    count = word_t'(bus_i.drive.count);
      MemAllocate: count = bus_i.offset;
      default:     count = '0;
    endcase
  end

  function automatic word_t observed(logic [1:0] number);
    return (bus_i.drive.op[1] && {1'b0, number} < bus_i.drive.count) ? bus_i.words[number] : '0;
  endfunction

  // No allocation past the limit. An object begins at an even address with an odd header.
  assert property (@(posedge clk_i) disable iff (!rst_ni) free_q <= limit_q && limit_q <= end_q);
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !(granted && is_allocate) ||
                   (bus_i.words[0][0] && !place[0] && !bus_i.offset[0]));
  // Nothing is allocated in the old space but what a collection was for.
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !(granted && is_allocate && in_old) || sum_t'(bus_i.offset) == needed);
  // The port does one thing in a cycle.
  assert property (@(posedge clk_i) disable iff (!rst_ni) !read_i.start || !bus_i.drive.op[1]);
  // No request outside of memory. What is written is one to four words.
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !(bus_i.drive.op == MemWrite) ||
                   (sum_t'(target) + sum_t'(bus_i.drive.count) <= Size));
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !is_transfer || (bus_i.drive.count >= 3'd1 && bus_i.drive.count <= 3'd4));

endmodule
