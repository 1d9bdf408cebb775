// A secret of the agency's own: made here from the browser's generator, kept in the receipt file that is saved, and shown once. Only its
// fingerprint is sent (draw/v1, commitment). Without this script the page offers the program and a form.
(function () {
  "use strict";

  var part = document.querySelector("[data-nonce]");
  if (!part || !self.fetch || !self.crypto || !self.crypto.getRandomValues || !self.drawV1) return;
  var button = part.querySelector("button");
  var told = part.querySelector("div[hidden]");
  var token = document.querySelector("form[action=\"" + part.dataset.action + "\"] [name=csrf]");
  var hasher = self.drawV1.hasher(self.crypto.subtle || null);
  part.hidden = false;

  function hex(bytes) {
    return Array.from(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
  }

  function say(words) {
    told.hidden = false;
    told.querySelector("[role=status]").textContent = words;
  }

  /** Saves a text as a file of the reader's own. */
  function save(name, text) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  function good(answer) {
    return answer.ok ? answer : Promise.reject(new Error(String(answer.status)));
  }

  /** Sends the fingerprint; the answer is the receipt's own page, or the form with what is wrong. */
  function send(commitment) {
    var body = new URLSearchParams({ csrf: token ? token.value : "", kind: "commitment", hex: commitment });
    return fetch(part.dataset.action, { method: "POST", body: body, credentials: "same-origin" }).then(good);
  }

  function receipt() {
    return fetch(part.dataset.receipt, { cache: "no-store", credentials: "same-origin" })
      .then(good)
      .then(function (answer) { return answer.json(); });
  }

  function make() {
    var nonce = hex(self.crypto.getRandomValues(new Uint8Array(32)));
    var draw = part.dataset.draw, label = part.dataset.label;
    button.disabled = true;
    // Shown before it is sent: whatever breaks afterwards, the secret of a commitment that was taken is not lost.
    told.querySelector("code").textContent = nonce;
    hasher
      .text("draw/v1 commit\n" + draw + "\napplicant:" + label + "\n" + nonce + "\n")
      .then(send)
      .then(receipt)
      .then(function (file) {
        file.nonce = nonce;
        save("receipt-" + draw.replace(/\//g, "-") + "-" + label.slice(2, 10) + ".json", JSON.stringify(file));
        say(part.dataset.done);
      })
      .catch(function () {
        button.disabled = false;
        say(part.dataset.failed);
      });
  }

  button.addEventListener("click", make);
})();
