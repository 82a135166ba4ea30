// fetch_object: gathers an object's words into the header and field registers.
//
// The evaluator's reader of memory, as a unit; the sweeper has another one of these. A request is
// driven in the cycle of the requester; from the next cycle on the beats are gathered, and each
// beat's address is driven in the cycle before its first.
module cc_fetch_object
  import cc_config_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  input  logic [3:0]               latency_i,  // a strap
  // The request.
  input  logic                     start_i,
  input  word_t                    address_i,
  input  logic [2:0]               extent_i,   // words; 0: an object, as its header says
  // The gathering.
  input  logic                     gather_i,
  input  words_t                   words_i,    // from memory
  output logic                     done_o,     // with this cycle all words are there
  output word_t                    base_o,     // base + offset: the address to be driven
  output word_t                    offset_o,
  output words_t                   fetched_o,
  output words_t                   arriving_o, // as this cycle leaves them
  output word_t                    address_o,
  output logic [2:0]               extent_o,
  output logic [2:0]               wait_o,
  output logic [2:0]               gathered_o,
  output logic [2:0]               arrived_o   // as this cycle leaves `gathered`
);


  word_t      address_q;
  logic [2:0] extent_q;
  logic [2:0] wait_q;
  logic [2:0] gathered_d, gathered_q;
  word_t      header_q, field1_q, field2_q, field3_q;

  logic       ends_beat;
  logic [2:0] wanted;

  assign ends_beat = wait_q >= 3'(latency_i - 4'd1);
  assign gathered_d = (Banks == 4) ? 3'd4 : gathered_q + 3'(Banks);

  // The words of the beat go behind those gathered.
  always_comb begin
    arriving_o = fetched_o;
    if (Banks == 4) begin
      arriving_o = words_i;
    end else begin
      arriving_o[gathered_q[1:0]] = words_i[0];
      if (Banks == 2) arriving_o[{gathered_q[1], 1'b1}] = words_i[1];
    end
  end

  assign wanted = (extent_q == '0) ? gathered_words(arriving_o[0][7:0]) : extent_q;
  assign done_o = gather_i && ends_beat && (Banks == 4 || gathered_d >= wanted);
  assign base_o = gather_i ? address_q : '0;
  assign offset_o = !gather_i ? '0 : ends_beat ? word_t'(gathered_d) : word_t'(gathered_q);

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      address_q  <= '0;
      extent_q   <= '0;
      wait_q     <= '0;
      gathered_q <= '0;
      header_q   <= '0;
      field1_q   <= '0;
      field2_q   <= '0;
      field3_q   <= '0;
    end else begin
      if (gather_i) wait_q <= ends_beat ? '0 : wait_q + 3'd1;
      if (gather_i && ends_beat) begin
        gathered_q <= gathered_d;
        {field3_q, field2_q, field1_q, header_q} <= arriving_o;
      end
      if (start_i) begin
        address_q  <= address_i;
        extent_q   <= extent_i;
        gathered_q <= '0;
      end
    end
  end

  assign fetched_o = {field3_q, field2_q, field1_q, header_q};
  assign address_o = address_q;
  assign extent_o = extent_q;
  assign wait_o = wait_q;
  assign gathered_o = gathered_q;
  assign arrived_o = gathered_d;

endmodule
