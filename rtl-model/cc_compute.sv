// What is computed without a frame: what a note says, of immediates and locals; or what inline applies to
// its operands.
//
// Combinational. Of the words that were fetched: a combination whose header notes Computed, and its
// note. Without a value where it is not that easy: a local has none, a sum is no immediate.
module cc_compute
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
(
  input  word_t        header_i,
  input  word_t        note_i,
  input  notes_t       notes_i,
  input  application_t application_i,  // of inline, while it has the token
  output computed_t    computed_o
);

  // From below: the tag, the operation, the first operand, the second.
  localparam int FieldBits = WordBits - 1 - OperationBits;
  localparam int ABits     = FieldBits / 2;
  localparam int BBits     = FieldBits - ABits;
  localparam int AAt       = 1 + OperationBits;
  localparam int BAt       = AAt + ABits;

  localparam word_t Unbound = word_t'(AddrUnbound);

  typedef logic signed [WordBits-1:0] integer_t;  // what is in an immediate, and the sign again

  operation_e       operation;
  logic [ABits-1:0] field_a;
  logic [BBits-1:0] field_b;
  word_t            noted_a, noted_b;
  word_t            a, b, total;
  integer_t         integer_a, integer_b, sum;
  logic             has_a, has_b, integers, holds;
  logic             is_noted;

  assign operation = application_i.active ? application_i.operation
                                          : operation_e'(note_i[1 +: OperationBits]);
  assign field_a = note_i[AAt +: ABits];
  assign field_b = note_i[BAt +: BBits];

  // The highest bit of an operand says that it is a local variable.
  assign noted_a = field_a[ABits-1] ? local_of(field_a[1:0], notes_i)
                 : {{(WordBits - ABits){field_a[ABits-2]}}, field_a[ABits-2:0], 1'b1};
  assign noted_b = field_b[BBits-1] ? local_of(field_b[1:0], notes_i)
                 : {{(WordBits - BBits){field_b[BBits-2]}}, field_b[BBits-2:0], 1'b1};
  assign a = application_i.active ? application_i.x : noted_a;
  assign b = application_i.active ? application_i.y : noted_b;
  assign has_a = application_i.active || a != Unbound;
  assign has_b = application_i.active || b != Unbound;
  assign integers = a[0] && b[0];
  assign integer_a = {a[WordBits-1], a[WordBits-1:1]};
  assign integer_b = {b[WordBits-1], b[WordBits-1:1]};
  assign sum = (operation == OpSubtract) ? integer_a - integer_b : integer_a + integer_b;
  assign total = {sum[WordBits-2:0], 1'b1};

  always_comb begin
    unique case (operation)
      OpNot:          holds = a == Nil || a == word_t'(AddrFalse);
      OpIsNull:       holds = a == Nil;
      OpEq:           holds = a == b;
      OpLess:         holds = integer_a < integer_b;
      OpGreater:      holds = integer_a > integer_b;
      OpLessEqual:    holds = integer_a <= integer_b;
      OpGreaterEqual: holds = integer_a >= integer_b;
      default:        holds = integer_a == integer_b;
    endcase
  end

  always_comb begin
    computed_o.value = holds ? word_t'(AddrTrue) : word_t'(AddrFalse);
    unique case (operation)
      OpNot, OpIsNull: computed_o.valid = has_a;
      OpEq:            computed_o.valid = has_a && has_b;
      OpAdd, OpSubtract: begin
        computed_o.value = total;
        computed_o.valid = has_a && has_b && integers && sum[WordBits-1] == sum[WordBits-2];
      end
      default: computed_o.valid = has_a && has_b && integers;
    endcase
    if (operation > OpNot || !(application_i.active || is_noted)) computed_o.valid = 1'b0;
  end

  assign is_noted = note_of(header_i, notes_i) == NoteComputed;
  assign computed_o.inlines = is_noted && note_i[1 +: OperationBits] == Simple &&
                              field_a <= ABits'(OpVectorRef);
  assign computed_o.operation = operation_e'(field_a[OperationBits-1:0]);

endmodule
