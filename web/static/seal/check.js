// The page of an opening: opens every envelope of the bundle again in the visitor's browser, with the keys the committee released, and compares what it
// holds with what was published. All words come from the page. Without WebCrypto this part stays hidden.
(function (self) {
  "use strict";

  const part = document.getElementById("check-here");
  const { bidV1, drawV1, crypto } = self;
  if (!part || !bidV1 || !drawV1 || !crypto || !crypto.subtle || !self.fetch || !self.TextDecoder) return;
  const [button, said] = ["check-go", "check-said"].map((id) => document.getElementById(id));
  const words = {};
  Array.prototype.forEach.call(document.getElementById("check-words").children, (word) => (words[word.getAttribute("data-word")] = word.textContent));
  const bids = bidV1.bids(crypto);
  const text = (bytes) => new TextDecoder().decode(bytes);
  const sha256 = async (words) => bidV1.hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bidV1.text(words))));
  part.hidden = false;

  // Of a bundle only what an opening is made of is read here.
  drawV1.isKnown = (name) => /^(notice|committee|opening)\.txt$/.test(name) || /^(releases|entries)\/[^/]*\.txt$/.test(name);

  /** The private keys that open entries, by member. */
  function released(files) {
    const keys = {};
    Object.keys(files).filter((name) => /^releases\//.test(name)).forEach((name) => {
      const [, member, purpose, key] = text(files[name]).split("\n")[3].split(" ");
      if (purpose === "entry") keys[member] = key;
    });
    return keys;
  }

  /** What was published, entry by entry: the words of its first line, and the lines that follow it. */
  function published(opening) {
    const [, project, , , ...lines] = opening.split("\n");
    const entries = [];
    lines.filter(Boolean).forEach((line) => {
      const found = line.split(" ");
      if (found[0] === "entry") entries.push({ label: found[1], commit: found[2], envelope: found[3], state: found[4], salt: found[5], brought: "" });
      else entries[entries.length - 1].brought += `${line}\n`;
    });
    return { project: project.slice("project ".length), entries };
  }

  /** Whether one envelope holds what was published of it. */
  async function same(files, keys, project, entry) {
    const sealed = text(files[`entries/${entry.label}.txt`]);
    if ((await sha256(`${sealed.split("\n\n")[0]}\n`)) !== entry.envelope) return false;
    const made = await bids.open(text(files["committee.txt"]), keys, sealed).catch(() => null);
    const plaintext = `bid/v1 entry\nproject ${project}\nlabel ${entry.label}\n${entry.brought}`;
    if (entry.state === "opened") return Boolean(made) && made.salt === entry.salt && made.plaintext === plaintext;
    // What its agency spoiled does not open, or holds no entry of this project and label.
    const starts = `bid/v1 entry\nproject ${project}\nlabel ${entry.label}\nquote `;
    return entry.state === "missing" || !made || made.plaintext.slice(0, starts.length) !== starts;
  }

  async function check() {
    button.disabled = true;
    said.textContent = words.checking;
    try {
      const answer = await self.fetch(part.getAttribute("data-bundle"), { credentials: "omit" });
      const files = drawV1.unzip(new Uint8Array(await answer.arrayBuffer()));
      const { project, entries } = published(text(files["opening.txt"]));
      const keys = released(files);
      const wrong = [];
      for (const entry of entries) if (!(await same(files, keys, project, entry))) wrong.push(entry.label);
      said.textContent = wrong.length ? `${words.wrong} ${wrong.join(", ")}` : `${words.right} ${entries.length}`;
    } catch (problem) {
      said.textContent = words.failed;
    }
    button.disabled = false;
  }

  button.addEventListener("click", check);
})(self);
