// Generated from the model's tables: cargo xtask bless rtl
//
// Every signal of the RTL, read where Verilator keeps it, and the fingerprint of a cycle.
#pragma once

#include <cstdint>

namespace cc {

constexpr unsigned kSignals = 263;
constexpr std::uint64_t kStretch = 4096;

// The number of the state of the unit that holds the token, among those of all units.
template <typename Root>
inline std::uint32_t state_number(const Root& r) {
  switch (r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__owner_q) {
    case 0: return 0;
    case 1: return 1 + r.cc_tb__DOT__u_top__DOT__u_eval__DOT__state_q;
    case 2: return 16;
    case 3: return 17 + r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__state_q;
    case 4: return 29 + r.cc_tb__DOT__u_top__DOT__u_apply__DOT__state_q;
    case 5: return 58 + r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__state_q;
    case 6: return 71 + r.cc_tb__DOT__u_top__DOT__u_special__DOT__state_q;
    case 7: return 92 + r.cc_tb__DOT__u_top__DOT__u_define__DOT__state_q;
    case 8: return 129 + r.cc_tb__DOT__u_top__DOT__u_clink__DOT__state_q;
    case 9: return 140 + r.cc_tb__DOT__u_top__DOT__u_alu__DOT__state_q;
    case 10: return 142 + r.cc_tb__DOT__u_top__DOT__u_trap__DOT__state_q;
    case 11: return 149 + r.cc_tb__DOT__u_top__DOT__u_note__DOT__state_q;
    case 12: return 180 + r.cc_tb__DOT__u_top__DOT__u_inline__DOT__state_q;
    case 13: return 184 + r.cc_tb__DOT__u_top__DOT__u_digits__DOT__state_q;
    case 14: return 205 + r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__state_q;
    case 15: return 213 + (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__state_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__state_q);
    default: return UINT32_MAX;
  }
}

template <typename Root>
inline void sample(const Root& r, std::uint64_t* values) {
  values[0] = state_number(r);
  values[1] = r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__owner_q;
  values[2] = r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__back_q;
  values[3] = r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__evaluator_q;
  values[4] = r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__client_q;
  values[5] = r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__halt_q;
  values[6] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__state_q;
  values[7] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__sink_q;
  values[8] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__expr_q;
  values[9] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__interrupt_q;
  values[10] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__env_q;
  values[11] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__operator_q;
  values[12] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__operands_q;
  values[13] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__binding_q;
  values[14] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__symbol_object_q;
  values[15] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__outer_q;
  values[16] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__known_q;
  values[17] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__loading_q;
  values[18] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__parameters_q;
  values[19] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__local0_q;
  values[20] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__local1_q;
  values[21] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__local2_q;
  values[22] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__locals_q;
  values[23] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__pending_q;
  values[24] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__stale_q;
  values[25] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__epoch_q;
  values[26] = r.cc_tb__DOT__u_top__DOT__u_eval__DOT__open_q;
  values[27] = r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__address_q;
  values[28] = r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__extent_q;
  values[29] = r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__wait_q;
  values[30] = r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__gathered_q;
  values[31] = r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__header;
  values[32] = r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__field1;
  values[33] = r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__field2;
  values[34] = r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__field3;
  values[35] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__state_q;
  values[36] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__purpose_q;
  values[37] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__expression_q;
  values[38] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__function_q;
  values[39] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__arguments_q;
  values[40] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__rest_q;
  values[41] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__values_q;
  values[42] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__count_q;
  values[43] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__held_q;
  values[44] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__x_q;
  values[45] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__y_q;
  values[46] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__z_q;
  values[47] = r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__list_q;
  values[48] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__state_q;
  values[49] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__function_q;
  values[50] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__held_q;
  values[51] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__x_q;
  values[52] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__y_q;
  values[53] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__z_q;
  values[54] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__list_q;
  values[55] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__primitive_q;
  values[56] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__body_q;
  values[57] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__parameters_q;
  values[58] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__environment_q;
  values[59] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__symbol_q;
  values[60] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__pair_q;
  values[61] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__storing_q;
  values[62] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__spills_q;
  values[63] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__bound_q;
  values[64] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__rest_q;
  values[65] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__unnoted_q;
  values[66] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__first_loaded_q;
  values[67] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__second_loaded_q;
  values[68] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__first_float_q;
  values[69] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__second_float_q;
  values[70] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__negates_q;
  values[71] = r.cc_tb__DOT__u_top__DOT__u_apply__DOT__fallback_q;
  values[72] = r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__state_q;
  values[73] = r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__number_q;
  values[74] = r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__object_q;
  values[75] = r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__offset_q;
  values[76] = r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__datum_q;
  values[77] = r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__index_q;
  values[78] = r.cc_tb__DOT__u_top__DOT__u_special__DOT__state_q;
  values[79] = r.cc_tb__DOT__u_top__DOT__u_special__DOT__number_q;
  values[80] = r.cc_tb__DOT__u_top__DOT__u_special__DOT__form_q;
  values[81] = r.cc_tb__DOT__u_top__DOT__u_special__DOT__operands_q;
  values[82] = r.cc_tb__DOT__u_top__DOT__u_special__DOT__pending_q;
  values[83] = r.cc_tb__DOT__u_top__DOT__u_special__DOT__return_state_q;
  values[84] = r.cc_tb__DOT__u_top__DOT__u_special__DOT__handler_q;
  values[85] = r.cc_tb__DOT__u_top__DOT__u_special__DOT__second_q;
  values[86] = r.cc_tb__DOT__u_top__DOT__u_special__DOT__test_q;
  values[87] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__state_q;
  values[88] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__number_q;
  values[89] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__form_q;
  values[90] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__operands_q;
  values[91] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__symbol_q;
  values[92] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__parameters_q;
  values[93] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__arity_q;
  values[94] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__body_q;
  values[95] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__value_q;
  values[96] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__binding_q;
  values[97] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__pair_q;
  values[98] = r.cc_tb__DOT__u_top__DOT__u_define__DOT__offset_q;
  values[99] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__state_q;
  values[100] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__clink_q;
  values[101] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__full_q;
  values[102] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__value_q;
  values[103] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__return_state_q;
  values[104] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__count_q;
  values[105] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__operator_q;
  values[106] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__arguments_q;
  values[107] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__values_q;
  values[108] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__environment_q;
  values[109] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__cell_q;
  values[110] = r.cc_tb__DOT__u_top__DOT__u_clink__DOT__unwinding_q;
  values[111] = r.cc_tb__DOT__u_top__DOT__u_alu__DOT__state_q;
  values[112] = r.cc_tb__DOT__u_top__DOT__u_alu__DOT__a_q;
  values[113] = r.cc_tb__DOT__u_top__DOT__u_alu__DOT__b_q;
  values[114] = r.cc_tb__DOT__u_top__DOT__u_alu__DOT__remainder_q;
  values[115] = r.cc_tb__DOT__u_top__DOT__u_alu__DOT__quotient_q;
  values[116] = r.cc_tb__DOT__u_top__DOT__u_alu__DOT__divisor_q;
  values[117] = r.cc_tb__DOT__u_top__DOT__u_alu__DOT__count_q;
  values[118] = r.cc_tb__DOT__u_top__DOT__u_trap__DOT__state_q;
  values[119] = r.cc_tb__DOT__u_top__DOT__u_trap__DOT__cause_q;
  values[120] = r.cc_tb__DOT__u_top__DOT__u_trap__DOT__culprit_q;
  values[121] = r.cc_tb__DOT__u_top__DOT__u_trap__DOT__origin_q;
  values[122] = r.cc_tb__DOT__u_top__DOT__u_trap__DOT__vector_q;
  values[123] = r.cc_tb__DOT__u_top__DOT__u_trap__DOT__clink_q;
  values[124] = r.cc_tb__DOT__u_top__DOT__u_trap__DOT__passed_q;
  values[125] = r.cc_tb__DOT__u_top__DOT__u_trap__DOT__reserve_used_q;
  values[126] = r.cc_tb__DOT__u_top__DOT__u_trap__DOT__throwing_q;
  values[127] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__state_q;
  values[128] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__cell_q;
  values[129] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__kind_q;
  values[130] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__value_q;
  values[131] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__expression_q;
  values[132] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__is_known_q;
  values[133] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__symbol_q;
  values[134] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__symbol_object_q;
  values[135] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__is_volatile_q;
  values[136] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__operands_q;
  values[137] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__second_q;
  values[138] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__list_q;
  values[139] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__place_q;
  values[140] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__operation_q;
  values[141] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__operand_q;
  values[142] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__index_q;
  values[143] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__found_q;
  values[144] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__count_q;
  values[145] = r.cc_tb__DOT__u_top__DOT__u_note__DOT__step_q;
  values[146] = r.cc_tb__DOT__u_top__DOT__u_inline__DOT__state_q;
  values[147] = r.cc_tb__DOT__u_top__DOT__u_inline__DOT__client_q;
  values[148] = r.cc_tb__DOT__u_top__DOT__u_inline__DOT__operation_q;
  values[149] = r.cc_tb__DOT__u_top__DOT__u_inline__DOT__rest_q;
  values[150] = r.cc_tb__DOT__u_top__DOT__u_inline__DOT__x_q;
  values[151] = r.cc_tb__DOT__u_top__DOT__u_inline__DOT__y_q;
  values[152] = r.cc_tb__DOT__u_top__DOT__u_inline__DOT__count_q;
  values[153] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__state_q;
  values[154] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__number_q;
  values[155] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__x_count_q;
  values[156] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__y_count_q;
  values[157] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__z_count_q;
  values[158] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__negative_q;
  values[159] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__index_q;
  values[160] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__end_q;
  values[161] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__from_q;
  values[162] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__position_q;
  values[163] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__factor_q;
  values[164] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__carry_q;
  values[165] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__row0_q;
  values[166] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__row1_q;
  values[167] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__row2_q;
  values[168] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__row3_q;
  values[169] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__lane_q;
  values[170] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__count_q;
  values[171] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__distance_q;
  values[172] = r.cc_tb__DOT__u_top__DOT__u_digits__DOT__lost_q;
  values[173] = r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__state_q;
  values[174] = r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__operation_q;
  values[175] = r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__count_q;
  values[176] = r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__a_high_q;
  values[177] = r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__a_low_q;
  values[178] = r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__b_high_q;
  values[179] = r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__b_low_q;
  values[180] = r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__result_high_q;
  values[181] = r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__result_low_q;
  values[182] = r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__invalid_q;
  values[183] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__state_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__state_q);
  values[184] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__cause_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__cause_q);
  values[185] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__kind_q;
  values[186] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__source_q;
  values[187] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__second_q;
  values[188] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__from_q;
  values[189] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__from_words_q;
  values[190] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__free_q;
  values[191] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__queue_q;
  values[192] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__scan_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__scan_q);
  values[193] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__root_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__root_q);
  values[194] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__for_root_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__for_root_q);
  values[195] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field0_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field0_q);
  values[196] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field1_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field1_q);
  values[197] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field2_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field2_q);
  values[198] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field3_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field3_q);
  values[199] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__fields_at_q;
  values[200] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field_q);
  values[201] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field_count_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field_count_q);
  values[202] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__dirty_q;
  values[203] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__size_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__size_q);
  values[204] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__element_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__element_q);
  values[205] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__old_q;
  values[206] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__old_size_q;
  values[207] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__copied_q;
  values[208] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__remembered_q;
  values[209] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__pages_q;
  values[210] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__page_end_q;
  values[211] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__turn_q;
  values[212] = (r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__object_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__object_q);
  values[213] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__back_q;
  values[214] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__vector_q;
  values[215] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__length_q;
  values[216] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__element_at_q;
  values[217] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__reversed_q;
  values[218] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__run_q;
  values[219] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__list0_q;
  values[220] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__list1_q;
  values[221] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__list2_q;
  values[222] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__list_q;
  values[223] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__previous_q;
  values[224] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__available_q;
  values[225] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__held_q;
  values[226] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__reading_q;
  values[227] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__address_q;
  values[228] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__extent_q;
  values[229] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__wait_q;
  values[230] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__gathered_q;
  values[231] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__header_q;
  values[232] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__field1_q;
  values[233] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__field2_q;
  values[234] = r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__field3_q;
  values[235] = r.cc_tb__DOT__u_top__DOT__u_console__DOT__input_valid_q;
  values[236] = r.cc_tb__DOT__u_top__DOT__u_console__DOT__input_q;
  values[237] = r.cc_tb__DOT__u_top__DOT__u_console__DOT__channel_q;
  values[238] = r.cc_tb__DOT__u_top__DOT__u_console__DOT__closed_q;
  values[239] = r.cc_tb__DOT__u_top__DOT__u_console__DOT__waiting_q;
  values[240] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__free_q;
  values[241] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__limit_q;
  values[242] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__end_q;
  values[243] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__base_q;
  values[244] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__old_q;
  values[245] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__old_end_q;
  values[246] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__remembered_q;
  values[247] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__unprotected_q;
  values[248] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__countdown_q;
  values[249] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__collected_q;
  values[250] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__wanted_q;
  values[251] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__wait_q;
  values[252] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__operation;
  values[253] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__grant;
  values[254] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__address;
  values[255] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__count;
  values[256] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__data0;
  values[257] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__data1;
  values[258] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__data2;
  values[259] = r.cc_tb__DOT__u_top__DOT__u_memory__DOT__data3;
  values[260] = r.cc_tb__DOT__u_top__DOT__u_console__DOT__output_valid;
  values[261] = r.cc_tb__DOT__u_top__DOT__u_console__DOT__output_byte;
  values[262] = r.cc_tb__DOT__u_top__DOT__u_console__DOT__output_channel;
}

