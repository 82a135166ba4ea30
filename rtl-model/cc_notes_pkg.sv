// Notes: what quick evaluation keeps in the fourth word of a CONS, and how its header tells of it.
//
// The manual's section 15 is the specification.
package cc_notes_pkg;

  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;

  // The innermost local variables in registers, and the epoch of notes, as units see them.
  typedef struct packed {
    logic        on;          // notes are made and used
    logic [15:0] epoch;
    word_t       parameters;  // the list that the locals belong to; NIL: none are in registers
    word_t       local0;
    word_t       local1;
    word_t       local2;
    logic [1:0]  locals;      // how many
    logic        pending;     // they are in registers only
    logic        stale;       // they are in the environment only, if it has any
    logic        open;        // any variable may be bound
  } notes_t;

  // What the cell of an operand says that can be done with it.
  typedef enum logic [3:0] {
    LookEval,       // eval looks at the expression
    LookValue,      // its value is known
    LookHeld,       // a combination, which needs a frame
    LookCompute,    // a combination that may be computed: fetch it
    LookOuter,      // a variable that is none of the locals
    LookGlobal,     // a variable that is bound nowhere, as far as is known
    LookLoad,       // the locals are to be loaded first,
    LookLoadOuter,  //   for a variable that is none of them
    LookNote        // the cell has no note yet
  } look_e;

  typedef struct packed {
    look_e look;
    word_t value;  // of LookValue; of LookGlobal the SYMBOL_OBJECT
  } looked_t;

  // What a combination without a frame comes to.
  typedef struct packed {
    logic       valid;
    word_t      value;
    logic       inlines;    // nothing as yet: inline applies this to what the operands' cells say
    operation_e operation;
  } computed_t;

  // What inline applies to its operands.
  typedef struct packed {
    logic       active;
    operation_e operation;
    word_t      x;
    word_t      y;
  } application_t;

  // In the place of an operation: it stands in that of the first operand.
  localparam logic [OperationBits-1:0] Simple = '1;

  // Does an operation take two operands? Otherwise it takes one.
  function automatic logic is_binary(operation_e operation);
    return operation < OpIsNull || operation == OpVectorRef;
  endfunction

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

  // Has the CONS with this header been an environment's first cell with locals, in whatever epoch?
  function automatic logic had_locals(word_t header);
    return header[NoteAt +: 4] >= NoteOne;
  endfunction

  // The header of a CONS with a note that does not hold any more; nothing depends on it.
  function automatic word_t outdated(word_t header);
    word_t made;
    made = header;
    made[BitPart] = 1'b0;
    made[EpochAt +: EpochBits] = '1;
    return made;
  endfunction

  // The header of a CONS with a note of this epoch.
  function automatic word_t noted(word_t header, note_kind_e kind, notes_t notes);
    word_t made;
    made = bare(header);
    made[BitPart] = header[BitPart] || had_locals(header);
    made[NoteAt +: 4] = kind;
    made[EpochAt +: EpochBits] = notes.epoch[EpochBits-1:0];
    return made;
  endfunction

  // The header of a cell that may be the first of an environment, with notes: that of one with locals, in no
  // epoch.
  function automatic word_t first_cell();
    word_t made;
    made = word_t'(HeaderCons);
    made[NoteAt +: 4] = NoteOne;
    return outdated(made);
  endfunction

  // Do notes depend on what the SYMBOL_OBJECT with this header holds?
  function automatic logic is_pinned(word_t header);
    return header[BitPinned];
  endfunction

  // Is anything noted of what the function cell of the SYMBOL_OBJECT with this header holds?
  function automatic logic is_marked(word_t header);
    return header[BitCallable] || header[BitPinned];
  endfunction

  // The header of a SYMBOL_OBJECT whose function cell is stored into.
  function automatic word_t replaced(word_t header);
    word_t made;
    made = header;
    made[BitCallable] = 1'b0;
    made[BitPinned] = 1'b0;
    if (header[BitPinned]) made[BitVolatile] = 1'b1;
    return made;
  endfunction

  // The header of a SYMBOL_OBJECT whose variable may be bound in some environment.
  function automatic word_t bound(word_t header);
    return header | word_t'(1 << BitBound);
  endfunction

  // Is a cell with this header, and this tag of its note, noted as one of a parameter list? Its symbol's
  // object then says that it may be bound.
  function automatic logic names_a_parameter(word_t header, logic tag, notes_t notes);
    return note_of(header, notes) == NotePlain && tag;
  endfunction

  // How many plain parameters the FUNCTION with this header has, 1 to 3; 0 if that is not known.
  function automatic logic [1:0] arity_of(word_t header, notes_t notes);
    if (!notes.on) return 2'd0;
    if (header[ArityEpochAt +: ArityEpochBits] != notes.epoch[ArityEpochBits-1:0]) return 2'd0;
    return header[NoteAt +: 2];
  endfunction

  // The header of a FUNCTION with so many plain parameters, as found in this epoch.
  function automatic word_t with_arity(word_t header, logic [1:0] parameters, notes_t notes);
    word_t made;
    made = header;
    made[NoteAt +: 2] = parameters;
    made[ArityEpochAt +: ArityEpochBits] = notes.epoch[ArityEpochBits-1:0];
    return made;
  endfunction

endpackage
