/** The programs in the repository's folder `examples`, each with its dialect. */

export interface Example {
  /** The path below the folder: `mal/fib.mal`. */
  path: string;
  /** As the program is called: `fib.mal`. */
  name: string;
  dialect: string;
  text: string;
}

const files = import.meta.glob<string>("../../../examples/**/*.{lisp,mal,scm}", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** A program of a folder that has a dialect's name is in that dialect; all others are in core. */
function example(file: string, text: string): Example {
  const path = file.replace(/^.*\/examples\//, "");
  const [name = path, folder] = path.split("/").reverse();
  return { path, name, dialect: folder ?? "core", text };
}

/** Programs that read a file beside them, which a page has not. */
const WITH_FILES = new Set(["euler/107s.scm"]);

export const examples: readonly Example[] = Object.entries(files)
  .map(([file, text]) => example(file, text))
  .filter(({ path }) => !WITH_FILES.has(path))
  .sort((a, b) => Number(a.path.includes("/")) - Number(b.path.includes("/")) || a.path.localeCompare(b.path));

/** What a first visit shows. */
export const FIRST = "fib.lisp";

export function exampleAt(path: string): Example | undefined {
  return examples.find((each) => each.path === path);
}
