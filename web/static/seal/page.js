// The sealing page: reads the quote, says it in words, seals it, has the private file saved, and only then sends the envelope. All words come from the
// page. Without WebCrypto this part stays hidden.
(function (self) {
  "use strict";

  const part = document.getElementById("seal-here");
  const crypto = self.crypto;
  if (!part || !self.bidV1 || !crypto || !crypto.subtle || !self.TextEncoder) return;
  const { bidV1 } = self;
  const { kind, least, most, project } = part.dataset;
  const find = (name) => document.getElementById("here-" + name);
  const [amount, days, sealing, done, privately, send] = ["amount", "days", "seal", "done", "private", "send"].map(find);
  const words = {};
  Array.prototype.forEach.call(find("said").children, (word) => (words[word.getAttribute("data-word")] = word.textContent));
  let [sealed, saved] = ["", false];
  // Under a pseudonym: that of this page with its claim, or that of the entry that is replaced.
  let label = part.dataset.label;
  let claim = find("claim") ? find("claim").textContent : "";
  const documents = find("files") ? bidV1.documents(part, words) : null;
  part.hidden = false;

  /** The quote as typed: its number and how it is said, or what is wrong. */
  function quote() {
    const read = bidV1.decimal(amount.value, 2);
    if (read.fault) return { said: words["fault-" + read.fault], wrong: true };
    if (read.value > Number(most)) return { said: words["fault-above"], wrong: true };
    if (read.value < Number(least)) return { said: words["fault-below"], wrong: true };
    const percent = `${(read.value / 100).toFixed(2)} ${words.percent}`;
    return { number: read.value, said: kind === "amount-fen" ? bidV1.capital(read.value) : percent };
  }

  /** Whole days from 1, or none. */
  function term() {
    const typed = bidV1.decimal(days.value || "", 0);
    if (typed.fault === "empty") return "-";
    return typed.fault ? null : String(typed.value);
  }

  function tell(said) {
    find("words").textContent = said;
  }

  amount.addEventListener("input", () => {
    amount.removeAttribute("aria-invalid");
    tell(amount.value ? quote().said : "");
  });

  function refuse(field, said) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
    tell(said);
  }

  function keep(made, plaintext) {
    const file = { format: "mingxuan/sealed-private/v1", project, label, envelope: made.envelope, salt: made.salt, key: made.key, plaintext };
    privately.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: "application/json" }));
    privately.download = `private-${project}-${label.slice(2, 10)}.json`;
  }

  /** The label and claim of the entry that is replaced, from the private file that was kept. */
  async function replaced(bids) {
    const chosen = find("kept").files[0];
    if (!chosen) throw new Error("kept");
    const kept = await new Response(chosen).json().catch(() => ({}));
    if (kept.format !== "mingxuan/sealed-private/v1" || kept.project !== project) throw new Error("kept");
    [label, claim] = [kept.label, await bids.claimOf(kept)];
  }

  async function seal() {
    const [read, promised] = [quote(), term()];
    if (read.wrong) return refuse(amount, read.said);
    if (promised === null) return refuse(days, words["fault-days"]);
    days.removeAttribute("aria-invalid");
    done.hidden = false;
    find("state").textContent = words.sealing;
    const [bids, committee] = [bidV1.bids(crypto), find("committee").textContent];
    try {
      if (find("kept")) await replaced(bids);
      const beside = documents ? await documents.seal(bids, committee, label) : { lines: "", envelopes: [] };
      const head = `bid/v1 entry\nproject ${project}\nlabel ${label}\nquote ${kind} ${read.number}\ndays ${promised}\n`;
      const plaintext = head + beside.lines;
      const made = await bids.seal(committee, label, "entry", bidV1.text(plaintext));
      keep(made, plaintext);
      [sealed, saved] = [bids.packed(made, beside.envelopes, claim), false];
      find("state").textContent = `${words.sealed} ${read.said}`;
    } catch (error) {
      find("state").textContent = words["fault-" + error.message] || words.failed;
    }
  }

  sealing.addEventListener("click", seal);
  privately.addEventListener("click", () => (saved = true));
  send.addEventListener("click", () => {
    if (!sealed) return;
    if (!saved) return void (find("state").textContent = words["fault-private"]);
    const form = document.getElementById("sealed-form");
    form.elements.sealed.value = sealed;
    form.submit();
  });
})(self);
