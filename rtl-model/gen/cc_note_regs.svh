// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_note: `_q` now, `_d` next.

  note_state_e state_d, state_q;
  word_t       cell_d, cell_q;
  note_kind_e  kind_d, kind_q;
  word_t       value_d, value_q;
  word_t       expression_d, expression_q;
  logic        is_known_d, is_known_q;
  word_t       symbol_d, symbol_q;
  word_t       symbol_object_d, symbol_object_q;
  logic        is_volatile_d, is_volatile_q;
  word_t       operands_d, operands_q;
  word_t       second_d, second_q;
  word_t       list_d, list_q;
  place_e      place_d, place_q;
  operation_e  operation_d, operation_q;
  word_t       operand_d, operand_q;
  logic [1:0]  index_d, index_q;
  logic [1:0]  found_d, found_q;
  logic [1:0]  count_d, count_q;
  logic [2:0]  step_d, step_q;

  // Every register keeps its value.
  `define CC_NOTE_KEEP \
    state_d = state_q; \
    cell_d = cell_q; \
    kind_d = kind_q; \
    value_d = value_q; \
    expression_d = expression_q; \
    is_known_d = is_known_q; \
    symbol_d = symbol_q; \
    symbol_object_d = symbol_object_q; \
    is_volatile_d = is_volatile_q; \
    operands_d = operands_q; \
    second_d = second_q; \
    list_d = list_q; \
    place_d = place_q; \
    operation_d = operation_q; \
    operand_d = operand_q; \
    index_d = index_q; \
    found_d = found_q; \
    count_d = count_q; \
    step_d = step_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q         <= StOperand;
      cell_q          <= '0;
      kind_q          <= NoteNone;
      value_q         <= '0;
      expression_q    <= '0;
      is_known_q      <= '0;
      symbol_q        <= '0;
      symbol_object_q <= '0;
      is_volatile_q   <= '0;
      operands_q      <= '0;
      second_q        <= '0;
      list_q          <= '0;
      place_q         <= PlaceOnly;
      operation_q     <= OpAdd;
      operand_q       <= '0;
      index_q         <= '0;
      found_q         <= '0;
      count_q         <= '0;
      step_q          <= '0;
    end else begin
      state_q         <= state_d;
      cell_q          <= cell_d;
      kind_q          <= kind_d;
      value_q         <= value_d;
      expression_q    <= expression_d;
      is_known_q      <= is_known_d;
      symbol_q        <= symbol_d;
      symbol_object_q <= symbol_object_d;
      is_volatile_q   <= is_volatile_d;
      operands_q      <= operands_d;
      second_q        <= second_d;
      list_q          <= list_d;
      place_q         <= place_d;
      operation_q     <= operation_d;
      operand_q       <= operand_d;
      index_q         <= index_d;
      found_q         <= found_d;
      count_q         <= count_d;
      step_q          <= step_d;
    end
  end

  // The root port: the register with this number, and whether it is written.
  always_comb begin
    unique case (root_i)
      RootNoteCell:         root_o = cell_q;
      RootNoteValue:        root_o = value_q;
      RootNoteExpression:   root_o = expression_q;
      RootNoteSymbol:       root_o = symbol_q;
      RootNoteSymbolObject: root_o = symbol_object_q;
      RootNoteOperands:     root_o = operands_q;
      RootNoteSecond:       root_o = second_q;
      RootNoteList:         root_o = list_q;
      default:              root_o = '0;
    endcase
  end

  logic writes_cell;
  assign writes_cell = root_write_i && root_i == RootNoteCell;
  logic writes_value;
  assign writes_value = root_write_i && root_i == RootNoteValue;
  logic writes_expression;
  assign writes_expression = root_write_i && root_i == RootNoteExpression;
  logic writes_symbol;
  assign writes_symbol = root_write_i && root_i == RootNoteSymbol;
  logic writes_symbol_object;
  assign writes_symbol_object = root_write_i && root_i == RootNoteSymbolObject;
  logic writes_operands;
  assign writes_operands = root_write_i && root_i == RootNoteOperands;
  logic writes_second;
  assign writes_second = root_write_i && root_i == RootNoteSecond;
  logic writes_list;
  assign writes_list = root_write_i && root_i == RootNoteList;
