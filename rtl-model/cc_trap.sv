// trap: one mechanism for every fault, and for `throw`.
//
// The handler in the trap vector comes first, then the nearest catch frame; else the machine halts.
module cc_trap
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic       clk_i,
  input  logic       rst_ni,
  // The token, and what commands load.
  input  logic       token_i,
  input  trap_edge_t edge_i,
  input  bus_t       bus_i,
  // What it sees of other units.
  input  stack_t     stack_i,
  input  swept_t     swept_i,
  // The root port.
  input  root_t      root_i,
  input  logic       root_write_i,
  output word_t      root_o,
  // What it drives, and what others see.
  output bus_t       bus_o,
  output fault_t     fault_o,
  output word_t      vector_o,
  output logic       reserve_used_o
);

  `include "cc_trap_regs.svh"

  trap_state_e state_next;
  logic        reserve_used_next;
  logic        throwing_next;

  // `vector`, `clink` and `passed` load over the bus: its words 2 and 3, and its value.
  logic step_vector, step_clink, step_passed;

  always_comb begin
    state_next        = state_q;
    step_vector       = 1'b0;
    step_clink        = 1'b0;
    step_passed       = 1'b0;
    reserve_used_next = reserve_used_q;
    throwing_next     = throwing_q;
    bus_o             = '0;
    if (token_i) begin
      unique case (state_q)
        StTrap: begin
          state_next  = StTrapVector;
          bus_o.value = culprit_q;
          if (cause_q == TrapOutOfMemory) begin
            reserve_used_next = 1'b1;
            bus_o.drive       = command(CmdReleaseReserve);
            if (reserve_used_q) begin
              bus_o.drive      = command(CmdHalt);
              bus_o.drive.code = 4'(HaltTrap);
            end
          end
        end
        StTrapVector: begin
          bus_o.value    = vector_q;
          bus_o.words[1] = vector_q;
          if (vector_q == Nil) begin
            state_next = StUnwind;
          end else if (stack_i.room) begin
            step_vector = 1'b1;
            bus_o.drive = push_frame(RetTrapHandler, CmdPushApply);
          end else begin
            bus_o.drive = command(CmdMakeRoom);
          end
        end
        StUnwind: begin
          if (stack_i.room) begin
            step_clink     = 1'b1;
            step_passed    = 1'b1;
            bus_o.words[3] = stack_i.clink;
            state_next     = StUnwindNext;
          end else begin
            bus_o.drive = command(CmdMakeRoom);
          end
        end
        StUnwindNext: begin
          bus_o.extra = clink_q;
          if (stack_i.clink == Nil) begin
            step_clink  = 1'b1;
            bus_o.drive = command(CmdRewind);
            state_next  = StUncaught;
          end else begin
            bus_o.drive = command(CmdUnwind);
            state_next  = StUnwindFrame;
          end
        end
        StUnwindFrame: begin
          bus_o.value = stack_i.top.operator_word;
          if (stack_i.top.return_state == RetCatch) begin
            step_vector    = passed_q != Nil;
            bus_o.words[2] = passed_q;
            step_clink     = 1'b1;
            bus_o.drive    = command(CmdCatch);
          end else begin
            step_passed = stack_i.top.return_state == RetTrapHandler;
            bus_o.extra = stack_i.clink;
            bus_o.drive = command(CmdRewind);
            state_next  = StUnwindNext;
          end
        end
        StUncaught: begin
          bus_o.value = culprit_q;
          if (throwing_q && vector_q != Nil) begin
            throwing_next = 1'b0;
            state_next    = StTrapVector;
          end else begin
            bus_o.drive      = command(CmdHalt);
            bus_o.drive.code = 4'(HaltTrap);
          end
        end
        StResumeTrap: begin
          step_vector    = 1'b1;
          bus_o.words[2] = stack_i.top.operator_word;
          bus_o.value    = stack_i.result;
          bus_o.drive    = command(CmdReturn);
        end
        default: ;
      endcase
    end
  end

  // The registers.
  always_comb begin
    `CC_TRAP_KEEP
    if (token_i) begin
      state_d        = state_next;
      reserve_used_d = reserve_used_next;
      throwing_d     = throwing_next;
    end
    if (edge_i.start) begin
      state_d    = edge_i.throws ? StUnwind : StTrap;
      cause_d    = edge_i.fault.cause;
      throwing_d = edge_i.throws;
    end
    if (edge_i.resume) state_d = StResumeTrap;
    if (swept_i.rearms) reserve_used_d = !swept_i.armed;
    if (edge_i.start)                                          culprit_d = edge_i.fault.culprit;
    else if (writes_culprit) culprit_d = bus_i.value;
    if (edge_i.start)                                          origin_d = edge_i.origin;
    else if (writes_origin) origin_d = bus_i.value;
    if (edge_i.set_vector || (token_i && step_vector) ||
        writes_vector) begin
      vector_d = bus_i.words[2];
    end
    if ((token_i && step_clink) || writes_clink) begin
      clink_d = bus_i.words[3];
    end
    if ((token_i && step_passed) || writes_passed) begin
      passed_d = bus_i.value;
    end
  end

  assign fault_o = {cause_q, culprit_q};
  assign vector_o = vector_q;
  assign reserve_used_o = reserve_used_q;

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StResumeTrap);

endmodule
