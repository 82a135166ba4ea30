// primitive: the primitives on pairs, symbols, strings, vectors, characters and the console, and those
// that make and know BIGNUMs.
//
// The operands are apply's registers. The type of the first one is checked as its object arrives.
module cc_primitive
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  logic             clk_i,
  input  logic             rst_ni,
  // The token, and what commands load.
  input  logic             token_i,
  input  logic             step_i,        // it is not stalled
  input  primitive_edge_t  edge_i,        // a start: the number is in field 1
  input  bus_t             bus_i,
  // What it sees of other units.
  input  words_t           fetched_i,
  input  notes_t           notes_i,
  input  operands_t        operands_i,    // of apply
  input  word_t            place_i,       // the address of an allocation
  input  cycle_t           cycle_i,
  input  console_t         console_i,
  // The root port.
  input  root_t            root_i,
  input  logic             root_write_i,
  output word_t            root_o,
  // What it drives.
  output bus_t             bus_o,
  output console_request_t console_o
);

  localparam int Chars = WordBits / 8;  // in a word
  localparam int CharBits = $clog2(Chars);

  localparam word_t False = word_t'(AddrFalse);
  localparam word_t True = word_t'(AddrTrue);

  // More elements than these no memory has room for.
  localparam word_t MostCounted = word_t'(2**30 - 1);

  `include "cc_primitive_regs.svh"

  primitive_state_e state_next;
  word_t            offset_next;
  word_t            datum_next;
  word_t            index_next;

  word_t header, field1, field2, field3;
  type_e kind;
  logic  is_pointer;     // x
  logic  is_byte;        // x, an immediate from 0 to 255
  logic  is_y_char, is_z_char;
  logic  is_wrong_type;  // the object is not of the type that the table wants
  logic  is_in_range;    // y, as an index into the object

  assign {field3, field2, field1, header} = fetched_i;
  assign kind = type_of(header[7:0]);
  assign is_pointer = !operands_i.x[0] && operands_i.x != Nil;
  assign is_byte = operands_i.x[WordBits-1:9] == '0;
  assign is_wrong_type = primitive_object(number_q) && kind != primitive_type(number_q);
  assign is_in_range = !operands_i.y[WordBits-1] &&
                       operands_i.y[WordBits-2:1] < field1[WordBits-2:1];

  // The channel of a byte: an operand, or the console's.
  word_t channel;
  logic  reads, is_bad_channel;
  logic  reads_byte, writes_byte;  // from and to it
  logic  ended;                    // no byte will come

  assign is_bad_channel = !channel[0] || channel[WordBits-1:2] != '0;
  assign reads = number_q == PrimReadByte;
  assign ended = console_i.closed && console_i.channel == channel[1];

  always_comb begin
    channel = word_t'(1);
    if (reads && operands_i.held[0])       channel = operands_i.x;
    else if (!reads && operands_i.held[1]) channel = operands_i.y;
  end

  // A CHAR is known by its address: its code, and whether it has one.
  word_t y_code, z_code;

  assign y_code = operands_i.y - word_t'(AddrChars);
  assign z_code = operands_i.z - word_t'(AddrChars);
  assign is_y_char = y_code[WordBits-1:9] == '0 && !y_code[0];
  assign is_z_char = z_code[WordBits-1:9] == '0 && !z_code[0];

  // The pair of a function without parameters is nobody's to change; a symbol may be a constant.
  logic stores_rib, makes_constant;

  assign stores_rib = operands_i.x == word_t'(AddrRib) &&
                      (number_q == PrimSetCar || number_q == PrimSetCdr);
  assign makes_constant = operands_i.held[1] && operands_i.y != Nil && operands_i.y != False;

  // A new STRING or VECTOR: how many elements are to come, and the words of an object of so many.
  logic       makes_string, makes_bignum;
  word_t      length, filled, to_come, object_words;
  logic       fills_none, fills_two, fills_last;
  logic [2:0] fill_count;
  words_t     fill;

  assign makes_string = number_q == PrimMakeString;
  assign makes_bignum = number_q == PrimMakeBignum;
  assign filled = (state_q != StFill) ? '0 : makes_string ? index_q << CharBits : index_q;
  assign length = {operands_i.x[WordBits-1], operands_i.x[WordBits-1:1]};
  assign to_come = ((WordBits > 32 && length > MostCounted) ? MostCounted : length) - filled;
  assign object_words = ((makes_string ? to_come >> CharBits : to_come) + word_t'(3) +
                         word_t'(makes_string)) & ~word_t'(1);
  assign fills_none = object_words == word_t'(2);
  assign fills_two = object_words == word_t'(4);
  assign fills_last = fills_two || object_words == word_t'(6);
  assign fill_count = fills_two ? 3'd2 : 3'd4;

  // Which of the next elements are to come.
  logic               many;
  logic [4*Chars-1:0] comes;
  word_t              filler;

  assign many = to_come[WordBits-1:CharBits+2] != '0;

  always_comb begin
    for (int i = 0; i < 4 * Chars; i++) begin
      comes[i] = many || to_come[CharBits+1:0] > (CharBits + 2)'(i);
    end
    filler = makes_string ? {Chars{y_code[8:1]}} : makes_bignum ? '0 : operands_i.y;
    for (int i = 0; i < 4; i++) begin
      for (int j = 0; j < Chars; j++) begin
        fill[i][8*(Chars-1-j)+:8] = filler[8*(Chars-1-j)+:8] &
                                    {8{makes_string ? comes[i*Chars+j] : comes[i]}};
      end
    end
  end

  // Has a BIGNUM the digits of a float? The sign of their number is its own.
  logic [WordBits-2:0] digits;
  logic                fills_float;

  assign digits = field1[WordBits-1] ? -field1[WordBits-1:1] : field1[WordBits-1:1];
  assign fills_float = HasFloats && digits >= (WordBits - 1)'(FloatWords);

  // The type that a type test asks for.
  logic has_type;

  always_comb begin
    unique case (number_q)
      PrimIsPair:      has_type = kind == TypeCons;
      PrimIsInteger:   has_type = kind == TypeNumber || kind == TypeBignum;
      PrimIsNumber: begin
        has_type = kind == TypeNumber || kind == TypeBignum || kind == TypeFloat || kind == TypeRatio;
      end
      PrimIsFloat:     has_type = kind == TypeFloat;
      PrimIsRatio:     has_type = kind == TypeRatio;
      PrimIsSymbol:    has_type = is_variable(header[7:0]);
      PrimIsString:    has_type = kind == TypeString;
      PrimIsProcedure: has_type = kind == TypeFunction;
      PrimIsVector:    has_type = kind == TypeVector;
      PrimIsBignum:    has_type = kind == TypeBignum;
      default:         has_type = kind == TypeChar;
    endcase
  end

  // The character of a word that y selects.
  logic [7:0] char;
  word_t      changed;

  always_comb begin
    char    = '0;
    changed = header;
    for (int j = 0; j < Chars; j++) begin
      if (operands_i.y[CharBits:1] == CharBits'(j)) begin
        char                      = header[8*(Chars-1-j)+:8];
        changed[8*(Chars-1-j)+:8] = z_code[8:1];
      end
    end
  end

  // The word of element y, counted from its object's header.
  logic  is_string;
  word_t y_offset;

  assign is_string = number_q == PrimStringRef || number_q == PrimStringSet;
  assign y_offset = (is_string ? operands_i.y >> (CharBits + 1) : operands_i.y >> 1) + word_t'(2);

  // The words for the bus.
  typedef enum logic [3:0] {
    FromNil, FromX, FromY, FromZ, FromNew, FromField1, FromField2, FromField3, FromObject,
    FromHeader, FromTruth, FromChar, FromInput, FromCycle, FromType, FromChannel
  } source_e;

  source_e    value_from;
  logic       is_true;      // of FromTruth
  logic       load_object;  // from the bus's value
  logic       stores_z;
  logic [7:0] code;         // of FromChar

  assign stores_z = number_q == PrimVectorSet || number_q == PrimStringSet;
  assign code = (state_q == StStringElement) ? char : operands_i.x[8:1];

  always_comb begin
    unique case (value_from)
      FromX:      bus_o.value = operands_i.x;
      FromY:      bus_o.value = operands_i.y;
      FromZ:      bus_o.value = operands_i.z;
      FromNew:    bus_o.value = place_i;
      FromField1: bus_o.value = field1;
      FromField2: bus_o.value = field2;
      FromField3: bus_o.value = field3;
      FromObject: bus_o.value = object_q;
      FromHeader: bus_o.value = header;
      FromTruth:  bus_o.value = is_true ? True : False;
      FromChar:   bus_o.value = word_t'({code, 1'b0}) + word_t'(AddrChars);
      FromChannel: bus_o.value = channel;
      FromInput:  bus_o.value = console_i.valid ? word_t'({console_i.data, 1'b1}) : '1;
      FromCycle:  bus_o.value = {1'b0, cycle_i, 1'b1};
      FromType: begin
        // What is noted in a CONS is nobody's business.
        if (state_q == StPrimitiveObject) begin
          bus_o.value = word_t'({(kind == TypeCons) ? 3'd0 : header[7:5], header[4:1], 1'b1});
        end
        else if (operands_i.x[0]) bus_o.value = word_t'({TypeNumber, 1'b1});
        else                      bus_o.value = word_t'(1);
      end
      default:    bus_o.value = '0;
    endcase
  end

  always_comb begin
    state_next   = state_q;
    load_object  = 1'b0;
    offset_next  = offset_q;
    datum_next   = datum_q;
    index_next   = index_q;
    reads_byte   = 1'b0;
    writes_byte  = 1'b0;
    bus_o.drive  = '0;
    bus_o.extra  = '0;
    value_from   = FromNil;
    is_true      = 1'b0;
    bus_o.base   = '0;
    bus_o.offset = '0;
    bus_o.words  = '0;
    if (token_i) begin
      unique case (state_q)
        StPrimitive: begin
          value_from = FromX;
          unique case (number_q)
            PrimCons: begin
              bus_o.offset   = word_t'(4);
              bus_o.words[0] = word_t'(HeaderCons);
              bus_o.words[1] = operands_i.x;
              bus_o.words[2] = operands_i.y;
              value_from     = FromNew;
              bus_o.drive    = allocate_words(3'd3, CmdReturn);
            end
            PrimMakeRatio: begin
              bus_o.offset   = word_t'(4);
              bus_o.words[0] = word_t'(HeaderRatio);
              bus_o.words[1] = operands_i.x;
              bus_o.words[2] = operands_i.y;
              value_from     = FromNew;
              bus_o.drive    = allocate_words(3'd3, CmdReturn);
            end
            PrimEq: begin
              value_from  = FromTruth;
              is_true     = (operands_i.x == operands_i.y);
              bus_o.drive = command(CmdReturn);
            end
            PrimNot: begin
              value_from  = FromTruth;
              is_true     = (operands_i.x == Nil || operands_i.x == False);
              bus_o.drive = command(CmdReturn);
            end
            PrimIsNull: begin
              value_from  = FromTruth;
              is_true     = (operands_i.x == Nil);
              bus_o.drive = command(CmdReturn);
            end
            PrimMakeString, PrimMakeVector, PrimMakeBignum: begin
              if (makes_string && !is_y_char) begin
                value_from  = FromY;
                bus_o.drive = raise_fault(TrapWrongType);
              end else if (!operands_i.x[0]) begin
                bus_o.drive = raise_fault(TrapWrongType);
              end else if (operands_i.x[WordBits-1]) begin
                bus_o.drive = raise_fault(TrapBadIndex);
              end else begin
                value_from     = FromNew;
                bus_o.offset   = object_words;
                bus_o.words[0] = makes_string ? word_t'(HeaderString) :
                                 makes_bignum ? word_t'(HeaderBignum) : word_t'(HeaderVector);
                bus_o.words[1] = operands_i.x;
                bus_o.drive    = allocate_words(3'd2, fills_none ? CmdReturn : CmdStay);
                load_object    = 1'b1;
                index_next     = '0;
                state_next     = StFill;
              end
            end
            PrimIntegerToChar, PrimWriteByte: begin
              if (!operands_i.x[0]) begin
                bus_o.drive = raise_fault(TrapWrongType);
              end else if (!is_byte) begin
                bus_o.drive = raise_fault(TrapBadIndex);
              end else if (number_q == PrimIntegerToChar) begin
                bus_o.drive = command(CmdReturn);
                value_from  = FromChar;
              end else if (is_bad_channel) begin
                bus_o.drive = raise_fault(channel[0] ? TrapBadIndex : TrapWrongType);
                value_from  = FromChannel;
              end else begin
                writes_byte = 1'b1;
                if (console_i.ready) bus_o.drive = command(CmdReturn);
              end
            end
            PrimReadByte: begin
              if (is_bad_channel) begin
                bus_o.drive = raise_fault(channel[0] ? TrapBadIndex : TrapWrongType);
                value_from  = FromChannel;
              end else begin
                reads_byte = 1'b1;
                value_from = FromInput;
                if (console_i.valid || ended) bus_o.drive = command(CmdReturn);
              end
            end
            PrimCycles: begin
              value_from  = FromCycle;
              bus_o.drive = command(CmdReturn);
            end
            default: begin
              if (is_pointer) begin
                bus_o.base  = operands_i.x;
                bus_o.drive = fetch_object();
                state_next  = StPrimitiveObject;
              end else begin
                unique case (number_q)
                  PrimIsPair, PrimIsSymbol, PrimIsString, PrimIsProcedure, PrimIsVector,
                  PrimIsChar, PrimIsBignum, PrimIsFloat, PrimIsRatio: begin
                    value_from  = FromTruth;
                    bus_o.drive = command(CmdReturn);
                  end
                  PrimIsNumber, PrimIsInteger: begin
                    value_from  = FromTruth;
                    is_true     = operands_i.x[0];
                    bus_o.drive = command(CmdReturn);
                  end
                  PrimObjectType: begin
                    value_from  = FromType;
                    bus_o.drive = command(CmdReturn);
                  end
                  default: bus_o.drive = raise_fault(TrapWrongType);
                endcase
              end
            end
          endcase
        end

        StPrimitiveObject: begin
          if (is_wrong_type || stores_rib) begin
            value_from  = FromX;
            bus_o.drive = raise_fault(TrapWrongType);
          end else begin
            unique case (number_q)
              PrimCar, PrimStringLength, PrimVectorLength, PrimCharToInteger, PrimNumerator: begin
                value_from  = FromField1;
                bus_o.drive = command(CmdReturn);
              end
              PrimCdr, PrimDenominator: begin
                value_from  = FromField2;
                bus_o.drive = command(CmdReturn);
              end
              PrimProcedureEnvironment: begin
                value_from  = FromField3;
                bus_o.drive = command(CmdReturn);
              end
              PrimSetCar, PrimSetCdr: begin
                load_object = 1'b1;
                value_from  = FromX;
                offset_next = (number_q == PrimSetCar) ? word_t'(1) : word_t'(2);
                state_next  = StStore;
                bus_o.base  = operands_i.x;
                if (bare(header) != header) begin
                  bus_o.drive = fetch_object();
                  state_next  = StCellBare;
                end
              end
              PrimSetSymbolValue, PrimSetSymbolFunction: begin
                load_object = 1'b1;
                value_from  = FromField1;
                offset_next = (number_q == PrimSetSymbolValue) ? word_t'(2) : word_t'(3);
                state_next  = StStore;
                bus_o.base  = field1;
                if (notes_i.on) begin
                  bus_o.drive = fetch_object();
                  state_next  = StSymbolBare;
                end
              end
              PrimIsPair, PrimIsNumber, PrimIsSymbol, PrimIsString, PrimIsProcedure, PrimIsVector,
              PrimIsChar, PrimIsInteger, PrimIsBignum, PrimIsFloat, PrimIsRatio: begin
                value_from  = FromTruth;
                is_true     = has_type;
                bus_o.drive = command(CmdReturn);
              end
              PrimObjectType: begin
                value_from  = FromType;
                bus_o.drive = command(CmdReturn);
              end
              PrimSymbolName, PrimSymbolValue, PrimSymbolFunction: begin
                bus_o.base  = field1;
                bus_o.drive = fetch_object();
                state_next  = StSymbolField;
              end
              PrimMakeSymbol: state_next = StNewSymbolObject;
              PrimFloatDigits: state_next = StNewDigits;
              PrimMakeFloat: begin
                value_from   = FromX;
                bus_o.base   = operands_i.x;
                bus_o.offset = word_t'(2);
                bus_o.drive  = raise_fault(TrapBadIndex);
                if (fills_float) begin
                  bus_o.drive = fetch_words(3'(FloatWords));
                  state_next  = StNewFloat;
                end
              end
              PrimVectorRef, PrimVectorSet, PrimStringRef, PrimStringSet: begin
                value_from   = FromY;
                bus_o.base   = operands_i.x;
                bus_o.offset = y_offset;
                if (!operands_i.y[0]) begin
                  bus_o.drive = raise_fault(TrapWrongType);
                end else if (!is_in_range) begin
                  bus_o.drive = raise_fault(TrapBadIndex);
                end else if (number_q == PrimVectorSet) begin
                  load_object = 1'b1;
                  value_from  = FromX;
                  offset_next = y_offset;
                  state_next  = StStore;
                end else if (number_q == PrimVectorRef) begin
                  bus_o.drive = fetch_words(3'd1);
                  state_next  = StVectorElement;
                end else if (number_q == PrimStringSet && !is_z_char) begin
                  value_from  = FromZ;
                  bus_o.drive = raise_fault(TrapWrongType);
                end else begin
                  load_object = 1'b1;
                  value_from  = FromX;
                  offset_next = y_offset;
                  bus_o.drive = fetch_words(3'd1);
                  state_next  = StStringElement;
                end
              end
              default: begin
                value_from  = FromX;
                bus_o.drive = raise_fault(TrapBadOpcode);
              end
            endcase
          end
        end

        StSymbolField: begin
          bus_o.drive = command(CmdReturn);
          unique case (number_q)
            PrimSymbolName:     value_from = FromField1;
            PrimSymbolFunction: value_from = FromField3;
            default: begin
              value_from = FromField2;
              if (field2 == word_t'(AddrUnbound)) begin
                value_from  = FromX;
                bus_o.drive = raise_fault(TrapUnbound);
              end
            end
          endcase
        end

        StVectorElement: begin
          value_from  = FromHeader;
          bus_o.drive = command(CmdReturn);
        end

        StStringElement: begin
          if (number_q == PrimStringRef) begin
            value_from  = FromChar;
            bus_o.drive = command(CmdReturn);
          end else begin
            datum_next = changed;
            state_next = StStore;
          end
        end

        StStore: begin
          value_from     = stores_z ? FromZ : FromY;
          bus_o.base     = object_q;
          bus_o.offset   = offset_q;
          bus_o.words[0] = stores_z ? operands_i.z : operands_i.y;
          if (number_q == PrimStringSet) bus_o.words[0] = datum_q;
          bus_o.drive  = (number_q == PrimStringSet) ? write_words(3'd1, CmdReturn)
                                                 : store_words(3'd1, CmdReturn);
        end

        StFill: begin
          value_from   = FromObject;
          bus_o.base   = object_q;
          bus_o.offset = index_q + word_t'(2);
          bus_o.words  = fill;
          index_next   = index_q + word_t'(fill_count);
          bus_o.drive  = write_words(fill_count, CmdStay);
          if (fills_last) bus_o.drive = write_words(fill_count, CmdReturn);
        end

        StCellBare: begin
          bus_o.base     = object_q;
          bus_o.words[0] = bare(header);
          bus_o.drive    = write_words(3'd1, (is_part(header) || had_locals(header)) ? CmdExpose : CmdStay);
          state_next     = StStore;
        end

        StSymbolBare: begin
          bus_o.base     = object_q;
          bus_o.words[0] = replaced(header);
          if (is_marked(header)) begin
            bus_o.drive = write_words(3'd1, is_pinned(header) ? CmdInvalidate : CmdStay);
          end
          state_next = StStore;
        end

        StNewSymbolObject: begin
          bus_o.offset   = word_t'(4);
          bus_o.words[0] = word_t'(HeaderSymbolObject);
          bus_o.words[1] = operands_i.x;
          bus_o.words[2] = word_t'(AddrUnbound);
          bus_o.drive    = allocate_words(3'd4, CmdStay);
          load_object    = 1'b1;
          value_from     = FromNew;
          state_next     = StNewSymbol;
        end

        StNewSymbol: begin
          bus_o.offset = word_t'(2);
          bus_o.words[0] = makes_constant ? word_t'(HeaderSymbolConstant)
                                      : word_t'(HeaderSymbolVariable);
          bus_o.words[1] = object_q;
          value_from     = FromNew;
          bus_o.drive    = allocate_words(3'd2, CmdReturn);
        end

        StNewDigits: begin
          bus_o.offset   = word_t'(FloatDigitsWords);
          bus_o.words[0] = word_t'(HeaderBignum);
          bus_o.words[1] = word_t'(2 * FloatWords + 1);
          bus_o.words[2] = field1;
          bus_o.words[3] = field2;
          value_from     = FromNew;
          bus_o.drive    = allocate_words(3'(FloatWords + 2), CmdReturn);
        end

        StNewFloat: begin
          bus_o.offset   = word_t'(FloatObjectWords);
          bus_o.words[0] = word_t'(HeaderFloat);
          bus_o.words[1] = header;
          bus_o.words[2] = field1;
          value_from     = FromNew;
          bus_o.drive    = allocate_words(3'(FloatWords + 1), CmdReturn);
        end

        default: ;
      endcase
    end
  end

  assign console_o.channel = channel[1];
  assign console_o.read = reads_byte;
  assign console_o.write = writes_byte;
  assign console_o.data = writes_byte ? operands_i.x[8:1] : '0;

  // The registers.
  always_comb begin
    `CC_PRIMITIVE_KEEP
    if (step_i) begin
      state_d  = state_next;
      offset_d = offset_next;
      datum_d  = datum_next;
      index_d  = index_next;
    end
    if (edge_i.start) begin
      state_d  = edge_i.reads ? StPrimitiveObject : StPrimitive;
      number_d = field1[8:1];
    end
    if ((step_i && load_object) || writes_object) begin
      object_d = bus_i.value;
    end
  end

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StNewFloat);

endmodule
