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
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // Straps.
  input  logic [3:0]               latency_i,
  input  collector_e               collector_i,
  input  barrier_e                 barrier_i,
  input  logic [31:0]              gc_every_i,
  input  address_t                 nursery_i,
  input  address_t                 nursery_words_i,
  input  address_t                 spaces_i,
  input  address_t                 space_words_i,
  // The request.
  input  memory_op_e               op_i,
  input  logic                     store_i,      // the write is one into an object
  input  logic [2:0]               count_i,
  input  word_t                    base_i,
  input  word_t                    offset_i,
  input  words_t                   words_i,
  output logic                     grant_o,
  output logic                     refused_o,    // an allocation has no room, or torture asks
  output logic                     tortured_o,
  output logic                     caught_o,     // a store does not pass the barrier
  output word_t                    address_o,    // `base` + `offset`
  output words_t                   words_o,      // those at the address driven in the cycle before
  // The allocator.
  input  logic                     release_i,    // the reserve is handed out
  input  logic                     out_i,        // memory is out
  input  logic                     block_i,      // the sweeper gives a new block or space
  input  logic                     space_i,      // of it: after a collection, with a new base
  input  logic                     collected_i,  // a collection has ended,
  input  logic                     pending_i,    //   and an allocation waits for it
  input  address_t                 base_new_i,
  input  address_t                 free_new_i,
  input  address_t                 limit_new_i,
  input  address_t                 end_new_i,
  // The old space and the barrier.
  input  logic                     old_i,        // the old space has been used up to `old_new_i`
  input  address_t                 old_new_i,
  input  address_t                 old_end_new_i,
  input  logic                     forget_i,     // every store is caught again
  input  logic                     remember_i,   // stores into `object_i`, or its page, pass
  input  word_t                    object_i,
  output word_t                    new_o,        // where the next object goes
  output address_t                 free_o,
  output address_t                 old_o,
  output address_t                 end_o,
  output address_t                 wanted_o,
  output logic [NumPages-1:0]      unprotected_o,
  output logic                     collected_o
);

  localparam int BankBits = $clog2(Banks);
  localparam int SumBits = (WordBits > AddressBits) ? WordBits : AddressBits + 1;

  typedef logic [AddressBits-1:0] index_t;

  localparam sum_t Size = sum_t'(2**AddressBits);

  address_t            free_d, free_q;
  address_t            limit_d, limit_q;
  address_t            end_q;
  address_t            base_q;
  address_t            old_q;
  address_t            old_end_q;
  word_t               remembered_q;
  logic [NumPages-1:0] unprotected_q;
  logic [31:0]         countdown_q;
  logic                collected_q;
  address_t            wanted_q;
  logic [1:0]          beat_d, beat_q;    // of the write in progress
  logic [2:0]          phase_d, phase_q;  // cycles of the beat so far
  logic [5:0]          wait_q;

  // The one address adder.
  logic     is_allocate, is_transfer;
  logic     is_generational;
  logic     in_old;  // the object goes to the old space
  address_t place;
  logic [SumBits-1:0] sum;
  word_t    target;

  assign is_generational = collector_i == CollectorGenerational;
  assign place = in_old ? old_q : free_q;
  assign new_o = word_t'(place);

  assign is_allocate = op_i == MemAllocate;
  assign is_transfer = (op_i == MemWrite && !caught_o) || (is_allocate && !refused_o);
  assign sum = SumBits'((is_allocate ? sum_t'(place) : {1'b0, base_i}) + {1'b0, offset_i});
  assign address_o = sum[WordBits-1:0];
  assign target = is_allocate ? new_o : address_o;

  // The allocator. A large object goes to the old space: after a collection, if all of the nursery
  // could still be promoted. The first allocation after a collection is the one that was refused.
  sum_t needed, room, left;

  assign needed = sum_t'(wanted_q);
  assign room = sum_t'(old_end_q) - sum_t'(old_q);
  assign in_old = is_generational && collected_q && sum_t'(free_q) + needed > sum_t'(limit_q) &&
                  needed + sum_t'(end_q) - sum_t'(base_q) <= room;
  assign tortured_o = gc_every_i != '0 && countdown_q == '0 && !collected_q;
  // Compared with what is left, not the sum with the limit: it is known earlier in the cycle.
  assign left = sum_t'(limit_q) - sum_t'(free_q);
  assign refused_o = is_allocate && (({1'b0, offset_i} > left && !in_old) || tortured_o);

  // The barrier: a store into an old object that has not been let through. By pages, any store;
  // else one of a young pointer.
  logic holds_young, passes;

  function automatic logic is_young(word_t word);
    return sum_t'(word) - sum_t'(nursery_i) < sum_t'(nursery_words_i);
  endfunction

  always_comb begin
    holds_young = 1'b0;
    for (int i = 0; i < 4; i++) begin
      if (3'(i) < count_i && !words_i[i][0] && is_young(words_i[i])) holds_young = 1'b1;
    end
  end

  always_comb begin
    unique case (barrier_i)
      BarrierRemember: passes = !holds_young || base_i == remembered_q;
      BarrierProtect:  passes = unprotected_q[page_of(address_t'(index_t'(base_i)))];
      default:         passes = !holds_young;
    endcase
  end

  assign caught_o = is_generational && op_i == MemWrite && store_i && beat_q == '0 &&
                    phase_q == '0 && !is_young(base_i) && !passes;

  // Beats of a write. Its words are stored in the last cycle of each.
  logic       ends_beat, ends;
  logic [2:0] first;  // word of the beat

  assign first = 3'(beat_q) << BankBits;
  assign ends_beat = is_transfer && phase_q >= 3'(latency_i - 4'd1);
  assign ends = Banks == 4 || {1'b0, first} + 4'(Banks) >= {1'b0, count_i};
  assign grant_o = ends_beat && ends;
  assign wait_q = 6'(beat_q) * 6'(latency_i) + 6'(phase_q);

  always_comb begin
    beat_d  = beat_q;
    phase_d = phase_q;
    if (is_transfer) begin
      phase_d = ends_beat ? '0 : phase_q + 3'd1;
      if (ends_beat) beat_d = ends ? '0 : beat_q + 2'd1;
    end
    if (out_i) begin
      beat_d  = '0;
      phase_d = '0;
    end
  end

  // The banks: each has its own row. Its word of the beat is so far behind the first one.
  index_t                   index;
  logic [1:0]               rotation_q;  // the bank of the first word read
  words_t                   bank_words;

  assign index = target[AddressBits-1:0] + index_t'(first);

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
      .write_i(ends_beat && number < count_i),
      .row_i  (row),
      .data_i (words_i[number[1:0]]),
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

  // Where the next object goes, and where allocation stops.
  address_t first_end;

  always_comb begin
    unique case (collector_i)
      CollectorCopying:      first_end = spaces_i + space_words_i;
      CollectorGenerational: first_end = spaces_i;
      default:               first_end = address_t'(2**AddressBits);
    endcase
  end

  always_comb begin
    free_d  = free_q;
    limit_d = limit_q;
    if (grant_o && is_allocate && !in_old) free_d = sum[AddressBits:0];
    if (release_i) limit_d = end_q;
    if (block_i) begin
      free_d  = free_new_i;
      limit_d = limit_new_i;
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      free_q      <= nursery_i;
      limit_q     <= (first_end < nursery_i + address_t'(Reserve))
                     ? nursery_i : first_end - address_t'(Reserve);
      end_q       <= first_end;
      base_q      <= nursery_i;
      countdown_q <= (gc_every_i == '0) ? '0 : gc_every_i - 32'd1;
      collected_q <= 1'b0;
      wanted_q    <= '0;
      old_q         <= is_generational ? spaces_i : '0;
      old_end_q     <= is_generational ? spaces_i + space_words_i : '0;
      remembered_q  <= '0;
      unprotected_q <= '0;
      beat_q      <= '0;
      phase_q     <= '0;
      rotation_q  <= '0;
    end else begin
      free_q     <= free_d;
      limit_q    <= limit_d;
      beat_q     <= beat_d;
      phase_q    <= phase_d;
      rotation_q <= index[1:0];
      if (block_i) end_q <= end_new_i;
      if (space_i) base_q <= base_new_i;
      if (grant_o && is_allocate) begin
        collected_q <= 1'b0;
        if (gc_every_i != '0) begin
          countdown_q <= (countdown_q == '0) ? gc_every_i - 32'd1 : countdown_q - 32'd1;
        end
      end
      if (collected_i) collected_q <= pending_i;
      if (out_i) collected_q <= 1'b0;
      if (grant_o && is_allocate && in_old) old_q <= sum[AddressBits:0];
      if (old_i) begin
        old_q     <= old_new_i;
        old_end_q <= old_end_new_i;
      end
      if (forget_i) begin
        remembered_q  <= '0;
        unprotected_q <= '0;
      end
      if (remember_i && barrier_i == BarrierProtect) begin
        unprotected_q[page_of(address_t'(index_t'(object_i)))] <= 1'b1;
      end else if (remember_i) begin
        remembered_q <= object_i;
      end
      if (caught_o && barrier_i == BarrierCollect) wanted_q <= '0;
      if (refused_o) begin
        wanted_q <= (sum_t'(offset_i) > Size) ? address_t'(Size) : address_t'(offset_i);
      end
    end
  end

  assign free_o = free_q;
  assign old_o = old_q;
  assign end_o = end_q;
  assign wanted_o = wanted_q;
  assign unprotected_o = unprotected_q;
  assign collected_o = collected_q;

  // The request lines, for observers.
  memory_op_e operation;
  logic       grant;
  word_t      address, count, data0, data1, data2, data3;

  assign operation = op_i;
  assign grant = grant_o || op_i == MemRead;
  assign address = (op_i == MemNone) ? '0 : word_t'(target[AddressBits-1:0]);
  assign data0 = observed(2'd0);
  assign data1 = observed(2'd1);
  assign data2 = observed(2'd2);
  assign data3 = observed(2'd3);

  always_comb begin
    unique case (op_i)
      MemRead:     count = (count_i == '0) ? word_t'(4) : word_t'(count_i);
      MemWrite:    count = word_t'(count_i);
      MemAllocate: count = offset_i;
      default:     count = '0;
    endcase
  end

  function automatic word_t observed(logic [1:0] number);
    return (op_i[1] && {1'b0, number} < count_i) ? words_i[number] : '0;
  endfunction

  // No allocation past the limit. An object begins at an even address with an odd header.
  assert property (@(posedge clk_i) disable iff (!rst_ni) free_q <= limit_q && limit_q <= end_q);
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !(grant_o && is_allocate) || (words_i[0][0] && !place[0] && !offset_i[0]));
  // Nothing is allocated in the old space but what a collection was for.
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !(grant_o && is_allocate && in_old) || sum_t'(offset_i) == needed);
  // No request outside of memory. What is written is one to four words.
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !(op_i == MemWrite) || (sum_t'(target) + sum_t'(count_i) <= Size));
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !is_transfer || (count_i >= 3'd1 && count_i <= 3'd4));

endmodule
