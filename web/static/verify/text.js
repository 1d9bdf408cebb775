// The text discipline of the documents: ASCII, LF, one space, no surplus, and nothing that could be written in two ways (draw-v1, section 1).
(function (drawV1) {
  "use strict";

  /** The first thing wrong: the file, the line counted from 1, the rule it breaks, and what the rule asks for. */
  class Fault extends Error {
    constructor(file, line, rule, facts = {}) {
      super(`${file}:${line}: ${rule} ${JSON.stringify(facts)}`);
      Object.assign(this, { file, line, rule, facts });
    }
  }

  const LF = 10, CR = 13;

  function lineOf(bytes, at) {
    let line = 1;
    for (let i = 0; i < at; i++) if (bytes[i] === LF) line++;
    return line;
  }

  /** The text of a document, where it keeps what holds for every line. */
  function textOf(file, bytes) {
    const strange = bytes.findIndex((byte) => byte > 127);
    if (strange >= 0) throw new Fault(file, lineOf(bytes, strange), "not-ascii");
    const cr = bytes.indexOf(CR);
    if (cr >= 0) throw new Fault(file, lineOf(bytes, cr), "carriage-return");
    return new TextDecoder().decode(bytes);
  }

  /** The lines of a document, read strictly from top to bottom. */
  class Lines {
    constructor(file, bytes) {
      this.file = file;
      this.text = textOf(file, bytes);
      this.all = this.text.split("\n");
      const unfinished = this.all.pop();
      this.all.forEach((line, index) => {
        if (line === "") throw new Fault(file, index + 1, "blank-line");
        if (line[0] === " " || line[line.length - 1] === " " || line.indexOf("  ") >= 0) throw new Fault(file, index + 1, "spaces");
      });
      if (unfinished !== "") throw new Fault(file, this.all.length + 1, "no-final-line-feed");
      this.read = 0;
    }

    /** A fault in the line read last. */
    fault(rule, facts) {
      return new Fault(this.file, Math.max(1, this.read), rule, facts);
    }

    /** The first line must be exactly this. */
    header(expected) {
      if (this.all[this.read++] !== expected) throw this.fault("line", { expected });
    }

    /** Whether the next line begins with this and a space. */
    follows(key) {
      return this.read < this.all.length && this.all[this.read].startsWith(key + " ");
    }

    /** The next line must be `key` and one word for each field; gives the words back. */
    words(key, fields) {
      const line = this.read < this.all.length ? this.all[this.read] : "";
      this.read++;
      const words = line.split(" ");
      if (words.shift() !== key || words.length !== fields.length) {
        throw this.fault("line", { expected: `${key} ${fields.map((field) => `<${field.shape}>`).join(" ")}` });
      }
      fields.forEach((field, index) => {
        if (!field.accepts(words[index])) throw this.fault("grammar", { expected: field.shape });
      });
      return words;
    }

    /** The next line must be `key` and one word. */
    value(key, field) {
      return this.words(key, [field])[0];
    }

    /** As many lines of this key as follow. */
    list(key, fields) {
      const found = [];
      while (this.follows(key)) found.push(this.words(key, fields));
      return found;
    }

    /** No line may be left. */
    finish() {
      if (this.read < this.all.length) {
        this.read++;
        throw this.fault("surplus");
      }
    }
  }

  /** The number (from 1) of the first line of `text` that differs from `expected`, and the line that belongs there; null where they are equal. */
  function firstDifference(text, expected) {
    if (text === expected) return null;
    const found = text.split("\n"), wanted = expected.split("\n");
    let line = 0;
    while (found[line] === wanted[line]) line++;
    return { line: line + 1, expected: line < wanted.length - 1 ? wanted[line] : null };
  }

  /** Reads a document strictly: writing what was read must give the same bytes, else it is refused. */
  function parse(kind, bytes, file = kind.file) {
    const lines = new Lines(file, bytes);
    const found = kind.read(lines);
    lines.finish();
    const difference = firstDifference(lines.text, kind.write(found));
    if (difference) throw new Fault(file, difference.line, "other-bytes");
    return found;
  }

  drawV1.Fault = Fault;
  drawV1.firstDifference = firstDifference;
  drawV1.parse = parse;
})((self.drawV1 = self.drawV1 || {}));
