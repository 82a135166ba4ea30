// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_define: `_q` now, `_d` next.

  define_state_e state_d, state_q;
  logic [3:0]    number_d, number_q;
  word_t         form_d, form_q;
  word_t         operands_d, operands_q;
  word_t         symbol_d, symbol_q;
  word_t         parameters_d, parameters_q;
  logic [1:0]    arity_d, arity_q;
  word_t         body_d, body_q;
  word_t         value_d, value_q;
  word_t         binding_d, binding_q;
  word_t         pair_d, pair_q;
  logic [1:0]    offset_d, offset_q;

  // Every register keeps its value.
  `define CC_DEFINE_KEEP \
    state_d = state_q; \
    number_d = number_q; \
    form_d = form_q; \
    operands_d = operands_q; \
    symbol_d = symbol_q; \
    parameters_d = parameters_q; \
    arity_d = arity_q; \
    body_d = body_q; \
    value_d = value_q; \
    binding_d = binding_q; \
    pair_d = pair_q; \
    offset_d = offset_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q      <= StDefine;
      number_q     <= '0;
      form_q       <= '0;
      operands_q   <= '0;
      symbol_q     <= '0;
      parameters_q <= '0;
      arity_q      <= '0;
      body_q       <= '0;
      value_q      <= '0;
      binding_q    <= '0;
      pair_q       <= '0;
      offset_q     <= '0;
    end else begin
      state_q      <= state_d;
      number_q     <= number_d;
      form_q       <= form_d;
      operands_q   <= operands_d;
      symbol_q     <= symbol_d;
      parameters_q <= parameters_d;
      arity_q      <= arity_d;
      body_q       <= body_d;
      value_q      <= value_d;
      binding_q    <= binding_d;
      pair_q       <= pair_d;
      offset_q     <= offset_d;
    end
  end

  // The root port: the register with this number, and whether it is written.
  always_comb begin
    unique case (root_i)
      RootDefineForm:       root_o = form_q;
      RootDefineOperands:   root_o = operands_q;
      RootDefineSymbol:     root_o = symbol_q;
      RootDefineParameters: root_o = parameters_q;
      RootDefineBody:       root_o = body_q;
      RootDefineValue:      root_o = value_q;
      RootDefineBinding:    root_o = binding_q;
      RootDefinePair:       root_o = pair_q;
      default:              root_o = '0;
    endcase
  end

  logic writes_form;
  assign writes_form = root_write_i && root_i == RootDefineForm;
  logic writes_operands;
  assign writes_operands = root_write_i && root_i == RootDefineOperands;
  logic writes_symbol;
  assign writes_symbol = root_write_i && root_i == RootDefineSymbol;
  logic writes_parameters;
  assign writes_parameters = root_write_i && root_i == RootDefineParameters;
  logic writes_body;
  assign writes_body = root_write_i && root_i == RootDefineBody;
  logic writes_value;
  assign writes_value = root_write_i && root_i == RootDefineValue;
  logic writes_binding;
  assign writes_binding = root_write_i && root_i == RootDefineBinding;
  logic writes_pair;
  assign writes_pair = root_write_i && root_i == RootDefinePair;
