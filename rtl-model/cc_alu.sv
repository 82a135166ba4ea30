// alu: arithmetic on immediates and NUMBER data, and the divider.
//
// Combinational results of the operands `x` and `y` that apply holds: an immediate is taken from
// there, the data word of a NUMBER has been loaded into `a` or `b`. Shifts go through the
// multiplier: a power of two is its second factor. The divider is a restoring one, a bit a cycle.
module cc_alu
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                clk_i,
  input  logic                rst_ni,
  input  logic                token_i,
  input  logic                load_i,      // CmdLoadNumber
  input  logic                second_i,    // of it: the second operand
  input  logic                divide_i,    // CmdDivide
  input  word_t               data_i,
  input  word_t               x_i,
  input  word_t               y_i,
  input  logic [7:0]          primitive_i,
  output drive_t              drive_o,
  output word_t               result_o,    // of a fold, an immediate
  output logic                overflow_o,  // the result is no immediate
  output logic                holds_o,     // of a comparison
  output logic                a_zero_o,
  output logic                b_zero_o,
  output word_t               divided_o,   // of the division that has ended, an immediate
  output logic                divided_overflow_o
);

  localparam int DistanceBits = $clog2(WordBits);

  typedef logic signed [WordBits:0] signed_t;       // of two operands
  typedef logic signed [2*WordBits-1:0] product_t;
  typedef logic [DistanceBits-1:0] distance_t;

  word_t      a_q, b_q;
  word_t      remainder_q, quotient_q, divisor_q;
  logic [5:0] count_q;

  logic signed [WordBits-1:0] a, b;

  assign a = x_i[0] ? word_t'($signed(x_i) >>> 1) : a_q;
  assign b = y_i[0] ? word_t'($signed(y_i) >>> 1) : b_q;
  assign a_zero_o = a == '0;
  assign b_zero_o = b == '0;

  // Sum and difference, and from that the comparisons.
  logic subtracts;
  signed_t sum;

  assign subtracts = primitive_i != PrimAdd;
  assign sum = signed_t'(a) + (subtracts ? ~signed_t'(b) : signed_t'(b)) + signed_t'({1'b0, subtracts});

  always_comb begin
    unique case (primitive_i)
      PrimLess:         holds_o = sum[WordBits];
      PrimGreater:      holds_o = !sum[WordBits] && sum != '0;
      PrimLessEqual:    holds_o = sum[WordBits] || sum == '0;
      PrimGreaterEqual: holds_o = !sum[WordBits];
      default:          holds_o = sum == '0;
    endcase
  end

  // Products and shifts. A shift to the right by k is the product with 2^(W-1-k), W-1 bits further;
  // one to the left by W-1 is that with -2^(W-1), which overflows as well, but for 0.
  logic     shifts_right, far;
  distance_t distance;
  word_t    factor;
  product_t product;

  assign shifts_right = primitive_i == PrimShift && b[WordBits-1];
  assign far = b[WordBits-1:DistanceBits] != {WordBits - DistanceBits{b[WordBits-1]}};

  always_comb begin
    distance = b[DistanceBits-1:0];
    if (shifts_right) distance = (far || distance == '0) ? '0 : distance - distance_t'(1);
    else if (far)     distance = '1;
  end

  assign factor = (primitive_i == PrimShift) ? word_t'(1) << distance : b;
  assign product = product_t'(a) * product_t'($signed(factor));

  // The result, with as many bits as its overflow needs.
  product_t result;

  always_comb begin
    unique case (primitive_i)
      PrimMultiply: result = product;
      PrimShift:    result = shifts_right ? product >>> (WordBits - 1) : product;
      PrimAnd:      result = product_t'(a) & product_t'(b);
      PrimOr:       result = product_t'(a) | product_t'(b);
      PrimXor:      result = product_t'(a) ^ product_t'(b);
      default:      result = product_t'(sum);
    endcase
  end

  assign result_o = {result[WordBits-2:0], 1'b1};
  assign overflow_o = result[2*WordBits-1:WordBits-2] != {WordBits + 2{result[2*WordBits-1]}};

  // The signs are put back after a division.
  logic  signs_differ;
  word_t magnitude;
  signed_t  signed_magnitude, divided;

  assign signs_differ = a[WordBits-1] != b[WordBits-1];
  assign magnitude = (primitive_i == PrimQuotient) ? quotient_q : remainder_q;

  always_comb begin
    signed_magnitude = signed_t'({1'b0, magnitude});
    if ((primitive_i == PrimQuotient) ? signs_differ : a[WordBits-1]) begin
      signed_magnitude = -signed_magnitude;
    end
    divided = signed_magnitude;
    if (primitive_i == PrimModulo && signs_differ && magnitude != '0) divided += signed_t'(b);
  end

  assign divided_o = {divided[WordBits-2:0], 1'b1};
  assign divided_overflow_o = divided[WordBits:WordBits-2] != {3{divided[WordBits]}};

  // A step of the division.
  logic [WordBits:0] shifted, difference;

  assign shifted = {remainder_q, quotient_q[WordBits-1]};
  assign difference = shifted - {1'b0, divisor_q};

  always_comb begin
    drive_o = '0;
    if (token_i && count_q == 6'd1) drive_o = command(CmdDone);
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      a_q         <= '0;
      b_q         <= '0;
      remainder_q <= '0;
      quotient_q  <= '0;
      divisor_q   <= '0;
      count_q     <= '0;
    end else begin
      if (load_i && !second_i) a_q <= data_i;
      if (load_i && second_i) b_q <= data_i;
      if (divide_i) begin
        remainder_q <= '0;
        quotient_q  <= a[WordBits-1] ? -a : a;
        divisor_q   <= b[WordBits-1] ? -b : b;
        count_q     <= 6'(WordBits);
      end else if (token_i) begin
        remainder_q <= difference[WordBits] ? shifted[WordBits-1:0] : difference[WordBits-1:0];
        quotient_q  <= {quotient_q[WordBits-2:0], !difference[WordBits]};
        count_q     <= count_q - 6'd1;
      end
    end
  end

  // The remainder is below the divisor, so that its next value fits a word.
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !token_i || (count_q != '0 && remainder_q < divisor_q));

endmodule
