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
  input  root_t      root_i,
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
      PrimCar:          computation = OpCar;
      PrimCdr:          computation = OpCdr;
      PrimIsPair:       computation = OpIsPair;
      PrimVectorRef:    computation = OpVectorRef;
      default: begin
        computation = OpAdd;
        computes    = 1'b0;
      end
    endcase
  end

  // The FUNCTION that is here: of a special form, of a primitive that is computed, of a call.
  logic is_special, is_computed, is_quote, is_if, evaluates;

  assign is_special = header[7:5] == FunSpecial;
  assign is_computed = header[7:5] == FunPrimitive && computes;
  assign is_quote = is_special && field1[WordBits-1:1] == (WordBits - 1)'(SpecQuote);
  assign is_if = is_special && field1 == word_t'({SpecIf, 1'b1});
  assign evaluates = header[7:5] != FunMacro && header[7:5] <= FunContinuation;

  // May the variable of the symbol object that is here be bound? What it means in operator position,
  // wherever it stands; and of a parameter, whether what is noted of its function is hidden.
  logic  is_bound, hides;
  word_t function_here;

  assign is_bound = notes_i.open || header[BitBound];
  assign hides = straps_i.lisp1 && is_pinned(header);

  always_comb begin
    function_here = field3;
    if (straps_i.lisp1) function_here = is_bound ? Nil : field2;
  end

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

  // What is computed has two operands; they are all there, and none is a combination.
  logic       takes_two, ends_simple;
  word_t      simple_rest;   // the operands after those looked at
  logic [1:0] simple_count;  // how many these are

  assign takes_two = is_binary(operation_q);
  assign simple_rest = (state_q == StSimpleOperand) ? field2 : list_q;
  assign simple_count = (state_q == StSimpleOperand) ? count_q + 2'd1 : count_q;
  assign ends_simple = simple_rest == Nil && simple_count == (takes_two ? 2'd2 : 2'd1);

  // Where epochs are few, a function that a program may define anew is looked up at each call.
  logic lasts;

  assign lasts = !is_volatile_q && ((header[7:5] == FunPrimitive && lisp2) || WordBits != 16);

  // Of an `if`, whose first cell is one: the next cell is there.
  logic has_next;

  assign has_next = (is_cons || state_q == StIf) && is_address(field2);

  // What the state does; its next state; what is concluded, fetched, or written.
  action_e     action;
  note_state_e state_next;
  note_kind_e  kind_next;
  word_t       value_next;
  word_t       address;
  word_t       head_next;   // the header that is written
  logic [2:0]  step_next;
  logic        is_combination;  // an operand of which nothing else is known
  logic        is_simple;       // one whose own operands may be no combinations
  logic        is_after;        // an operand of it is none

  always_comb begin
    action         = ActNone;
    state_next     = StStep;
    kind_next      = NotePlain;
    value_next     = Nil;
    address        = field1;
    head_next      = part(header);
    step_next      = step_q + 3'd1;
    is_combination = 1'b0;
    is_simple      = 1'b0;
    is_after       = 1'b0;
    unique case (state_q)
      StOperand: begin
        action     = ActFetch;
        state_next = StExpression;
      end
      StExpression: begin
        action = ActConclude;
        if (is_name) begin
          action     = ActFetch;
          state_next = StVariable;
        end else if (!is_cons) begin
          kind_next  = NoteConstant;
          value_next = expression_q;
        end else if (notes_i.parameters == Nil || !is_address(field1)) begin
          is_combination = 1'b1;
        end else begin
          action     = ActFetch;
          state_next = StOperator;
        end
      end
      StVariable: begin
        action = ActConclude;
        if (!is_bound) begin
          kind_next  = NoteGlobal;
          value_next = symbol_object_q;
        end else if (notes_i.parameters != Nil) begin
          action = ActFind;
        end
      end
      StOperator, StFunction: begin
        if (is_function) begin
          address = operands_q;
          if (is_address(operands_q) && (is_quote || is_computed)) begin
            action     = ActFetch;
            state_next = is_quote ? StQuoted : StCombinationOperand;
            is_simple  = is_computed && (is_known_q || computation >= OpCar);
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
        address        = function_here;
        state_next     = StFunction;
        is_combination = !is_address(function_here);
      end
      StQuoted: is_combination = !is_cons;
      StCombinationOperand: begin
        state_next = StOperandObject;
        if (!is_cons || (!is_first && field2 != Nil)) is_simple = 1'b1;
        else if (field1[0])                           action = ActTake;
        else if (field1 != Nil)                       action = ActFetch;
        else                                          is_simple = 1'b1;
      end
      StOperandObject: begin
        action    = ActFind;
        is_simple = !is_name;
      end
      StSimpleOperand: begin
        if (!is_cons || count_q == 2'd3) begin
          is_combination = 1'b1;
        end else if (is_address(field1)) begin
          action     = ActFetch;
          state_next = StSimpleExpression;
        end else begin
          is_after = 1'b1;
        end
      end
      StSimpleExpression: begin
        is_combination = is_cons;
        is_after       = !is_cons;
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
          action    = ActTake;
          is_simple = found == '0;
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
          if (is_if) begin
            action     = ActFetch;
            address    = cell_q;
            state_next = StIf;
          end
          if (is_special) begin
            kind_next  = NoteForm;
            value_next = field1;
          end else if (evaluates && state_q == StHeadFunction && !lasts) begin
            kind_next  = NoteGlobal;
            value_next = symbol_object_q;
          end else if (evaluates) begin
            kind_next  = NoteDirect;
            value_next = gathering_i.address;
          end
        end else if (is_name && state_q == StHeadOperator) begin
          action = ActFetch;
        end
      end
      StHeadCell: begin
        address    = function_here;
        action     = ActConclude;
        state_next = StHeadFunction;
        if (is_address(function_here))                  action = ActFetch;
        else if (is_bound && notes_i.parameters != Nil) action = ActFind;
      end
      StIf, StIfTest: begin
        address    = field2;
        action     = has_next ? ActFetch : ActNone;
        step_next  = 3'd2;
        state_next = !has_next ? StStep : (state_q == StIf) ? StIfTest : StIfBranches;
      end
      StIfBranches: step_next = has_next ? 3'd0 : 3'd2;
      StParameters: begin
        address    = list_q;
        action     = is_cons ? ActWrite : ActConclude;
        value_next = word_t'(1);
        state_next = StParameterName;
        step_next  = step_q;
      end
      StParameterName: begin
        address    = symbol_q;
        state_next = StNextParameter;
        if (is_address(symbol_q)) begin
          action     = ActFetch;
          state_next = StParameterSymbol;
        end
      end
      StParameterSymbol: begin
        state_next = StNextParameter;
        if (is_name) begin
          action     = ActFetch;
          state_next = StParameterObject;
        end
      end
      StParameterObject: begin
        address    = symbol_object_q;
        action     = header[BitBound] ? ActNone : ActWrite;
        state_next = StNextParameter;
        step_next  = step_q;
        head_next  = bound(header);
      end
      StNextParameter: begin
        address    = list_q;
        action     = ActConclude;
        state_next = StParameters;
        value_next = word_t'({(list_q == Nil) ? count_q : 2'd0, 1'b1});
        if (is_address(list_q) && count_q != 2'd3) action = ActFetch;
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
        head_next[(kind_q == NoteGlobal) ? BitCallable : BitPinned] = 1'b1;
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
      if (!fits)          is_simple = 1'b1;
      else if (!is_first) state_next = StStep;
      else if (takes_two) is_simple = is_simple || !is_address(second);
      else                is_simple = is_simple || second != Nil;
    end
    if (is_simple) begin
      action     = ActFetch;
      address    = operands_q;
      state_next = StSimpleOperand;
    end
    if (is_after && is_address(simple_rest)) begin
      action     = ActFetch;
      address    = simple_rest;
      state_next = StSimpleOperand;
    end else if (is_after) begin
      action         = ActConclude;
      is_combination = !ends_simple;
      kind_next      = NoteInline;
      value_next     = word_t'({operation_q, Simple, 1'b1});
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

  assign takes_more = action == ActTake && is_first && takes_two;

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
          bus_o.drive    = write_words(3'd1, CmdStay);
          if (state_q == StNoteCell)                 bus_o.drive.command = CmdNoted;
          if (state_q == StParameterObject && hides) bus_o.drive.command = CmdInvalidate;
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
          if (kind_next == NoteInline) step_d = 3'd2;
        end
        ActFind: begin
          state_d  = StParameter;
          symbol_d = (state_q == StOperandObject) ? symbol_q : expression_q;
          place_d  = (state_q == StOperandObject) ? place_q : PlaceOnly;
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
        StExpression: begin
          if (is_name)                 symbol_object_d = field1;
          else if (action == ActFetch) operands_d = field2;
          if (is_cons) is_known_d = note_of(header, notes_i) == NoteComputed;
        end
        StOperator, StFunction: begin
          if (is_name && !is_function && state_q == StOperator) symbol_object_d = field1;
          if (action == ActFetch && is_function && !is_quote) begin
            operation_d = computation;
            if (!is_simple) place_d = PlaceFirst;
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
          if (action == ActFetch && !is_simple) symbol_d = field1;
        end
        StSimpleOperand: begin
          if (is_cons && count_q != 2'd3) begin
            count_d = simple_count;
            list_d  = field2;
          end
        end
        StParameter: begin
          found_d = found;
          if (action == ActFetch && !is_simple) index_d = index_q + 2'd1;
        end
        StHead: if (action == ActFetch) expression_d = field1;
        StHeadOperator, StHeadFunction: begin
          if (is_function && is_if) begin
            kind_d  = kind_next;
            value_d = value_next;
          end else if (action == ActFetch) begin
            symbol_object_d = field1;
          end
        end
        StHeadCell: if (action == ActFetch) is_volatile_d = header[BitVolatile];
        StIf, StIfTest: begin
          if (!has_next)                step_d = step_next;
          else if (state_q == StIfTest) operands_d = gathering_i.address;
        end
        StIfBranches: begin
          step_d = step_next;
          if (has_next) begin
            second_d = gathering_i.address;
            value_d  = field2;
          end
        end
        StParameters: begin
          if (is_cons) begin
            symbol_d = field1;
            list_d   = field2;
            count_d  = count_q + 2'd1;
          end
        end
        StParameterSymbol: if (is_name) symbol_object_d = field1;
        StStep: begin
          if (action == ActNone) step_d = step_next;
          if (action == ActStore && step_q == 3'd3) value_d = notes_i.parameters;
        end
        default: ;
      endcase
      if (is_simple) count_d = '0;
    end
    if (edge_i.start) begin
      cell_d          = bus_i.value;
      list_d          = bus_i.value;
      kind_d          = NoteNone;
      value_d         = Nil;
      expression_d    = Nil;
      symbol_d        = Nil;
      symbol_object_d = Nil;
      is_volatile_d   = 1'b0;
      is_known_d      = 1'b0;
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
