// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_clink: `_q` now, `_d` next.

  clink_state_e  state_d, state_q;
  word_t         clink_d, clink_q;
  logic          full_d, full_q;
  word_t         value_d, value_q;
  return_state_e return_state_d, return_state_q;
  logic [2:0]    count_d, count_q;
  word_t         operator_d, operator_q;
  word_t         arguments_d, arguments_q;
  word_t         values_d, values_q;
  word_t         environment_d, environment_q;
  word_t         cell_d, cell_q;
  logic          unwinding_d, unwinding_q;

  // Every register keeps its value.
  `define CC_CLINK_KEEP \
    state_d = state_q; \
    clink_d = clink_q; \
    full_d = full_q; \
    value_d = value_q; \
    return_state_d = return_state_q; \
    count_d = count_q; \
    operator_d = operator_q; \
    arguments_d = arguments_q; \
    values_d = values_q; \
    environment_d = environment_q; \
    cell_d = cell_q; \
    unwinding_d = unwinding_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q        <= StSpillEnvironment;
      clink_q        <= '0;
      full_q         <= '0;
      value_q        <= '0;
      return_state_q <= RetArguments;
      count_q        <= '0;
      operator_q     <= '0;
      arguments_q    <= '0;
      values_q       <= '0;
      environment_q  <= '0;
      cell_q         <= '0;
      unwinding_q    <= '0;
    end else begin
      state_q        <= state_d;
      clink_q        <= clink_d;
      full_q         <= full_d;
      value_q        <= value_d;
      return_state_q <= return_state_d;
      count_q        <= count_d;
      operator_q     <= operator_d;
      arguments_q    <= arguments_d;
      values_q       <= values_d;
      environment_q  <= environment_d;
      cell_q         <= cell_d;
      unwinding_q    <= unwinding_d;
    end
  end

  // The root port: the register with this number, and whether it is written.
  always_comb begin
    unique case (root_i)
      RootClinkOperator:    root_o = operator_q;
      RootClinkArguments:   root_o = arguments_q;
      RootClinkValues:      root_o = values_q;
      RootClinkEnvironment: root_o = environment_q;
      RootClinkClink:       root_o = clink_q;
      RootClinkCell:        root_o = cell_q;
      RootClinkValue:       root_o = value_q;
      default:              root_o = '0;
    endcase
  end

  logic writes_operator;
  assign writes_operator = root_write_i && root_i == RootClinkOperator;
  logic writes_arguments;
  assign writes_arguments = root_write_i && root_i == RootClinkArguments;
  logic writes_values;
  assign writes_values = root_write_i && root_i == RootClinkValues;
  logic writes_environment;
  assign writes_environment = root_write_i && root_i == RootClinkEnvironment;
  logic writes_clink;
  assign writes_clink = root_write_i && root_i == RootClinkClink;
  logic writes_cell;
  assign writes_cell = root_write_i && root_i == RootClinkCell;
  logic writes_value;
  assign writes_value = root_write_i && root_i == RootClinkValue;