template <typename Root>
inline std::uint64_t last_value(const Root& r) {
  return r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__value_q;
}

inline std::uint64_t product(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint64_t>(a) * b;
}

// A signal's value in 32 bits.
template <typename T>
inline std::uint32_t lane(T value) {
  if constexpr (sizeof(T) > 4) {
    return static_cast<std::uint32_t>(value) +
           static_cast<std::uint32_t>(value >> 32) * 0x9e3779b1u;
  } else {
    return value;
  }
}

// The fingerprint of the cycles so far, and of this one.
template <typename Root>
inline std::uint64_t digest(const Root& r, std::uint64_t before) {
  std::uint64_t sum = 0;
  sum += product(0x2cd693b5u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__owner_q) + 0x4cc90507u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__back_q) + 0x5771f6b6u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__evaluator_q) + 0xe46c9300u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__client_q) + 0x4798cd28u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_arbiter__DOT__halt_q) + 0x6bb632c9u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__state_q) + 0x21eb7793u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__sink_q) + 0xc7b50673u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__expr_q) + 0x75336cd5u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__interrupt_q) + 0x41d8b583u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__env_q) + 0x78e3b8ceu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__operator_q) + 0xdddec485u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__operands_q) + 0x8ba50798u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__binding_q) + 0xb37fcec2u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__symbol_object_q) + 0x4a134a2du,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__outer_q) + 0x39ef359au);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__known_q) + 0xe896a6b2u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__loading_q) + 0x4d968fabu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__parameters_q) + 0x778f3de1u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__local0_q) + 0xf0924ddbu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__local1_q) + 0xf096db2eu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__local2_q) + 0x2f7930eeu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__locals_q) + 0xfe476f8fu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__pending_q) + 0x417a0f97u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__stale_q) + 0x1cd9ddc2u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__epoch_q) + 0x013639a6u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval__DOT__open_q) + 0x5fb33a57u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__address_q) + 0xa63b49dcu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__extent_q) + 0xf12d6c5bu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__wait_q) + 0xe285c97bu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__gathered_q) + 0xc1471698u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__header) + 0x08b88c5au);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__field1) + 0x7be54934u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__field2) + 0x525499d3u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_fetch_object__DOT__field3) + 0x3b1a01a8u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__state_q) + 0x83d7ba6cu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__purpose_q) + 0x1748225bu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__expression_q) + 0x6b3bb995u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__function_q) + 0xc2435ccbu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__arguments_q) + 0xbc375331u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__rest_q) + 0xdf08d6adu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__values_q) + 0xcabd528fu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__count_q) + 0x1972e3c8u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__held_q) + 0x3b646558u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__x_q) + 0xf7c05388u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__y_q) + 0x962bae8fu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__z_q) + 0x5105ba6bu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_eval_args__DOT__list_q) + 0x015241d1u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__state_q) + 0xa47ad6ccu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__function_q) + 0xe9ef3168u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__held_q) + 0xb52c3512u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__x_q) + 0x6fce6381u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__y_q) + 0x47a5e0dcu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__z_q) + 0xf885026du);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__list_q) + 0xc8ca13ebu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__primitive_q) + 0xfd04473du);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__body_q) + 0x290d7e6du,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__parameters_q) + 0xe90947ebu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__environment_q) + 0xfa7b581eu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__symbol_q) + 0x24581383u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__pair_q) + 0x82734f40u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__storing_q) + 0xf8f0de96u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__spills_q) + 0xa2ac64b6u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__bound_q) + 0x1e6f3dcfu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__rest_q) + 0x80c7a751u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__unnoted_q) + 0xa11e55eau);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__first_loaded_q) + 0x61e9b9abu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__second_loaded_q) + 0x1782421du);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__first_float_q) + 0x4ce47078u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__second_float_q) + 0x7209df82u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__negates_q) + 0x4dd1d308u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_apply__DOT__fallback_q) + 0x41831896u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__state_q) + 0x3bb328fdu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__number_q) + 0x915bf957u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__object_q) + 0x96a28328u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__offset_q) + 0xec62dc00u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__datum_q) + 0x9642754du,
                 lane(r.cc_tb__DOT__u_top__DOT__u_primitive__DOT__index_q) + 0x957395cfu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_special__DOT__state_q) + 0x015d0debu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_special__DOT__number_q) + 0x518114b1u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_special__DOT__form_q) + 0x23db35a0u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_special__DOT__operands_q) + 0x8fc4a6b7u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_special__DOT__pending_q) + 0xd6c286f9u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_special__DOT__return_state_q) + 0xe791871bu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_special__DOT__handler_q) + 0x3f4c3189u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_special__DOT__second_q) + 0x8a98f73bu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_special__DOT__test_q) + 0x3090060fu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__state_q) + 0xe68aa1deu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__number_q) + 0x986faca1u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__form_q) + 0xe72441eau);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__operands_q) + 0xc6aa0560u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__symbol_q) + 0x2821fe03u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__parameters_q) + 0x47a5e0d9u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__arity_q) + 0xf02f1ea4u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__body_q) + 0x36022a7bu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__value_q) + 0xc5a5b0d0u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__binding_q) + 0x6fcc32eeu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__pair_q) + 0xdb2c6edeu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_define__DOT__offset_q) + 0x3063b336u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__state_q) + 0x2e08f667u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__clink_q) + 0x8e5e17f4u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__full_q) + 0x9d457aa1u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__value_q) + 0x28510c3bu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__return_state_q) + 0x1a2d6541u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__count_q) + 0xc69da77du,
                 lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__operator_q) + 0x9b1dc0bcu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__arguments_q) + 0x799cf45cu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__values_q) + 0xce6c2f54u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__environment_q) + 0x397b7141u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__cell_q) + 0x0cc33118u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_clink__DOT__unwinding_q) + 0x7cf9057cu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_alu__DOT__state_q) + 0xef503b57u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_alu__DOT__a_q) + 0xd59c890eu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_alu__DOT__b_q) + 0x3bfe378eu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_alu__DOT__remainder_q) + 0x2a079834u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_alu__DOT__quotient_q) + 0x7be1c152u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_alu__DOT__divisor_q) + 0x7f81c83eu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_alu__DOT__count_q) + 0x452e41aau);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_trap__DOT__state_q) + 0x5cb38502u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_trap__DOT__cause_q) + 0xac0e8e31u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_trap__DOT__culprit_q) + 0x1439feccu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_trap__DOT__origin_q) + 0x0a2c1f59u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_trap__DOT__vector_q) + 0x039959a0u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_trap__DOT__clink_q) + 0x043ff917u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_trap__DOT__passed_q) + 0xce0acdb7u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_trap__DOT__reserve_used_q) + 0x15fa58d2u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_trap__DOT__throwing_q) + 0xb26130cdu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__state_q) + 0x98e43e62u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__cell_q) + 0x57d01805u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__kind_q) + 0x92e9aba5u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__value_q) + 0x97d82d42u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__expression_q) + 0xd9a93658u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__is_known_q) + 0x5fce17bbu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__symbol_q) + 0xd6fbd520u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__symbol_object_q) + 0xd981768eu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__is_volatile_q) + 0x1aa87fa1u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__operands_q) + 0x41e1f526u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__second_q) + 0xeaf3f2d1u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__list_q) + 0x9774ee44u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__place_q) + 0x8d21a2beu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__operation_q) + 0x395e80edu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__operand_q) + 0xd67f6220u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__index_q) + 0x781258abu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__found_q) + 0xb09d2508u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__count_q) + 0xee2b4b3du,
                 lane(r.cc_tb__DOT__u_top__DOT__u_note__DOT__step_q) + 0x526baa2du);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_inline__DOT__state_q) + 0x943e7ee4u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_inline__DOT__client_q) + 0x30a04475u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_inline__DOT__operation_q) + 0x99e27e55u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_inline__DOT__rest_q) + 0x0be77d3eu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_inline__DOT__x_q) + 0x8dfdb93au,
                 lane(r.cc_tb__DOT__u_top__DOT__u_inline__DOT__y_q) + 0x535d27fdu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_inline__DOT__count_q) + 0x9417f108u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__state_q) + 0x648a20b2u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__number_q) + 0xb9cf526fu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__x_count_q) + 0x08989760u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__y_count_q) + 0x980c3610u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__z_count_q) + 0x682e10eau);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__negative_q) + 0xc8f921afu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__index_q) + 0xff85eb5du);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__end_q) + 0xad035c75u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__from_q) + 0x5f678197u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__position_q) + 0xa4fac2d7u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__factor_q) + 0x40c9f8a4u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__carry_q) + 0x1164e58bu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__row0_q) + 0x1d845832u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__row1_q) + 0x8768ccf9u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__row2_q) + 0x812eb370u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__row3_q) + 0xdc9619fau,
                 lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__lane_q) + 0x977262a2u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__count_q) + 0x6d0608cdu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__distance_q) + 0xb05b647au);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_digits__DOT__lost_q) + 0x903d431bu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__state_q) + 0xf015c715u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__operation_q) + 0x0ccc38acu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__count_q) + 0xc243a6adu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__a_high_q) + 0xb4abb4cfu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__a_low_q) + 0x3ed26249u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__b_high_q) + 0xb5aaffa7u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__b_low_q) + 0x64c048b4u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__result_high_q) + 0x7e942fe8u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__result_low_q) + 0x5f8543a2u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_float__DOT__u_fpu__DOT__invalid_q) + 0x7504640fu,
                 lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__state_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__state_q)) + 0x39e2788au);
  sum += product(lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__cause_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__cause_q)) + 0xd3c87061u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__kind_q) + 0x11e7635au);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__source_q) + 0x960cee35u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__second_q) + 0xd3581871u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__from_q) + 0x8e81bf88u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__from_words_q) + 0x942ea453u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__free_q) + 0x009668dfu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__queue_q) + 0x2e5242bfu);
  sum += product(lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__scan_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__scan_q)) + 0x24c14844u,
                 lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__root_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__root_q)) + 0xc67e4defu);
  sum += product(lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__for_root_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__for_root_q)) + 0x4c41ed2cu,
                 lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field0_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field0_q)) + 0xb0c0c9f9u);
  sum += product(lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field1_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field1_q)) + 0x2c001777u,
                 lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field2_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field2_q)) + 0x4f500c6cu);
  sum += product(lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field3_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field3_q)) + 0x25de8f1eu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__fields_at_q) + 0x0dc6b542u);
  sum += product(lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field_q)) + 0x58387fe0u,
                 lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__field_count_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__field_count_q)) + 0x3d86c227u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__dirty_q) + 0xffe7bf6cu,
                 lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__size_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__size_q)) + 0xcd83207fu);
  sum += product(lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__element_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__element_q)) + 0x056855b5u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__old_q) + 0xe796810bu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__old_size_q) + 0xcf71231cu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__copied_q) + 0x4f5b5168u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__remembered_q) + 0xb18bb50bu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__pages_q) + 0x2cc79f79u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__page_end_q) + 0x07f2fcfau,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__turn_q) + 0x4aba5b5du);
  sum += product(lane((r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_copying__DOT__object_q |
                 r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__object_q)) + 0x10f9c010u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__back_q) + 0xa7f1c4e8u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__vector_q) + 0xdc0c9dc4u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__length_q) + 0xb67f2be8u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__element_at_q) + 0xab7ccca8u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__reversed_q) + 0xbb8502eau);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__run_q) + 0x9abf654bu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__list0_q) + 0xeb0b2ca4u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__list1_q) + 0x597339d3u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__list2_q) + 0x9a3ee44du);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__list_q) + 0x60bd85b5u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__previous_q) + 0x72c04293u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__available_q) + 0xf57d3c5cu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_mark_sweep__DOT__held_q) + 0x5e37599au);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__reading_q) + 0xe2731954u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__address_q) + 0xf58b4628u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__extent_q) + 0x4a465d61u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__wait_q) + 0x1aa2b481u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__gathered_q) + 0xd3c5b9deu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__header_q) + 0x1b9889b8u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__field1_q) + 0xb79f3a20u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__field2_q) + 0xb4b451cdu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_sweeper__DOT__u_fetch__DOT__field3_q) + 0x07445bc8u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_console__DOT__input_valid_q) + 0xba700933u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_console__DOT__input_q) + 0x4d83bf7cu,
                 lane(r.cc_tb__DOT__u_top__DOT__u_console__DOT__channel_q) + 0x89f1df4eu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_console__DOT__closed_q) + 0xcd212b14u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_console__DOT__waiting_q) + 0x6d713283u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__free_q) + 0x121198f4u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__limit_q) + 0xb9d3e8d7u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__end_q) + 0x5d46654au,
                 lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__base_q) + 0x10b1e439u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__old_q) + 0xa8ccc9c1u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__old_end_q) + 0x1bb45254u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__remembered_q) + 0xf6e96394u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__unprotected_q) + 0x210b9de6u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__countdown_q) + 0x3b5ec3a8u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__collected_q) + 0xcf202a5du);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__wanted_q) + 0x6c83e6b2u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__wait_q) + 0x88dce371u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__operation) + 0x346f5e49u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__grant) + 0x5b6d8c0bu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__address) + 0xb5ea6af6u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__count) + 0xae1c6a76u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__data0) + 0x2db74f27u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__data1) + 0xda966e4cu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__data2) + 0x6fc23a97u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_memory__DOT__data3) + 0xa8ccb35eu);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_console__DOT__output_valid) + 0xec06a5e7u,
                 lane(r.cc_tb__DOT__u_top__DOT__u_console__DOT__output_byte) + 0x9459c9d0u);
  sum += product(lane(r.cc_tb__DOT__u_top__DOT__u_console__DOT__output_channel) + 0xf88e74c2u,
                 0x63c1fe1fu);
  const std::uint64_t chain = before * 0x9e3779b97f4a7c15u;
  return (chain << 23 | chain >> 41) + sum;
}

}  // namespace cc
