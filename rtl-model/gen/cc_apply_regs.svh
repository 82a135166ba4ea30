// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_apply: `_q` now, `_d` next.

  apply_state_e state_d, state_q;
  word_t        function_d, function_q;
  logic [1:0]   held_d, held_q;
  word_t        x_d, x_q;
  word_t        y_d, y_q;
  word_t        z_d, z_q;
  word_t        list_d, list_q;
  logic [7:0]   primitive_d, primitive_q;
  word_t        body_d, body_q;
  word_t        parameters_d, parameters_q;
  word_t        environment_d, environment_q;
  word_t        symbol_d, symbol_q;
  word_t        pair_d, pair_q;
  logic         storing_d, storing_q;
  logic         spills_d, spills_q;
  logic         bound_d, bound_q;
  logic         rest_d, rest_q;
  logic         unnoted_d, unnoted_q;
  logic         first_loaded_d, first_loaded_q;
  logic         second_loaded_d, second_loaded_q;
  logic         first_float_d, first_float_q;
  logic         second_float_d, second_float_q;
  logic         negates_d, negates_q;
  word_t        fallback_d, fallback_q;

  // Every register keeps its value.
  `define CC_APPLY_KEEP \
    state_d = state_q; \
    function_d = function_q; \
    held_d = held_q; \
    x_d = x_q; \
    y_d = y_q; \
    z_d = z_q; \
    list_d = list_q; \
    primitive_d = primitive_q; \
    body_d = body_q; \
    parameters_d = parameters_q; \
    environment_d = environment_q; \
    symbol_d = symbol_q; \
    pair_d = pair_q; \
    storing_d = storing_q; \
    spills_d = spills_q; \
    bound_d = bound_q; \
    rest_d = rest_q; \
    unnoted_d = unnoted_q; \
    first_loaded_d = first_loaded_q; \
    second_loaded_d = second_loaded_q; \
    first_float_d = first_float_q; \
    second_float_d = second_float_q; \
    negates_d = negates_q; \
    fallback_d = fallback_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q         <= StApply;
      function_q      <= '0;
      held_q          <= '0;
      x_q             <= '0;
      y_q             <= '0;
      z_q             <= '0;
      list_q          <= '0;
      primitive_q     <= '0;
      body_q          <= '0;
      parameters_q    <= '0;
      environment_q   <= '0;
      symbol_q        <= '0;
      pair_q          <= '0;
      storing_q       <= '0;
      spills_q        <= '0;
      bound_q         <= '0;
      rest_q          <= '0;
      unnoted_q       <= '0;
      first_loaded_q  <= '0;
      second_loaded_q <= '0;
      first_float_q   <= '0;
      second_float_q  <= '0;
      negates_q       <= '0;
      fallback_q      <= straps_i.fallback;
    end else begin
      state_q         <= state_d;
      function_q      <= function_d;
      held_q          <= held_d;
      x_q             <= x_d;
      y_q             <= y_d;
      z_q             <= z_d;
      list_q          <= list_d;
      primitive_q     <= primitive_d;
      body_q          <= body_d;
      parameters_q    <= parameters_d;
      environment_q   <= environment_d;
      symbol_q        <= symbol_d;
      pair_q          <= pair_d;
      storing_q       <= storing_d;
      spills_q        <= spills_d;
      bound_q         <= bound_d;
      rest_q          <= rest_d;
      unnoted_q       <= unnoted_d;
      first_loaded_q  <= first_loaded_d;
      second_loaded_q <= second_loaded_d;
      first_float_q   <= first_float_d;
      second_float_q  <= second_float_d;
      negates_q       <= negates_d;
      fallback_q      <= fallback_d;
    end
  end

  // The root port: the register with this number, and whether it is written.
  always_comb begin
    unique case (root_i)
      RootApplyFunction:    root_o = function_q;
      RootApplyX:           root_o = x_q;
      RootApplyY:           root_o = y_q;
      RootApplyZ:           root_o = z_q;
      RootApplyList:        root_o = list_q;
      RootApplyBody:        root_o = body_q;
      RootApplyParameters:  root_o = parameters_q;
      RootApplyEnvironment: root_o = environment_q;
      RootApplySymbol:      root_o = symbol_q;
      RootApplyPair:        root_o = pair_q;
      RootApplyFallback:    root_o = fallback_q;
      default:              root_o = '0;
    endcase
  end

  logic writes_function;
  assign writes_function = root_write_i && root_i == RootApplyFunction;
  logic writes_x;
  assign writes_x = root_write_i && root_i == RootApplyX;
  logic writes_y;
  assign writes_y = root_write_i && root_i == RootApplyY;
  logic writes_z;
  assign writes_z = root_write_i && root_i == RootApplyZ;
  logic writes_list;
  assign writes_list = root_write_i && root_i == RootApplyList;
  logic writes_body;
  assign writes_body = root_write_i && root_i == RootApplyBody;
  logic writes_parameters;
  assign writes_parameters = root_write_i && root_i == RootApplyParameters;
  logic writes_environment;
  assign writes_environment = root_write_i && root_i == RootApplyEnvironment;
  logic writes_symbol;
  assign writes_symbol = root_write_i && root_i == RootApplySymbol;
  logic writes_pair;
  assign writes_pair = root_write_i && root_i == RootApplyPair;
  logic writes_fallback;
  assign writes_fallback = root_write_i && root_i == RootApplyFallback;
