// Demo cities as processes: the shipped program, and afterwards the same city under a clock that can be set.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { clockOf } from "./clock.mjs";
import { freshDatabase } from "./postgres.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
/** The program under test. */
export const program = process.env.MINGXUAN_TEST_PROGRAM ?? path.join(root, "target/debug/mingxuan");
const settable = process.env.MINGXUAN_TEST_SETTABLE_CITY ?? path.join(root, "target/debug/examples/settable_city");
const agencies = process.env.MINGXUAN_TEST_AGENCIES ?? "60";
const projects = process.env.MINGXUAN_TEST_PROJECTS ?? "30";
const readyWithin = 180_000;

async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A demo city of its own in a folder of its own; stop() ends the program, remove() the folder. */
export async function buildCity() {
  const folder = await mkdtemp(path.join(tmpdir(), "mingxuan-city-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const port = await freePort();
  const flags = ["demo", "--data", folder, "--port", String(port), "--agencies", agencies, "--projects", projects];
  try {
    return { ...(await serving(program, flags, port)), folder, remove };
  } catch (problem) {
    await remove();
    throw problem;
  }
}

/** A copy of the finished city of `folder`, at a time of its own: `clock` moves it on. */
export async function cityWithClock({ folder: finished, output }, begins) {
  const folder = await mkdtemp(path.join(tmpdir(), "mingxuan-copy-"));
  await cp(finished, folder, { recursive: true });
  return { ...(await settableCity([folder], begins)), output, folder };
}

/** A new market under a policy and a clock of its own, with nobody in it but an operator. `policy` changes the text of the demonstration's, `engine` is a database's. */
export async function newMarket({ begins, policy, engine }) {
  const folder = await mkdtemp(path.join(tmpdir(), "mingxuan-market-"));
  const file = path.join(folder, "policy.toml");
  await writeFile(file, policy(await readFile(path.join(root, "config/policy/demonstration.toml"), "utf8")));
  if (engine === "sqlite") return { ...(await settableCity([folder, file], begins)), folder };
  const database = await freshDatabase();
  return { ...(await settableCity([folder, file, database.url], begins, database.drop)), folder };
}

/** The city of a folder under a clock that can be set; the folder goes when it stops, and what else `drop` removes. */
async function settableCity([folder, ...market], begins, drop = async () => {}) {
  if (!existsSync(settable)) throw new Error(`${settable} is missing: cargo build --example settable_city`);
  const remove = () => Promise.all([rm(folder, { recursive: true, force: true }), drop()]);
  const port = await freePort();
  const city = await serving(settable, [folder, String(port), begins, ...market], port).catch((problem) => remove().then(() => Promise.reject(problem)));
  const stop = async () => {
    const code = await city.stop();
    await remove();
    return code;
  };
  return { ...city, stop, clock: clockOf(begins, city.tell) };
}

/** A city that runs already, with what its program printed. */
export async function runningCity() {
  const log = process.env.MINGXUAN_TEST_DEMO_LOG;
  const text = log ? await readFile(log, "utf8") : "";
  return { url: process.env.MINGXUAN_TEST_URL.replace(/\/$/, ""), output: () => text, stop: async () => 0, remove: async () => {} };
}

async function serving(command, flags, port) {
  const url = `http://127.0.0.1:${port}`;
  let output = "";
  const child = spawn(command, flags, { stdio: ["pipe", "pipe", "pipe"] });
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  const stop = async () => {
    // The clock's city ends with its input, the shipped program with the signal.
    child.stdin.end();
    if (command === program) child.kill("SIGTERM");
    const code = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20_000, "still running"))]);
    child.kill("SIGKILL");
    return code;
  };
  /** Says a line to the program and waits until it says the line itself. */
  const tell = async (line) => {
    const from = output.length;
    child.stdin.write(`${line}\n`);
    while (!output.slice(from).includes(line)) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  try {
    await becomesReady(url, ended);
  } catch (problem) {
    await stop();
    throw new Error(`${problem.message}; the program said:\n${output.slice(-4000)}`);
  }
  return { url, output: () => output, stop, tell };
}

async function becomesReady(url, ended) {
  let over;
  ended.then((code) => (over = code));
  const deadline = Date.now() + readyWithin;
  while (Date.now() < deadline) {
    if (over !== undefined) throw new Error(`the city ended with ${over} before it was ready`);
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`the city was not ready within ${readyWithin / 1000} s`);
}
