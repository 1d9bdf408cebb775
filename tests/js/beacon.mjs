// Judges signatures of the beacon with the scripts of the page /verify. Standard input: "ROUND SIGNATURE" on each line, or "point BYTES" to ask
// whether the bytes are a point of the signatures' group. One line for each: "true" or "false".

import { readFileSync } from "node:fs";
import { drawV1 } from "./verifier.mjs";

const asked = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => line.split(" "));
const isPoint = (bytes) => drawV1.curve.decompress(drawV1.curve.G1, new Uint8Array(Buffer.from(bytes, "hex"))) !== undefined;
const judge = ([round, bytes]) => (round === "point" ? isPoint(bytes) : drawV1.signsRound(round, bytes));
process.stdout.write(asked.map((line) => `${judge(line)}\n`).join(""));
