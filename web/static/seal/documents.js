// Documents beside a quote: each is cleaned and checked by the market where it offers that, sealed here, and its ciphertext sent before the quote is.
(function (self) {
  "use strict";

  const bidV1 = (self.bidV1 = self.bidV1 || {});
  const text = (value) => document.createTextNode(value);

  /** A name as an entry writes it. */
  bidV1.fileName = (name) =>
    encodeURIComponent(name).replace(/[!'()*]/g, (letter) => "%" + letter.charCodeAt(0).toString(16).toUpperCase());

  /** A file's bytes. */
  function bytesOf(file) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(new Uint8Array(reader.result));
      reader.onerror = () => reject(new Error("read"));
      reader.readAsArrayBuffer(file);
    });
  }

  /** Sends a body; tells how far it is, from 0 to 1. */
  function sent(url, body, headers, kind, progress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.responseType = kind;
      request.setRequestHeader("Accept", "application/json");
      Object.keys(headers).forEach((name) => request.setRequestHeader(name, headers[name]));
      request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
      request.onload = () => resolve(request);
      request.onerror = () => reject(new Error("network"));
      request.send(body);
    });
  }

  /** What a refusal says, in the reader's language. */
  function said(request, otherwise) {
    try {
      const raw = request.responseType === "arraybuffer" ? new TextDecoder().decode(request.response) : request.response;
      return (typeof raw === "string" ? JSON.parse(raw) : raw).error.message;
    } catch (none) {
      return otherwise;
    }
  }

  /** The documents of one sealing page. `part` carries the addresses and limits, `words` what is said. */
  function documents(part, words) {
    const { base, check, filesMost, fileBytes } = part.dataset;
    const [input, list, bar] = ["here-files", "here-files-list", "here-files-bar"].map((id) => document.getElementById(id));
    const token = () => document.getElementById("sealed-form").elements.csrf.value;
    let ready = [];

    function tell(file, lines, wrong) {
      const item = document.createElement("li");
      const name = document.createElement("b");
      name.appendChild(text(file.name));
      item.appendChild(name);
      lines.forEach((line) => item.appendChild(document.createElement("p")).appendChild(text(line)));
      if (wrong) item.className = "warn";
      list.appendChild(item);
    }

    async function cleaned(file, bytes) {
      if (!check) return bytes;
      const url = `${base}/check?name=${encodeURIComponent(file.name)}`;
      const headers = { "Content-Type": "application/octet-stream", "Mingxuan-Token": token() };
      const request = await sent(url, bytes, headers, "arraybuffer", () => {});
      if (request.status !== 200) return void tell(file, [said(request, words["check-failed"])], true);
      const findings = JSON.parse(decodeURIComponent(request.getResponseHeader("Mingxuan-Findings")));
      const wrong = findings.found.length > 0;
      tell(file, findings.removed.concat(findings.unread, findings.found, wrong ? [words["check-fix"]] : [words["check-clean"]]), wrong);
      return wrong ? undefined : new Uint8Array(request.response);
    }

    /** Reads, checks and keeps what was chosen, one after the other. */
    async function chosen() {
      [ready, list.textContent] = [[], ""];
      const files = Array.from(input.files);
      if (files.length > Number(filesMost)) return void tell({ name: "" }, [words["files-many"]], true);
      for (const file of files) {
        if (file.size > Number(fileBytes)) {
          tell(file, [words["file-large"]], true);
          ready.push(null);
          continue;
        }
        const bytes = await cleaned(file, await bytesOf(file));
        ready.push(bytes ? { name: file.name, bytes } : null);
      }
    }

    /** Seals every document and sends its ciphertext; gives the lines for the entry, and the envelopes. */
    async function seal(bids, committee, label) {
      if (ready.some((one) => !one)) throw new Error("documents");
      const [lines, envelopes] = [[], []];
      for (const { name, bytes } of ready) {
        const made = await bids.seal(committee, label, `file:${lines.length + 1}`, bytes);
        const body = new FormData();
        body.append("csrf", token());
        body.append("file", new Blob([made.payload]), "payload.bin");
        bar.hidden = false;
        const request = await sent(`${base}/payloads`, body, {}, "json", (part) => (bar.value = part));
        bar.hidden = true;
        if (request.status !== 200) {
          tell({ name }, [said(request, words["send-failed"])], true);
          throw new Error("documents");
        }
        lines.push(`file ${await bids.hash(bytes)} ${bytes.length} ${bidV1.fileName(name)}\n`);
        envelopes.push(made);
      }
      return { lines: lines.join(""), envelopes };
    }

    let busy = Promise.resolve();
    input.addEventListener("change", () => (busy = chosen().catch(() => tell({ name: "" }, [words["check-failed"]], true))));
    return { seal: (...all) => busy.then(() => seal(...all)) };
  }

  bidV1.documents = documents;
})(self);
