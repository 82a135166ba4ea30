// float: the fpu as a unit of the machine, with its operands and results as words.
//
// A FLOAT that has been fetched becomes an operand; -0 is the first one of a number that is to be negated, an
// integer that of FromInteger. The result is the words of a FLOAT behind its header, or an immediate. Where there are
// no floats the fpu stays in reset, and synthesis leaves it out.
module cc_float
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic           clk_i,
  input  logic           rst_ni,
  input  logic           token_i,
  input  fpu_edge_t      edge_i,
  input  words_t         fetched_i,
  input  float_request_t request_i,
  output bus_t           bus_o,
  output float_result_t  result_o
);

  logic [63:0] bits, integer_bits, result;
  logic        done, invalid;

  if (WordBits == 64) begin : gen_one_word
    assign bits = 64'(fetched_i[1]);
  end else begin : gen_two_words
    assign bits = 64'({fetched_i[2], fetched_i[1]});
  end
  assign integer_bits = {{(64 - WordBits){request_i.integer_word[WordBits-1]}}, request_i.integer_word};

  cc_fpu u_fpu (
    .clk_i, .rst_ni(rst_ni && HasFloats), .token_i,
    .load_a_i   ((edge_i.load && (!request_i.second || request_i.negates)) ||
                 (edge_i.start && request_i.operation == FloatFromInteger)),
    .load_b_i   (edge_i.load && request_i.second),
    .start_i    (edge_i.start),
    .operation_i(request_i.operation),
    .a_i        (edge_i.start ? integer_bits : request_i.second ? {1'b1, 63'b0} : bits),
    .b_i        (bits),
    .done_o     (done),
    .result_o   (result),
    .invalid_o  (invalid)
  );

  assign result_o.holds = result[0];
  assign result_o.integer_word = {result[WordBits-2:0], 1'b1};
  assign result_o.is_immediate = !invalid && (result[63:WordBits-2] == '0 || result[63:WordBits-2] == '1);
  assign result_o.low = result[WordBits-1:0];
  if (WordBits == 64) begin : gen_low
    assign result_o.high = '0;
  end else begin : gen_high
    assign result_o.high = result[2*WordBits-1:WordBits];
  end

  always_comb begin
    bus_o = '0;
    if (done) bus_o.drive = command(CmdDone);
  end

endmodule
