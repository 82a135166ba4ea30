// define: `lambda`, `define`, `set!`, `defun`, `defmacro`: functions are made, names are bound.
//
// A store goes to the word `offset` of the object `pair`: a binding, or a symbol object.
module cc_define
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  logic         clk_i,
  input  logic         rst_ni,
  input  straps_t      straps_i,
  // The token, and what commands load.
  input  logic         token_i,
  input  logic         step_i,      // it is not stalled
  input  define_edge_t edge_i,
  input  bus_t         bus_i,
  // What it sees of other units.
  input  words_t       fetched_i,
  input  word_t        env_i,
  input  stack_t       stack_i,
  input  notes_t       notes_i,
  input  looked_t      looked_i,    // at the cell of the value's expression
  input  computed_t    computed_i,  // of the combination that was fetched
  input  word_t        place_i,     // the address of an allocation
  // The root port.
  input  root_t        root_i,
  input  logic         root_write_i,
  output word_t        root_o,
  // What it drives, and what others see.
  output bus_t         bus_o,
  output word_t        form_o,      // as this cycle leaves it
  output word_t        operands_o
);

  typedef enum logic [2:0] {
    ActNone,
    ActMalformed,
    ActFetch,       // the object at `wanted`, which the form must have there
    ActFetchPair,   // the pair or cell at `wanted`
    ActStoreGlobal  // into the value cell of the symbol object
  } action_e;

  `include "cc_define_regs.svh"

  define_state_e state_next;
  logic [3:0]    number_next;
  logic [1:0]    offset_next;

  action_e       action;
  define_state_e next;          // where a fetch goes on
  word_t         wanted;        // what it fetches
  word_t         header, field1, field2, field3;
  logic          is_cons, is_name;
  logic          is_lambda, is_define, is_set, is_defmacro;
  logic          is_shorthand;  // (name . parameters)
  logic          is_last;       // a cell without successor
  logic          names;         // the first cell of a plain parameter list
  logic          resumes;
  logic          is_inner;      // a name is bound in an environment that is not the global one
  logic          is_flagged;    // a symbol object of whose function something is known
  logic          hides;         //   which a binding hides
  word_t         cell_header;   // of an environment; with notes something depends on it
  define_state_e binds;         // where that begins
  logic          looks;         // what is noted in the cell of the value's expression counts
  logic          is_valued;     // the value is known: it is bound or set
  logic          defines;       // it is bound
  word_t         new_value;
  word_t         name;          // that gets it

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
  assign names = names_a_parameter(header, field3[0], notes_i);
  assign is_inner = env_i != Nil;
  assign is_flagged = is_marked(header);
  assign hides = straps_i.lisp1 && is_pinned(header);
  assign cell_header = notes_i.on ? part(word_t'(HeaderCons)) : word_t'(HeaderCons);
  assign binds = !is_inner ? StGlobalSymbol : notes_i.on ? StScopeBare : StScopeHead;

  // The value of a `define` or `set!` needs no frame, or comes from one.
  assign looks = state_q == StDefineValue && is_last && notes_i.on;
  assign is_valued = (looks && looked_i.look == LookValue) ||
                     (state_q == StDefineComputed && computed_i.valid) || state_q == StValued ||
                     resumes;
  assign defines = state_q == StResumeDefine || (state_q != StResumeSet && is_define);
  assign name = resumes ? stack_i.top.operator_word : symbol_q;

  always_comb begin
    unique case (state_q)
      StDefineValue:    new_value = looked_i.value;
      StDefineComputed: new_value = computed_i.value;
      StValued:         new_value = value_q;
      default:          new_value = stack_i.result;
    endcase
  end

  // What the state does.
  always_comb begin
    action = ActNone;
    next   = state_q;
    wanted = Nil;
    unique case (state_q)
      StDefine: begin
        if (!notes_i.pending) action = ActFetch;
        wanted = operands_q;
        next   = StDefineOperand;
      end
      StDefineOperand: begin
        action = is_cons ? ActFetch : ActMalformed;
        wanted = is_lambda ? field2 : field1;
        next   = is_lambda ? StBody : StDefineName;
        if (is_lambda && notes_i.on && is_address(field1) && is_address(field2)) begin
          wanted = field1;
          next   = StLambdaParameters;
        end
      end
      StLambdaParameters: begin
        action = ActFetch;
        wanted = body_q;
        next   = StBody;
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
      StDefineValue: begin
        if (!is_last) action = ActMalformed;
        else if (looks && looked_i.look == LookCompute) action = ActFetch;
        wanted = field1;
        next   = StDefineComputed;
      end
      StDefineAgain: begin
        action = ActFetch;
        wanted = operands_q;
        next   = StDefineValue;
      end
      StBody:        if (!is_cons) action = ActMalformed;
      StBindFunction: begin
        action = (is_define && is_inner && !notes_i.on) ? ActFetchPair : ActFetch;
        wanted = (is_define && is_inner) ? env_i : symbol_q;
        next   = is_define ? binds : StFunctionSymbol;
      end
      StScopeCell: begin
        action = ActFetchPair;
        wanted = env_i;
        next   = StScopeHead;
      end
      StScopePair: begin
        if (header != symbol_q && notes_i.on) action = ActFetch;
        wanted = symbol_q;
        next   = StScopeSymbol;
      end
      StScopeSymbol: begin
        action = ActFetch;
        wanted = field1;
        next   = StScopeObject;
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
        if (field2 != word_t'(AddrUnbound) || (!straps_i.lisp1 && field3 != Nil)) begin
          action = is_flagged ? ActFetch : ActStoreGlobal;
          wanted = pair_q;
          next   = StGlobalBare;
        end
      end
      StGlobalSymbol: begin
        action = notes_i.on ? ActFetch : ActStoreGlobal;
        wanted = field1;
        next   = StGlobalBare;
      end
      StFunctionSymbol: begin
        if (notes_i.on) action = ActFetch;
        wanted = field1;
        next   = StGlobalBare;
      end
      StStoreGlobal: if (offset_q != 2'd3) action = ActStoreGlobal;
      default: ;
    endcase
    if (is_valued) begin
      action = (is_inner && !(defines && notes_i.on)) ? ActFetchPair : ActFetch;
      wanted = is_inner ? env_i : name;
      next   = defines ? binds : is_inner ? StSetSpine : StSetSymbol;
    end
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
          new_word1       = field1;
          new_word3       = field2;
          new_extra       = operands_q;
        end
        StDefineParameters: begin
          step.parameters = is_cons;
          step.body       = is_cons;
          new_word3       = field1;
          new_extra       = field2;
        end
        StDefineValue: begin
          step.value = is_last;
          new_extra  = field1;
        end
        StDefineComputed: new_extra = field2;
        StBody: begin
          step.body = is_last;
          new_extra = field1;
        end
        StWrapBody: begin
          step.body = 1'b1;
          new_extra = place_i;
        end
        StMakeFunction: begin
          step.value = 1'b1;
          new_extra  = place_i;
        end
        StNewPair, StNewCell: begin
          step.pair = 1'b1;
          new_extra = place_i;
        end
        StScopeHead, StSetSpine: begin
          step.pair    = 1'b1;
          step.binding = 1'b1;
          new_extra    = header;
          new_word2    = field1;
        end
        StScopeSymbol, StSetSymbol, StGlobalSymbol, StFunctionSymbol: begin
          step.pair = 1'b1;
          new_extra = field1;
        end
        default: ;
      endcase
      if (is_valued) begin
        step.form     = 1'b1;
        step.operands = resumes;
        step.symbol   = resumes;
        step.value    = 1'b1;
        step.binding  = !defines;
        new_word1     = stack_i.top.operator_word;
        new_extra     = new_value;
        new_word2     = env_i;
      end
    end
  end

  always_comb begin
    load = step_i ? step : '0;
    if (edge_i.form.start) begin
      load.form     = 1'b1;
      load.operands = 1'b1;
    end
    if (writes_form) load.form = 1'b1;
    if (writes_operands) load.operands = 1'b1;
    if (writes_symbol) load.symbol = 1'b1;
    if (writes_parameters) load.parameters = 1'b1;
    if (writes_body) load.body = 1'b1;
    if (writes_value) load.value = 1'b1;
    if (writes_binding) load.binding = 1'b1;
    if (writes_pair) load.pair = 1'b1;
  end

  // The small registers.
  always_comb begin
    number_next = number_q;
    offset_next = offset_q;
    unique case (state_q)
      StResumeDefine: number_next = SpecDefine;
      StResumeSet:    number_next = SpecSet;
      StScopePair, StSetPair, StSetSymbol, StGlobalSymbol: offset_next = 2'd2;
      StFunctionSymbol: offset_next = straps_i.lisp1 ? 2'd2 : 2'd3;
      default: ;
    endcase
    if ((state_q == StScopePair || state_q == StSetPair) && header != symbol_q) begin
      offset_next = offset_q;
    end
  end

  // The bus and `state`.
  always_comb begin
    state_next   = state_q;
    bus_o.drive  = '0;
    bus_o.value  = '0;
    bus_o.base   = '0;
    bus_o.offset = '0;
    bus_o.words  = {new_word3, new_word2, new_word1, Nil};
    if (token_i) begin
      unique case (state_q)
        StDefine: if (notes_i.pending) bus_o.drive = command(CmdStoreLocals);
        StDefineValue: begin
          if (is_last) state_next = StPushValue;
          if (looks && looked_i.look == LookLoad) bus_o.drive = command(CmdLoadLocals);
          if (looks && looked_i.look == LookNote) begin
            bus_o.value = operands_q;
            bus_o.drive = look_at(RoleOperand);
            state_next  = StDefineAgain;
          end
        end
        StDefineComputed: begin
          state_next = StPushValue;
          if (computed_i.inlines) begin
            bus_o.drive = start_inline(computed_i.operation);
            state_next  = StDefineComputed;
          end
        end
        StPushValue: begin
          bus_o.value    = value_q;
          bus_o.words[1] = symbol_q;
          bus_o.words[2] = operands_q;
          bus_o.drive    = command(CmdMakeRoom);
          if (stack_i.room) bus_o.drive = push_frame(is_set ? RetSet : RetDefine, CmdPushEval);
        end
        StBody: if (is_cons) state_next = (field2 == Nil) ? StMakeFunction : StWrapBody;
        StWrapBody: begin
          bus_o.value    = place_i;
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = word_t'(HeaderCons);
          bus_o.words[1] = word_t'(AddrBegin);
          bus_o.words[2] = body_q;
          bus_o.words[3] = word_t'({SpecBegin, 1'b1});
          bus_o.drive    = allocate_words(3'd3, CmdStay);
          if (notes_i.on) begin
            bus_o.words[0] = noted(word_t'(HeaderCons), NoteForm, notes_i);
            bus_o.drive    = allocate_words(3'd4, CmdStay);
          end
          state_next     = StMakeFunction;
        end
        StMakeFunction: begin
          bus_o.value    = place_i;
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = word_t'(HeaderFunctionClosure);
          if (env_i == Nil) bus_o.words[0] = word_t'(HeaderFunctionLambda);
          if (is_defmacro) bus_o.words[0] = word_t'(HeaderFunctionMacro);
          if (arity_q != '0) bus_o.words[0] = with_arity(bus_o.words[0], arity_q, notes_i);
          bus_o.words[1] = body_q;
          bus_o.words[2] = parameters_q;
          bus_o.words[3] = env_i;
          bus_o.drive    = allocate_words(3'd4, is_lambda ? CmdReturn : CmdStay);
          if (!is_lambda) state_next = StBindFunction;
        end
        StScopeBare: begin
          bus_o.base     = env_i;
          bus_o.words[0] = had_locals(header) ? outdated(header) : part(bare(header));
          bus_o.drive    = write_words(3'd1, is_part(header) ? CmdInvalidate : CmdForgetLocals);
          state_next     = StScopeCell;
        end
        StScopePair: state_next = (header == symbol_q) ? StStoreOne : StNewPair;
        StScopeObject: begin
          bus_o.base     = pair_q;
          bus_o.words[0] = bound(header);
          if (!header[BitBound]) bus_o.drive = write_words(3'd1, hides ? CmdInvalidate : CmdStay);
          state_next = StNewPair;
        end
        StNewPair: begin
          bus_o.value    = place_i;
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = cell_header;
          bus_o.words[1] = symbol_q;
          bus_o.words[2] = value_q;
          bus_o.drive    = allocate_words(3'd3, CmdStay);
          state_next     = StNewCell;
        end
        StNewCell: begin
          bus_o.value    = place_i;
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = cell_header;
          bus_o.words[1] = pair_q;
          bus_o.words[2] = binding_q;
          bus_o.drive    = allocate_words(3'd3, CmdStay);
          state_next     = StLinkCell;
        end
        StLinkCell: begin
          bus_o.value    = is_set ? value_q : symbol_q;
          bus_o.base     = env_i;
          bus_o.offset   = word_t'(2);
          bus_o.words[0] = pair_q;
          bus_o.drive    = store_words(3'd1, CmdReturn);
        end
        StSetPair: state_next = StStoreOne;
        StSetGlobal: begin
          bus_o.value = symbol_q;
          bus_o.drive = raise_fault(TrapUnbound);
        end
        StGlobalKind: begin
          state_next = (type_of(header[7:0]) == TypeFunction) ? StStoreBoth : StStoreOne;
        end
        StGlobalBare: begin
          bus_o.base     = pair_q;
          bus_o.words[0] = replaced(header);
          if (is_flagged) begin
            bus_o.drive = write_words(3'd1, is_pinned(header) ? CmdInvalidate : CmdStay);
          end
          state_next = StStoreGlobal;
        end
        StFunctionSymbol, StStoreGlobal: state_next = StStoreOne;
        StStoreOne, StStoreBoth: begin
          bus_o.value    = is_set ? value_q : symbol_q;
          bus_o.base     = pair_q;
          bus_o.offset   = word_t'(offset_q);
          bus_o.words[0] = value_q;
          bus_o.words[1] = value_q;
          bus_o.drive    = store_words((state_q == StStoreBoth) ? 3'd2 : 3'd1, CmdReturn);
        end
        default: ;
      endcase

      unique case (action)
        ActMalformed: begin
          bus_o.value = form_o;
          bus_o.drive = raise_fault(TrapBadSyntax);
          state_next  = state_q;
        end
        ActFetch: begin
          bus_o.base  = wanted;
          bus_o.value = form_o;
          if (wanted[0] || wanted == Nil) begin
            bus_o.drive = raise_fault(TrapBadSyntax);
          end else begin
            bus_o.drive = fetch_object();
            state_next  = next;
          end
        end
        ActFetchPair: begin
          bus_o.base   = wanted;
          bus_o.value  = form_o;
          bus_o.offset = word_t'(1);
          bus_o.drive  = fetch_words(3'd2);
          state_next   = next;
        end
        ActStoreGlobal: begin
          bus_o.base = value_q;
          if (!straps_i.lisp1 && !value_q[0] && value_q != Nil) begin
            bus_o.drive = fetch_object();
            state_next  = StGlobalKind;
          end else begin
            bus_o.drive = command(CmdStay);
            state_next  = StStoreOne;
          end
        end
        default: ;
      endcase
    end
  end

  // The registers.
  always_comb begin
    `CC_DEFINE_KEEP
    if (step_i) begin
      state_d  = state_next;
      number_d = number_next;
      offset_d = offset_next;
      if (state_q == StDefineOperand && is_cons) arity_d = '0;
      if (state_q == StLambdaParameters && is_cons && names) arity_d = field3[2:1];
    end
    if (edge_i.again) state_d = StDefineValue;
    if (edge_i.not_valued) state_d = StPushValue;
    if (edge_i.form.start) begin
      state_d  = edge_i.form.reads ? StDefineOperand : StDefine;
      number_d = edge_i.form.number;
    end
    if (edge_i.form.resume) begin
      state_d = (stack_i.top.return_state == RetSet) ? StResumeSet : StResumeDefine;
    end
    if (load.form) form_d = bus_i.value;
    if (load.operands) operands_d = (step_i && resumes) ? bus_i.value : bus_i.extra;
    if (load.symbol) symbol_d = bus_i.words[1];
    if (load.parameters) parameters_d = bus_i.words[3];
    if (load.body) body_d = bus_i.extra;
    if (load.value) value_d = bus_i.extra;
    if (edge_i.valued) begin
      value_d = bus_i.value;
      state_d = StValued;
    end
    if (load.binding) binding_d = bus_i.words[2];
    if (load.pair) pair_d = bus_i.extra;
  end

  assign bus_o.extra = new_extra;
  assign form_o = resumes ? stack_i.top.arguments : is_valued ? operands_q : form_q;
  assign operands_o = operands_q;

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StStoreBoth);

endmodule
