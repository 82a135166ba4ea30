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
    symbol_object_d = symbol_object_q;

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
