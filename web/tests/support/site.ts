/** The page in a browser, as a person has it: what is seen, pressed and typed. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, type Locator, type Page, chromium } from "playwright-core";
import { findChromium } from "./chromium";
import { type Served, serve } from "./server";

/** What anything that is waited for may take, on a computer that does other things as well. */
const PATIENCE_MS = 20_000;

/** The folder with `package.json`. */
export const WEB = join(import.meta.dirname, "..", "..");

/** A link to a program that calls itself, at its beginning. */
export const FIB = "#v=1&example=fib.lisp";

/** The browser and the server that all tests share: of the page that has been built, or in the folder `PAGE`. */
export class World {
  readonly #browser: Browser;
  readonly #served: Served;

  private constructor(browser: Browser, served: Served) {
    [this.#browser, this.#served] = [browser, served];
  }

  static async begin(): Promise<World> {
    const served = await serve(process.env["PAGE"] ?? join(WEB, "dist"));
    const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
    return new World(browser, served);
  }

  /** A visitor without a past. */
  async visitor(options: BrowserContextOptions = {}): Promise<Site> {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: "reduce",
      acceptDownloads: true,
      ...options,
    });
    return new Site(await context.newPage(), this.#served.address);
  }

  async end(): Promise<void> {
    await this.#browser.close();
    this.#served.close();
  }
}

/** One page, with everything that it has done wrong. */
export class Site {
  readonly page: Page;
  readonly #address: string;
  /** Errors of the console and of scripts, and requests to other places. */
  readonly complaints: string[] = [];

  constructor(page: Page, address: string) {
    [this.page, this.#address] = [page, address];
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error.stack)));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(address) && !/^(data|blob):/.test(url)) this.complaints.push(`a request to ${url}`);
    });
  }

  /** The page's address with a fragment. */
  at(fragment: string): string {
    return this.#address + fragment;
  }

  /** Loads the page anew, with a fragment, and waits until the machine stands somewhere. */
  async open(fragment = ""): Promise<void> {
    await this.page.goto("about:blank");
    await this.page.goto(this.at(fragment));
    await this.page.locator(".controls .run:enabled").waitFor();
    await this.idle();
  }

  /** A program of the test's own, on a machine, in cycle 0. */
  async load(text: string, machine: Record<string, string> = {}, dialect = "core"): Promise<void> {
    const parts = new URLSearchParams({ v: "1", name: "test.lisp", dialect, text: await packed(text) });
    for (const [name, value] of Object.entries(machine)) parts.set(`m.${name}`, value);
    await this.open(`#${parts}`);
  }

  /** Nothing that was failing has been said, and nothing has gone wrong behind the page. */
  async isWell(): Promise<void> {
    assert.deepEqual(this.complaints, [], "no error in the console, no request to another place");
    assert.deepEqual(await this.errors(), [], "no error is shown");
  }

  errors(): Promise<string[]> {
    return this.page.locator(".banner .message").allTextContents();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Waits until no run is under way. */
  async idle(): Promise<void> {
    await this.page.locator(".controls .run:not(.running):enabled").waitFor();
  }

  /** The cycle, as it is always visible. */
  async cycle(): Promise<number> {
    return Number((await this.page.locator(".cycle-input").inputValue()).replaceAll(",", ""));
  }

  /** Waits until a step or a jump has been made: the machine stands in that cycle. */
  async standsAt(cycle: number): Promise<void> {
    await this.until(`the machine stands in cycle ${cycle}`, async () => (await this.cycle()) === cycle);
    await this.idle();
  }

  /** The line about where the machine is. */
  async line(): Promise<string> {
    return ((await this.page.locator(".status-line .status").textContent()) ?? "").replace(/\s+/g, " ").trim();
  }

  async lineHas(text: string): Promise<void> {
    await this.until(`the line has ${text}`, async () => (await this.line()).includes(text), () => this.line());
  }

  console(): Promise<string> {
    return this.page.locator("[role=log]").evaluate((log) => log.textContent ?? "");
  }

  /** Asks again and again, as often as the browser draws. */
  async until(what: string, holds: () => Promise<boolean>, is: () => Promise<unknown> = async () => ""): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > end) assert.fail(`${what}: not so after ${PATIENCE_MS / 1000} s; ${String(await is())}`);
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  /** Brings a pane into view. */
  async show(title: string): Promise<Locator> {
    const tab = this.page.getByRole("tab", { name: title, exact: true });
    await tab.click();
    return this.page.locator(`#${await tab.getAttribute("aria-controls")}`);
  }

  /** A button of the time: `on("state")`, `back("cycle")`. */
  async on(move: string): Promise<void> {
    await this.#press(move, 1);
  }

  async back(move: string): Promise<void> {
    await this.#press(move, 0);
  }

  async #press(move: string, which: number): Promise<void> {
    await this.page.getByRole("group", { name: move, exact: true }).getByRole("button").nth(which).click();
    await this.idle();
  }

  /** Runs to the next point, the end, or a line that is read. */
  async run(): Promise<void> {
    const before = await this.line();
    await this.page.locator(".controls .run").click();
    await this.until("the run has moved the machine", async () => (await this.line()) !== before);
    await this.idle();
  }

  async goTo(cycle: number): Promise<void> {
    await this.page.locator(".cycle-input").fill(String(cycle));
    await this.page.locator(".cycle-input").press("Enter");
    await this.standsAt(cycle);
  }

  async addPoint(kind: "break" | "watch", text: string): Promise<void> {
    const points = await this.show("Points");
    await points.getByLabel("Kind").selectOption(kind);
    await points.getByLabel("Where").fill(text);
    await points.getByRole("button", { name: "Add" }).click();
    await points.locator("ul code", { hasText: text }).first().waitFor();
  }

  /** Waits until two pictures are the same: everything that was asked for has come and has been drawn. */
  async calm(): Promise<void> {
    let before: Buffer = Buffer.alloc(0);
    await this.until("the page is calm", async () => {
      const now = await this.page.screenshot({ caret: "hide" });
      const same = now.equals(before);
      before = now;
      return same;
    });
  }

  /** How long the page takes to answer anything, in milliseconds. */
  answersWithin(): Promise<number> {
    return this.page.evaluate(async () => {
      const begin = performance.now();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - begin;
    });
  }
}

/** A text as links have it. */
async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = Buffer.from(await new Response(stream as ReadableStream<Uint8Array>).arrayBuffer());
  return bytes.toString("base64url");
}
