// Comforts for browsers with JavaScript. Everything on every page works without this file.
(function () {
  "use strict";

  var each = function (selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  };

  // ---- A refused form: the summary is read first, and the title of the page has said so already.
  var summary = document.querySelector(".sum");
  if (summary) summary.focus();

  // ---- How many characters are left, said politely below the field.
  each("textarea[data-max]", function (field) {
    var line = document.createElement("p");
    line.className = "hint";
    field.insertAdjacentElement("afterend", line);
    var tell = function () {
      var n = Array.from(field.value.replace(/\r\n/g, "\n").trim()).length;
      line.textContent = field.dataset.count.replace("{n}", n).replace("{left}", field.dataset.max - n);
      line.classList.toggle("over", n > Number(field.dataset.max));
    };
    field.addEventListener("input", tell);
    tell();
  });

  // ---- A sum in 万元, in words while it is typed. The server says the same on the next page and is the one that counts.
  var digits = "零壹贰叁肆伍陆柒捌玖";
  var places = ["", "拾", "佰", "仟"];
  var groups = ["", "万", "亿"];

  // A whole number below 10^12 in characters that cannot be altered; one 零 for every run of missing places.
  function whole(number) {
    var out = "";
    var gap = false;
    for (var group = 2; group >= 0; group--) {
      var value = Math.floor(number / Math.pow(10, 4 * group)) % 10000;
      var before = out;
      for (var place = 3; place >= 0; place--) {
        var digit = Math.floor(value / Math.pow(10, place)) % 10;
        if (digit === 0) {
          gap = out !== "";
        } else {
          out += (gap ? "零" : "") + digits[digit] + places[place];
          gap = false;
        }
      }
      if (out !== before) out += groups[group];
    }
    return out;
  }

  // "9.80" (万元) in fen, without floating point; null for anything else.
  function fen(text) {
    var match = /^(\d{1,8})(?:\.(\d{1,6}))?$/.exec(text.trim().replace(/,(?=\d{3}(?!\d))/g, ""));
    return match ? Number(match[1]) * 1000000 + Number(((match[2] || "") + "000000").slice(0, 6)) : null;
  }

  function inChinese(sum) {
    var yuan = Math.floor(sum / 100);
    var jiao = Math.floor(sum / 10) % 10;
    var rest = sum % 10;
    if (sum === 0) return "人民币零元整";
    var out = "人民币" + (yuan ? whole(yuan) + "元" : "");
    if (!jiao && !rest) return out + "整";
    if (jiao) out += digits[jiao] + "角";
    else if (yuan) out += "零";
    return out + (rest ? digits[rest] + "分" : "整");
  }

  function inEnglish(sum) {
    var yuan = String(Math.floor(sum / 100)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
    return "CNY " + yuan + (sum % 100 ? "." + String(sum % 100).padStart(2, "0") : "");
  }

  each("input[data-words]", function (field) {
    var words = document.getElementById(field.dataset.words);
    field.addEventListener("input", function () {
      var sum = fen(field.value);
      words.textContent = sum === null ? "" : document.documentElement.lang === "en" ? inEnglish(sum) : inChinese(sum);
    });
  });

  // ---- Chosen files by name and size, before they are sent.
  each("input.file", function (field) {
    var list = document.createElement("ul");
    list.className = "chosen small quiet";
    field.insertAdjacentElement("afterend", list);
    field.addEventListener("change", function () {
      list.textContent = "";
      Array.prototype.forEach.call(field.files, function (file) {
        var item = document.createElement("li");
        var size = file.size < 1e6 ? Math.max(1, Math.round(file.size / 1e3)) + " KB" : (file.size / 1e6).toFixed(1) + " MB";
        item.textContent = file.name + " · " + size;
        list.appendChild(item);
      });
    });
  });

  // ---- A sheet saves itself a moment after somebody stops writing; the button does the same, and is what counts without this.
  each("form[data-autosave]", function (form) {
    var line = form.querySelector("[data-autosave-state]");
    var timer = 0;
    form.addEventListener("input", function () {
      line.textContent = "";
      window.clearTimeout(timer);
      timer = window.setTimeout(function () {
        var body = new URLSearchParams(new FormData(form));
        fetch(form.action, { method: "POST", body: body, credentials: "same-origin", redirect: "manual" }).then(
          function (answer) {
            var saved = answer.type === "opaqueredirect";
            line.textContent = saved ? form.dataset.saved : form.dataset.unsaved;
          },
          function () {
            line.textContent = form.dataset.unsaved;
          }
        );
      }, 1500);
    });
  });

  // ---- A form is sent once: a second press while the first is on its way does nothing.
  each("form[method=post]", function (form) {
    form.addEventListener("submit", function (event) {
      if (form.getAttribute("aria-busy") === "true") event.preventDefault();
      form.setAttribute("aria-busy", "true");
    });
  });
  window.addEventListener("pageshow", function () {
    each("form[aria-busy]", function (form) {
      form.removeAttribute("aria-busy");
    });
  });

  // ---- Buttons that only a script can serve stay hidden until there is one.
  each("button[data-print]", function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });

  // ---- A page that waits for something (a draw under way) looks again after so many seconds, while somebody is looking at it.
  each("[data-look-again]", function (part) {
    window.setInterval(function () {
      if (document.visibilityState === "visible" && !window.getSelection().toString()) window.location.reload();
    }, Math.max(5, Number(part.dataset.lookAgain)) * 1000);
  });
})();
