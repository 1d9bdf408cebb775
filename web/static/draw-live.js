// The page of a draw moves by itself during the ceremony: the server says that something happened, and the page is fetched anew.
// Without this script, or where the connection breaks for good, the page stays what it is and can be loaded again.
(function () {
  "use strict";

  var part = document.querySelector("[data-live]");
  if (!part || !self.EventSource || !self.fetch || !self.DOMParser) return;

  // Where the news is read aloud; it stays when the page around it is exchanged.
  var said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  document.body.appendChild(said);

  var source = null;
  // Browsers keep a delay in 31 bits; a page that waits longer is loaded again before that.
  var LONGEST = 2147483647;

  function exchange(html) {
    var fresh = new DOMParser().parseFromString(html, "text/html");
    // Where only a part is live, what somebody types beside it stays.
    var only = part.hasAttribute("data-live-part") ? part.id : "main";
    var from = fresh.getElementById(only);
    var to = document.getElementById(only);
    if (!from || !to) return;
    var hadFocus = to.contains(document.activeElement);
    // What the parser made is inert: scripts in it never run.
    to.parentNode.replaceChild(document.importNode(from, true), to);
    if (hadFocus) document.getElementById(only).focus({ preventScroll: true });
    var news = document.querySelector(".verdict .who") || document.querySelector(".rite-steps .here p");
    said.textContent = news ? news.textContent : "";
    if (!document.querySelector("[data-live]")) source.close();
  }

  // One question at a time: of two answers the older might come last, and what happened in between would stay unseen.
  var asking = false;
  var again = false;

  function renew() {
    again = asking;
    if (asking) return;
    asking = true;
    fetch(location.href, { cache: "no-store", credentials: "same-origin" })
      .then(function (answer) {
        return answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)));
      })
      .then(exchange)
      .catch(function () {
        // What happened is still to be shown, and perhaps nothing else will.
        window.setTimeout(renew, 5000);
      })
      .then(function () {
        asking = false;
        if (again) renew();
      });
  }

  window.setTimeout(function () {
    source = new EventSource(part.dataset.live);
    source.addEventListener("changed", renew);
  }, Math.min(LONGEST, Math.max(0, Number(part.dataset.liveFrom) - Date.now())));
})();
