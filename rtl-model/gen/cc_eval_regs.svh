// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_eval: `_q` now, `_d` next.

  eval_state_e state_d, state_q;
  sink_e       sink_d, sink_q;
  word_t       expr_d, expr_q;
  logic        interrupt_d, interrupt_q;
  word_t       env_d, env_q;
  word_t       operator_d, operator_q;
  word_t       operands_d, operands_q;
  word_t       binding_d, binding_q;
  word_t       symbol_object_d, symbol_object_q;
  logic        outer_d, outer_q;
  logic [1:0]  known_d, known_q;
  logic [1:0]  loading_d, loading_q;
  word_t       parameters_d, parameters_q;
  word_t       local0_d, local0_q;
  word_t       local1_d, local1_q;
  word_t       local2_d, local2_q;
  logic [1:0]  locals_d, locals_q;
  logic        pending_d, pending_q;
  logic        stale_d, stale_q;
  logic [15:0] epoch_d, epoch_q;
  logic        open_d, open_q;

  // Every register keeps its value.
  `define CC_EVAL_KEEP \
    state_d = state_q; \
    sink_d = sink_q; \
    expr_d = expr_q; \
    interrupt_d = interrupt_q; \
    env_d = env_q; \
    operator_d = operator_q; \
    operands_d = operands_q; \
    binding_d = binding_q; \
    symbol_object_d = symbol_object_q; \
    outer_d = outer_q; \
    known_d = known_q; \
    loading_d = loading_q; \
    parameters_d = parameters_q; \
    local0_d = local0_q; \
    local1_d = local1_q; \
    local2_d = local2_q; \
    locals_d = locals_q; \
    pending_d = pending_q; \
    stale_d = stale_q; \
    epoch_d = epoch_q; \
    open_d = open_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q         <= StEval;
      sink_q          <= SinkReturn;
      expr_q          <= straps_i.entry;
      interrupt_q     <= '0;
      env_q           <= '0;
      operator_q      <= '0;
      operands_q      <= '0;
      binding_q       <= '0;
      symbol_object_q <= '0;
      outer_q         <= '0;
      known_q         <= '0;
      loading_q       <= '0;
      parameters_q    <= '0;
      local0_q        <= '0;
      local1_q        <= '0;
      local2_q        <= '0;
      locals_q        <= '0;
      pending_q       <= '0;
      stale_q         <= '0;
      epoch_q         <= '0;
      open_q          <= '0;
    end else begin
      state_q         <= state_d;
      sink_q          <= sink_d;
      expr_q          <= expr_d;
      interrupt_q     <= interrupt_d;
      env_q           <= env_d;
      operator_q      <= operator_d;
      operands_q      <= operands_d;
      binding_q       <= binding_d;
      symbol_object_q <= symbol_object_d;
      outer_q         <= outer_d;
      known_q         <= known_d;
      loading_q       <= loading_d;
      parameters_q    <= parameters_d;
      local0_q        <= local0_d;
      local1_q        <= local1_d;
      local2_q        <= local2_d;
      locals_q        <= locals_d;
      pending_q       <= pending_d;
      stale_q         <= stale_d;
      epoch_q         <= epoch_d;
      open_q          <= open_d;
    end
  end

  // The root port: the register with this number, and whether it is written.
  always_comb begin
    unique case (root_i)
      RootEvalExpr:         root_o = expr_q;
      RootEvalEnv:          root_o = env_q;
      RootEvalOperator:     root_o = operator_q;
      RootEvalOperands:     root_o = operands_q;
      RootEvalBinding:      root_o = binding_q;
      RootEvalSymbolObject: root_o = symbol_object_q;
      RootEvalParameters:   root_o = parameters_q;
      RootEvalLocal0:       root_o = local0_q;
      RootEvalLocal1:       root_o = local1_q;
      RootEvalLocal2:       root_o = local2_q;
      default:              root_o = '0;
    endcase
  end

  logic writes_expr;
  assign writes_expr = root_write_i && root_i == RootEvalExpr;
  logic writes_env;
  assign writes_env = root_write_i && root_i == RootEvalEnv;
  logic writes_operator;
  assign writes_operator = root_write_i && root_i == RootEvalOperator;
  logic writes_operands;
  assign writes_operands = root_write_i && root_i == RootEvalOperands;
  logic writes_binding;
  assign writes_binding = root_write_i && root_i == RootEvalBinding;
  logic writes_symbol_object;
  assign writes_symbol_object = root_write_i && root_i == RootEvalSymbolObject;
  logic writes_parameters;
  assign writes_parameters = root_write_i && root_i == RootEvalParameters;
  logic writes_local0;
  assign writes_local0 = root_write_i && root_i == RootEvalLocal0;
  logic writes_local1;
  assign writes_local1 = root_write_i && root_i == RootEvalLocal1;
  logic writes_local2;
  assign writes_local2 = root_write_i && root_i == RootEvalLocal2;
