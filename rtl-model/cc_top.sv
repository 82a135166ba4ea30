// The machine: the units and the wires between them, no logic.
//
// The ports of a unit stand in the same order everywhere: clock, reset and straps; the token; what
// commands load; what it sees of others; the root port; what it drives, and what others see of it.
module cc_top
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
#(
  parameter string Image = ""  // bank b has the words of <Image>b.hex; without: what it had
) (
  input  logic       clk_i,
  input  logic       rst_ni,
  input  straps_t    straps_i,
  input  from_host_t host_i,
  output to_host_t   host_o,
  output halt_e      halt_o
);

  // The token, the bus, the edge.
  logic  [NumUnits-1:0] token, step;
  unit_e                owner, evaluator, client;
  cycle_t               cycle;
  bus_t                 eval_bus, fetch_object_bus, eval_args_bus, apply_bus;  // what each drives
  bus_t                 primitive_bus, special_bus, define_bus, clink_bus, alu_bus, trap_bus;
  bus_t                 note_bus, inline_bus, digits_bus, fpu_bus, sweeper_bus;
  bus_t                 bus;
  edge_t                at_edge;

  // The memory, its allocator, the sweeper.
  logic    at_once;
  layout_t layout;
  reply_t  reply;
  words_t  memory_words;
  heap_t   heap;
  sweep_t  sweep;
  swept_t  swept;

  // The root port: a register by its number.
  root_t                root;
  logic                 root_write;
  word_t [NumUnits-1:0] roots;
  word_t                root_word;

  // What units see of each other.
  words_t           fetched;
  gathering_t       gathering;
  logic             unused_done;
  word_t            env, expr, combination, arguments, rest, special_form, define_form, vector;
  word_t            special_operands, second, pending, define_operands, args_function;
  word_t            inline_rest, operand_list, applied;
  notes_t           notes;
  looked_t          looked;
  computed_t        computed;
  application_t     application;
  unit_e            inline_client;
  logic             interrupts, fits, completes, spills, tests;
  sink_e            sink;
  logic [2:0]       count;
  operands_t        arriving_operands, operands;
  stack_t           stack;
  fault_t           fault;
  logic             reserve_used;
  alu_request_t     alu_request;
  alu_result_t      alu_result;
  float_request_t   float_request;
  float_result_t    float_result;
  console_request_t console_request;
  console_t         console;
  logic             idle;

  assign at_once = Banks == 4 && straps_i.latency == 4'd1;

  // Who has no root register.
  assign {roots[UnitHalted], roots[UnitFetchObject], roots[UnitAlu], roots[UnitInline],
          roots[UnitDigits], roots[UnitFpu], roots[UnitSweeper]} = '0;

  cc_layout u_layout (.straps_i, .layout_o(layout));

  cc_arbiter u_arbiter (
    .clk_i, .rst_ni,
    .edge_i(at_edge.arbiter), .resume_i(swept.resumes), .value_i(bus.value), .idle_i(idle),
    .token_o(token), .owner_o(owner), .evaluator_o(evaluator), .client_o(client), .cycle_o(cycle), .halt_o
  );

  cc_bus u_bus (
    .eval_i(eval_bus), .fetch_object_i(fetch_object_bus), .eval_args_i(eval_args_bus),
    .apply_i(apply_bus), .primitive_i(primitive_bus), .special_i(special_bus),
    .define_i(define_bus), .clink_i(clink_bus), .alu_i(alu_bus), .trap_i(trap_bus),
    .note_i(note_bus), .inline_i(inline_bus), .digits_i(digits_bus), .fpu_i(fpu_bus),
    .sweeper_i(sweeper_bus), .roots_i(roots),
    .bus_o(bus), .root_word_o(root_word)
  );

  cc_edge u_edge (
    .straps_i,
    .at_once_i(at_once),
    .token_i(token), .owner_i(owner), .evaluator_i(evaluator), .client_i(client),
    .bus_i(bus), .reply_i(reply), .collected_i(heap.collected), .exhausted_i(swept.exhausted),
    .interrupt_i(interrupts), .operator_i(combination), .rest_i(rest), .fits_i(fits),
    .completes_i(completes), .function_i(args_function),
    .x_i(operands.x), .env_i(env), .notes_i(notes), .special_operands_i(special_operands),
    .second_i(second), .pending_i(pending), .define_operands_i(define_operands), .tests_i(tests),
    .inline_client_i(inline_client), .inline_rest_i(inline_rest), .spills_i(spills),
    .field1_i(fetched[1]), .sink_i(sink), .stack_i(stack),
    .expr_i(expr), .arguments_i(arguments),
    .special_form_i(special_form), .define_form_i(define_form),
    .edge_o(at_edge), .step_o(step)
  );

  cc_memory #(.Image(Image)) u_memory (
    .clk_i, .rst_ni, .straps_i,
    .release_i(at_edge.release_reserve), .out_i(at_edge.out), .bus_i(bus), .read_i(at_edge.read),
    .layout_i(layout), .sweep_i(sweep),
    .reply_o(reply), .words_o(memory_words), .heap_o(heap)
  );

  cc_fetch_object u_fetch_object (
    .clk_i, .rst_ni, .straps_i,
    .at_once_i(at_once), .gather_i(token[UnitFetchObject]),
    .start_i(at_edge.read.start), .address_i(at_edge.read.address), .extent_i(at_edge.read.extent),
    .words_i(memory_words),
    .bus_o(fetch_object_bus), .fetched_o(fetched),
    .done_o(unused_done), .gathering_o(gathering)
  );

  cc_eval u_eval (
    .clk_i, .rst_ni, .straps_i, .interrupt_i(host_i.interrupts),
    .token_i(token[UnitEval]),
    .edge_i(at_edge.eval), .bus_i(bus),
    .fetched_i(fetched), .operands_i(operands), .stack_i(stack), .pending_i(pending),
    .root_i(root), .root_write_i(root_write), .root_o(roots[UnitEval]),
    .bus_o(eval_bus), .interrupt_o(interrupts), .env_o(env), .expr_o(expr),
    .operator_o(combination), .sink_o(sink), .notes_o(notes)
  );

  cc_eval_args u_eval_args (
    .clk_i, .rst_ni,
    .token_i(token[UnitEvalArgs]), .step_i(step[UnitEvalArgs]),
    .edge_i(at_edge.eval_args), .bus_i(bus),
    .fetched_i(fetched), .stack_i(stack), .place_i(heap.place),
    .looked_i(looked), .computed_i(computed),
    .root_i(root), .root_write_i(root_write), .root_o(roots[UnitEvalArgs]),
    .bus_o(eval_args_bus), .operands_o(arriving_operands),
    .arguments_o(arguments), .rest_o(rest), .fits_o(fits), .completes_o(completes),
    .function_o(args_function), .count_o(count)
  );

  cc_apply u_apply (
    .clk_i, .rst_ni, .straps_i,
    .token_i(token[UnitApply]), .step_i(step[UnitApply]),
    .edge_i(at_edge.apply), .bus_i(bus),
    .fetched_i(fetched), .stack_i(stack), .place_i(heap.place), .notes_i(notes), .env_i(env),
    .args_i(arriving_operands), .args_function_i(args_function), .arguments_i(arguments),
    .alu_i(alu_result), .float_i(float_result), .fault_i(fault), .vector_i(vector),
    .root_i(root), .root_write_i(root_write), .root_o(roots[UnitApply]),
    .bus_o(apply_bus), .operands_o(operands), .list_o(operand_list), .function_o(applied), .spills_o(spills), .alu_o(alu_request),
    .float_o(float_request)
  );

  cc_alu u_alu (
    .clk_i, .rst_ni,
    .token_i(token[UnitAlu]),
    .edge_i(at_edge.alu),
    .data_i(fetched[1]), .operands_i(operands), .request_i(alu_request),
    .bus_o(alu_bus), .alu_o(alu_result)
  );

  cc_float u_float (
    .clk_i, .rst_ni,
    .token_i(token[UnitFpu]),
    .edge_i(at_edge.fpu),
    .fetched_i(fetched), .request_i(float_request),
    .bus_o(fpu_bus), .result_o(float_result)
  );

  cc_primitive u_primitive (
    .clk_i, .rst_ni,
    .token_i(token[UnitPrimitive]), .step_i(step[UnitPrimitive]),
    .edge_i(at_edge.data), .bus_i(bus),
    .fetched_i(fetched), .place_i(heap.place), .notes_i(notes),
    .operands_i(operands), .cycle_i(cycle), .console_i(console),
    .root_i(root), .root_write_i(root_write), .root_o(roots[UnitPrimitive]),
    .bus_o(primitive_bus), .console_o(console_request)
  );

  cc_special u_special (
    .clk_i, .rst_ni,
    .token_i(token[UnitSpecial]), .step_i(step[UnitSpecial]),
    .edge_i(at_edge.special), .bus_i(bus),
    .fetched_i(fetched), .stack_i(stack), .place_i(heap.place),
    .notes_i(notes), .looked_i(looked), .computed_i(computed),
    .root_i(root), .root_write_i(root_write), .root_o(roots[UnitSpecial]),
    .bus_o(special_bus), .form_o(special_form), .operands_o(special_operands),
    .second_o(second), .pending_o(pending), .tests_o(tests)
  );

  cc_define u_define (
    .clk_i, .rst_ni, .straps_i,
    .token_i(token[UnitDefine]), .step_i(step[UnitDefine]),
    .edge_i(at_edge.define), .bus_i(bus),
    .fetched_i(fetched), .stack_i(stack), .place_i(heap.place), .env_i(env),
    .notes_i(notes), .looked_i(looked), .computed_i(computed),
    .root_i(root), .root_write_i(root_write), .root_o(roots[UnitDefine]),
    .bus_o(define_bus), .form_o(define_form), .operands_o(define_operands)
  );

  cc_clink u_clink (
    .clk_i, .rst_ni,
    .token_i(token[UnitClink]), .step_i(step[UnitClink]),
    .edge_i(at_edge.clink), .bus_i(bus), .count_i(count),
    .fetched_i(fetched), .place_i(heap.place), .env_i(env), .pending_i(notes.pending),
    .root_i(root), .root_write_i(root_write), .root_o(roots[UnitClink]),
    .bus_o(clink_bus), .stack_o(stack)
  );

  cc_trap u_trap (
    .clk_i, .rst_ni,
    .token_i(token[UnitTrap]),
    .edge_i(at_edge.trap), .bus_i(bus),
    .stack_i(stack), .swept_i(swept),
    .root_i(root), .root_write_i(root_write), .root_o(roots[UnitTrap]),
    .bus_o(trap_bus), .fault_o(fault), .vector_o(vector), .reserve_used_o(reserve_used)
  );

  cc_note u_note (
    .clk_i, .rst_ni, .straps_i,
    .token_i(token[UnitNote]), .step_i(step[UnitNote]),
    .edge_i(at_edge.note), .bus_i(bus),
    .fetched_i(fetched), .gathering_i(gathering), .notes_i(notes),
    .root_i(root), .root_write_i(root_write), .root_o(roots[UnitNote]),
    .bus_o(note_bus)
  );

  cc_inline u_inline (
    .clk_i, .rst_ni,
    .token_i(token[UnitInline]),
    .edge_i(at_edge.inlined), .bus_i(bus),
    .fetched_i(fetched), .looked_i(looked), .computed_i(computed),
    .bus_o(inline_bus), .client_o(inline_client), .rest_o(inline_rest),
    .application_o(application)
  );

  cc_digits u_digits (
    .clk_i, .rst_ni,
    .token_i(token[UnitDigits]), .step_i(step[UnitDigits]),
    .edge_i(at_edge.digits),
    .fetched_i(fetched), .operands_i(operands), .list_i(operand_list), .function_i(applied),
    .bus_o(digits_bus)
  );

  cc_look u_look (
    .header_i(fetched[0]), .expression_i(fetched[1]), .note_i(fetched[3]), .notes_i(notes),
    .looked_o(looked)
  );

  cc_compute u_compute (
    .header_i(fetched[0]), .note_i(fetched[3]), .notes_i(notes), .application_i(application),
    .computed_o(computed)
  );

  cc_sweeper u_sweeper (
    .clk_i, .rst_ni, .straps_i,
    .token_i(token[UnitSweeper]),
    .edge_i(at_edge.sweeper), .release_i(at_edge.release_reserve), .bus_i(bus),
    .layout_i(layout), .reply_i(reply), .words_i(memory_words), .heap_i(heap),
    .reserve_used_i(reserve_used),
    .root_word_i(root_word), .root_o(root), .root_write_o(root_write),
    .bus_o(sweeper_bus), .swept_o(swept), .sweep_o(sweep)
  );

  cc_console u_console (
    .clk_i, .rst_ni,
    .request_i(console_request), .host_i,
    .console_o(console), .idle_o(idle), .host_o
  );

endmodule
