// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_eval_args: `_q` now, `_d` next.

  eval_args_state_e state_d, state_q;
  purpose_e         purpose_d, purpose_q;
  word_t            expression_d, expression_q;
  word_t            function_d, function_q;
  word_t            arguments_d, arguments_q;
  word_t            rest_d, rest_q;
  word_t            values_d, values_q;
  logic [2:0]       count_d, count_q;
  logic [1:0]       held_d, held_q;
  word_t            x_d, x_q;
  word_t            y_d, y_q;
  word_t            z_d, z_q;
  word_t            list_d, list_q;

  // Every register keeps its value.
  `define CC_EVAL_ARGS_KEEP \
    state_d = state_q; \
    purpose_d = purpose_q; \
    expression_d = expression_q; \
    function_d = function_q; \
    arguments_d = arguments_q; \
    rest_d = rest_q; \
    values_d = values_q; \
    count_d = count_q; \
    held_d = held_q; \
    x_d = x_q; \
    y_d = y_q; \
    z_d = z_q; \
    list_d = list_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q      <= StEvalArgs;
      purpose_q    <= PurposeMore;
      expression_q <= '0;
      function_q   <= '0;
      arguments_q  <= '0;
      rest_q       <= '0;
      values_q     <= '0;
      count_q      <= '0;
      held_q       <= '0;
      x_q          <= '0;
      y_q          <= '0;
      z_q          <= '0;
      list_q       <= '0;
    end else begin
      state_q      <= state_d;
      purpose_q    <= purpose_d;
      expression_q <= expression_d;
      function_q   <= function_d;
      arguments_q  <= arguments_d;
      rest_q       <= rest_d;
      values_q     <= values_d;
      count_q      <= count_d;
      held_q       <= held_d;
      x_q          <= x_d;
      y_q          <= y_d;
      z_q          <= z_d;
      list_q       <= list_d;
    end
  end

  // The root port: the register with this number, and whether it is written.
  always_comb begin
    unique case (root_i)
      RootEvalArgsExpression: root_o = expression_q;
      RootEvalArgsFunction:   root_o = function_q;
      RootEvalArgsArguments:  root_o = arguments_q;
      RootEvalArgsRest:       root_o = rest_q;
      RootEvalArgsValues:     root_o = values_q;
      RootEvalArgsX:          root_o = x_q;
      RootEvalArgsY:          root_o = y_q;
      RootEvalArgsZ:          root_o = z_q;
      RootEvalArgsList:       root_o = list_q;
      default:                root_o = '0;
    endcase
  end

  logic writes_expression;
  assign writes_expression = root_write_i && root_i == RootEvalArgsExpression;
  logic writes_function;
  assign writes_function = root_write_i && root_i == RootEvalArgsFunction;
  logic writes_arguments;
  assign writes_arguments = root_write_i && root_i == RootEvalArgsArguments;
  logic writes_rest;
  assign writes_rest = root_write_i && root_i == RootEvalArgsRest;
  logic writes_values;
  assign writes_values = root_write_i && root_i == RootEvalArgsValues;
  logic writes_x;
  assign writes_x = root_write_i && root_i == RootEvalArgsX;
  logic writes_y;
  assign writes_y = root_write_i && root_i == RootEvalArgsY;
  logic writes_z;
  assign writes_z = root_write_i && root_i == RootEvalArgsZ;
  logic writes_list;
  assign writes_list = root_write_i && root_i == RootEvalArgsList;
