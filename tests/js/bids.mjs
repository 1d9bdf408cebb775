// bid/v1 once more, with the HPKE of others (npm @hpke/core) and nothing of ours: seals what the market must open, opens what the market sealed.
// Requests and answers as in seal.mjs.

import { readFileSync } from "node:fs";
import { createHash, createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { createRequire } from "node:module";

const { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } = createRequire(new URL("../browser/package.json", import.meta.url))("@hpke/core");
const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const array = (buffer) => Uint8Array.from(buffer).buffer;

function read(text) {
  const lines = text.trimEnd().split("\n").map((line) => line.split(" "));
  const members = lines.filter((line) => line[0] === "member" && line[2] === "entry");
  return { project: lines[1][1], threshold: Number(lines[2][1]), members: members.map(([, id, , key]) => ({ id, key: Buffer.from(key, "hex") })) };
}

function subsets(members, size) {
  if (size === 0) return [[]];
  return members.flatMap((member, at) => subsets(members.slice(at + 1), size - 1).map((rest) => [member, ...rest]));
}

const named = (set) => set.map(({ id }) => id).join("+");
const ordered = ({ members, threshold }) => subsets(members, threshold).sort((a, b) => (named(a) < named(b) ? -1 : 1));
const info = (project, label, name, member, object) => Buffer.from(`bid/v1 share\n${project}\n${label}\n${name}\n${member}\n${object}\n`);
const payloadAad = (project, label, commit, object) => Buffer.from(`bid/v1 payload\n${project}\n${label}\n${commit}\n${object}\n`);

async function seal({ committee, label, object, plaintext }) {
  const { project, threshold, members } = read(committee);
  const [salt, key, plain] = [randomBytes(32), randomBytes(32), Buffer.from(plaintext)];
  const commit = sha256(`bid/v1 commit\n${project}\n${label}\n${object}\n${salt.toString("hex")}\n${sha256(plain)}\n`);
  let envelope = `bid/v1 envelope\nproject ${project}\nlabel ${label}\nobject ${object}\ncommit ${commit}\n`;
  for (const set of ordered({ members, threshold })) {
    const random = set.slice(1).map(() => randomBytes(32));
    const last = Buffer.from(random.reduce((sum, share) => sum.map((byte, at) => byte ^ share[at]), Buffer.from(key)));
    const shares = [...random, last];
    for (const [at, { id, key: raw }] of set.entries()) {
      const recipientPublicKey = await suite.kem.deserializePublicKey(array(raw));
      const sender = await suite.createSenderContext({ recipientPublicKey, info: array(info(project, label, named(set), id, object)) });
      const sealed = await sender.seal(array(shares[at]), array(Buffer.from(commit)));
      envelope += `share ${named(set)} ${id} ${Buffer.from(sender.enc).toString("hex")} ${Buffer.from(sealed).toString("hex")}\n`;
    }
  }
  const length = Buffer.alloc(4);
  length.writeUInt32BE(plain.length);
  const block = object === "entry" ? 4096 : 65536;
  const body = Buffer.concat([salt, length, plain]);
  const cipher = createCipheriv("aes-256-gcm", key, Buffer.alloc(12)).setAAD(payloadAad(project, label, commit, object));
  const padded = Buffer.concat([body, Buffer.alloc((block - (body.length % block)) % block)]);
  const payload = Buffer.concat([cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  envelope += `payload ${sha256(payload)} ${payload.length}\n`;
  return { sealed: `${envelope}\n${payload.toString("base64")}\n`, salt: salt.toString("hex"), key: key.toString("hex") };
}

async function open({ committee, keys, sealed }) {
  const { project, members } = read(committee);
  const [envelope, encoded] = sealed.split("\n\n");
  const lines = envelope.split("\n").map((line) => line.split(" "));
  const [label, object, commit] = [lines[2][1], lines[3][1], lines[4][1]];
  const sums = new Map();
  for (const [, name, member, enc, ciphertext] of lines.filter((line) => line[0] === "share")) {
    const point = members.find(({ id }) => id === member).key;
    const part = (bytes) => bytes.toString("base64url");
    const d = part(Buffer.from(keys[member], "hex"));
    const jwk = { kty: "EC", crv: "P-256", d, x: part(point.subarray(1, 33)), y: part(point.subarray(33)), key_ops: ["deriveBits"] };
    const recipientKey = await suite.kem.importKey("jwk", jwk, false);
    const receiver = await suite.createRecipientContext({
      recipientKey,
      enc: array(Buffer.from(enc, "hex")),
      info: array(info(project, label, name, member, object)),
    });
    const share = Buffer.from(await receiver.open(array(Buffer.from(ciphertext, "hex")), array(Buffer.from(commit))));
    sums.set(name, (sums.get(name) || Buffer.alloc(32)).map((byte, at) => byte ^ share[at]));
  }
  const [key] = sums.values();
  const payload = Buffer.from(encoded, "base64");
  const cipher = createDecipheriv("aes-256-gcm", key, Buffer.alloc(12)).setAAD(payloadAad(project, label, commit, object));
  cipher.setAuthTag(payload.subarray(-16));
  const bytes = Buffer.concat([cipher.update(payload.subarray(0, -16)), cipher.final()]);
  return { salt: bytes.subarray(0, 32).toString("hex"), plaintext: bytes.subarray(36, 36 + bytes.readUInt32BE(32)).toString() };
}

const acts = { seal, open };
for (const line of readFileSync(0, "utf8").split("\n").slice(0, -1)) {
  const asked = JSON.parse(line);
  const answer = await acts[asked.act](asked).catch((error) => ({ shut: String(error.message || error.name) }));
  process.stdout.write(JSON.stringify(answer) + "\n");
}
