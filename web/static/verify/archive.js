// Reads a zip archive: its directory, stored and deflated files, checksums. Only names that the protocol knows are read.
(function (drawV1) {
  "use strict";

  const { inflate, Unreadable } = drawV1;
  const { MIB, LARGEST_FILE, LARGEST_BUNDLE, GREATEST_RATIO, MOST_FILES } = drawV1.limits;
  const END = 0x06054b50, CENTRAL = 0x02014b50, LOCAL = 0x04034b50;
  const END_LENGTH = 22, CENTRAL_LENGTH = 46, LOCAL_LENGTH = 30, LONGEST_COMMENT = 65535;
  const STORED = 0, DEFLATED = 8, ENCRYPTED = 1;

  const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });

  function crc32(bytes) {
    let value = -1;
    for (let i = 0; i < bytes.length; i++) value = TABLE[(value ^ bytes[i]) & 255] ^ (value >>> 8);
    return ~value >>> 0;
  }

  /** Where the directory begins and how many files it lists. */
  function directory(view) {
    const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
    for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
      if (view.getUint32(at, true) === END) return { count: view.getUint16(at + 10, true), start: view.getUint32(at + 16, true) };
    }
    throw new Unreadable("not-an-archive");
  }

  /** Every file that the directory lists. */
  function listed(bytes, view) {
    const { count, start } = directory(view);
    const files = [];
    let at = start;
    for (let i = 0; i < count; i++) {
      if (at + CENTRAL_LENGTH > view.byteLength || view.getUint32(at, true) !== CENTRAL) throw new Unreadable("not-an-archive");
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      const name = bytes.subarray(at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength);
      files.push({
        name: new TextDecoder().decode(name),
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        local: view.getUint32(at + 42, true),
      });
      at += CENTRAL_LENGTH + nameLength + extra + comment;
    }
    return files;
  }

  /** The bytes of one listed file. */
  function unpack(bytes, view, file) {
    if (file.size > Math.min(LARGEST_FILE, Math.max(MIB, file.packed * GREATEST_RATIO))) throw new Unreadable("too-large", file.name);
    const damaged = new Unreadable("damaged", file.name);
    if (file.flags & ENCRYPTED || (file.method !== STORED && file.method !== DEFLATED)) throw damaged;
    if (file.local + LOCAL_LENGTH > view.byteLength || view.getUint32(file.local, true) !== LOCAL) throw damaged;
    const start = file.local + LOCAL_LENGTH + view.getUint16(file.local + 26, true) + view.getUint16(file.local + 28, true);
    const packed = bytes.subarray(start, start + file.packed);
    let found = packed;
    try {
      if (file.method === DEFLATED) found = inflate(packed, file.size);
    } catch (problem) {
      if (problem instanceof RangeError) throw damaged;
      throw problem;
    }
    if (found.length !== file.size || crc32(found) !== file.crc) throw damaged;
    return found;
  }

  /** People zip the folder itself as often as what is in it: the one folder that holds a notice, or the top. */
  function prefixOf(names) {
    const prefixes = names.map((name) => /^([^/]+\/)?notice\.txt$/.exec(name)).filter(Boolean).map((found) => found[1] || "");
    return prefixes.length === 1 ? prefixes[0] : "";
  }

  /** Files by their names in the bundle, of files by any path that leads to them. */
  function inBundle(names) {
    const prefix = prefixOf(names);
    return names.map((path) => {
      const name = path.startsWith(prefix) ? path.slice(prefix.length) : "";
      return drawV1.isKnown(name) ? name : null;
    });
  }

  /** The documents in a zip archive: bytes by name. */
  drawV1.unzip = function (bytes) {
    if (bytes.length > LARGEST_BUNDLE) throw new Unreadable("too-large");
    if (bytes.length < END_LENGTH) throw new Unreadable("not-an-archive");
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const files = listed(bytes, view);
    if (new Set(files.map((file) => file.name)).size !== files.length) throw new Unreadable("same-name");
    const names = inBundle(files.map((file) => file.name));
    const found = {};
    let sum = 0;
    files.forEach((file, index) => {
      const name = names[index];
      if (!name) return;
      sum += file.size;
      if (sum > LARGEST_BUNDLE || Object.keys(found).length >= MOST_FILES) throw new Unreadable("too-large", name);
      found[name] = unpack(bytes, view, file);
    });
    return found;
  };
  drawV1.inBundle = inBundle;
})((self.drawV1 = self.drawV1 || {}));
