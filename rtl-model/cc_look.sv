// What the cell of an operand says that can be done with it.
//
// Combinational. Of the words that were fetched: the cell of an argument, of a test, of a form's last
// expression. Without a note, an expression that is no pointer is its own value.
module cc_look
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  word_t   header_i,
  input  word_t   expression_i,
  input  word_t   note_i,
  input  notes_t  notes_i,
  output looked_t looked_o
);

  localparam word_t Unbound = word_t'(AddrUnbound);

  note_kind_e kind;
  word_t      local_value;
  logic       is_local, is_guarded;

  assign kind = note_of(header_i, notes_i);
  assign is_local = kind == NoteFirst || kind == NoteSecond || kind == NoteThird;
  assign is_guarded = in_scope(note_i, notes_i);
  assign local_value = local_of(2'(kind - NoteFirst), notes_i);

  always_comb begin
    looked_o.look  = LookEval;
    looked_o.value = expression_i;
    if (!is_address(expression_i)) begin
      looked_o.look = LookValue;
    end else begin
      looked_o.value = is_local ? local_value : note_i;
      unique case (kind)
        NoteConstant:    looked_o.look = LookValue;
        NoteCombination: looked_o.look = LookHeld;
        NoteGlobal:      looked_o.look = LookGlobal;
        NoteNone:        looked_o.look = notes_i.stale ? LookLoad : LookNote;
        NoteFirst, NoteSecond, NoteThird: begin
          if (notes_i.stale)                                looked_o.look = LookLoad;
          else if (is_guarded && local_value != Unbound)    looked_o.look = LookValue;
        end
        NoteInline: begin
          if (notes_i.stale)   looked_o.look = LookLoad;
          else if (is_guarded) looked_o.look = LookCompute;
        end
        NoteOuter: begin
          if (notes_i.stale)   looked_o.look = LookLoadOuter;
          else if (is_guarded) looked_o.look = LookOuter;
        end
        default: ;
      endcase
    end
  end

endmodule
