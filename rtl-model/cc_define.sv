// define: `lambda`, `define`, `set!`, `defun`, `defmacro`: functions are made, names are bound.
//
// A store goes to the word `offset` of the object `pair`: a binding, or a symbol object.
module cc_define
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // Straps.
  input  logic                     lisp1_i,
  // The token, and what commands load.
  input  logic                     token_i,
  input  logic                     step_i,       // it is not stalled
  input  logic                     start_i,      // CmdSpecial
  input  logic [3:0]               number_i,
  input  logic                     resume_i,
  input  logic                     resume_set_i, // of it: a frame of `set!`, else of `define`
  input  word_t                    value_i,
  input  word_t                    extra_i,
  input  logic [3:1][WordBits-1:0] words_i,
  // What it sees of other units.
  input  words_t                   fetched_i,
  input  word_t                    env_i,
  input  word_t                    frame_operator_i,
  input  word_t                    frame_arguments_i,
  input  word_t                    result_i,     // the value returned to the frame
  input  word_t                    new_i,        // the address of an allocation
  input  logic                     room_i,
  // The root port.
  input  logic [5:0]               root_i,
  input  logic                     root_write_i,
  output word_t                    root_o,
  // The bus.
  output drive_t                   drive_o,
  output word_t                    value_o,
  output word_t                    extra_o,
  output word_t                    base_o,
  output word_t                    offset_o,
  output words_t                   words_o,
  // A register that others see.
  output word_t                    form_o        // as this cycle leaves it
);

  typedef enum logic [2:0] {
    ActNone,
    ActMalformed,
    ActFetch,       // the object at `wanted`, which the form must have there
    ActFetchPair,   // the pair or cell at `wanted`
    ActStoreGlobal  // into the value cell of the symbol object
  } action_e;


  define_state_e state_d, state_q;
  logic [3:0]    number_d, number_q;
  word_t         form_q;
  word_t         operands_q;
  word_t         symbol_q;
  word_t         parameters_q;
  word_t         body_q;
  word_t         value_q;
  word_t         binding_q;
  word_t         pair_q;
  logic [1:0]    offset_d, offset_q;

  action_e       action;
  define_state_e next;     // where a fetch goes on
  word_t         wanted;   // what it fetches
  word_t         header, field1, field2, field3;
  logic          is_cons, is_name;
  logic          is_lambda, is_define, is_set, is_defmacro;
  logic          is_shorthand;  // (name . parameters)
  logic          is_last;       // a cell without successor
  logic          resumes;

  assign {field3, field2, field1, header} = fetched_i;
  assign is_cons = type_of(header[7:0]) == TypeCons;
  assign is_name = is_variable(header[7:0]);
  assign is_lambda = number_q == SpecLambda;
  assign is_define = number_q == SpecDefine;
  assign is_set = number_q == SpecSet;
  assign is_defmacro = number_q == SpecDefmacro;
  assign is_shorthand = is_cons && (is_define || is_defmacro);
  assign is_last = is_cons && field2 == Nil;
  assign resumes = state_q == StResumeDefine || state_q == StResumeSet;

  // What the state does.
  always_comb begin
    action = ActNone;
    next   = state_q;
    wanted = Nil;
    unique case (state_q)
      StDefine: begin
        action = ActFetch;
        wanted = operands_q;
        next   = StDefineOperand;
      end
      StDefineOperand: begin
        action = is_cons ? ActFetch : ActMalformed;
        wanted = is_lambda ? field2 : field1;
        next   = is_lambda ? StBody : StDefineName;
      end
      StDefineName: begin
        action = ActFetch;
        wanted = operands_q;
        next   = (is_define || is_set) ? StDefineValue : StDefineParameters;
        if (is_shorthand) begin
          wanted = field1;
          next   = StDefineSymbol;
        end else if (!is_name) begin
          action = ActMalformed;
        end
      end
      StDefineSymbol: begin
        action = is_name ? ActFetch : ActMalformed;
        wanted = body_q;
        next   = StBody;
      end
      StDefineParameters: begin
        action = is_cons ? ActFetch : ActMalformed;
        wanted = field2;
        next   = StBody;
      end
      StDefineValue: if (!is_cons || field2 != Nil) action = ActMalformed;
      StBody:        if (!is_cons) action = ActMalformed;
      StBindFunction: begin
        action = (is_define && env_i != Nil) ? ActFetchPair : ActFetch;
        wanted = (is_define && env_i != Nil) ? env_i : symbol_q;
        next   = !is_define ? StFunctionSymbol : (env_i == Nil) ? StGlobalSymbol : StScopeHead;
      end
      StResumeDefine: begin
        action = (env_i == Nil) ? ActFetch : ActFetchPair;
        wanted = (env_i == Nil) ? frame_operator_i : env_i;
        next   = (env_i == Nil) ? StGlobalSymbol : StScopeHead;
      end
      StResumeSet: begin
        action = (env_i == Nil) ? ActFetch : ActFetchPair;
        wanted = (env_i == Nil) ? frame_operator_i : env_i;
        next   = (env_i == Nil) ? StSetSymbol : StSetSpine;
      end
      StScopeHead, StSetSpine: begin
        action = ActFetchPair;
        wanted = header;
        next   = (state_q == StScopeHead) ? StScopePair : StSetPair;
      end
      StSetPair: begin
        if (header != symbol_q) begin
          action = (binding_q == Nil) ? ActFetch : ActFetchPair;
          wanted = (binding_q == Nil) ? symbol_q : binding_q;
          next   = (binding_q == Nil) ? StSetSymbol : StSetSpine;
        end
      end
      StSetSymbol: begin
        action = ActFetch;
        wanted = field1;
        next   = StSetGlobal;
      end
      StSetGlobal: begin
        if (field2 != word_t'(AddrUnbound) || (!lisp1_i && field3 != Nil)) action = ActStoreGlobal;
      end
      StGlobalSymbol: action = ActStoreGlobal;
      default: ;
    endcase
  end

  // What the registers load, over the bus: `form` its value, `symbol`, `binding` and `parameters` its
  // words 1 to 3, the others its extra word.
  typedef struct packed {
    logic form, operands, symbol, parameters, body, value, binding, pair;
  } loads_t;

  loads_t step, load;
  word_t  new_word1, new_word2, new_word3, new_extra;  // for the bus

  always_comb begin
    step      = '0;
    new_word1 = Nil;
    new_word2 = Nil;
    new_word3 = Nil;
    new_extra = Nil;
    if (token_i) begin
      unique case (state_q)
        StDefineOperand: begin
          step.parameters = is_cons && is_lambda;
          step.body       = is_cons && is_lambda;
          step.symbol     = is_cons && !is_lambda;
          step.operands   = is_cons && !is_lambda;
          new_word1       = field1;
          new_word3       = field1;
          new_extra       = field2;
        end
        StDefineName: begin
          step.symbol     = is_shorthand;
          step.parameters = is_shorthand;
          step.body       = is_shorthand;
          new_word1        = field1;
          new_word3    = field2;
          new_extra          = operands_q;
        end
        StDefineParameters: begin
          step.parameters = is_cons;
          step.body       = is_cons;
          new_word3    = field1;
          new_extra          = field2;
        end
        StDefineValue: begin
          step.value = is_last;
          new_extra    = field1;
        end
        StBody: begin
          step.body = is_last;
          new_extra    = field1;
        end
        StWrapBody: begin
          step.body = 1'b1;
          new_extra = new_i;
        end
        StMakeFunction: begin
          step.value = 1'b1;
          new_extra  = new_i;
        end
        StNewPair, StNewCell: begin
          step.pair = 1'b1;
          new_extra = new_i;
        end
        StResumeDefine, StResumeSet: begin
          step.form    = 1'b1;
          step.symbol  = 1'b1;
          step.value   = 1'b1;
          step.binding = state_q == StResumeSet;
          new_word1     = frame_operator_i;
          new_extra      = result_i;
          new_word2    = env_i;
        end
        StScopeHead, StSetSpine: begin
          step.pair    = 1'b1;
          step.binding = 1'b1;
          new_extra       = header;
          new_word2    = field1;
        end
        StSetSymbol, StGlobalSymbol, StFunctionSymbol: begin
          step.pair = 1'b1;
          new_extra    = field1;
        end
        default: ;
      endcase
    end
  end

  always_comb begin
    load = step_i ? step : '0;
    if (start_i) begin
      load.form     = 1'b1;
      load.operands = 1'b1;
    end
    if (root_write_i) begin
      unique case (root_i)
        RootDefineForm:       load.form = 1'b1;
        RootDefineOperands:   load.operands = 1'b1;
        RootDefineSymbol:     load.symbol = 1'b1;
        RootDefineParameters: load.parameters = 1'b1;
        RootDefineBody:       load.body = 1'b1;
        RootDefineValue:      load.value = 1'b1;
        RootDefineBinding:    load.binding = 1'b1;
        RootDefinePair:       load.pair = 1'b1;
        default: ;
      endcase
    end
  end

  // The small registers.
  always_comb begin
    number_d = number_q;
    offset_d = offset_q;
    unique case (state_q)
      StResumeDefine: number_d = SpecDefine;
      StResumeSet:    number_d = SpecSet;
      StScopePair, StSetPair, StSetSymbol, StGlobalSymbol: offset_d = 2'd2;
      StFunctionSymbol: offset_d = lisp1_i ? 2'd2 : 2'd3;
      default: ;
    endcase
    if ((state_q == StScopePair || state_q == StSetPair) && header != symbol_q) offset_d = offset_q;
  end

  // The bus and `state`.
  always_comb begin
    state_d  = state_q;
    drive_o  = '0;
    value_o  = '0;
    base_o   = '0;
    offset_o = '0;
    words_o  = {new_word3, new_word2, new_word1, Nil};
    if (token_i) begin
      unique case (state_q)
        StDefineValue: if (is_cons && field2 == Nil) state_d = StPushValue;
        StPushValue: begin
          value_o    = value_q;
          words_o[1] = symbol_q;
          words_o[2] = operands_q;
          drive_o    = command(CmdMakeRoom);
          if (room_i) drive_o = push_frame(is_set ? RetSet : RetDefine, CmdPushEval);
        end
        StBody: if (is_cons) state_d = (field2 == Nil) ? StMakeFunction : StWrapBody;
        StWrapBody: begin
          value_o    = new_i;
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = word_t'(AddrBegin);
          words_o[2] = body_q;
          drive_o    = allocate_words(3'd3, CmdStay);
          state_d    = StMakeFunction;
        end
        StMakeFunction: begin
          value_o    = new_i;
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderFunctionClosure);
          if (env_i == Nil) words_o[0] = word_t'(HeaderFunctionLambda);
          if (is_defmacro) words_o[0] = word_t'(HeaderFunctionMacro);
          words_o[1] = body_q;
          words_o[2] = parameters_q;
          words_o[3] = env_i;
          drive_o    = allocate_words(3'd4, is_lambda ? CmdReturn : CmdStay);
          if (!is_lambda) state_d = StBindFunction;
        end
        StScopePair: state_d = (header == symbol_q) ? StStoreOne : StNewPair;
        StNewPair: begin
          value_o    = new_i;
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = symbol_q;
          words_o[2] = value_q;
          drive_o    = allocate_words(3'd3, CmdStay);
          state_d    = StNewCell;
        end
        StNewCell: begin
          value_o    = new_i;
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderCons);
          words_o[1] = pair_q;
          words_o[2] = binding_q;
          drive_o    = allocate_words(3'd3, CmdStay);
          state_d    = StLinkCell;
        end
        StLinkCell: begin
          value_o    = is_set ? value_q : symbol_q;
          base_o     = env_i;
          offset_o   = word_t'(2);
          words_o[0] = pair_q;
          drive_o    = store_words(3'd1, CmdReturn);
        end
        StSetPair: state_d = StStoreOne;
        StSetGlobal: begin
          value_o = symbol_q;
          drive_o = raise_fault(TrapUnbound);
        end
        StGlobalKind: state_d = (type_of(header[7:0]) == TypeFunction) ? StStoreBoth : StStoreOne;
        StFunctionSymbol: state_d = StStoreOne;
        StStoreOne, StStoreBoth: begin
          value_o    = is_set ? value_q : symbol_q;
          base_o     = pair_q;
          offset_o   = word_t'(offset_q);
          words_o[0] = value_q;
          words_o[1] = value_q;
          drive_o    = store_words((state_q == StStoreBoth) ? 3'd2 : 3'd1, CmdReturn);
        end
        default: ;
      endcase

      unique case (action)
        ActMalformed: begin
          value_o = form_o;
          drive_o = raise_fault(TrapBadSyntax);
          state_d = state_q;
        end
        ActFetch: begin
          base_o  = wanted;
          value_o = form_o;
          if (wanted[0] || wanted == Nil) begin
            drive_o = raise_fault(TrapBadSyntax);
          end else begin
            drive_o = fetch_object();
            state_d = next;
          end
        end
        ActFetchPair: begin
          base_o   = wanted;
          value_o  = form_o;
          offset_o = word_t'(1);
          drive_o  = fetch_words(3'd2);
          state_d  = next;
        end
        ActStoreGlobal: begin
          base_o = value_q;
          if (!lisp1_i && !value_q[0] && value_q != Nil) begin
            drive_o = fetch_object();
            state_d = StGlobalKind;
          end else begin
            drive_o = command(CmdStay);
            state_d = StStoreOne;
          end
        end
        default: ;
      endcase
    end
  end

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

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q      <= StDefine;
      number_q     <= '0;
      form_q       <= '0;
      operands_q   <= '0;
      symbol_q     <= '0;
      parameters_q <= '0;
      body_q       <= '0;
      value_q      <= '0;
      binding_q    <= '0;
      pair_q       <= '0;
      offset_q     <= '0;
    end else begin
      if (step_i) begin
        state_q  <= state_d;
        number_q <= number_d;
        offset_q <= offset_d;
      end
      if (start_i) begin
        state_q  <= StDefine;
        number_q <= number_i;
      end
      if (resume_i) state_q <= resume_set_i ? StResumeSet : StResumeDefine;
      if (load.form) form_q <= value_i;
      if (load.operands) operands_q <= extra_i;
      if (load.symbol) symbol_q <= words_i[1];
      if (load.parameters) parameters_q <= words_i[3];
      if (load.body) body_q <= extra_i;
      if (load.value) value_q <= extra_i;
      if (load.binding) binding_q <= words_i[2];
      if (load.pair) pair_q <= extra_i;
    end
  end

  assign extra_o = new_extra;
  assign form_o = resumes ? frame_arguments_i : form_q;

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StStoreBoth);

endmodule
