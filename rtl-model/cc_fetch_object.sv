// fetch_object: gathers an object's words into the header and field registers.
//
// The evaluator's reader of memory, as a unit; the sweeper has another one of these. A request is
// driven in the cycle of the requester; from the next cycle on the beats are gathered, and each
// beat's address is driven in the cycle before its first. If memory answers at once, there is
// nothing to gather: in the cycle after a request the words are those at the memory's outputs.
module cc_fetch_object
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic       clk_i,
  input  logic       rst_ni,
  input  straps_t    straps_i,
  input  logic       at_once_i,   // memory answers in the next cycle, with all words
  // The request.
  input  logic       start_i,
  input  word_t      address_i,
  input  logic [2:0] extent_i,    // words; 0: an object, as its header says
  // The gathering.
  input  logic       gather_i,
  input  words_t     words_i,     // from memory
  output logic       done_o,      // with this cycle all words are there
  output bus_t       bus_o,       // the address to be driven
  output words_t     fetched_o,   // as the cycle finds them
  output gathering_t gathering_o
);

  `include "cc_fetch_object_regs.svh"

  // Words are `fresh` in the cycle after their request, at whose end the registers take them.
  words_t     fetched, arriving;  // now, and as this cycle leaves them
  word_t      header, field1, field2, field3;
  logic [2:0] arrived;
  logic       ends_beat;
  logic [2:0] wanted;

  assign ends_beat = wait_q >= 3'(straps_i.latency - 4'd1);
  assign arrived = (Banks == 4) ? 3'd4 : gathered_q + 3'(Banks);

  // The words of the beat go behind those gathered.
  always_comb begin
    arriving = fetched;
    if (Banks == 4) begin
      arriving = words_i;
    end else begin
      arriving[gathered_q[1:0]] = words_i[0];
      if (Banks == 2) arriving[{gathered_q[1], 1'b1}] = words_i[1];
    end
  end

  assign wanted = (extent_q == '0) ? gathered_words(arriving[0][15:0]) : extent_q;
  assign done_o = gather_i && ends_beat && (Banks == 4 || arrived >= wanted);
  assign bus_o.base = gather_i ? address_q : '0;
  assign bus_o.offset = !gather_i ? '0 : ends_beat ? word_t'(arrived) : word_t'(gathered_q);

  // The registers.
  always_comb begin
    `CC_FETCH_OBJECT_KEEP
    if (gather_i) wait_d = ends_beat ? '0 : wait_q + 3'd1;
    if (gather_i && ends_beat) begin
      gathered_d = arrived;
      {field3_d, field2_d, field1_d, header_d} = arriving;
    end
    if (fresh_q) {field3_d, field2_d, field1_d, header_d} = words_i;
    fresh_d = start_i && at_once_i;
    if (start_i) begin
      address_d  = address_i;
      extent_d   = extent_i;
      gathered_d = at_once_i ? 3'd4 : '0;
    end
  end

  assign {field3, field2, field1, header} =
      fresh_q ? words_i : {field3_q, field2_q, field1_q, header_q};
  assign fetched = {field3, field2, field1, header};
  assign fetched_o = fetched;
  assign gathering_o = {arriving, address_q, gathered_q, arrived};
  assign bus_o.drive = done_o ? command(CmdDone) : '0;
  assign bus_o.value = '0;
  assign bus_o.extra = '0;
  assign bus_o.words = '0;

endmodule
