// Databases of their own on the PostgreSQL server that tests/run starts, for markets that are walked on the second engine too.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const server = process.env.MINGXUAN_TEST_PG_URL || undefined;
let count = 0;

/** What there is to walk on; without a server SQLite alone. */
export const engines = server ? ["sqlite", "postgres"] : ["sqlite"];

/** An empty database: its address, and what drops it whoever is still connected. */
export async function freshDatabase() {
  const name = `mx_journey_${process.pid}_${(count += 1)}`;
  const says = (statement) => run("psql", [server, "--no-psqlrc", "--quiet", "--command", statement]);
  await says(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: () => says(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
