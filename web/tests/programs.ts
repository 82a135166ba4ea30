/** Programs end in the page in the cycle, with the value and with the output that they have on the command line. */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { native } from "./support/native";
import { type Site, WEB, type World } from "./support/site";

interface Case {
  /** Below the folder of examples, or a program itself. */
  program: string;
  dialect?: string;
  machine?: Record<string, string>;
}

const BIGNUM = "(define (f n) (if (= n 0) 1 (* n (f (- n 1)))))\n(print (f 30))\n(f 40)\n";
const FLOATS = "(print (sqrt 2.0))\n(/ 1 3)\n";
const UTF8 = '(write-string "gr\\xfc;n")\n(string-length "grün")\n';

const CASES: Case[] = [
  { program: "fib.lisp" },
  { program: "fib.lisp", machine: { code: "lists" } },
  { program: "fib.lisp", machine: { banks: "1", latency: "3" } },
  { program: "fib.lisp", machine: { gc_every: "50" } },
  { program: "tak.lisp", machine: { banks: "2" } },
  { program: "list.lisp" },
  { program: "lists.lisp", machine: { collector: "mark-sweep", gc_every: "100" } },
  { program: "make-adder.lisp", machine: { code: "lists", gc_every: "7" } },
  { program: "generators.lisp" },
  { program: "handler.lisp" },
  { program: "strings.lisp" },
  { program: "trap.lisp" },
  { program: "pi.lisp", machine: { word: "32", memory: "256K" } },
  { program: "churn.lisp" },
  { program: "churn.lisp", machine: { collector: "generational" } },
  { program: "churn.lisp", machine: { collector: "mark-sweep" } },
  { program: "churn.lisp", machine: { collector: "generational", barrier: "protect", gc_every: "500" } },
  { program: BIGNUM, machine: { word: "32", memory: "256K" } },
  { program: FLOATS, machine: { word: "64", memory: "256K" } },
  { program: UTF8 },
  { program: "mal/fib.mal", dialect: "mal" },
  { program: "euler/024.scm", dialect: "euler" },
];

export function testPrograms(world: () => World): void {
  describe("programs are what they are on the command line", () => {
    let site: Site;
    const folder = mkdtempSync(join(tmpdir(), "conscycle-web-"));
    before(async () => void (site = await world().visitor()));
    after(async () => {
      await site?.close();
      rmSync(folder, { recursive: true });
    });

    for (const { program, dialect = "core", machine = {} } of CASES) {
      const isFile = !program.includes("\n");
      const name = isFile ? program : JSON.stringify(program.slice(0, 30));
      it(`${name} ${JSON.stringify(machine)}`, async () => {
        const text = isFile ? readFileSync(join(WEB, "..", "examples", program), "utf8") : program;
        writeFileSync(join(folder, "test.lisp"), text);
        const wanted = native(folder, "test.lisp", dialect, machine);
        await site.load(text, machine, dialect);
        await site.run();
        assert.equal(await site.cycle(), wanted.cycles, "the cycle of the halt");
        assert.equal(await site.console(), wanted.console, "what it has written");
        const ending = (await site.page.locator(".console .ending").textContent())?.trim() ?? "";
        assert.ok(ending.includes(wanted.value ?? wanted.trap?.message ?? "?"), `${ending}: the value, or the trap`);
        assert.deepEqual(site.complaints, []);
      });
    }
  });
}
