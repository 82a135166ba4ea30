/**
 * Builds the core: Rust to WebAssembly, and the module that the worker imports, in src/generated/core/. With
 * --for-tests, nothing but the WebAssembly, whose path is the last line, with the profile of the tests: they make the
 * module by themselves, and have built what the compiler runs already.
 *
 * The standard library for WebAssembly comes from rustup, if that has it or gets it; else from Debian's rustc-web and
 * rust-web-src, whose library is then compiled too.
 */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const TARGET = "wasm32-unknown-unknown";
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const out = join(root, "web", "src", "generated", "core");

/** Milliseconds that rustup may take to get the target: without a network it must not wait for long. */
const PATIENCE = 60_000;

function succeeds(command, options, timeout) {
  return spawnSync(command, options, { stdio: "ignore", timeout }).status === 0;
}

function output(command, options) {
  const { status, stdout } = spawnSync(command, options, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

function run(what, command, options, env = {}) {
  const begin = performance.now();
  const { status, error } = spawnSync(command, options, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) {
    console.error(`build-core: ${what} has failed${error ? `: ${error.message}` : ""}`);
    process.exit(1);
  }
  console.log(`build-core: ${what}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}

/** What cargo needs for the target beside its usual: options, and the environment. */
function toolchain() {
  const installed = output("rustup", ["target", "list", "--installed"]);
  if (installed?.split("\n").includes(TARGET) || succeeds("rustup", ["target", "add", TARGET], PATIENCE)) {
    return { options: [], env: {} };
  }
  const linker = findLinker();
  if (!existsSync("/usr/bin/rustc") || !existsSync("/usr/src/rustc-web")) {
    const install = ["install", "-y", "--no-install-recommends", "rustc-web", "rust-web-src"];
    if (!succeeds("apt-get", install, 10 * PATIENCE)) {
      console.error(
        `build-core: there is no Rust for ${TARGET}: neither \`rustup target add ${TARGET}\` nor ` +
          "`apt-get install rustc-web rust-web-src` has worked",
      );
      process.exit(1);
    }
  }
  return {
    options: ["-Zbuild-std=std,panic_abort"],
    env: {
      RUSTC: "/usr/bin/rustc",
      RUSTC_BOOTSTRAP: "1",
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: linker,
    },
  };
}

/** Rust's own linker, which comes with rustup's toolchain. */
function findLinker() {
  const sysroot = output("rustc", ["--print", "sysroot"]);
  const host = output("rustc", ["-vV"])?.match(/^host: (.*)$/m)?.[1];
  const linker = join(sysroot ?? "", "lib", "rustlib", host ?? "", "bin", "rust-lld");
  if (existsSync(linker)) return linker;
  console.error(`build-core: ${linker} is not there: install Rust with rustup`);
  process.exit(1);
}

const forTests = process.argv.includes("--for-tests");
const profile = forTests ? "test" : "release";

/**
 * What comes over a network is to be small: all that does not run in every cycle is. The machine stays fast. These are
 * given here, as a profile of its own would have cargo build the firmware's tools once more.
 */
const SMALL = ["debugger", "firmware", "observe", "program", "warnings", "web"].flatMap((name) => {
  const settings = `profile.${profile}.package.conscycle-${name}`;
  return ["--config", `${settings}.opt-level="s"`, "--config", `${settings}.codegen-units=1`];
});

/** The profile of the tests has the machine's assertions; those are tested natively. */
const FAST = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: "-C debug-assertions=off -C overflow-checks=off" };

const { options, env } = toolchain();
run(
  "the core",
  "cargo",
  ["build", "--profile", profile, "--target", TARGET, "-p", "conscycle-web", ...SMALL, ...options],
  forTests ? { ...env, ...FAST } : env,
);
const wasm = join(target, TARGET, forTests ? "debug" : "release", "conscycle_web.wasm");
if (forTests) {
  console.log(wasm);
  process.exit();
}
run("the tool that makes its module", "cargo", ["build", "--release", "-p", "conscycle-web-glue"]);
run("its module", join(target, "release", "conscycle-web-glue"), [wasm, out]);
const made = join(out, "core_bg.wasm");
const size = (bytes) => `${(bytes / 1024).toFixed(0)} KB`;
console.log(`build-core: ${size(statSync(made).size)}, compressed ${size(gzipSync(readFileSync(made)).length)}`);
