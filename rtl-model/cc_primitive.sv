// primitive: the primitives on pairs, symbols, strings, vectors, characters and the console.
//
// The operands are apply's registers. The type of the first one is checked as its object arrives.
module cc_primitive
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // The token, and what commands load.
  input  logic                     token_i,
  input  logic                     step_i,    // it is not stalled
  input  logic                     start_i,   // CmdPrimitive: the number is in field 1
  input  word_t                    value_i,
  // What it sees of other units.
  input  words_t                   fetched_i,
  input  word_t                    x_i,
  input  word_t                    y_i,
  input  word_t                    z_i,
  input  logic [1:0]               held_i,    // how many of them
  input  word_t                    new_i,     // the address of an allocation
  input  cycle_t                   cycle_i,
  // The console.
  input  logic                     input_valid_i,
  input  logic [7:0]               input_i,
  input  logic                     ended_i,
  input  logic                     sent_i,
  output logic                     channel_o,
  output logic                     read_o,
  output logic                     output_valid_o,
  output logic [7:0]               output_o,
  // The root port.
  input  logic [5:0]               root_i,
  input  logic                     root_write_i,
  output word_t                    root_o,
  // The bus.
  output drive_t                   drive_o,
  output word_t                    value_o,
  output word_t                    base_o,
  output word_t                    offset_o,
  output words_t                   words_o
);

  localparam int Chars = WordBits / 8;  // in a word
  localparam int CharBits = $clog2(Chars);


  localparam word_t False = word_t'(AddrFalse);
  localparam word_t True = word_t'(AddrTrue);

  primitive_state_e state_d, state_q;
  logic [7:0]       number_q;
  word_t            object_q;
  word_t            offset_d, offset_q;
  word_t            datum_d, datum_q;
  word_t            index_d, index_q;

  word_t            header, field1, field2, field3;
  type_e            kind;
  logic             is_pointer;     // x
  logic             is_byte;        // x, an immediate from 0 to 255
  logic             is_y_char, is_z_char;
  logic             is_wrong_type;  // the object is not of the type that the table wants
  logic             is_in_range;    // y, as an index into the object

  assign {field3, field2, field1, header} = fetched_i;
  assign kind = type_of(header[7:0]);
  assign is_pointer = !x_i[0] && x_i != Nil;
  assign is_byte = x_i[WordBits-1:9] == '0;
  assign is_wrong_type = primitive_object(number_q) && kind != primitive_type(number_q);
  assign is_in_range = !y_i[WordBits-1] && y_i[WordBits-2:1] < field1[WordBits-2:1];

  // The channel of a byte: an operand, or the console's.
  word_t channel;
  logic  reads, is_bad_channel;

  assign is_bad_channel = !channel[0] || channel[WordBits-1:2] != '0;
  assign reads = number_q == PrimReadByte;
  assign channel_o = channel[1];

  always_comb begin
    channel = word_t'(1);
    if (reads && held_i[0])       channel = x_i;
    else if (!reads && held_i[1]) channel = y_i;
  end

  // A CHAR is known by its address: its code, and whether it has one.
  word_t y_code, z_code;

  assign y_code = y_i - word_t'(AddrChars);
  assign z_code = z_i - word_t'(AddrChars);
  assign is_y_char = y_code[WordBits-1:9] == '0 && !y_code[0];
  assign is_z_char = z_code[WordBits-1:9] == '0 && !z_code[0];

  // The pair of a function without parameters is nobody's to change; a symbol may be a constant.
  logic stores_rib, makes_constant;

  assign stores_rib = x_i == word_t'(AddrRib) &&
                      (number_q == PrimSetCar || number_q == PrimSetCdr);
  assign makes_constant = held_i[1] && y_i != Nil && y_i != False;

  // A new STRING or VECTOR: how many elements are to come, and the words of an object of so many.
  logic  makes_string;
  word_t filled, to_come, object_words;
  logic  fills_none, fills_two, fills_last;
  logic [2:0] fill_count;
  words_t                   fill;

  assign makes_string = number_q == PrimMakeString;
  assign filled = (state_q != StFill) ? '0 : makes_string ? index_q << CharBits : index_q;
  assign to_come = {x_i[WordBits-1], x_i[WordBits-1:1]} - filled;
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
    filler = makes_string ? {Chars{y_code[8:1]}} : y_i;
    for (int i = 0; i < 4; i++) begin
      for (int j = 0; j < Chars; j++) begin
        fill[i][8*(Chars-1-j)+:8] = filler[8*(Chars-1-j)+:8] &
                                    {8{makes_string ? comes[i*Chars+j] : comes[i]}};
      end
    end
  end

  // The type that a type test asks for.
  logic has_type;

  always_comb begin
    unique case (number_q)
      PrimIsPair:      has_type = kind == TypeCons;
      PrimIsNumber:    has_type = kind == TypeNumber;
      PrimIsSymbol:    has_type = is_variable(header[7:0]);
      PrimIsString:    has_type = kind == TypeString;
      PrimIsProcedure: has_type = kind == TypeFunction;
      PrimIsVector:    has_type = kind == TypeVector;
      default:         has_type = kind == TypeChar;
    endcase
  end

  // The character of a word that y selects.
  logic [7:0] char;
  word_t      replaced;

  always_comb begin
    char     = '0;
    replaced = header;
    for (int j = 0; j < Chars; j++) begin
      if (y_i[CharBits:1] == CharBits'(j)) begin
        char = header[8*(Chars-1-j)+:8];
        replaced[8*(Chars-1-j)+:8] = z_code[8:1];
      end
    end
  end

  // The word of element y, counted from its object's header.
  logic  is_string;
  word_t y_offset;

  assign is_string = number_q == PrimStringRef || number_q == PrimStringSet;
  assign y_offset = (is_string ? y_i >> (CharBits + 1) : y_i >> 1) + word_t'(2);

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
  assign code = (state_q == StStringElement) ? char : x_i[8:1];

  always_comb begin
    unique case (value_from)
      FromX:      value_o = x_i;
      FromY:      value_o = y_i;
      FromZ:      value_o = z_i;
      FromNew:    value_o = new_i;
      FromField1: value_o = field1;
      FromField2: value_o = field2;
      FromField3: value_o = field3;
      FromObject: value_o = object_q;
      FromHeader: value_o = header;
      FromTruth:  value_o = is_true ? True : False;
      FromChar:   value_o = word_t'({code, 1'b0}) + word_t'(AddrChars);
      FromChannel: value_o = channel;
      FromInput:  value_o = input_valid_i ? word_t'({input_i, 1'b1}) : '1;
      FromCycle:  value_o = {1'b0, cycle_i, 1'b1};
      FromType: begin
        if (state_q == StPrimitiveObject) value_o = word_t'({header[7:1], 1'b1});
        else if (x_i[0])                  value_o = word_t'({TypeNumber, 1'b1});
        else                              value_o = word_t'(1);
      end
      default:    value_o = '0;
    endcase
  end

  always_comb begin
    state_d        = state_q;
    load_object    = 1'b0;
    offset_d       = offset_q;
    datum_d        = datum_q;
    index_d        = index_q;
    read_o         = 1'b0;
    output_valid_o = 1'b0;
    drive_o        = '0;
    value_from     = FromNil;
    is_true        = 1'b0;
    base_o         = '0;
    offset_o       = '0;
    words_o        = '0;
    if (token_i) begin
      unique case (state_q)
        StPrimitive: begin
          value_from = FromX;
          unique case (number_q)
            PrimCons: begin
              offset_o   = word_t'(4);
              words_o[0] = word_t'(HeaderCons);
              words_o[1] = x_i;
              words_o[2] = y_i;
              value_from    = FromNew;
              drive_o    = allocate_words(3'd3, CmdReturn);
            end
            PrimEq: begin
              value_from = FromTruth;
              is_true = (x_i == y_i);
              drive_o = command(CmdReturn);
            end
            PrimNot: begin
              value_from = FromTruth;
              is_true = (x_i == Nil || x_i == False);
              drive_o = command(CmdReturn);
            end
            PrimIsNull: begin
              value_from = FromTruth;
              is_true = (x_i == Nil);
              drive_o = command(CmdReturn);
            end
            PrimMakeString, PrimMakeVector: begin
              if (makes_string && !is_y_char) begin
                value_from = FromY;
                drive_o = raise_fault(TrapWrongType);
              end else if (!x_i[0]) begin
                drive_o = raise_fault(TrapWrongType);
              end else if (x_i[WordBits-1]) begin
                drive_o = raise_fault(TrapBadIndex);
              end else begin
                value_from    = FromNew;
                offset_o   = object_words;
                words_o[0] = makes_string ? word_t'(HeaderString) : word_t'(HeaderVector);
                words_o[1] = x_i;
                drive_o    = allocate_words(3'd2, fills_none ? CmdReturn : CmdStay);
                load_object = 1'b1;
                index_d    = '0;
                state_d    = StFill;
              end
            end
            PrimIntegerToChar, PrimWriteByte: begin
              if (!x_i[0]) begin
                drive_o = raise_fault(TrapWrongType);
              end else if (!is_byte) begin
                drive_o = raise_fault(TrapBadIndex);
              end else if (number_q == PrimIntegerToChar) begin
                drive_o = command(CmdReturn);
                value_from = FromChar;
              end else if (is_bad_channel) begin
                drive_o = raise_fault(channel[0] ? TrapBadIndex : TrapWrongType);
                value_from = FromChannel;
              end else begin
                output_valid_o = 1'b1;
                if (sent_i) drive_o = command(CmdReturn);
              end
            end
            PrimReadByte: begin
              if (is_bad_channel) begin
                drive_o = raise_fault(channel[0] ? TrapBadIndex : TrapWrongType);
                value_from = FromChannel;
              end else begin
                read_o = 1'b1;
                value_from = FromInput;
                if (input_valid_i || ended_i) drive_o = command(CmdReturn);
              end
            end
            PrimCycles: begin
              value_from = FromCycle;
              drive_o = command(CmdReturn);
            end
            default: begin
              if (is_pointer) begin
                base_o  = x_i;
                drive_o = fetch_object();
                state_d = StPrimitiveObject;
              end else begin
                unique case (number_q)
                  PrimIsPair, PrimIsSymbol, PrimIsString, PrimIsProcedure, PrimIsVector,
                  PrimIsChar: begin
                    value_from = FromTruth;
                    drive_o = command(CmdReturn);
                  end
                  PrimIsNumber: begin
                    value_from = FromTruth;
                    is_true = x_i[0];
                    drive_o = command(CmdReturn);
                  end
                  PrimObjectType: begin
                    value_from = FromType;
                    drive_o = command(CmdReturn);
                  end
                  default: drive_o = raise_fault(TrapWrongType);
                endcase
              end
            end
          endcase
        end

        StPrimitiveObject: begin
          if (is_wrong_type || stores_rib) begin
            value_from = FromX;
            drive_o = raise_fault(TrapWrongType);
          end else begin
            unique case (number_q)
              PrimCar, PrimStringLength, PrimVectorLength, PrimCharToInteger: begin
                value_from = FromField1;
                drive_o = command(CmdReturn);
              end
              PrimCdr: begin
                value_from = FromField2;
                drive_o = command(CmdReturn);
              end
              PrimProcedureEnvironment: begin
                value_from = FromField3;
                drive_o = command(CmdReturn);
              end
              PrimSetCar, PrimSetCdr: begin
                load_object = 1'b1;
                value_from = FromX;
                offset_d = (number_q == PrimSetCar) ? word_t'(1) : word_t'(2);
                state_d  = StStore;
              end
              PrimSetSymbolValue, PrimSetSymbolFunction: begin
                load_object = 1'b1;
                value_from = FromField1;
                offset_d = (number_q == PrimSetSymbolValue) ? word_t'(2) : word_t'(3);
                state_d  = StStore;
              end
              PrimIsPair, PrimIsNumber, PrimIsSymbol, PrimIsString, PrimIsProcedure, PrimIsVector,
              PrimIsChar: begin
                value_from = FromTruth;
                is_true = has_type;
                drive_o = command(CmdReturn);
              end
              PrimObjectType: begin
                value_from = FromType;
                drive_o = command(CmdReturn);
              end
              PrimSymbolName, PrimSymbolValue, PrimSymbolFunction: begin
                base_o  = field1;
                drive_o = fetch_object();
                state_d = StSymbolField;
              end
              PrimMakeSymbol: state_d = StNewSymbolObject;
              PrimVectorRef, PrimVectorSet, PrimStringRef, PrimStringSet: begin
                value_from  = FromY;
                base_o   = x_i;
                offset_o = y_offset;
                if (!y_i[0]) begin
                  drive_o = raise_fault(TrapWrongType);
                end else if (!is_in_range) begin
                  drive_o = raise_fault(TrapBadIndex);
                end else if (number_q == PrimVectorSet) begin
                  load_object = 1'b1;
                  value_from = FromX;
                  offset_d = y_offset;
                  state_d  = StStore;
                end else if (number_q == PrimVectorRef) begin
                  drive_o = fetch_words(3'd1);
                  state_d = StVectorElement;
                end else if (number_q == PrimStringSet && !is_z_char) begin
                  value_from = FromZ;
                  drive_o = raise_fault(TrapWrongType);
                end else begin
                  load_object = 1'b1;
                  value_from = FromX;
                  offset_d = y_offset;
                  drive_o  = fetch_words(3'd1);
                  state_d  = StStringElement;
                end
              end
              default: begin
                value_from = FromX;
                drive_o = raise_fault(TrapBadOpcode);
              end
            endcase
          end
        end

        StSymbolField: begin
          drive_o = command(CmdReturn);
          unique case (number_q)
            PrimSymbolName:     value_from = FromField1;
            PrimSymbolFunction: value_from = FromField3;
            default: begin
              value_from = FromField2;
              if (field2 == word_t'(AddrUnbound)) begin
                value_from = FromX;
                drive_o = raise_fault(TrapUnbound);
              end
            end
          endcase
        end

        StVectorElement: begin
          value_from = FromHeader;
          drive_o = command(CmdReturn);
        end

        StStringElement: begin
          if (number_q == PrimStringRef) begin
            value_from = FromChar;
            drive_o = command(CmdReturn);
          end else begin
            datum_d = replaced;
            state_d = StStore;
          end
        end

        StStore: begin
          value_from = stores_z ? FromZ : FromY;
          base_o   = object_q;
          offset_o = offset_q;
          words_o[0] = (number_q == PrimStringSet) ? datum_q : stores_z ? z_i : y_i;
          drive_o  = (number_q == PrimStringSet) ? write_words(3'd1, CmdReturn)
                                                 : store_words(3'd1, CmdReturn);
        end

        StFill: begin
          value_from  = FromObject;
          base_o   = object_q;
          offset_o = index_q + word_t'(2);
          words_o  = fill;
          index_d  = index_q + word_t'(fill_count);
          drive_o  = write_words(fill_count, CmdStay);
          if (fills_last) drive_o = write_words(fill_count, CmdReturn);
        end

        StNewSymbolObject: begin
          offset_o   = word_t'(4);
          words_o[0] = word_t'(HeaderSymbolObject);
          words_o[1] = x_i;
          words_o[2] = word_t'(AddrUnbound);
          drive_o    = allocate_words(3'd4, CmdStay);
          load_object = 1'b1;
          value_from = FromNew;
          state_d    = StNewSymbol;
        end

        StNewSymbol: begin
          offset_o   = word_t'(2);
          words_o[0] = makes_constant ? word_t'(HeaderSymbolConstant)
                                      : word_t'(HeaderSymbolVariable);
          words_o[1] = object_q;
          value_from    = FromNew;
          drive_o    = allocate_words(3'd2, CmdReturn);
        end

        default: ;
      endcase
    end
  end

  assign output_o = output_valid_o ? x_i[8:1] : '0;

  assign root_o = (root_i == RootPrimitiveObject) ? object_q : '0;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q  <= StPrimitive;
      number_q <= '0;
      object_q <= '0;
      offset_q <= '0;
      datum_q  <= '0;
      index_q  <= '0;
    end else begin
      if (step_i) begin
        state_q  <= state_d;
        offset_q <= offset_d;
        datum_q  <= datum_d;
        index_q  <= index_d;
      end
      if (start_i) begin
        state_q  <= StPrimitive;
        number_q <= field1[8:1];
      end
      if ((step_i && load_object) || (root_write_i && root_i == RootPrimitiveObject)) begin
        object_q <= value_i;
      end
    end
  end

  // An FSM is never in an unnamed state.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StNewSymbol);

endmodule
