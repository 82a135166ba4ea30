// trap: one mechanism for every fault, and for `throw`.
//
// The handler in the trap vector comes first, then the nearest catch frame; else the machine halts.
module cc_trap
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // The token, and what commands load.
  input  logic                     token_i,
  input  logic                     fault_i,       // `fault_cause_i` about `fault_culprit_i`
  input  logic                     throw_i,       // of it: `throw`
  input  trap_e                    fault_cause_i,
  input  word_t                    fault_culprit_i,
  input  word_t                    origin_i,
  input  logic                     set_vector_i,  // the vector becomes word 2
  input  logic                     resume_i,
  input  logic                     rearm_i,       // a collection sets `reserve_used`
  input  logic                     rearmed_i,
  input  word_t                    value_i,
  input  logic [3:2][WordBits-1:0] words_i,
  // What it sees of other units.
  input  return_state_e            frame_state_i,
  input  word_t                    frame_operator_i,
  input  word_t                    result_i,      // the value returned to the frame
  input  word_t                    clink_i,
  input  logic                     room_i,
  // The root port.
  input  logic [5:0]               root_i,
  input  logic                     root_write_i,
  output word_t                    root_o,
  // The bus.
  output drive_t                   drive_o,
  output word_t                    value_o,
  output word_t                    extra_o,
  output words_t                   words_o,
  // Registers that others see.
  output trap_e                    cause_o,
  output word_t                    culprit_o,
  output word_t                    vector_o,
  output logic                     reserve_used_o
);


  trap_state_e state_d, state_q;
  trap_e       cause_q;
  word_t       culprit_q;
  word_t       origin_q;
  word_t       vector_q;
  word_t       clink_q;
  word_t       passed_q;
  logic        reserve_used_d, reserve_used_q;
  logic        throwing_d, throwing_q;

  // `vector`, `clink` and `passed` load over the bus: its words 2 and 3, and its value.
  logic step_vector, step_clink, step_passed;

  always_comb begin
    state_d        = state_q;
    step_vector    = 1'b0;
    step_clink     = 1'b0;
    step_passed    = 1'b0;
    reserve_used_d = reserve_used_q;
    throwing_d     = throwing_q;
    drive_o        = '0;
    value_o        = '0;
    extra_o        = '0;
    words_o        = '0;
    if (token_i) begin
      unique case (state_q)
        StTrap: begin
          state_d = StTrapVector;
          value_o = culprit_q;
          if (cause_q == TrapOutOfMemory) begin
            reserve_used_d = 1'b1;
            drive_o        = command(CmdReleaseReserve);
            if (reserve_used_q) begin
              drive_o      = command(CmdHalt);
              drive_o.code = 4'(HaltTrap);
            end
          end
        end
        StTrapVector: begin
          value_o    = vector_q;
          words_o[1] = vector_q;
          if (vector_q == Nil) begin
            state_d = StUnwind;
          end else if (room_i) begin
            step_vector = 1'b1;
            drive_o     = push_frame(RetTrapHandler, CmdPushApply);
          end else begin
            drive_o = command(CmdMakeRoom);
          end
        end
        StUnwind: begin
          if (room_i) begin
            step_clink  = 1'b1;
            step_passed = 1'b1;
            words_o[3]  = clink_i;
            state_d     = StUnwindNext;
          end else begin
            drive_o = command(CmdMakeRoom);
          end
        end
        StUnwindNext: begin
          extra_o = clink_q;
          if (clink_i == Nil) begin
            step_clink = 1'b1;
            drive_o    = command(CmdRewind);
            state_d = StUncaught;
          end else begin
            drive_o = command(CmdUnwind);
            state_d = StUnwindFrame;
          end
        end
        StUnwindFrame: begin
          value_o = frame_operator_i;
          if (frame_state_i == RetCatch) begin
            step_vector = passed_q != Nil;
            words_o[2]  = passed_q;
            step_clink  = 1'b1;
            drive_o     = command(CmdCatch);
          end else begin
            step_passed = frame_state_i == RetTrapHandler;
            extra_o = clink_i;
            drive_o = command(CmdRewind);
            state_d = StUnwindNext;
          end
        end
        StUncaught: begin
          value_o = culprit_q;
          if (throwing_q && vector_q != Nil) begin
            throwing_d = 1'b0;
            state_d    = StTrapVector;
          end else begin
            drive_o      = command(CmdHalt);
            drive_o.code = 4'(HaltTrap);
          end
        end
        StResumeTrap: begin
          step_vector = 1'b1;
          words_o[2]  = frame_operator_i;
          value_o     = result_i;
          drive_o     = command(CmdReturn);
        end
        default: ;
      endcase
    end
  end

  always_comb begin
    unique case (root_i)
      RootTrapCulprit: root_o = culprit_q;
      RootTrapOrigin:  root_o = origin_q;
      RootTrapVector:  root_o = vector_q;
      RootTrapClink:   root_o = clink_q;
      RootTrapPassed:  root_o = passed_q;
      default:         root_o = '0;
    endcase
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q        <= StTrap;
      cause_q        <= TrapNone;
      culprit_q      <= '0;
      origin_q       <= '0;
      vector_q       <= '0;
      clink_q        <= '0;
      passed_q       <= '0;
      reserve_used_q <= 1'b0;
      throwing_q     <= 1'b0;
    end else begin
      if (token_i) begin
        state_q        <= state_d;
        reserve_used_q <= reserve_used_d;
        throwing_q     <= throwing_d;
      end
      if (fault_i) begin
        state_q    <= throw_i ? StUnwind : StTrap;
        cause_q    <= fault_cause_i;
        throwing_q <= throw_i;
      end
      if (resume_i) state_q <= StResumeTrap;
      if (rearm_i) reserve_used_q <= !rearmed_i;
      if (fault_i)                                          culprit_q <= fault_culprit_i;
      else if (root_write_i && root_i == RootTrapCulprit)   culprit_q <= value_i;
      if (fault_i)                                          origin_q <= origin_i;
      else if (root_write_i && root_i == RootTrapOrigin)    origin_q <= value_i;
      if (set_vector_i || (token_i && step_vector) ||
          (root_write_i && root_i == RootTrapVector)) begin
        vector_q <= words_i[2];
      end
      if ((token_i && step_clink) || (root_write_i && root_i == RootTrapClink)) begin
        clink_q <= words_i[3];
      end
      if ((token_i && step_passed) || (root_write_i && root_i == RootTrapPassed)) begin
        passed_q <= value_i;
      end
    end
  end

  assign cause_o = cause_q;
  assign culprit_o = culprit_q;
  assign vector_o = vector_q;
  assign reserve_used_o = reserve_used_q;

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StResumeTrap);

endmodule
