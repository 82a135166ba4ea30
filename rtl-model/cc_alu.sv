// alu: arithmetic on immediates and NUMBER data, the divider, and with 64-bit words the multiplier.
//
// Combinational results of the operands `x` and `y` that apply holds: an immediate is taken from
// there, the data word of a NUMBER has been loaded into `a` or `b`. Where products are combinational,
// shifts go through the multiplier: a power of two is its second factor. The divider is a restoring
// one, a bit a cycle.
module cc_alu
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic         clk_i,
  input  logic         rst_ni,
  input  logic         token_i,
  input  alu_edge_t    edge_i,
  input  word_t        data_i,      // of a NUMBER, to be loaded
  input  operands_t    operands_i,  // of apply
  input  alu_request_t request_i,
  output bus_t         bus_o,
  output alu_result_t  alu_o
);

  localparam int DistanceBits = $clog2(WordBits);

  typedef logic signed [WordBits:0] signed_t;       // of two operands
  typedef logic signed [2*WordBits-1:0] product_t;
  typedef logic [DistanceBits-1:0] distance_t;

  `include "cc_alu_regs.svh"

  logic signed [WordBits-1:0] a, b;

  assign a = operands_i.x[0] ? word_t'($signed(operands_i.x) >>> 1) : a_q;
  assign b = operands_i.y[0] ? word_t'($signed(operands_i.y) >>> 1) : b_q;
  assign alu_o.first = a;
  assign alu_o.a_zero = a == '0;
  assign alu_o.b_zero = b == '0;

  // Sum and difference, and from that the comparisons.
  logic    subtracts;
  signed_t sum;

  assign subtracts = request_i.number != PrimAdd;
  assign sum = signed_t'(a) + (subtracts ? ~signed_t'(b) : signed_t'(b)) +
               signed_t'({1'b0, subtracts});

  always_comb begin
    unique case (request_i.number)
      PrimLess:         alu_o.holds = sum[WordBits];
      PrimGreater:      alu_o.holds = !sum[WordBits] && sum != '0;
      PrimLessEqual:    alu_o.holds = sum[WordBits] || sum == '0;
      PrimGreaterEqual: alu_o.holds = !sum[WordBits];
      default:          alu_o.holds = sum == '0;
    endcase
  end

  // Products and shifts. A shift to the right by k is the product with 2^(W-1-k), W-1 bits further;
  // one to the left by W-1 is that with -2^(W-1), which overflows as well, but for 0.
  logic      shifts_right, far;
  distance_t distance;  // to the left; to the right W-1-k
  product_t  product, moved;

  assign shifts_right = request_i.number == PrimShift && b[WordBits-1];
  assign far = b[WordBits-1:DistanceBits] != {WordBits - DistanceBits{b[WordBits-1]}};

  always_comb begin
    distance = b[DistanceBits-1:0];
    if (shifts_right) distance = (far || distance == '0) ? '0 : distance - distance_t'(1);
    else if (far)     distance = '1;
  end

  if (ProductCycles > 1) begin : gen_multiplier
    // The product has been made by now.
    assign product = $signed({remainder_q, quotient_q});
    assign moved = shifts_right ? product_t'(a) >>> ~distance : product_t'(a) <<< distance;
  end else begin : gen_combinational
    word_t factor;

    assign factor = (request_i.number == PrimShift) ? word_t'(1) << distance : b;
    assign product = product_t'(a) * product_t'($signed(factor));
    assign moved = shifts_right ? product >>> (WordBits - 1) : product;
  end

  // The bits that differ from the sign: up to the highest of them, and how many.
  word_t differing, length, ones;

  assign differing = a ^ {WordBits{a[WordBits-1]}};

  always_comb begin
    length = '0;
    ones   = '0;
    for (int i = 0; i < WordBits; i++) begin
      if (differing[i]) length = word_t'(i) + word_t'(1);
      ones += word_t'(differing[i]);
    end
  end

  // The result, with as many bits as its overflow needs.
  product_t result;

  always_comb begin
    unique case (request_i.number)
      PrimMultiply:  result = product;
      PrimShift:     result = moved;
      PrimAnd:       result = product_t'(a) & product_t'(b);
      PrimOr:        result = product_t'(a) | product_t'(b);
      PrimXor:       result = product_t'(a) ^ product_t'(b);
      PrimBitLength: result = product_t'(length);
      PrimPopCount:  result = product_t'(ones);
      PrimFloor, PrimCeiling, PrimRound, PrimIntegerPart: result = product_t'(a);
      default:       result = product_t'(sum);
    endcase
  end

  assign alu_o.result = {result[WordBits-2:0], 1'b1};
  assign alu_o.overflow = result[2*WordBits-1:WordBits-2] != {WordBits + 2{result[2*WordBits-1]}} ||
                          request_i.number == PrimSquareRoot || request_i.number == PrimInexact;

  // The signs are put back after a division.
  logic    signs_differ, gives_quotient;
  word_t   magnitude;
  signed_t signed_magnitude, divided;

  assign signs_differ = a[WordBits-1] != b[WordBits-1];
  assign gives_quotient = request_i.number == PrimQuotient || request_i.number == PrimDivide;
  assign magnitude = gives_quotient ? quotient_q : remainder_q;

  always_comb begin
    signed_magnitude = signed_t'({1'b0, magnitude});
    if (gives_quotient ? signs_differ : a[WordBits-1]) begin
      signed_magnitude = -signed_magnitude;
    end
    divided = signed_magnitude;
    if (request_i.number == PrimModulo && signs_differ && magnitude != '0) divided += signed_t'(b);
  end

  assign alu_o.divided = {divided[WordBits-2:0], 1'b1};
  assign alu_o.divided_overflow = divided[WordBits:WordBits-2] != {3{divided[WordBits]}} ||
                                  (request_i.number == PrimDivide && remainder_q != '0);

  // What a division begins with: the magnitudes, and as many steps as the quotient can have bits, but for
  // one; or as a word has.
  typedef logic [6:0] count_t;

  word_t                 dividend, divisor;
  count_t                steps;
  logic [2*WordBits-1:0] aligned;

  assign dividend = a[WordBits-1] ? -a : a;
  assign divisor = b[WordBits-1] ? -b : b;

  function automatic count_t significant(word_t word);
    significant = '0;
    for (int i = 0; i < WordBits; i++) begin
      if (word[i]) significant = count_t'(i + 1);
    end
  endfunction

  if (SkipsZeros != 0) begin : gen_skip
    count_t dividend_bits, divisor_bits;

    assign dividend_bits = significant(dividend);
    assign divisor_bits = significant(divisor);
    assign steps = (dividend_bits > divisor_bits) ? dividend_bits - divisor_bits + count_t'(1)
                                                  : count_t'(1);
    assign aligned = {word_t'(0), dividend} << (count_t'(WordBits) - steps);
  end else begin : gen_all
    assign steps = count_t'(WordBits);
    assign aligned = {word_t'(0), dividend};
  end

  // A product in the making: its factors are in registers, and so is what comes of them.
  product_t made;

  if (ProductCycles > 1) begin : gen_made
    assign made = product_t'($signed(quotient_q)) * product_t'($signed(divisor_q));
  end else begin : gen_none
    assign made = '0;
  end

  // A step of the division.
  logic [WordBits:0] shifted, difference;

  assign shifted = {remainder_q, quotient_q[WordBits-1]};
  assign difference = shifted - {1'b0, divisor_q};

  always_comb begin
    bus_o = '0;
    if (token_i && count_q == count_t'(1)) bus_o.drive = command(CmdDone);
  end

  // The registers.
  always_comb begin
    `CC_ALU_KEEP
    if (edge_i.load && !request_i.second) a_d = data_i;
    if (edge_i.load && request_i.second) b_d = data_i;
    if (edge_i.divide) begin
      state_d                   = StDivide;
      {remainder_d, quotient_d} = aligned;
      divisor_d                 = divisor;
      count_d                   = steps;
    end else if (edge_i.multiply) begin
      // Its first cycle is that of the operands, its last that of the result.
      state_d    = StMultiply;
      quotient_d = a;
      divisor_d  = b;
      count_d    = count_t'(ProductCycles - 2);
    end else if (token_i) begin
      count_d = count_q - count_t'(1);
      if (state_q == StDivide) begin
        remainder_d = difference[WordBits] ? shifted[WordBits-1:0] : difference[WordBits-1:0];
        quotient_d  = {quotient_q[WordBits-2:0], !difference[WordBits]};
      end else if (count_q == count_t'(1)) begin
        {remainder_d, quotient_d} = made;
      end
    end
  end

  // The remainder is below the divisor, so that its next value fits a word.
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !token_i || (count_q != '0 &&
                                (state_q == StMultiply || remainder_q < divisor_q)));

endmodule
