// digits: the primitives on rows of digits, which long arithmetic is made of.
//
// The first three operands are apply's registers, the others in its operand list. A row is worked through
// four digits at a time. Every index is checked in Bounds, before anything is written.
module cc_digits
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic            clk_i,
  input  logic            rst_ni,
  // The token, and what commands load.
  input  logic            token_i,
  input  logic            step_i,      // it is not stalled
  input  primitive_edge_t edge_i,      // a start: the number is in field 1
  // What it sees of other units.
  input  words_t          fetched_i,
  input  operands_t       operands_i,  // of apply
  input  word_t           list_i,      // the operands behind them
  input  word_t           function_i,
  // What it drives.
  output bus_t            bus_o
);

  localparam int DistanceBits = $clog2(WordBits);

  typedef logic [2*WordBits-1:0] product_t;

  `include "cc_digits_regs.svh"

  digits_state_e state_next;

  word_t  x, y, z, header, field1, field2;
  words_t row_q;

  assign x = operands_i.x;
  assign y = operands_i.y;
  assign z = operands_i.z;
  assign header = fetched_i[0];
  assign field1 = fetched_i[1];
  assign field2 = fetched_i[2];
  assign row_q = {row3_q, row2_q, row1_q, row0_q};

  // Integers without their tag, and their magnitudes.
  function automatic word_t integer_of(word_t word);
    return {word[WordBits-1], word[WordBits-1:1]};
  endfunction

  function automatic word_t magnitude_of(word_t value);
    return value[WordBits-1] ? -value : value;
  endfunction

  function automatic word_t immediate(word_t value);
    return word_t'({value, 1'b1});
  endfunction

  // The upper word of two, shifted to the left.
  function automatic word_t funnel(word_t upper, word_t lower, logic [DistanceBits-1:0] distance);
    return word_t'(product_t'({upper, lower} << distance) >> WordBits);
  endfunction

  // What the primitive is.
  logic is_copy, is_load, is_shift, is_scan, is_bitwise, is_estimate;
  logic multiplies_rows;  // it has a row for its factor
  logic wants_third;      // its third operand is a BIGNUM,
  logic wants_index;      //   or an index
  logic is_alone;         // it has one operand
  logic reads_first;      // the row of `x` is read first, not that of `y`
  logic reads_one;        // there is no other
  logic goes_down;        // the upper end is worked on first
  logic runs_on;          // it ends when the first row and the carry are used up

  assign is_copy = number_q == PrimDigitsCopy;
  assign is_load = number_q == PrimDigitsLoad;
  assign is_shift = number_q == PrimDigitsShift;
  assign is_estimate = number_q == PrimDigitsEstimate;
  assign is_scan = number_q == PrimDigitsCount || number_q == PrimDigitsInteger;
  assign is_bitwise = number_q == PrimDigitsAnd || number_q == PrimDigitsOr ||
                      number_q == PrimDigitsXor;
  assign multiplies_rows = number_q == PrimDigitsMultiplyAdd ||
                           number_q == PrimDigitsMultiplySubtract;
  assign wants_third = multiplies_rows || is_estimate || is_bitwise;
  assign wants_index = number_q == PrimDigitsAdd || number_q == PrimDigitsSubtract || is_copy ||
                       number_q == PrimDigitsMultiply || number_q == PrimDigitsDivide;
  assign is_alone = is_scan || number_q == PrimDigitsNot;
  assign reads_first = is_alone || number_q == PrimDigitsCompare;
  assign reads_one = is_alone || is_copy || is_shift;
  assign goes_down = is_scan || number_q == PrimDigitsCompare || number_q == PrimDigitsDivide ||
                     (is_shift && !z[WordBits-1]);
  assign runs_on = number_q == PrimDigitsAdd || number_q == PrimDigitsSubtract || multiplies_rows;

  // Where it is: the row's first digit, and how many digits are written of it.
  word_t      at, first_at, left;
  logic [2:0] valid;
  logic [1:0] last_lane;
  logic       is_done;

  assign at = goes_down ? index_q - word_t'(4) : index_q;
  assign first_at = from_q + at;
  assign left = end_q - at;
  assign valid = (left[WordBits-1:2] != '0) ? 3'd4 : {1'b0, left[1:0]};
  assign last_lane = 2'(valid - 3'd1);
  assign is_done = goes_down ? index_q == '0
                             : index_q >= end_q ||
                               (runs_on && index_q >= y_count_q && carry_q == '0);

  // The row read first, and the other: 0 outside of their digits.
  word_t  first_count, second_count;
  words_t first_row, second_row;

  assign first_count = reads_first ? x_count_q : y_count_q;
  assign second_count = is_bitwise ? z_count_q : y_count_q;

  always_comb begin
    for (int i = 0; i < 4; i++) begin
      first_row[i]  = (first_at + word_t'(i) < first_count) ? fetched_i[i] : '0;
      second_row[i] = (at + word_t'(i) < second_count) ? fetched_i[i] : '0;
    end
  end

  // A sum or a difference of rows. A carry or borrow passes the digits that there are.
  words_t     sums;
  logic [4:0] carries;

  always_comb begin
    sums       = '0;
    carries    = '0;
    carries[0] = carry_q != '0;
    for (int i = 0; i < 4; i++) begin
      carries[i+1] = carries[i];
      if (3'(i) < valid) begin
        if (number_q == PrimDigitsSubtract) begin
          {carries[i+1], sums[i]} = {1'b0, fetched_i[i]} - {1'b0, row_q[i]} - sum_t'(carries[i]);
        end else begin
          {carries[i+1], sums[i]} = {1'b0, fetched_i[i]} + {1'b0, row_q[i]} + sum_t'(carries[i]);
        end
      end
    end
  end

  // A row shifted, with the digit beside it.
  logic [DistanceBits-1:0] distance;
  words_t                  shifted;

  assign distance = distance_q[DistanceBits-1:0];

  always_comb begin
    for (int i = 0; i < 4; i++) begin
      if (goes_down) begin
        shifted[i] = funnel((i == 3) ? carry_q : first_row[(i+1)%4], first_row[i], distance);
      end else begin
        shifted[i] = funnel(first_row[i], (i == 0) ? carry_q : first_row[(i+3)%4], distance);
      end
    end
  end

  // The highest digit of a row that is not 0.
  logic       has_digit;
  logic [1:0] top_lane;

  always_comb begin
    has_digit = 1'b0;
    top_lane  = '0;
    for (int i = 0; i < 4; i++) begin
      if (first_row[i] != '0) begin
        has_digit = 1'b1;
        top_lane  = 2'(i);
      end
    end
  end

  // The one digit of an integer: does it fit an immediate?
  word_t top, integer_value;
  logic  fits;

  assign top = at + word_t'(top_lane) + word_t'(1);
  assign integer_value = negative_q ? -first_row[0] : first_row[0];
  assign fits = first_row[0][WordBits-1:WordBits-2] == '0 ||
                (negative_q && first_row[0] == word_t'(1) << (WordBits - 2));

  // The row that is written by Combine.
  words_t combined;

  always_comb begin
    unique case (number_q)
      PrimDigitsCopy:  combined = fetched_i;
      PrimDigitsNot:   combined = ~fetched_i;
      PrimDigitsLoad:  combined = (at == '0) ? words_t'(carry_q) : '0;
      PrimDigitsAnd:   combined = row_q & second_row;
      PrimDigitsOr:    combined = row_q | second_row;
      PrimDigitsXor:   combined = row_q ^ second_row;
      PrimDigitsShift: combined = shifted;
      default:         combined = sums;
    endcase
  end

  // The multiplier: of a row's digit and the factor, or to see whether a quotient's digit is too large.
  logic     refines, exceeds, has_product, subtracts;
  word_t    digit, low, high, difference;
  word_t    first_factor, second_factor, first_term, second_term;
  logic     borrow;
  product_t product;

  assign refines = state_q == StRefine;
  assign subtracts = number_q == PrimDigitsMultiplySubtract;
  assign has_product = count_q <= 7'd1;
  assign digit = (number_q == PrimDigitsMultiply) ? '0 : fetched_i[lane_q];
  assign first_factor = refines ? row1_q : row_q[lane_q];
  assign second_factor = refines ? header : factor_q;
  assign first_term = refines ? '0 : carry_q;
  assign second_term = (refines || subtracts) ? '0 : digit;
  assign product = product_t'(first_factor) * product_t'(second_factor) +
                   product_t'(first_term) + product_t'(second_term);
  assign {high, low} = product;
  assign {borrow, difference} = {1'b0, digit} - {1'b0, low};
  assign exceeds = product > {carry_q, row0_q};

  // The divider: a bit of the quotient.
  sum_t  shifted_rest, rest;
  word_t quotient;

  assign shifted_rest = {carry_q, row_q[lane_q][WordBits-1]};
  assign rest = shifted_rest - {1'b0, factor_q};
  assign quotient = {row_q[lane_q][WordBits-2:0], !rest[WordBits]};

  // The quotient's digit, if the dividend's first digit is not below the divisor's.
  logic is_below, is_same;
  sum_t first_rest, next_rest;

  assign is_below = row2_q < field1;
  assign is_same = row2_q == field1;
  assign first_rest = {1'b0, row1_q} + {1'b0, field1};
  assign next_rest = {1'b0, carry_q} + {1'b0, factor_q};

  // What a shift to the right loses.
  logic  loses;
  word_t beside;

  always_comb begin
    loses  = lost_q;
    beside = carry_q;
    for (int i = 0; i < 4; i++) begin
      if (index_q + word_t'(i) < y_count_q) begin
        if (index_q + word_t'(i) + word_t'(1) < from_q && fetched_i[i] != '0) loses = 1'b1;
        if (index_q + word_t'(i) + word_t'(1) == from_q) begin
          beside = fetched_i[i];
          if (funnel(fetched_i[i], '0, distance) != '0) loses = 1'b1;
        end
      end
    end
  end

  // The operand list.
  logic  is_last, is_wrong_cell, is_wrong_count, is_listed_index;
  word_t listed;

  assign is_last = state_q == StFifth || !is_copy;
  assign is_wrong_cell = type_of(header[7:0]) != TypeCons;
  assign is_wrong_count = (field2 == Nil) != is_last;
  assign is_listed_index = field1[0] && !field1[WordBits-1];
  assign listed = integer_of(field1);

  // The bounds.
  word_t  third, position, end_next;
  logic   fits_rows, fits_second;
  trap_e  bad;
  word_t  culprit;

  assign third = wants_index ? integer_of(z) : '0;
  assign fits_rows = position + y_count_q <= x_count_q;
  assign fits_second = from_q + end_q <= y_count_q;

  always_comb begin
    position = '0;
    if (multiplies_rows || is_estimate) position = position_q;
    else if (is_copy || runs_on)        position = third;
    unique case (number_q)
      PrimDigitsCopy:    end_next = end_q;
      PrimDigitsCompare: end_next = (x_count_q < y_count_q) ? y_count_q : x_count_q;
      default:           end_next = x_count_q - position;
    endcase
  end

  always_comb begin
    bad     = TrapNone;
    culprit = z;
    if ((wants_index || is_shift) && !z[0])       bad = TrapWrongType;
    else if (wants_index && z[WordBits-1])        bad = TrapBadIndex;
    else begin
      unique case (number_q)
        PrimDigitsLoad: begin
          culprit = y;
          if (x_count_q == '0 && carry_q != '0) bad = TrapBadIndex;
        end
        PrimDigitsAdd, PrimDigitsSubtract: if (!fits_rows) bad = TrapBadIndex;
        PrimDigitsCopy: begin
          if (position + end_q > x_count_q) bad = TrapBadIndex;
          else if (!fits_second) begin
            culprit = immediate(from_q);
            bad     = TrapBadIndex;
          end
        end
        PrimDigitsMultiplyAdd, PrimDigitsMultiplySubtract: begin
          culprit = immediate(position_q);
          if (position_q >= z_count_q || position_q + y_count_q >= x_count_q) bad = TrapBadIndex;
        end
        PrimDigitsEstimate: begin
          if (z_count_q < word_t'(2)) bad = TrapBadIndex;
          else if (position_q >= x_count_q || position_q + z_count_q >= y_count_q) begin
            culprit = immediate(position_q);
            bad     = TrapBadIndex;
          end
        end
        PrimDigitsMultiply, PrimDigitsDivide: begin
          culprit = y;
          if (number_q == PrimDigitsDivide && third == '0) bad = TrapDivideByZero;
          else if (y_count_q > x_count_q)                  bad = TrapBadIndex;
        end
        default: ;
      endcase
    end
  end

  // What it drives.
  word_t asked;      // an object to be fetched; none is a fault
  logic  asks;
  logic  is_bignum, is_number;

  assign is_bignum = type_of(header[7:0]) == TypeBignum;
  assign is_number = type_of(header[7:0]) == TypeNumber;

  always_comb begin
    state_next = state_q;
    bus_o      = '0;
    asks       = 1'b0;
    asked      = x;
    if (token_i) begin
      unique case (state_q)
        StDigits: begin
          asks       = 1'b1;
          asked      = primitive_listed(number_q) ? list_i : x;
          state_next = primitive_listed(number_q) ? StFourth : StFirstBignum;
        end
        StFourth, StFifth: begin
          if (is_wrong_cell) begin
            bus_o.value = list_i;
            bus_o.drive = raise_fault(TrapWrongType);
          end else if (is_wrong_count) begin
            bus_o.value = function_i;
            bus_o.drive = raise_fault(TrapWrongArity);
          end else if (!is_listed_index) begin
            bus_o.value = field1;
            bus_o.drive = raise_fault(field1[0] ? TrapBadIndex : TrapWrongType);
          end else begin
            asks       = 1'b1;
            asked      = is_last ? x : field2;
            state_next = is_last ? StFirstBignum : StFifth;
          end
        end
        StFirstBignum: begin
          bus_o.value = x;
          asked       = y;
          if (!is_bignum) begin
            bus_o.drive = raise_fault(TrapWrongType);
          end else if (number_q == PrimDigitsSign) begin
            bus_o.value = word_t'(1);
            if (magnitude_of(listed) != '0) bus_o.value = field1[WordBits-1] ? '1 : word_t'(3);
            bus_o.drive = command(CmdReturn);
          end else if (number_q == PrimDigitsSetSign) begin
            bus_o.value = y;
            if (!y[0]) bus_o.drive = raise_fault(TrapWrongType);
            else       state_next = StSign;
          end else if (is_alone || (is_load && y[0])) begin
            state_next = StBounds;
          end else begin
            asks       = 1'b1;
            state_next = StSecondBignum;
          end
        end
        StSecondBignum: begin
          bus_o.value = y;
          asked       = z;
          if (!(is_load ? is_number : is_bignum)) begin
            bus_o.drive = raise_fault(TrapWrongType);
          end else if (wants_third) begin
            asks       = 1'b1;
            state_next = StThirdBignum;
          end else begin
            state_next = StBounds;
          end
        end
        StThirdBignum: begin
          bus_o.value = z;
          if (is_bignum) state_next = StBounds;
          else           bus_o.drive = raise_fault(TrapWrongType);
        end
        StBounds: begin
          bus_o.value = culprit;
          if (bad != TrapNone) begin
            bus_o.drive = raise_fault(bad);
          end else if (is_load) begin
            state_next = StSign;
          end else if (multiplies_rows) begin
            bus_o.base   = z;
            bus_o.offset = position_q + word_t'(2);
            bus_o.drive  = fetch_words(3'd1);
            state_next   = StFactor;
          end else if (is_estimate) begin
            bus_o.base   = y;
            bus_o.offset = position_q + z_count_q;
            bus_o.drive  = fetch_words(3'd3);
            state_next   = StDividend;
          end else begin
            state_next = (is_shift && !goes_down) ? StLost : StRow;
          end
        end
        StFactor: state_next = StRow;
        StSign: begin
          bus_o.value    = y;
          bus_o.base     = x;
          bus_o.offset   = word_t'(1);
          bus_o.words[0] = immediate(negative_q ? -x_count_q : x_count_q);
          bus_o.drive    = write_words(3'd1, is_load ? CmdStay : CmdReturn);
          if (is_load) state_next = StRow;
        end
        StRow: begin
          bus_o.base   = reads_first ? x : y;
          bus_o.offset = first_at + word_t'(2);
          if (is_done) begin
            bus_o.drive = command(CmdReturn);
            unique case (number_q)
              PrimDigitsCount, PrimDigitsInteger, PrimDigitsCompare: bus_o.value = word_t'(1);
              PrimDigitsMultiply: bus_o.value = immediate(word_t'(carry_q != '0));
              PrimDigitsShift:    bus_o.value = immediate(word_t'(lost_q));
              PrimDigitsAdd, PrimDigitsSubtract, PrimDigitsMultiplyAdd,
              PrimDigitsMultiplySubtract, PrimDigitsDivide: bus_o.value = immediate(carry_q);
              default: bus_o.value = x;
            endcase
          end else if (is_load) begin
            state_next = StCombine;
          end else begin
            bus_o.drive = fetch_words(3'd4);
            state_next  = reads_one ? StCombine : StSecondRow;
          end
        end
        StSecondRow: begin
          bus_o.base   = (number_q == PrimDigitsCompare) ? y : is_bitwise ? z : x;
          bus_o.offset = position_q + at + word_t'(2);
          if (number_q == PrimDigitsMultiply) begin
            state_next = StDigitProduct;
          end else if (number_q == PrimDigitsDivide) begin
            state_next = StQuotientBit;
          end else begin
            bus_o.drive = fetch_words(3'd4);
            state_next  = multiplies_rows ? StDigitProduct : StCombine;
          end
        end
        StCombine: begin
          bus_o.base   = x;
          bus_o.offset = position_q + at + word_t'(2);
          bus_o.words  = combined;
          state_next   = StRow;
          if (is_scan) begin
            bus_o.value = immediate(top);
            if (number_q == PrimDigitsInteger) begin
              bus_o.value = (top == word_t'(1) && fits) ? immediate(integer_value) : Nil;
            end
            if (has_digit) begin
              bus_o.drive = command(CmdReturn);
              state_next  = StCombine;
            end
          end else if (number_q == PrimDigitsCompare) begin
            bus_o.value = (row_q < second_row) ? '1 : word_t'(3);
            if (row_q != second_row) begin
              bus_o.drive = command(CmdReturn);
              state_next  = StCombine;
            end
          end else if (valid != 3'd0) begin
            bus_o.drive = write_words(valid, CmdStay);
          end
        end
        StDigitProduct: if (has_product && lane_q == last_lane) state_next = StWriteRow;
        StQuotientBit: begin
          if (count_q == 7'd1 && is_estimate)         state_next = StRefine;
          else if (count_q == 7'd1 && lane_q == 2'd0) state_next = StWriteRow;
        end
        StWriteRow: begin
          bus_o.base   = x;
          bus_o.offset = position_q + at + word_t'(2);
          bus_o.words  = row_q;
          bus_o.drive  = write_words(valid, CmdStay);
          state_next   = StRow;
        end
        StLost: begin
          bus_o.base   = y;
          bus_o.offset = index_q + word_t'(2);
          if (index_q < from_q && index_q < y_count_q) begin
            bus_o.drive = fetch_words(3'd4);
            state_next  = StLostRow;
          end else begin
            state_next = StRow;
          end
        end
        StLostRow: state_next = StLost;
        StDividend: begin
          bus_o.base   = z;
          bus_o.offset = z_count_q;
          bus_o.drive  = fetch_words(3'd2);
          state_next   = StDivisor;
        end
        StDivisor: begin
          if (is_below)                              state_next = StQuotientBit;
          else if (is_same && !first_rest[WordBits]) state_next = StRefine;
          else                                       state_next = StWriteDigit;
        end
        StRefine: begin
          if (has_product && !(exceeds && !next_rest[WordBits])) state_next = StWriteDigit;
        end
        StWriteDigit: begin
          bus_o.value    = x;
          bus_o.base     = x;
          bus_o.offset   = position_q + word_t'(2);
          bus_o.words[0] = row1_q;
          bus_o.drive    = write_words(3'd1, CmdReturn);
        end
        default: ;
      endcase
      if (asks) begin
        bus_o.value = asked;
        bus_o.base  = asked;
        bus_o.drive = is_address(asked) ? fetch_object() : raise_fault(TrapWrongType);
        if (!is_address(asked)) state_next = state_q;
      end
    end
  end

  // The registers.
  words_t row_next;

  always_comb begin
    row_next = row_q;
    unique case (state_q)
      StSecondRow:   row_next = first_row;
      StDigitProduct:     if (has_product) row_next[lane_q] = subtracts ? difference : low;
      StQuotientBit: row_next[lane_q] = quotient;
      StDividend:    row_next = fetched_i;
      StDivisor:     if (!is_below) row_next[1] = '1;
      StRefine:      if (has_product && exceeds) row_next[1] = row1_q - word_t'(1);
      default: ;
    endcase
  end

  always_comb begin
    `CC_DIGITS_KEEP
    if (step_i) begin
      state_d = state_next;
      {row3_d, row2_d, row1_d, row0_d} = row_next;
      unique case (state_q)
        StFourth, StFifth: begin
          if (!is_wrong_cell && !is_wrong_count && is_listed_index) begin
            if (!is_last) begin
              if (is_address(field2)) end_d = listed;
            end else if (is_copy) begin
              from_d = listed;
            end else if (number_q == PrimDigitsMultiply) begin
              carry_d = listed;
            end else begin
              position_d = listed;
            end
          end
        end
        StFirstBignum: begin
          if (is_bignum) begin
            x_count_d  = magnitude_of(listed);
            negative_d = field1[WordBits-1];
            if ((is_load || number_q == PrimDigitsSetSign) && y[0]) begin
              negative_d = y[WordBits-1];
              carry_d    = magnitude_of(integer_of(y));
            end
          end
        end
        StSecondBignum: begin
          if (is_load && is_number) begin
            negative_d = field1[WordBits-1];
            carry_d    = magnitude_of(field1);
          end else if (!is_load && is_bignum) begin
            y_count_d = magnitude_of(listed);
          end
        end
        StThirdBignum: if (is_bignum) z_count_d = magnitude_of(listed);
        StBounds: begin
          if (bad == TrapNone) begin
            position_d = position;
            end_d      = end_next;
            index_d    = '0;
            factor_d   = third;
            lost_d     = 1'b0;
            if (goes_down) index_d = (end_next + word_t'(3)) & ~word_t'(3);
            if (is_shift) begin
              // With the row that the lowest digit above the end comes from.
              if (goes_down) index_d = (end_next & ~word_t'(3)) + word_t'(4);
              distance_d = 6'(z[DistanceBits:1]);
              from_d     = -word_t'($signed(z) >>> (DistanceBits + 1)) - word_t'(goes_down);
            end else if (!is_copy) begin
              from_d = '0;
            end
            if (!is_load && number_q != PrimDigitsMultiply) carry_d = '0;
          end
        end
        StFactor: factor_d = header;
        StSecondRow: begin
          if (number_q == PrimDigitsMultiply || multiplies_rows) begin
            lane_d  = 2'd0;
            count_d = 7'(ProductCycles);
          end
          if (number_q == PrimDigitsDivide) begin
            lane_d  = last_lane;
            count_d = 7'(WordBits);
          end
        end
        StCombine: begin
          index_d = goes_down ? at : index_q + word_t'(4);
          if (is_scan && has_digit) index_d = index_q;
          if (is_shift) carry_d = goes_down ? first_row[0] : first_row[3];
          if (number_q == PrimDigitsAdd || number_q == PrimDigitsSubtract) begin
            carry_d = word_t'(carries[4]);
          end
        end
        StDigitProduct: begin
          if (has_product) begin
            carry_d = subtracts ? high + word_t'(borrow) : high;
            count_d = 7'(ProductCycles);
            if (lane_q != last_lane) lane_d = lane_q + 2'd1;
          end else begin
            count_d = count_q - 7'd1;
          end
        end
        StQuotientBit: begin
          carry_d = rest[WordBits] ? shifted_rest[WordBits-1:0] : rest[WordBits-1:0];
          count_d = count_q - 7'd1;
          if (count_q == 7'd1 && is_estimate) begin
            count_d = 7'(ProductCycles);
          end else if (count_q == 7'd1 && lane_q != 2'd0) begin
            lane_d  = lane_q - 2'd1;
            count_d = 7'(WordBits);
          end
        end
        StWriteRow: index_d = goes_down ? at : index_q + word_t'(4);
        StLost:     if (state_next == StRow) index_d = '0;
        StLostRow: begin
          lost_d  = loses;
          carry_d = beside;
          index_d = index_q + word_t'(4);
        end
        StDivisor: begin
          factor_d = field1;
          if (is_below) begin
            carry_d = row2_q;
            lane_d  = 2'd1;
            count_d = 7'(WordBits);
          end else begin
            carry_d = first_rest[WordBits-1:0];
            count_d = 7'(ProductCycles);
          end
        end
        StRefine: begin
          if (!has_product) begin
            count_d = count_q - 7'd1;
          end else if (exceeds) begin
            carry_d = next_rest[WordBits-1:0];
            count_d = 7'(ProductCycles);
          end
        end
        default: ;
      endcase
    end
    if (edge_i.start) begin
      state_d  = edge_i.reads ? StFirstBignum : StDigits;
      number_d = field1[8:1];
    end
  end

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StWriteDigit);
  // A remainder is below its divisor, so that its next value fits a word.
  assert property (@(posedge clk_i) disable iff (!rst_ni)
                   !(token_i && state_q == StQuotientBit) || (count_q != '0 && carry_q < factor_q));

endmodule
