// The page of the check: takes a bundle, has it checked, shows every step. All words come from the page, in the reader's language.
(function (drawV1) {
  "use strict";

  const section = document.getElementById("browser");
  if (!section) return;
  const part = (name) => document.getElementById("browser-" + name);
  const [state, progress, verdict, steps] = ["state", "progress", "verdict", "steps"].map(part);
  // Shown at once, shown on demand, and the longest piece of a line that is quoted.
  const FIRST = 8, MOST = 200, LONGEST_QUOTE = 300;
  // These are read by eye and copied, so they stand in the type of files.
  const EXACT = ["hash", "seed", "secret", "commitment", "signature", "beacon", "label", "key", "file", "draw", "expected", "text", "id", "who"];

  const words = {};
  Array.prototype.forEach.call(part("words").children, (word) => (words[word.getAttribute("data-word")] = word.textContent));

  /** A message as nodes, its places filled. */
  function say(name, values = {}) {
    const said = document.createDocumentFragment();
    words[name].split(/(\{[a-z]+\})/).forEach((piece) => {
      const place = /^\{([a-z]+)\}$/.exec(piece);
      if (!place) return said.appendChild(document.createTextNode(piece));
      const given = values[place[1]];
      // A message may stand inside another.
      const value = given instanceof Node ? given : document.createTextNode(String(given));
      if (EXACT.indexOf(place[1]) < 0) return said.appendChild(value);
      const exact = document.createElement("code");
      exact.appendChild(value);
      return said.appendChild(exact);
    });
    return said;
  }

  function element(name, ...children) {
    const made = document.createElement(name);
    children.forEach((child) => made.appendChild(child));
    return made;
  }

  const copyOf = (name) => document.importNode(part(name).content, true);

  function tell(name, values) {
    state.textContent = "";
    state.appendChild(say(name, values));
  }

  /** What one step found: the first few at once, more on demand, and of very many the number. */
  function list(found) {
    const item = ([key, values]) => element("li", say("found-" + key, values));
    const lines = element("ul", ...found.slice(0, FIRST).map(item));
    if (found.length <= FIRST) return [lines];
    const more = found.slice(FIRST, MOST).map(item);
    if (found.length > MOST) more.push(element("li", say("browser-rest", { count: found.length - MOST })));
    const details = element("details", element("summary", say("browser-more", { count: found.length - FIRST })), element("ul", ...more));
    return [lines, details];
  }

  function showStep({ name, state: how, found }) {
    const heading = element("h3", copyOf(how), say("step-" + name));
    if (how === "failed") heading.appendChild(element("span", document.createTextNode(" · "), say("browser-failed")));
    const shown = element("li", heading, ...list(found));
    shown.className = "sheet pad " + how;
    shown.setAttribute("data-step", name);
    return shown;
  }

  /** The line of a file as it stands, as far as it can be quoted. */
  function quoted(bytes, line) {
    const found = new TextDecoder().decode(bytes).split("\n")[line - 1];
    return found === undefined ? "" : found.slice(0, LONGEST_QUOTE);
  }

  function showVerdict(name, ...lines) {
    const note = copyOf(name);
    const text = note.querySelector("div > div");
    lines.forEach((line) => text.appendChild(element("p", line)));
    verdict.textContent = "";
    verdict.appendChild(note);
    verdict.focus();
  }

  function show(report, files, took) {
    const { code, fault, missing } = report;
    steps.textContent = "";
    report.steps.forEach((step) => steps.appendChild(showStep(step)));
    tell("browser-took", { ms: Math.round(took), by: words[hasher.isNative ? "browser-native" : "browser-plain"] });
    if (code === 0) return showVerdict("passed", ...report.steps.find((step) => /standing|void/.test(step.name)).found.map(([key, values]) => say("found-" + key, values)));
    if (code === 2) return showVerdict("incomplete", say("browser-missing", { names: missing.join(", ") }));
    const { why, ...facts } = fault.facts;
    const rule = say("rule-" + fault.rule, why ? { why: say("misproof-" + why) } : facts);
    const where = say("browser-fault", { file: fault.file, line: fault.line, rule });
    return showVerdict("wrong", where, say("browser-says", { text: quoted(files[fault.file], fault.line) }));
  }

  // Pages that came over plain HTTP have no WebCrypto; the scripts hash themselves then.
  const subtle = self.crypto && self.crypto.subtle ? self.crypto.subtle : null;
  const hasher = drawV1.hasher(subtle);
  let asked = 0;

  /** Checks what `reading` promises; a later question makes an earlier one silent. */
  async function check(reading) {
    const mine = ++asked;
    [verdict, steps].forEach((shown) => (shown.textContent = ""));
    tell("browser-working");
    progress.removeAttribute("value");
    progress.hidden = false;
    try {
      const files = await reading;
      const trusted = await drawV1.trust(keys.value, hasher);
      if (trusted.wrong) throw new WrongKey(trusted.wrong);
      const began = Date.now();
      const report = await drawV1.verify(files, drawV1.tools(subtle, trusted), (done, all) => {
        if (mine !== asked || !all) return;
        progress.value = done / all;
        tell("browser-tickets", { done, all });
      });
      if (mine === asked) show(report, files, Date.now() - began);
    } catch (problem) {
      if (mine !== asked) return;
      if (problem instanceof drawV1.Unreadable) {
        tell("browser-ready");
        showVerdict("incomplete", say("unreadable-" + problem.rule, { file: problem.file }));
      } else if (problem instanceof Offline) tell("browser-offline");
      else if (problem instanceof WrongKey) tell("browser-key", { line: problem.message });
      else throw problem;
    } finally {
      if (mine === asked) progress.hidden = true;
    }
  }

  class Offline extends Error {}
  class WrongKey extends Error {}

  async function fetched(address) {
    tell("browser-loading");
    try {
      const answer = await fetch(address, { credentials: "omit" });
      if (!answer.ok) throw new Offline(String(answer.status));
      return drawV1.unzip(new Uint8Array(await answer.arrayBuffer()));
    } catch (problem) {
      if (problem instanceof drawV1.Unreadable) throw problem;
      throw new Offline(String(problem));
    }
  }

  const bytesOf = async (file) => new Uint8Array(await new Response(file).arrayBuffer());

  /** The documents in what was chosen or dropped: one archive, or files with their paths. */
  async function chosen(files) {
    const isArchive = files.length === 1 && !drawV1.isKnown(files[0].path.replace(/^.*\//, ""));
    if (isArchive) return drawV1.unzip(await bytesOf(files[0].file));
    const names = drawV1.inBundle(files.map(({ path }) => path.replace(/^(\d{3}\.txt)$/, "strikes/$1").replace(/^([^/]+\.(entry|tlog-proof|vkey))$/, "proofs/$1")));
    const found = {};
    for (let index = 0; index < files.length; index++) if (names[index]) found[names[index]] = await bytesOf(files[index].file);
    if (!Object.keys(found).length) tell("browser-nothing");
    return found;
  }

  /** Files below a dropped entry of the file system, with their paths. */
  function below(entry) {
    return new Promise((resolve, reject) => {
      if (entry.isFile) return entry.file((file) => resolve([{ file, path: entry.fullPath.slice(1) }]), reject);
      const reader = entry.createReader(), all = [];
      // A directory is told in portions, the last of which is empty.
      const next = () => reader.readEntries((some) => {
        if (!some.length) return Promise.all(all.map(below)).then((lists) => resolve([].concat(...lists)), reject);
        all.push(...some);
        return next();
      }, reject);
      return next();
    });
  }

  const listed = (files) => Array.prototype.map.call(files, (file) => ({ file, path: file.webkitRelativePath || file.name }));

  function dropped(transfer) {
    const entries = Array.prototype.map.call(transfer.items, (item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    if (!entries.length) return chosen(listed(transfer.files));
    return Promise.all(entries.map(below)).then((lists) => chosen([].concat(...lists)));
  }

  const drop = part("drop"), files = part("files"), keys = part("keys"), button = part("draw"), address = section.getAttribute("data-bundle");
  files.addEventListener("change", () => files.files.length && check(chosen(listed(files.files))));
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    check(dropped(event.dataTransfer));
  });
  button.addEventListener("click", () => check(fetched(address)));
  button.parentNode.hidden = !address;
  tell("browser-ready");
  section.hidden = false;
})(self.drawV1);
