// note: finds out about a cell of code what does not change, and notes it in the cell.
//
// Evaluates nothing and allocates nothing. The tables of docs/machine.md, section 7, are the
// specification; an action below has the name that they give it.
module cc_note
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  logic       clk_i,
  input  logic       rst_ni,
  input  straps_t    straps_i,
  // The token, and what commands load.
  input  logic       token_i,
  input  logic       step_i,       // it is not stalled
  input  note_edge_t edge_i,
  input  bus_t       bus_i,
  // What it sees of other units.
  input  words_t     fetched_i,
  input  gathering_t gathering_i,  // of it: the address
  input  notes_t     notes_i,
  // The root port.
  input  logic [5:0] root_i,
  input  logic       root_write_i,
  output word_t      root_o,
  // What it drives.
  output bus_t       bus_o
);

  typedef enum logic [2:0] {
    ActNone,
    ActConclude,
    ActFetch,
    ActFind,
    ActTake,
    ActWrite,  // the header at `address`
    ActStore   // the note of the cell at `address`
  } action_e;

  // From below: the tag, the operation, the first operand, the second.
  localparam int FieldBits = WordBits - 1 - OperationBits;
  localparam int ABits     = FieldBits / 2;
  localparam int BBits     = FieldBits - ABits;
  localparam int AAt       = 1 + OperationBits;
  localparam int BAt       = AAt + ABits;

  `include "cc_note_regs.svh"

  word_t header, field1, field2, field3;
  logic  is_cons, is_function, is_name;
  logic  lisp2;

  assign {field3, field2, field1, header} = fetched_i;
  assign is_cons = type_of(header[7:0]) == TypeCons;
  assign is_function = type_of(header[7:0]) == TypeFunction;
  assign is_name = is_variable(header[7:0]);
  assign lisp2 = !straps_i.lisp1;

  // What a primitive computes, if it is one of those.
  logic       computes;
  operation_e computation;

  always_comb begin
    computes = field1[WordBits-1:9] == '0;
    unique case (field1[8:1])
      PrimAdd:          computation = OpAdd;
      PrimSubtract:     computation = OpSubtract;
      PrimEqual:        computation = OpEqual;
      PrimLess:         computation = OpLess;
      PrimGreater:      computation = OpGreater;
      PrimLessEqual:    computation = OpLessEqual;
      PrimGreaterEqual: computation = OpGreaterEqual;
      PrimEq:           computation = OpEq;
      PrimIsNull:       computation = OpIsNull;
      PrimNot:          computation = OpNot;
      default: begin
        computation = OpAdd;
        computes    = 1'b0;
      end
    endcase
  end

  // The FUNCTION that is here: of a special form, of a primitive that is computed, of a call.
  logic is_special, is_computed, is_quote, evaluates;

  assign is_special = header[7:5] == FunSpecial;
  assign is_computed = header[7:5] == FunPrimitive && computes;
  assign is_quote = is_special && field1[WordBits-1:1] == (WordBits - 1)'(SpecQuote);
  assign evaluates = header[7:5] != FunMacro && header[7:5] <= FunContinuation;

  // An operand of what is computed, as a field of the note. In the cell of the operand it is an
  // immediate, which may be too large; among the parameters it is a local.
  word_t            operand_fields;  // the whole note, with what is known of it
  logic             fits;
  logic             is_local, is_first;
  word_t            second;          // as this cycle leaves it
  logic [1:0]       found;           // the same
  logic [1:0]       local_number;
  logic [ABits-1:0] field_a;
  logic [BBits-1:0] field_b;

  assign is_local = state_q == StParameter;
  assign is_first = place_q != PlaceSecond;
  assign second = (state_q == StCombinationOperand && is_cons && is_first) ? field2 : second_q;
  assign found = (field1 == symbol_q) ? index_q + 2'd1 : found_q;
  assign local_number = found - 2'd1;
  assign field_a = is_local ? {1'b1, (ABits - 1)'(local_number)} : {1'b0, field1[ABits-1:1]};
  assign field_b = is_local ? {1'b1, (BBits - 1)'(local_number)} : {1'b0, field1[BBits-1:1]};

  always_comb begin
    operand_fields = operand_q;
    if (is_first) begin
      operand_fields                     = word_t'(1);
      operand_fields[1 +: OperationBits] = operation_q;
      operand_fields[AAt +: ABits]       = field_a;
      fits = is_local || field1[WordBits-1:ABits] == {(WordBits - ABits){field1[ABits-1]}};
    end else begin
      operand_fields[BAt +: BBits] = field_b;
      fits = is_local || field1[WordBits-1:BBits] == {(WordBits - BBits){field1[BBits-1]}};
    end
  end

  logic is_binary;   // what is computed has two operands

  assign is_binary = operation_q != OpIsNull && operation_q != OpNot;

  // The number of parameters so far, with the one that is here, and whether they are all.
  logic [2:0] parameters_so_far;
  logic       is_last_parameter;

  assign parameters_so_far = 3'(count_q) + 3'd1;
  assign is_last_parameter = parameters_so_far > 3'd3 || !is_address(field2);

  // What the state does; its next state; what is concluded, fetched, or written.
  action_e     action;
  note_state_e state_next;
  note_kind_e  kind_next;
  word_t       value_next;
  word_t       address;
  word_t       head_next;   // the header that is written
  logic [2:0]  step_next;
  logic        is_combination;  // an operand of which nothing else is known

  always_comb begin
    action         = ActNone;
    state_next     = StStep;
    kind_next      = NotePlain;
    value_next     = Nil;
    address        = field1;
    head_next      = part(header);
    step_next      = step_q + 3'd1;
    is_combination = 1'b0;
    unique case (state_q)
      StOperand: begin
        action     = ActFetch;
        state_next = StExpression;
      end
      StExpression: begin
        action = ActConclude;
        if (is_name) begin
          if (notes_i.parameters != Nil) action = ActFind;
        end else if (!is_cons) begin
          kind_next  = NoteConstant;
          value_next = expression_q;
        end else if (straps_i.lisp1 || notes_i.parameters == Nil || !is_address(field1) ||
                     note_of(header, notes_i) == NoteComputed) begin
          is_combination = 1'b1;
        end else begin
          action     = ActFetch;
          state_next = StOperator;
        end
      end
      StOperator, StFunction: begin
        if (is_function) begin
          address = operands_q;
          if (is_address(operands_q) && (is_quote || is_computed)) begin
            action     = ActFetch;
            state_next = is_quote ? StQuoted : StCombinationOperand;
          end else begin
            is_combination = 1'b1;
          end
        end else if (is_name && state_q == StOperator) begin
          action     = ActFetch;
          state_next = StOperatorCell;
        end else begin
          is_combination = 1'b1;
        end
      end
      StOperatorCell: begin
        action         = ActFetch;
        address        = field3;
        state_next     = StFunction;
        is_combination = !is_address(field3);
      end
      StQuoted: is_combination = !is_cons;
      StCombinationOperand: begin
        state_next = StOperandObject;
        if (!is_cons || (!is_first && field2 != Nil)) is_combination = 1'b1;
        else if (field1[0])                           action = ActTake;
        else if (field1 != Nil)                       action = ActFetch;
        else                                          is_combination = 1'b1;
      end
      StOperandObject: begin
        action         = ActFind;
        is_combination = !is_name;
      end
      StParameter: begin
        address    = field2;
        state_next = StParameter;
        value_next = notes_i.parameters;
        if (3'(index_q) + 3'd1 < 3'(notes_i.locals)) begin
          action = ActFetch;
        end else if (place_q == PlaceOnly) begin
          action = ActConclude;
          unique case (found)
            2'd1:    kind_next = NoteFirst;
            2'd2:    kind_next = NoteSecond;
            2'd3:    kind_next = NoteThird;
            default: kind_next = NoteOuter;
          endcase
        end else begin
          action         = ActTake;
          is_combination = found == '0;
        end
      end
      StHead: begin
        action     = is_address(field1) ? ActFetch : ActConclude;
        state_next = StHeadOperator;
      end
      StHeadOperator, StHeadFunction: begin
        action     = ActConclude;
        state_next = StHeadCell;
        if (is_function) begin
          if (is_special) begin
            kind_next  = NoteForm;
            value_next = field1;
          end else if (evaluates) begin
            kind_next  = (state_q == StHeadFunction) ? NoteCall : NoteDirect;
            value_next = (state_q == StHeadFunction) ? symbol_object_q : Nil;
          end
        end else if (is_name && lisp2 && state_q == StHeadOperator) begin
          action = ActFetch;
        end
      end
      StHeadCell: begin
        address    = field3;
        action     = is_address(field3) ? ActFetch : ActConclude;
        state_next = StHeadFunction;
      end
      StParameters: begin
        address    = list_q;
        action     = is_cons ? ActWrite : ActConclude;
        value_next = word_t'(1);
        state_next = StNextParameter;
        if (is_cons && is_last_parameter) begin
          state_next = StStep;
          step_next  = 3'd4;
          if (parameters_so_far <= 3'd3 && field2 == Nil) begin
            value_next = word_t'({parameters_so_far, 1'b1});
          end
        end else if (is_cons) begin
          step_next = step_q;
        end
      end
      StNextParameter: begin
        address    = list_q;
        action     = ActFetch;
        state_next = StParameters;
      end
      StStep: begin
        unique case (step_q)
          3'd0: begin
            action     = ActFetch;
            address    = operands_q;
            state_next = StMark;
          end
          3'd1: begin
            address = second_q;
            if (second_q != Nil) begin
              action     = ActFetch;
              state_next = StMark;
            end
          end
          3'd2: begin
            address = symbol_object_q;
            if (symbol_object_q != Nil) begin
              action     = ActFetch;
              state_next = StFlag;
            end
          end
          3'd3: begin
            address = expression_q;
            if (kind_q == NoteInline) begin
              action     = ActStore;
              state_next = StFetchComputed;
            end else if (kind_q == NoteConstant && operands_q != Nil) begin
              action     = ActFetch;
              state_next = StMark;
            end
          end
          default: begin
            action     = ActStore;
            address    = cell_q;
            state_next = StFetchCell;
          end
        endcase
      end
      StMark: begin
        address = gathering_i.address;
        action  = ActWrite;
      end
      StFlag: begin
        address   = symbol_object_q;
        action    = ActWrite;
        step_next = 3'd3;
        head_next = header;
        head_next[(kind_q == NoteCall) ? BitCallable : BitPinned] = 1'b1;
      end
      StFetchComputed: begin
        address    = expression_q;
        action     = ActFetch;
        state_next = StNoteComputed;
      end
      StNoteComputed: begin
        address   = expression_q;
        action    = ActWrite;
        step_next = 3'd4;
        head_next = noted(header, NoteComputed, notes_i);
      end
      StFetchCell: begin
        address    = cell_q;
        action     = ActFetch;
        state_next = StNoteCell;
      end
      StNoteCell: begin
        address    = cell_q;
        action     = ActWrite;
        state_next = StNoteCell;
        step_next  = step_q;
        head_next  = noted(header, kind_q, notes_i);
      end
      default: ;
    endcase

    // An operand of what is computed: the other one is next, or it is all.
    if (action == ActTake) begin
      address = second;
      if (!fits)          is_combination = 1'b1;
      else if (!is_first) state_next = StStep;
      else if (is_binary) is_combination = is_combination || !is_address(second);
      else                is_combination = is_combination || second != Nil;
    end
    if (is_combination) begin
      action     = ActConclude;
      kind_next  = NoteCombination;
      value_next = Nil;
    end
    if (action == ActFind) begin
      address    = notes_i.parameters;
      state_next = StParameter;
    end
  end

  // The other operand is looked at.
  logic takes_more;

  assign takes_more = action == ActTake && is_first && is_binary;

  // The bus.
  always_comb begin
    bus_o = '0;
    if (token_i) begin
      bus_o.base = address;
      unique case (action)
        ActFetch, ActFind: bus_o.drive = fetch_object();
        ActTake:           if (takes_more) bus_o.drive = fetch_object();
        ActWrite: begin
          bus_o.words[0] = head_next;
          bus_o.drive    = write_words(3'd1, (state_q == StNoteCell) ? CmdNoted : CmdStay);
        end
        ActStore: begin
          bus_o.offset   = word_t'(3);
          bus_o.words[0] = value_q;
          bus_o.drive    = store_words(3'd1, CmdStay);
        end
        default: ;
      endcase
    end
  end

  // The registers.
  always_comb begin
    `CC_NOTE_KEEP
    if (step_i) begin
      unique case (action)
        ActConclude: begin
          state_d = StStep;
          step_d  = 3'd4;
          kind_d  = kind_next;
          value_d = value_next;
          if (state_q == StHeadFunction && kind_next != NotePlain && symbol_object_q != Nil) begin
            step_d = 3'd2;
          end
        end
        ActFind: begin
          state_d  = StParameter;
          symbol_d = (state_q == StExpression) ? expression_q : symbol_q;
          place_d  = (state_q == StExpression) ? PlaceOnly : place_q;
          index_d  = '0;
          found_d  = '0;
        end
        ActTake: begin
          state_d = StStep;
          if (takes_more) begin
            state_d   = StCombinationOperand;
            operand_d = operand_fields;
            place_d   = PlaceSecond;
          end else begin
            kind_d  = NoteInline;
            value_d = operand_fields;
            step_d  = '0;
          end
        end
        ActWrite: begin
          state_d = state_next;
          step_d  = step_next;
        end
        default: state_d = state_next;
      endcase
      unique case (state_q)
        StOperand: expression_d = field1;
        StExpression: if (action == ActFetch) operands_d = field2;
        StOperator, StFunction: begin
          if (is_name && !is_function && state_q == StOperator) symbol_object_d = field1;
          if (action == ActFetch && is_function && !is_quote) begin
            operation_d = computation;
            place_d     = PlaceFirst;
          end
        end
        StQuoted: begin
          if (is_cons) begin
            kind_d  = NoteConstant;
            value_d = field1;
          end
        end
        StCombinationOperand: begin
          if (!is_combination || is_cons) second_d = second;
          if (action == ActFetch) symbol_d = field1;
        end
        StParameter: begin
          found_d = found;
          if (action == ActFetch) index_d = index_q + 2'd1;
        end
        StHeadOperator: if (action == ActFetch) symbol_object_d = field1;
        StParameters: begin
          if (is_cons) begin
            list_d = field2;
            if (is_last_parameter) begin
              kind_d  = NotePlain;
              value_d = value_next;
            end else begin
              count_d = parameters_so_far[1:0];
            end
          end
        end
        StStep: begin
          if (action == ActNone) step_d = step_next;
          if (action == ActStore && step_q == 3'd3) value_d = notes_i.parameters;
        end
        default: ;
      endcase
    end
    if (edge_i.start) begin
      cell_d          = bus_i.value;
      list_d          = bus_i.value;
      kind_d          = NoteNone;
      value_d         = Nil;
      expression_d    = Nil;
      symbol_d        = Nil;
      symbol_object_d = Nil;
      operands_d      = Nil;
      second_d        = Nil;
      place_d         = PlaceOnly;
      operation_d     = OpAdd;
      operand_d       = '0;
      index_d         = '0;
      found_d         = '0;
      count_d         = '0;
      step_d          = '0;
      unique case (edge_i.role)
        RoleHead:       state_d = StHead;
        RoleParameters: state_d = StParameters;
        default:        state_d = StOperand;
      endcase
    end
    if (writes_cell) cell_d = bus_i.value;
    if (writes_value) value_d = bus_i.value;
    if (writes_expression) expression_d = bus_i.value;
    if (writes_symbol) symbol_d = bus_i.value;
    if (writes_symbol_object) symbol_object_d = bus_i.value;
    if (writes_operands) operands_d = bus_i.value;
    if (writes_second) second_d = bus_i.value;
    if (writes_list) list_d = bus_i.value;
  end

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StNoteCell);

endmodule
