// Starts a demo city on a free port, waits until it is ready, and runs every *.journey.mjs beside this file against it.
//
//   node tests/browser/run.mjs            against target/debug/mingxuan
//   MINGXUAN_TEST_URL=http://… MINGXUAN_TEST_DEMO_LOG=… node tests/browser/run.mjs   against a city that runs already
//
// A journey is a module whose default export is an async function; it is given
// { url, output (what the demo printed, with one sign-in for each role), browser, step }.
// Closing line: "browser: N passed, N failed"; exit code 1 when one failed.

import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openBrowser } from "./support/browser.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const program = process.env.MINGXUAN_TEST_PROGRAM ?? path.join(root, "target/debug/mingxuan");
const agencies = process.env.MINGXUAN_TEST_AGENCIES ?? "60";
const projects = process.env.MINGXUAN_TEST_PROJECTS ?? "30";
const readyWithin = 180_000;

const started = Date.now();
const say = (text) => console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s] ${text}`);

async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A demo city of its own in a folder of its own; stop() ends it and removes the folder. */
async function startCity() {
  const folder = await mkdtemp(path.join(tmpdir(), "mingxuan-city-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = "";
  const child = spawn(program, ["demo", "--data", folder, "--port", String(port), "--agencies", agencies, "--projects", projects], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  const stop = async () => {
    child.kill("SIGTERM");
    const code = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20_000, "still running"))]);
    child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
    return code;
  };
  try {
    await becomesReady(url, ended);
  } catch (problem) {
    await stop();
    throw new Error(`${problem.message}; the program said:\n${output.slice(-4000)}`);
  }
  return { url, output: () => output, stop };
}

async function becomesReady(url, ended) {
  let over;
  ended.then((code) => (over = code));
  const deadline = Date.now() + readyWithin;
  while (Date.now() < deadline) {
    if (over !== undefined) throw new Error(`the demo city ended with ${over} before it was ready`);
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`the demo city was not ready within ${readyWithin / 1000} s`);
}

async function runningCity() {
  const log = process.env.MINGXUAN_TEST_DEMO_LOG;
  const output = log ? await readFile(log, "utf8") : "";
  return { url: process.env.MINGXUAN_TEST_URL.replace(/\/$/, ""), output: () => output, stop: async () => 0 };
}

async function main() {
  const wanted = process.argv.slice(2);
  const files = (await readdir(here)).filter((name) => name.endsWith(".journey.mjs") && (!wanted.length || wanted.includes(name))).sort();
  if (!files.length) throw new Error(`there is no journey ${wanted.join(", ")} in ${here}`);
  const city = process.env.MINGXUAN_TEST_URL ? await runningCity() : await startCity();
  say(`the city is ready at ${city.url}`);
  const browser = await openBrowser(city.url);
  let passed = 0;
  const failed = [];
  try {
    for (const file of files) {
      const journey = (await import(pathToFileURL(path.join(here, file)))).default;
      const step = (text) => say(`  ${text}`);
      say(file);
      try {
        await journey({ url: city.url, output: city.output(), browser, step });
        passed += 1;
      } catch (problem) {
        failed.push(file);
        say(`FAILED ${file}: ${problem.stack ?? problem}`);
        await browser.keepLastPage(path.join(root, "target/browser", file.replace(".journey.mjs", "")));
      }
    }
  } finally {
    await browser.close();
    const code = await city.stop();
    if (code !== 0) {
      failed.push("stop");
      say(`FAILED the city ended with ${code} instead of 0 after SIGTERM`);
    }
  }
  say(`${browser.pagesChecked()} pages checked with axe`);
  console.log(`browser: ${passed} passed, ${failed.length} failed`);
  process.exitCode = failed.length ? 1 : 0;
}

main().catch((problem) => {
  console.log(`${problem.stack ?? problem}\nbrowser: 0 passed, 1 failed`);
  process.exitCode = 1;
});
