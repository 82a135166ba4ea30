// Notes: what quick evaluation keeps in the fourth word of a CONS, and how its header tells of it.
//
// The manual's section 15 is the specification.
package cc_notes_pkg;

  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;

  // The innermost local variables in registers, and the epoch of notes, as units see them.
  typedef struct packed {
    logic       on;          // notes are made and used
    logic [7:0] epoch;
    word_t      parameters;  // the list that the locals belong to; NIL: none are in registers
    word_t      local0;
    word_t      local1;
    word_t      local2;
    logic [1:0] locals;      // how many
    logic       pending;     // they are in registers only
    logic       stale;       // they are in the environment only, if it has any
  } notes_t;

  // What the cell of an operand says that can be done with it.
  typedef enum logic [2:0] {
    LookEval,       // eval looks at the expression
    LookValue,      // its value is known
    LookHeld,       // a combination, which needs a frame
    LookCompute,    // a combination that may be computed: fetch it
    LookOuter,      // a variable that is none of the locals
    LookLoad,       // the locals are to be loaded first,
    LookLoadOuter,  //   for a variable that is none of them
    LookNote        // the cell has no note yet
  } look_e;

  typedef struct packed {
    look_e look;
    word_t value;  // of LookValue
  } looked_t;

  // What a combination without a frame comes to.
  typedef struct packed {
    logic  valid;
    word_t value;
  } computed_t;

  // The note in a CONS with this header; NotePlain where there are none.
  function automatic note_kind_e note_of(word_t header, notes_t notes);
    if (!notes.on) return NotePlain;
    if (header[EpochAt +: EpochBits] != notes.epoch[EpochBits-1:0]) return NoteNone;
    return note_kind_e'(header[NoteAt +: 4]);
  endfunction

  // Are the locals in registers those of this parameter list?
  function automatic logic in_scope(word_t parameters, notes_t notes);
    return !notes.stale && parameters == notes.parameters && parameters != Nil;
  endfunction

  // The value of a local variable, from 0.
  function automatic word_t local_of(logic [1:0] number, notes_t notes);
    unique case (number)
      2'd0:    return notes.local0;
      2'd1:    return notes.local1;
      default: return notes.local2;
    endcase
  endfunction

  // The header of a CONS without a note, of which none depends.
  function automatic word_t bare(word_t header);
    return word_t'({header[11:8], 3'd0, header[4:0]});
  endfunction

  // The header of a CONS that something depends on.
  function automatic word_t part(word_t header);
    return header | word_t'(1 << BitPart);
  endfunction

  // Does something depend on the CONS with this header?
  function automatic logic is_part(word_t header);
    return header[BitPart];
  endfunction

  // The header of a CONS with a note of this epoch.
  function automatic word_t noted(word_t header, note_kind_e kind, notes_t notes);
    word_t made;
    made = bare(header);
    made[BitPart] = header[BitPart];
    made[NoteAt +: 4] = kind;
    made[EpochAt +: EpochBits] = notes.epoch[EpochBits-1:0];
    return made;
  endfunction

  // Do notes depend on what the SYMBOL_OBJECT with this header holds?
  function automatic logic is_pinned(word_t header);
    return header[BitPinned];
  endfunction

  // The header of a SYMBOL_OBJECT without flags.
  function automatic word_t plain_symbol(word_t header);
    return header & ~word_t'((1 << BitCallable) | (1 << BitPinned));
  endfunction

endpackage
