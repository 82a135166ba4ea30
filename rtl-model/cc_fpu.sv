// fpu: IEEE 754 binary64 arithmetic, correctly rounded to nearest, ties to even.
//
// An operation has its operands in `a` and `b`, and the token for a number of cycles that only the
// operation decides. All results but comparisons and integers come about as a significand of 106
// bits, whose first bit has the weight of `exponent`: Normalize moves it to the left until that bit
// is set, and Pack rounds it, after it has moved it to the right again if it is that of a subnormal
// number. A bit that stands for all that are lost on the right (sticky) is kept as the last one.
//
// There is one of each: the shifter to the left, which counts leading zeros (of operands, of the
// result); the shifter to the right (of the smaller summand, of fractions, of subnormal results);
// the adder that rounds and negates. The multiplier has 53 x 27 bits. Quotients and roots are found
// by restoring digit recurrences: a bit of the root changes what is subtracted for the next.
//
// Infinities, NaN, and zeros that are no sums or products are `known` from the first cycle on; what
// else is computed does not matter then.
module cc_fpu
  import conscycle_gen_pkg::*;
(
  input  logic             clk_i,
  input  logic             rst_ni,
  input  logic             token_i,
  input  logic             load_a_i,     // the first operand is taken,
  input  logic             load_b_i,     //   the second,
  input  logic             start_i,      //   and the operation
  input  float_operation_e operation_i,
  input  logic [63:0]      a_i,
  input  logic [63:0]      b_i,
  output logic             done_o,       // the last cycle of the operation
  output logic [63:0]      result_o,
  output logic             invalid_o     // of Truncate: there is no such integer
);

  localparam int Bias = 1023;

  typedef logic [52:0] significand_t;           // of an operand, with the bit that is not stored
  typedef logic [105:0] wide_t;                 // of a result; the product of two
  typedef logic signed [12:0] exponent_t;       // with the bias
  typedef logic [6:0] distance_t;               // of a shift; 127 for all that is longer
  typedef logic [FloatDigits-1:0] digits_t;     // of a quotient or root, the first of weight 1
  typedef logic [FloatDigits+1:0] remainder_t;  // below 8, with the digits' weights

  // What a result is known to be.
  typedef enum logic [2:0] {
    KnownNot,
    KnownNan,
    KnownInfinity,
    KnownZero,
    KnownFirst     // the first operand
  } known_e;

  `include "cc_fpu_regs.svh"

  // A shift by a distance that may be negative, which is none, or long.
  function automatic distance_t distance(exponent_t bits);
    if (bits < 13'sd0) return '0;
    return (bits > 13'sd127) ? 7'd127 : bits[6:0];
  endfunction

  // The operands. Subnormal numbers have the exponent of the smallest normal ones.
  logic [63:0]  a, b;
  logic         a_sign, b_sign;                // b's with what Subtract makes of it
  logic         a_zero, b_zero, a_infinite, b_infinite, a_nan, b_nan;
  significand_t a_significand, b_significand;
  exponent_t    a_exponent, b_exponent;

  assign a = {a_high_q, a_low_q};
  assign b = {b_high_q, b_low_q};
  assign a_sign = a[63];
  assign b_sign = b[63] ^ (operation_q == FloatSubtract);
  assign a_zero = a[62:0] == '0;
  assign b_zero = b[62:0] == '0;
  assign a_infinite = a[62:52] == '1 && a[51:0] == '0;
  assign b_infinite = b[62:52] == '1 && b[51:0] == '0;
  assign a_nan = a[62:52] == '1 && a[51:0] != '0;
  assign b_nan = b[62:52] == '1 && b[51:0] != '0;
  assign a_significand = {a[62:52] != '0, a[51:0]};
  assign b_significand = {b[62:52] != '0, b[51:0]};
  assign a_exponent = {2'b00, a[62:53], a[52] | (a[62:52] == '0)};
  assign b_exponent = {2'b00, b[62:53], b[52] | (b[62:52] == '0)};

  // Comparisons.
  logic is_below, is_same, less, equal, holds;

  assign is_below = a[62:0] < b[62:0];         // magnitudes
  assign is_same = a[62:0] == b[62:0];
  assign equal = !a_nan && !b_nan && is_same && (a[63] == b[63] || a_zero);

  always_comb begin
    if (a_nan || b_nan)      less = 1'b0;
    else if (a[63] != b[63]) less = a[63] && !(a_zero && b_zero);
    else if (a[63])          less = !is_below && !is_same;
    else                     less = is_below;
    unique case (operation_q)
      FloatLess:         holds = less;
      FloatLessEqual:    holds = less || equal;
      FloatGreater:      holds = !a_nan && !b_nan && !less && !equal;
      FloatGreaterEqual: holds = !a_nan && !b_nan && !less;
      default:           holds = equal;
    endcase
  end

  // What is known of the result from the operands, and its sign.
  known_e known;
  logic   sign;

  always_comb begin
    known = KnownNot;
    sign = a_sign;
    unique case (operation_q)
      FloatAdd, FloatSubtract: begin
        if (is_below) sign = b_sign;
        if (a_nan || b_nan || (a_infinite && b_infinite && a_sign != b_sign)) known = KnownNan;
        else if (a_infinite || b_infinite) known = KnownInfinity;
      end
      FloatMultiply: begin
        sign = a_sign ^ b_sign;
        if (a_nan || b_nan || (a_infinite && b_zero) || (a_zero && b_infinite)) known = KnownNan;
        else if (a_infinite || b_infinite) known = KnownInfinity;
      end
      FloatDivide: begin
        sign = a_sign ^ b_sign;
        if (a_nan || b_nan || (a_infinite && b_infinite) || (a_zero && b_zero)) known = KnownNan;
        else if (a_infinite || b_zero) known = KnownInfinity;
        else if (a_zero || b_infinite) known = KnownZero;
      end
      FloatSquareRoot: begin
        if (a_nan || (a_sign && !a_zero)) known = KnownNan;
        else if (a_zero || a_infinite) known = KnownFirst;
      end
      FloatFloor, FloatCeiling, FloatRound: begin
        if (a_nan) known = KnownNan;
        else if (a_exponent >= exponent_t'(Bias + 52)) known = KnownFirst;
      end
      default: ;
    endcase
  end

  // The shifter to the left, until the first bit is set. More than 63 leading zeros are those of
  // zero, or of a product of two subnormal numbers, which is rounded to zero.
  wide_t      unnormalized, normalized;
  logic [5:0] zeros;

  always_comb begin
    unique case (state_q)
      StUnpack:  unnormalized = {a_significand, 53'b0};
      StPrepare: unnormalized = {b_significand, 53'b0};
      default:   unnormalized = significand_q;
    endcase
    normalized = unnormalized;
    zeros = '0;
    for (int i = 5; i >= 0; i--) begin
      if (normalized >> (106 - 2**i) == '0) begin
        zeros[i] = 1'b1;
        normalized = normalized << 2**i;
      end
    end
  end

  // The shifter to the right.
  logic [64:0] shifted;
  logic        sticky;

  always_comb begin
    sticky = 1'b0;
    unique case (state_q)
      StAlign:    shifted = {other_q, 12'b0};
      StIntegral: shifted = {a_significand, 12'b0};
      default:    {shifted, sticky} = {significand_q[105:51], 10'b0, significand_q[50]};
    endcase
    for (int i = 6; i >= 0; i--) begin
      if (distance_q[i]) begin
        for (int j = 0; j < 2**i; j++) sticky |= shifted[j];
        shifted = shifted >> 2**i;
      end
    end
  end

  // The adder that rounds. An integer stands in the shifter with one bit of its fraction, a
  // significand with twelve that are none of its own.
  logic [63:0] unrounded, rounded;
  logic        increment, is_odd, half, rest;

  assign is_odd = (state_q == StIntegral) ? shifted[1] : shifted[12];
  assign half = (state_q == StIntegral) ? shifted[0] : shifted[11];
  assign rest = sticky || (state_q != StIntegral && shifted[10:0] != '0);

  always_comb begin
    increment = half && (rest || is_odd);
    unrounded = {1'b0, exponent_q[10:0], shifted[63:12]};
    unique case (state_q)
      StUnpack: begin  // the magnitude of an integer
        increment = a[63];
        unrounded = a[63] ? ~a : a;
      end
      StIntegral: begin
        unrounded = shifted[64:1];
        unique case (operation_q)
          FloatTruncate: begin
            increment = a[63];
            if (a[63]) unrounded = ~unrounded;
          end
          FloatFloor:   increment = a[63] && (half || rest);
          FloatCeiling: increment = !a[63] && (half || rest);
          default: ;
        endcase
      end
      default: if (exponent_q < 13'sd1) unrounded[62:52] = '0;
    endcase
    rounded = unrounded + 64'(increment);
  end

  // Is an integer one of 64 bits? Those from 2^63 on have none, but for -2^63.
  logic fits;

  assign fits = a_exponent < exponent_t'(Bias + 63) ||
                (a_sign && a_exponent == exponent_t'(Bias + 63) && a[51:0] == '0);

  // The result: infinite if the exponent is too large, before or after rounding.
  logic [63:0] packed_result;

  always_comb begin
    unique case (known_q)
      KnownNan:      packed_result = 64'h7ff8_0000_0000_0000;
      KnownInfinity: packed_result = {sign_q, 11'h7ff, 52'b0};
      KnownZero:     packed_result = {sign_q, 63'b0};
      KnownFirst:    packed_result = a;
      default:       packed_result = (exponent_q >= 13'sd2047) ? {sign_q, 11'h7ff, 52'b0}
                                                               : {sign_q, rounded[62:0]};
    endcase
  end

  // The sum of two significands, with a carry before and three bits behind them.
  logic [55:0] larger, smaller;
  logic [56:0] sum;

  assign larger = {significand_q[105:53], 3'b0};
  assign smaller = {shifted[64:10], sticky || shifted[9:0] != '0};
  assign sum = {1'b0, larger} + (subtracts_q ? ~{1'b0, smaller} : {1'b0, smaller}) +
               57'(subtracts_q);

  // The multiplier: half of b a cycle.
  logic [26:0] factor;
  logic [79:0] product;

  assign factor = (state_q == StUnpack) ? b_significand[26:0] : {1'b0, b_significand[52:27]};
  assign product = 80'(54'(a_significand[26:0]) * 54'(factor)) +
                   {53'(a_significand[52:27]) * 53'(factor), 27'b0};

  // Digits of a quotient or root, each if the remainder is not below what is subtracted for it: the
  // divisor, or twice the root so far and the digit.
  digits_t                digits, weight;
  remainder_t             remainder, subtrahend;
  logic [FloatDigits+2:0] difference;

  always_comb begin
    digits = significand_q[105-:FloatDigits];
    remainder = remainder_q;
    for (int i = 1; i <= FloatDigitsAtOnce; i++) begin
      weight = digits_t'(1) << (6'(count_q) * 6'(FloatDigitsAtOnce) - 6'(i));
      subtrahend = (operation_q == FloatSquareRoot) ? {1'b0, digits, 1'b0} | {2'b0, weight}
                                                    : {2'b0, other_q, 3'b0};
      difference = {1'b0, remainder} - {1'b0, subtrahend};
      if (!difference[FloatDigits+2]) begin
        digits |= weight;
        remainder = difference[FloatDigits+1:0];
      end
      remainder = remainder << 1;
    end
  end

  // The exponent without leading zeros.
  exponent_t lowered;

  always_comb begin
    unique case (state_q)
      StUnpack:  lowered = a_exponent;
      StPrepare: lowered = b_exponent;
      default:   lowered = exponent_q;
    endcase
    lowered = lowered - exponent_t'({7'b0, zeros});
  end

  // The registers.
  logic compares;

  assign compares = operation_q inside {FloatLess, FloatLessEqual, FloatEqual, FloatGreater,
                                        FloatGreaterEqual};
  assign done_o = token_i && (state_q == StPack || (state_q == StUnpack && compares) ||
                              (state_q == StIntegral && operation_q == FloatTruncate));
  assign result_o = {result_high_q, result_low_q};
  assign invalid_o = invalid_q;

  always_comb begin
    `CC_FPU_KEEP
    if (load_a_i) {a_high_d, a_low_d} = a_i;
    if (load_b_i) {b_high_d, b_low_d} = b_i;
    if (start_i) begin
      operation_d = operation_i;
      state_d = StUnpack;
    end else if (token_i) begin
      unique case (state_q)
        StUnpack: begin
          known_d = known;
          sign_d = sign;
          subtracts_d = a_sign != b_sign;
          unique case (operation_q)
            FloatAdd, FloatSubtract: begin
              significand_d = {is_below ? b_significand : a_significand, 53'b0};
              other_d = is_below ? a_significand : b_significand;
              exponent_d = is_below ? b_exponent : a_exponent;
              distance_d = distance(is_below ? b_exponent - a_exponent : a_exponent - b_exponent);
              state_d = StAlign;
            end
            FloatMultiply: begin
              significand_d = {26'b0, product};
              exponent_d = a_exponent + b_exponent - exponent_t'(Bias - 1);
              state_d = StProduct;
            end
            FloatDivide, FloatSquareRoot: begin
              significand_d = normalized;
              exponent_d = lowered;
              state_d = StPrepare;
            end
            FloatFromInteger: begin
              significand_d = {rounded, 42'b0};
              exponent_d = exponent_t'(Bias + 63);
              state_d = StNormalize;
            end
            FloatLess, FloatLessEqual, FloatEqual, FloatGreater, FloatGreaterEqual: begin
              {result_high_d, result_low_d} = {63'b0, holds};
            end
            default: begin
              exponent_d = exponent_t'(Bias + 63);
              distance_d = distance(exponent_t'(Bias + 63) - a_exponent);
              state_d = StIntegral;
            end
          endcase
        end
        StAlign: begin
          significand_d = {sum, 49'b0};
          exponent_d = exponent_q + 13'sd1;
          state_d = StNormalize;
        end
        StProduct: begin
          significand_d[105:27] = 79'(significand_q[79:27]) + product[78:0];
          state_d = StNormalize;
        end
        StPrepare: begin
          // A quotient of significands is below 2, as a root of what is below 4.
          if (operation_q == FloatDivide) begin
            other_d = normalized[105:53];
            remainder_d = {2'b0, significand_q[105:53], 3'b0};
            exponent_d = exponent_q - lowered + exponent_t'(Bias);
          end else begin
            remainder_d = exponent_q[0] ? {2'b0, significand_q[105:53], 3'b0}
                                        : {1'b0, significand_q[105:53], 4'b0};
            exponent_d = (exponent_q + exponent_t'(Bias)) >>> 1;
          end
          significand_d = '0;
          count_d = 4'(FloatDigits / FloatDigitsAtOnce);
          state_d = StRecur;
        end
        StRecur: begin
          significand_d[105-:FloatDigits] = digits;
          remainder_d = remainder;
          count_d = count_q - 4'd1;
          // What remains is as if more digits came.
          if (count_q == 4'd1) begin
            significand_d[0] = remainder != '0;
            state_d = StNormalize;
          end
        end
        StIntegral: begin
          if (operation_q == FloatTruncate) begin
            {result_high_d, result_low_d} = fits ? rounded : '0;
            invalid_d = !fits;
            state_d = StUnpack;
          end else begin
            significand_d = {rounded, 42'b0};
            state_d = StNormalize;
          end
        end
        StNormalize: begin
          significand_d = {normalized[105:51], normalized[50:0] != '0, 50'b0};
          exponent_d = lowered;
          distance_d = distance(13'sd1 - lowered);
          // A difference of equal numbers is positive; all other zeros have their sign.
          if (known_q == KnownNot && !normalized[105]) begin
            known_d = KnownZero;
            if (operation_q inside {FloatAdd, FloatSubtract} && subtracts_q) sign_d = 1'b0;
          end
          state_d = StPack;
        end
        default: begin
          {result_high_d, result_low_d} = packed_result;
          state_d = StUnpack;
        end
      endcase
    end
  end

  // What is rounded begins with a 1, and a recurrence comes to its end.
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !token_i || state_q != StPack || known_q != KnownNot || significand_q[105]);
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !token_i || state_q != StRecur || count_q != '0);

endmodule
