// The machine: the units and the wires between them, no logic.
//
// The straps are constant from reset on; a chip ties them.
module cc_top
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;#(
  parameter string Image       = ""   // bank b has the words of <Image>b.hex; without: what it had
) (
  input  logic                 clk_i,
  input  logic                 rst_ni,
  // Straps.
  input  logic [3:0]           latency_i,      // 1 to 8
  input  logic [1:0]           collector_i,    // a collector_e
  input  logic [1:0]           barrier_i,      // a barrier_e
  input  logic                 lisp1_i,
  input  logic [31:0]          gc_every_i,
  input  address_t             image_words_i,  // even
  input  word_t                entry_i,
  // The host: it interrupts the program, and is at the other end of the channels.
  input  logic                 interrupt_i,
  input  logic                 rx_valid_i,
  input  logic [7:0]           rx_data_i,
  input  logic                 rx_end_i,
  input  logic                 tx_ready_i,     // a byte can be sent; else a write waits
  output logic                 rx_ready_o,
  output logic                 rx_channel_o,   // whose byte: 0 the console's, 1 the host's
  output logic                 tx_valid_o,
  output logic                 tx_channel_o,
  output logic [7:0]           tx_data_o,
  output logic [1:0]           halt_o          // a halt_e
);


  // The token and the bus.
  logic   [NumUnits-1:0] token;
  logic                  go;
  unit_e                 owner, evaluator;
  logic   [NumUnits-1:0][$bits(drive_t)-1:0] drives;
  logic [NumUnits-1:0][WordBits-1:0]      values, extras, bases, offsets, roots;
  logic [NumUnits-1:0][3:0][WordBits-1:0] words;
  drive_t                                 drive;
  word_t                                  value, extra, base, offset, root_word;
  words_t                                 bus_words;

  // The edge.
  logic [NumUnits-1:0] resume;
  logic     give, lend, give_back, collect, halt;
  cause_e   collect_cause;
  unit_e    unit;
  halt_e    reason, halted;
  logic     eval, combination, enter, restore, args, take, save, forget;
  logic     apply, apply_args, apply_trap;
  sink_e    eval_sink;
  purpose_e save_purpose;
  logic     builtin, special, define, fetch, load_number, divide;
  logic [3:0] form_number;
  logic     make_room, push, give_value, pop, reload, unwind, continues, rewind;
  logic     fault, throw, set_vector, release_reserve, out;
  trap_e    fault_cause;
  word_t    fault_culprit, origin;

  // What units see of each other.
  words_t                   fetched, memory_words;
  logic                     grant, refused, tortured, collected;
  address_t                 free, memory_end, wanted, old;
  logic                     paged;
  logic [NumPages-1:0]      unprotected;
  address_t                 nursery, nursery_words, spaces, space_words, old_new, old_end_new;
  logic                     caught, sweep, admit, pending, old_moves, forgets, admits;
  word_t                    admitted;
  word_t                    address, new_object;
  word_t                    env, expr, arguments, special_form, define_form;
  sink_e                    sink;
  word_t                    args_x, args_y, args_z;
  logic [1:0]               args_held;
  logic [2:0]               args_count, frame_count;
  word_t                    x, y, z;
  return_state_e            frame_state;
  word_t                    frame_operator, frame_arguments, frame_values, frame_environment;
  word_t                    result, clink;
  logic                     full;
  trap_e                    trap_cause;
  word_t                    culprit, vector;
  logic                     reserve_used;
  logic [7:0]               alu_primitive;
  logic                     second;
  word_t                    alu_result, divided;
  logic                     overflow, holds, a_zero, b_zero, divided_overflow;
  cycle_t                   cycle;
  logic                     input_valid, input_ended, idle, read, channel;
  logic                     output_valid, output_sent;
  logic [1:0]               held;
  logic [7:0]               input_byte, output_byte;
  logic [5:0]               root;
  logic                     root_write;
  logic                     swept, exhausted, rearm, armed, ended, block, space;
  address_t                 base_new, free_new, limit_new, end_new;
  logic                     fetch_done;
  words_t                   unused_arriving;
  word_t                    unused_address;
  logic [2:0]               unused_extent, unused_wait, unused_gathered, unused_arrived;

  assign halt_o = halted;

  // Who does not drive a part of the bus.
  assign drives[UnitHalted] = '0;
  assign values[UnitHalted] = '0;
  assign extras[UnitHalted] = '0;
  assign bases[UnitHalted] = '0;
  assign offsets[UnitHalted] = '0;
  assign words[UnitHalted] = '0;
  assign roots[UnitHalted] = '0;
  assign drives[UnitFetchObject] = fetch_done ? command(CmdDone) : '0;
  assign values[UnitFetchObject] = '0;
  assign extras[UnitFetchObject] = '0;
  assign words[UnitFetchObject] = '0;
  assign roots[UnitFetchObject] = '0;
  assign extras[UnitPrimitive] = '0;
  assign values[UnitAlu] = '0;
  assign extras[UnitAlu] = '0;
  assign bases[UnitAlu] = '0;
  assign offsets[UnitAlu] = '0;
  assign words[UnitAlu] = '0;
  assign roots[UnitAlu] = '0;
  assign bases[UnitTrap] = '0;
  assign offsets[UnitTrap] = '0;
  assign extras[UnitSweeper] = values[UnitSweeper];  // a root register loads either
  assign roots[UnitSweeper] = '0;

  cc_layout u_layout (
    .collector_i    (collector_e'(collector_i)),
    .barrier_i      (barrier_e'(barrier_i)),
    .image_words_i,
    .paged_o        (paged),
    .nursery_o      (nursery),
    .nursery_words_o(nursery_words),
    .spaces_o       (spaces),
    .space_words_o  (space_words)
  );

  cc_arbiter u_arbiter (
    .clk_i,
    .rst_ni,
    .give_i     (give),
    .lend_i     (lend),
    .give_back_i(give_back),
    .collect_i  (collect),
    .resume_i   (swept && !exhausted),
    .unit_i     (unit),
    .halt_i     (halt),
    .reason_i   (reason),
    .value_i    (value),
    .idle_i     (idle),
    .token_o    (token),
    .owner_o    (owner),
    .evaluator_o(evaluator),
    .halt_o     (halted),
    .cycle_o    (cycle)
  );

  cc_bus u_bus (
    .drives_i (drives),
    .values_i (values),
    .extras_i (extras),
    .bases_i  (bases),
    .offsets_i(offsets),
    .words_i  (words),
    .roots_i  (roots),
    .drive_o  (drive),
    .value_o  (value),
    .extra_o  (extra),
    .base_o   (base),
    .offset_o (offset),
    .words_o  (bus_words),
    .root_o   (root_word)
  );

  cc_edge u_edge (
    .collector_i    (collector_e'(collector_i)),
    .barrier_i      (barrier_e'(barrier_i)),
    .owner_i        (owner),
    .evaluator_i    (evaluator),
    .drive_i        (drive),
    .value_i        (value),
    .grant_i        (grant),
    .refused_i      (refused),
    .caught_i       (caught),
    .tortured_i     (tortured),
    .collected_i    (collected),
    .exhausted_i    (exhausted),
    .field1_i       (fetched[1]),
    .sink_i         (sink),
    .expr_i         (expr),
    .arguments_i    (arguments),
    .special_form_i (special_form),
    .define_form_i  (define_form),
    .full_i         (full),
    .clink_i        (clink),
    .return_state_i (frame_state),
    .frame_count_i  (frame_count),
    .go_o           (go),
    .give_o         (give),
    .lend_o         (lend),
    .give_back_o    (give_back),
    .collect_o      (collect),
    .sweep_o        (sweep),
    .admit_o        (admit),
    .cause_o        (collect_cause),
    .unit_o         (unit),
    .halt_o         (halt),
    .reason_o       (reason),
    .eval_o         (eval),
    .sink_o         (eval_sink),
    .combination_o  (combination),
    .enter_o        (enter),
    .restore_o      (restore),
    .args_o         (args),
    .take_o         (take),
    .save_o         (save),
    .purpose_o      (save_purpose),
    .forget_o       (forget),
    .apply_o        (apply),
    .apply_args_o   (apply_args),
    .apply_trap_o   (apply_trap),
    .primitive_o    (builtin),
    .special_o      (special),
    .define_o       (define),
    .form_number_o  (form_number),
    .fetch_o        (fetch),
    .load_number_o  (load_number),
    .divide_o       (divide),
    .make_room_o    (make_room),
    .push_o         (push),
    .return_o       (give_value),
    .pop_o          (pop),
    .reload_o       (reload),
    .unwind_o       (unwind),
    .continue_o     (continues),
    .rewind_o       (rewind),
    .resume_o       (resume),
    .fault_o        (fault),
    .throw_o        (throw),
    .fault_cause_o  (fault_cause),
    .fault_culprit_o(fault_culprit),
    .origin_o       (origin),
    .set_vector_o   (set_vector),
    .release_o      (release_reserve),
    .out_o          (out)
  );

  cc_memory #(
    .Image      (Image)
  ) u_memory (
    .clk_i,
    .rst_ni,
    .latency_i,
    .collector_i  (collector_e'(collector_i)),
    .barrier_i    (barrier_e'(barrier_i)),
    .gc_every_i,
    .nursery_i    (nursery),
    .nursery_words_i(nursery_words),
    .spaces_i     (spaces),
    .space_words_i(space_words),
    .op_i         (drive.op),
    .store_i      (drive.store),
    .count_i      (drive.count),
    .base_i       (base),
    .offset_i     (offset),
    .words_i      (bus_words),
    .grant_o      (grant),
    .refused_o    (refused),
    .caught_o     (caught),
    .tortured_o   (tortured),
    .address_o    (address),
    .words_o      (memory_words),
    .release_i    (release_reserve),
    .out_i        (out),
    .block_i      (block),
    .space_i      (space),
    .collected_i  (ended),
    .pending_i    (pending),
    .base_new_i   (base_new),
    .free_new_i   (free_new),
    .limit_new_i  (limit_new),
    .end_new_i    (end_new),
    .old_i        (old_moves),
    .old_new_i    (old_new),
    .old_end_new_i(old_end_new),
    .forget_i     (forgets),
    .remember_i   (admits),
    .object_i     (admitted),
    .new_o        (new_object),
    .old_o        (old),
    .free_o       (free),
    .end_o        (memory_end),
    .wanted_o     (wanted),
    .unprotected_o(unprotected),
    .collected_o  (collected)
  );

  cc_fetch_object u_fetch_object (
    .clk_i,
    .rst_ni,
    .latency_i,
    .start_i   (fetch),
    .address_i (address),
    .extent_i  (drive.count),
    .gather_i  (token[UnitFetchObject]),
    .words_i   (memory_words),
    .done_o    (fetch_done),
    .base_o    (bases[UnitFetchObject]),
    .offset_o  (offsets[UnitFetchObject]),
    .fetched_o (fetched),
    .arriving_o(unused_arriving),
    .address_o (unused_address),
    .extent_o  (unused_extent),
    .wait_o    (unused_wait),
    .gathered_o(unused_gathered),
    .arrived_o (unused_arrived)
  );

  cc_eval u_eval (
    .clk_i,
    .rst_ni,
    .lisp1_i,
    .interrupt_i,
    .entry_i,
    .token_i            (token[UnitEval]),
    .start_i            (eval),
    .start_sink_i       (eval_sink),
    .combination_i      (combination),
    .resume_i           (resume[UnitEval]),
    .enter_i            (enter),
    .restore_i          (restore),
    .value_i            (value),
    .extra_i            (extra),
    .words_i            (bus_words[3:1]),
    .fetched_i          (fetched),
    .frame_operator_i   (frame_operator),
    .frame_arguments_i  (frame_arguments),
    .frame_environment_i(frame_environment),
    .result_i           (result),
    .room_i             (!full),
    .root_i             (root),
    .root_write_i       (root_write),
    .root_o             (roots[UnitEval]),
    .drive_o            (drives[UnitEval]),
    .value_o            (values[UnitEval]),
    .extra_o            (extras[UnitEval]),
    .base_o             (bases[UnitEval]),
    .offset_o           (offsets[UnitEval]),
    .words_o            (words[UnitEval]),
    .env_o              (env),
    .expr_o             (expr),
    .sink_o             (sink)
  );

  cc_eval_args u_eval_args (
    .clk_i,
    .rst_ni,
    .token_i          (token[UnitEvalArgs]),
    .step_i           (token[UnitEvalArgs] && go),
    .start_i          (args),
    .take_i           (take),
    .save_i           (save),
    .save_purpose_i   (save_purpose),
    .resume_i         (resume[UnitEvalArgs]),
    .forget_i         (forget),
    .value_i          (value),
    .extra_i          (extra),
    .words_i          (bus_words[3:2]),
    .fetched_i        (fetched),
    .frame_operator_i (frame_operator),
    .frame_arguments_i(frame_arguments),
    .frame_values_i   (frame_values),
    .frame_count_i    (frame_count),
    .result_i         (result),
    .new_i            (new_object),
    .room_i           (!full),
    .root_i           (root),
    .root_write_i     (root_write),
    .root_o           (roots[UnitEvalArgs]),
    .drive_o          (drives[UnitEvalArgs]),
    .value_o          (values[UnitEvalArgs]),
    .base_o           (bases[UnitEvalArgs]),
    .offset_o         (offsets[UnitEvalArgs]),
    .words_o          (words[UnitEvalArgs]),
    .x_o              (args_x),
    .y_o              (args_y),
    .z_o              (args_z),
    .extra_o          (extras[UnitEvalArgs]),
    .held_o           (args_held),
    .arguments_o      (arguments),
    .count_o          (args_count)
  );

  cc_apply u_apply (
    .clk_i,
    .rst_ni,
    .token_i           (token[UnitApply]),
    .step_i            (token[UnitApply] && go),
    .start_i           (apply),
    .start_args_i      (apply_args),
    .start_trap_i      (apply_trap),
    .value_i           (value),
    .extra_i           (extra),
    .words_i           (bus_words[2:1]),
    .fetched_i         (fetched),
    .args_x_i          (args_x),
    .args_y_i          (args_y),
    .args_z_i          (args_z),
    .args_held_i       (args_held),
    .cause_i           (trap_cause),
    .culprit_i         (culprit),
    .vector_i          (vector),
    .clink_i           (clink),
    .room_i            (!full),
    .new_i             (new_object),
    .result_i          (alu_result),
    .overflow_i        (overflow),
    .holds_i           (holds),
    .a_zero_i          (a_zero),
    .b_zero_i          (b_zero),
    .divided_i         (divided),
    .divided_overflow_i(divided_overflow),
    .second_o          (second),
    .primitive_o       (alu_primitive),
    .root_i            (root),
    .root_write_i      (root_write),
    .root_o            (roots[UnitApply]),
    .drive_o           (drives[UnitApply]),
    .value_o           (values[UnitApply]),
    .extra_o           (extras[UnitApply]),
    .base_o            (bases[UnitApply]),
    .offset_o          (offsets[UnitApply]),
    .words_o           (words[UnitApply]),
    .x_o               (x),
    .y_o               (y),
    .z_o               (z),
    .held_o            (held)
  );

  cc_alu u_alu (
    .clk_i,
    .rst_ni,
    .token_i           (token[UnitAlu]),
    .load_i            (load_number),
    .second_i          (second),
    .divide_i          (divide),
    .data_i            (fetched[1]),
    .x_i               (x),
    .y_i               (y),
    .primitive_i       (alu_primitive),
    .drive_o           (drives[UnitAlu]),
    .result_o          (alu_result),
    .overflow_o        (overflow),
    .holds_o           (holds),
    .a_zero_o          (a_zero),
    .b_zero_o          (b_zero),
    .divided_o         (divided),
    .divided_overflow_o(divided_overflow)
  );

  cc_primitive u_primitive (
    .clk_i,
    .rst_ni,
    .token_i       (token[UnitPrimitive]),
    .step_i        (token[UnitPrimitive] && go),
    .start_i       (builtin),
    .value_i       (value),
    .fetched_i     (fetched),
    .x_i           (x),
    .y_i           (y),
    .z_i           (z),
    .held_i        (held),
    .new_i         (new_object),
    .cycle_i       (cycle),
    .input_valid_i (input_valid),
    .input_i       (input_byte),
    .ended_i       (input_ended),
    .sent_i        (output_sent),
    .channel_o     (channel),
    .read_o        (read),
    .output_valid_o(output_valid),
    .output_o      (output_byte),
    .root_i        (root),
    .root_write_i  (root_write),
    .root_o        (roots[UnitPrimitive]),
    .drive_o       (drives[UnitPrimitive]),
    .value_o       (values[UnitPrimitive]),
    .base_o        (bases[UnitPrimitive]),
    .offset_o      (offsets[UnitPrimitive]),
    .words_o       (words[UnitPrimitive])
  );

  cc_special u_special (
    .clk_i,
    .rst_ni,
    .token_i          (token[UnitSpecial]),
    .step_i           (token[UnitSpecial] && go),
    .start_i          (special),
    .number_i         (form_number),
    .resume_i         (resume[UnitSpecial]),
    .return_state_i   (frame_state),
    .value_i          (value),
    .extra_i          (extra),
    .words_i          (bus_words[2:1]),
    .fetched_i        (fetched),
    .frame_operator_i (frame_operator),
    .frame_arguments_i(frame_arguments),
    .result_i         (result),
    .new_i            (new_object),
    .room_i           (!full),
    .root_i           (root),
    .root_write_i     (root_write),
    .root_o           (roots[UnitSpecial]),
    .drive_o          (drives[UnitSpecial]),
    .value_o          (values[UnitSpecial]),
    .extra_o          (extras[UnitSpecial]),
    .base_o           (bases[UnitSpecial]),
    .offset_o         (offsets[UnitSpecial]),
    .words_o          (words[UnitSpecial]),
    .form_o           (special_form)
  );

  cc_define u_define (
    .clk_i,
    .rst_ni,
    .lisp1_i,
    .token_i          (token[UnitDefine]),
    .step_i           (token[UnitDefine] && go),
    .start_i          (define),
    .number_i         (form_number),
    .resume_i         (resume[UnitDefine]),
    .resume_set_i     (frame_state == RetSet),
    .value_i          (value),
    .extra_i          (extra),
    .words_i          (bus_words[3:1]),
    .fetched_i        (fetched),
    .env_i            (env),
    .frame_operator_i (frame_operator),
    .frame_arguments_i(frame_arguments),
    .result_i         (result),
    .new_i            (new_object),
    .room_i           (!full),
    .root_i           (root),
    .root_write_i     (root_write),
    .root_o           (roots[UnitDefine]),
    .drive_o          (drives[UnitDefine]),
    .value_o          (values[UnitDefine]),
    .extra_o          (extras[UnitDefine]),
    .base_o           (bases[UnitDefine]),
    .offset_o         (offsets[UnitDefine]),
    .words_o          (words[UnitDefine]),
    .form_o           (define_form)
  );

  cc_clink u_clink (
    .clk_i,
    .rst_ni,
    .token_i       (token[UnitClink]),
    .step_i        (token[UnitClink] && go),
    .make_room_i   (make_room),
    .push_i        (push),
    .return_i      (give_value),
    .pop_i         (pop),
    .reload_i      (reload),
    .unwind_i      (unwind),
    .continue_i    (continues),
    .rewind_i      (rewind),
    .value_i       (value),
    .extra_i       (extra),
    .words_i       (bus_words[3:1]),
    .code_i        (drive.code),
    .count_i       (token[UnitEvalArgs] ? args_count : 3'd0),
    .fetched_i     (fetched[1:0]),
    .env_i         (env),
    .new_i         (new_object),
    .root_i        (root),
    .root_write_i  (root_write),
    .root_o        (roots[UnitClink]),
    .drive_o       (drives[UnitClink]),
    .bus_value_o   (values[UnitClink]),
    .extra_o       (extras[UnitClink]),
    .base_o        (bases[UnitClink]),
    .offset_o      (offsets[UnitClink]),
    .words_o       (words[UnitClink]),
    .return_state_o(frame_state),
    .count_o       (frame_count),
    .operator_o    (frame_operator),
    .arguments_o   (frame_arguments),
    .values_o      (frame_values),
    .environment_o (frame_environment),
    .value_o       (result),
    .clink_o       (clink),
    .full_o        (full)
  );

  cc_trap u_trap (
    .clk_i,
    .rst_ni,
    .token_i         (token[UnitTrap]),
    .fault_i         (fault),
    .throw_i         (throw),
    .fault_cause_i   (fault_cause),
    .fault_culprit_i (fault_culprit),
    .origin_i        (origin),
    .set_vector_i    (set_vector),
    .resume_i        (resume[UnitTrap]),
    .rearm_i         (rearm),
    .rearmed_i       (armed),
    .value_i         (value),
    .words_i         (bus_words[3:2]),
    .frame_state_i   (frame_state),
    .frame_operator_i(frame_operator),
    .result_i        (result),
    .clink_i         (clink),
    .room_i          (!full),
    .root_i          (root),
    .root_write_i    (root_write),
    .root_o          (roots[UnitTrap]),
    .drive_o         (drives[UnitTrap]),
    .value_o         (values[UnitTrap]),
    .extra_o         (extras[UnitTrap]),
    .words_o         (words[UnitTrap]),
    .cause_o         (trap_cause),
    .culprit_o       (culprit),
    .vector_o        (vector),
    .reserve_used_o  (reserve_used)
  );

  cc_sweeper u_sweeper (
    .clk_i,
    .rst_ni,
    .latency_i,
    .collector_i   (collector_e'(collector_i)),
    .barrier_i     (barrier_e'(barrier_i)),
    .paged_i       (paged),
    .image_words_i,
    .nursery_i     (nursery),
    .nursery_words_i(nursery_words),
    .spaces_i      (spaces),
    .space_words_i (space_words),
    .token_i       (token[UnitSweeper]),
    .start_i       (sweep),
    .start_cause_i (collect_cause),
    .admit_i       (admit),
    .object_i      (base),
    .release_i     (release_reserve),
    .grant_i       (grant),
    .address_i     (address),
    .words_i       (memory_words),
    .drive_o       (drives[UnitSweeper]),
    .value_o       (values[UnitSweeper]),
    .base_o        (bases[UnitSweeper]),
    .offset_o      (offsets[UnitSweeper]),
    .words_o       (words[UnitSweeper]),
    .free_i        (free),
    .end_i         (memory_end),
    .wanted_i      (wanted),
    .collected_i   (collected),
    .old_i         (old),
    .unprotected_i (unprotected),
    .new_i         (new_object),
    .root_word_i   (root_word),
    .root_o        (root),
    .root_write_o  (root_write),
    .reserve_used_i(reserve_used),
    .swept_o       (swept),
    .exhausted_o   (exhausted),
    .rearm_o       (rearm),
    .armed_o       (armed),
    .collected_o   (ended),
    .pending_o     (pending),
    .old_o         (old_moves),
    .old_new_o     (old_new),
    .old_end_new_o (old_end_new),
    .forgets_o     (forgets),
    .admits_o      (admits),
    .object_new_o  (admitted),
    .block_o       (block),
    .space_o       (space),
    .base_new_o    (base_new),
    .free_new_o    (free_new),
    .limit_new_o   (limit_new),
    .end_new_o     (end_new)
  );

  cc_console u_console (
    .clk_i,
    .rst_ni,
    .channel_i    (channel),
    .read_i       (read),
    .write_i      (output_valid),
    .write_data_i (output_byte),
    .sent_o       (output_sent),
    .input_valid_o(input_valid),
    .input_o      (input_byte),
    .ended_o      (input_ended),
    .idle_o       (idle),
    .rx_valid_i,
    .rx_data_i,
    .rx_end_i,
    .tx_ready_i,
    .rx_ready_o,
    .rx_channel_o,
    .tx_valid_o,
    .tx_channel_o,
    .tx_data_o
  );

endmodule
