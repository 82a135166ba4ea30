/** The editor's parts: Scheme's colours, lines that take breakpoints, marks of places. */

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
  bracketMatching,
  HighlightStyle,
  indentUnit,
  matchBrackets,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { scheme } from "@codemirror/legacy-modes/mode/scheme";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState, RangeSet, StateEffect, StateField, type Extension } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  GutterMarker,
  gutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type DecorationSet,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Notice } from "../protocol";

export interface Range {
  from: number;
  to: number;
}

/** Marks: where the machine is, and what somebody points at. */
interface Marks {
  here: Range | null;
  shown: Range | null;
}

const setMarks = StateEffect.define<Partial<Marks>>();
const setPoints = StateEffect.define<readonly number[]>();

const HERE = Decoration.mark({ class: "cm-here" });
const HERE_LINE = Decoration.line({ class: "cm-here-line" });
const SHOWN = Decoration.mark({ class: "cm-shown" });

const marks = StateField.define<Marks & { decorations: DecorationSet }>({
  create: () => ({ here: null, shown: null, decorations: Decoration.none }),
  update(value, transaction) {
    let { here, shown } = value;
    // An edited text has no places of the machine: they are of the text that was loaded.
    if (transaction.docChanged) here = shown = null;
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      if (effect.value.here !== undefined) here = effect.value.here;
      if (effect.value.shown !== undefined) shown = effect.value.shown;
    }
    if (here === value.here && shown === value.shown) return value;
    return { here, shown, decorations: decorate(transaction.state, here, shown) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
});

function decorate(state: EditorState, here: Range | null, shown: Range | null): DecorationSet {
  const ranges = [];
  if (here && here.to <= state.doc.length) {
    ranges.push(HERE_LINE.range(state.doc.lineAt(here.from).from));
    if (here.from < here.to) ranges.push(HERE.range(here.from, here.to));
  }
  if (shown && shown.from < shown.to && shown.to <= state.doc.length) {
    ranges.push(SHOWN.range(shown.from, shown.to));
  }
  return Decoration.set(ranges, true);
}

class PointMarker extends GutterMarker {
  override toDOM(): Node {
    const dot = document.createElement("span");
    dot.className = "cm-point";
    dot.title = "breakpoint";
    return dot;
  }
}

const POINT = new PointMarker();

const points = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(value, transaction) {
    let next = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setPoints)) continue;
      const lines = effect.value.filter((line) => line >= 1 && line <= transaction.state.doc.lines);
      next = RangeSet.of(
        lines.map((line) => POINT.range(transaction.state.doc.line(line).from)),
        true,
      );
    }
    return next;
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword], color: "var(--keyword)" },
  { tag: tags.standard(tags.variableName), color: "var(--keyword)" },
  { tag: tags.string, color: "var(--string)" },
  { tag: [tags.number, tags.atom, tags.bool], color: "var(--number)" },
  { tag: tags.comment, color: "var(--comment)", fontStyle: "italic" },
  { tag: tags.bracket, color: "var(--muted)" },
]);

export interface SourceEvents {
  changed(text: string): void;
  toggleLine(line: number): void;
  /** Ctrl-Enter, and with Shift. */
  load(run: boolean): void;
}

export class Source {
  readonly view: EditorView;

  constructor(events: SourceEvents) {
    this.view = new EditorView({ state: EditorState.create({ extensions: extensions(events) }) });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Another text; undo brings the old one back. */
  set text(text: string) {
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: text },
      selection: { anchor: 0 },
      effects: [setMarks.of({ here: null, shown: null }), setPoints.of([])],
      scrollIntoView: true,
    });
  }

  /** The line of the text cursor. */
  get line(): number {
    return this.view.state.doc.lineAt(this.view.state.selection.main.head).number;
  }

  markHere(range: Range | null): void {
    const effects: StateEffect<unknown>[] = [setMarks.of({ here: range })];
    if (range && !this.view.hasFocus) effects.push(...this.#scroll(range));
    this.view.dispatch({ effects });
  }

  /** Marks a form; an empty range stands for the one that begins there. */
  markShown(place: Range | null): void {
    const range = place && this.#form(place);
    this.view.dispatch({ effects: [setMarks.of({ shown: range }), ...(range ? this.#scroll(range) : [])] });
  }

  markPoints(lines: readonly number[]): void {
    this.view.dispatch({ effects: setPoints.of(lines) });
  }

  /** Notices at their places; those that have none, or one elsewhere, are shown in the list only. */
  markNotices(notices: readonly Notice[]): void {
    const length = this.view.state.doc.length;
    const diagnostics = notices.flatMap(({ severity, message, place }): Diagnostic[] => {
      if (!place?.own) return [];
      const from = Math.min(place.from, length);
      return [
        {
          from,
          to: Math.max(from, Math.min(place.to, length)),
          severity: severity === "note" ? "info" : severity,
          message,
        },
      ];
    });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  goTo(range: Range): void {
    const from = Math.min(range.from, this.view.state.doc.length);
    this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    this.view.focus();
  }

  #form({ from, to }: Range): Range {
    if (from < to) return { from, to };
    const { state } = this.view;
    const match = from < state.doc.length ? matchBrackets(state, from, 1) : null;
    if (match?.matched && match.end) return { from, to: match.end.to };
    return { from, to: Math.min(state.doc.lineAt(Math.min(from, state.doc.length)).to, from + 1) };
  }

  #scroll(range: Range): StateEffect<unknown>[] {
    if (range.to > this.view.state.doc.length) return [];
    return [EditorView.scrollIntoView(range.from, { y: "nearest", yMargin: 40 })];
  }
}

function extensions(events: SourceEvents): Extension {
  const toggle = (view: EditorView, line: { from: number }): boolean => {
    events.toggleLine(view.state.doc.lineAt(line.from).number);
    return true;
  };
  return [
    gutter({
      class: "cm-points",
      markers: (view) => view.state.field(points),
      initialSpacer: () => POINT,
      domEventHandlers: { mousedown: toggle },
    }),
    lineNumbers({ domEventHandlers: { mousedown: toggle } }),
    points,
    marks,
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentUnit.of("  "),
    StreamLanguage.define(scheme),
    syntaxHighlighting(colours),
    bracketMatching(),
    lintGutter(),
    EditorView.contentAttributes.of({ "aria-label": "Program", spellcheck: "false", autocapitalize: "off" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) events.changed(update.state.doc.toString());
    }),
    keymap.of([
      { key: "Mod-Enter", run: () => (events.load(true), true) },
      { key: "Mod-Shift-Enter", run: () => (events.load(false), true) },
      {
        key: "F9",
        run: (view) => (events.toggleLine(view.state.doc.lineAt(view.state.selection.main.head).number), true),
      },
      ...defaultKeymap,
      ...historyKeymap,
    ]),
  ];
}
