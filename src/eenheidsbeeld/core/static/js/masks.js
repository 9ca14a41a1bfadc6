// Looking over what was taken out, while the text is still in memory. A mask is a button: press it to put the words
// back, press again to take them out; below the text stands why it is a mask. Select words and press "mask" to take out
// more, or point at them: then each word is a button, reached by tab and the arrow keys. Each text keeps one answer in a
// hidden field: the masks that hold, as [{start, end, kind}] in characters (code points) of the original text.
// A page with many texts has one bar for all of them; a tick at words that come back changes them in every text.

const length = (text) => [...text].length;
const reviews = () => document.querySelectorAll("[data-masks]");
const plain = (words) => words.trim().split(/\s+/).join(" ").toLowerCase();

function spans(review) {
  const found = [];
  let at = 0;
  for (const node of review.querySelector("[data-masks-text]").childNodes) {
    const isMask = node.nodeType === Node.ELEMENT_NODE && node.matches("[data-original]");
    const original = isMask ? node.dataset.original : node.textContent;
    if (isMask && node.getAttribute("aria-pressed") === "true") {
      found.push({ start: at, end: at + length(original), kind: node.dataset.kind ?? "other" });
    }
    at += length(original);
  }
  return found;
}

function keep(review) {
  const field = review.querySelector("[data-masks-field]");
  if (field) field.value = JSON.stringify(spans(review));
  const own = review.querySelector("[data-masks-count]");
  const count = own ?? document.querySelector("[data-masks-count]");
  const within = own ? review : document;
  if (count) count.textContent = String(within.querySelectorAll("[data-original][aria-pressed=true]").length);
}

function show(button, masked) {
  button.setAttribute("aria-pressed", String(masked));
  button.textContent = masked ? button.dataset.label : button.dataset.original;
  const tick = button.dataset.value && document.querySelector(`[name=lift][value="${button.dataset.value}"]`);
  if (tick) tick.checked = !masked;
}

// Why the mask is there; and once the words are back, the offer to leave them in from now on, where that may be.
function explain(review, button) {
  const line = review.querySelector("[data-masks-why]");
  if (!line) return;
  line.replaceChildren();
  if (button.dataset.why) line.append(Object.assign(document.createElement("span"), { textContent: button.dataset.why }));
  const tick = button.dataset.value && document.querySelector(`[data-masks-teach][data-span="${CSS.escape(button.dataset.value)}"]`);
  if (!tick || button.getAttribute("aria-pressed") === "true") return;
  const offer = Object.assign(document.createElement("button"), { type: "button", textContent: line.dataset.teachText });
  offer.className = "utrecht-button utrecht-button--subtle eb-button";
  offer.setAttribute("aria-pressed", String(tick.checked));
  offer.addEventListener("click", () => {
    tick.checked = !tick.checked;
    offer.setAttribute("aria-pressed", String(tick.checked));
    tick.dispatchEvent(new Event("change", { bubbles: true }));
  });
  line.append(offer);
}

// What is never a name stays in everywhere on the page, not only under the mask that was ticked.
function sameWords(span) {
  const all = [...document.querySelectorAll("[data-masks] [data-original]")];
  const ticked = all.find((one) => one.dataset.value === span);
  return ticked ? all.filter((one) => plain(one.dataset.original) === plain(ticked.dataset.original)) : [];
}

function masked(words, review) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "eb-mask";
  button.dataset.original = words;
  button.dataset.kind = "added";
  button.dataset.label = review.dataset.maskWord ?? "[…]";
  show(button, true);
  return button;
}

function maskWords(review, node, from, to) {
  const words = node.textContent.slice(from, to);
  const start = from + words.length - words.trimStart().length;
  const end = to - (words.length - words.trimEnd().length);
  if (start >= end) return null;
  const button = masked(node.textContent.slice(start, end), review);
  node.splitText(start).splitText(end - start);
  node.nextSibling.replaceWith(button);
  return button;
}

// Words on both sides of a mask can be selected in one go: what is between masks is masked piece by piece.
function maskSelection() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const place = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentNode : range.startContainer;
  const review = place.closest?.("[data-masks]");
  const text = review?.querySelector("[data-masks-text]");
  if (!text) return null;
  const pieces = [...text.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && range.intersectsNode(node));
  const cuts = pieces.map((node) => [
    node,
    node === range.startContainer ? range.startOffset : 0,
    node === range.endContainer ? range.endOffset : node.textContent.length,
  ]);
  const made = cuts.map(([node, from, to]) => maskWords(review, node, from, to)).filter(Boolean);
  selection.removeAllRanges();
  made.at(-1)?.focus({ preventScroll: true });
  return made.length ? review : null;
}

// Pointing: each word of the text becomes a button for as long as it lasts. One press takes the word out.
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’.@_-]*/gu;

function wordsOf(text) {
  const pieces = [];
  let at = 0;
  for (const found of text.matchAll(WORD)) {
    const word = Object.assign(document.createElement("button"), { type: "button", className: "eb-word", tabIndex: -1 });
    word.textContent = found[0].replace(/[.'’-]+$/u, "");
    pieces.push(document.createTextNode(text.slice(at, found.index)), word);
    at = found.index + word.textContent.length;
  }
  return [...pieces, document.createTextNode(text.slice(at))].filter((one) => one.textContent);
}

function point(on) {
  for (const review of reviews()) {
    const text = review.querySelector("[data-masks-text]");
    for (const node of [...text.childNodes]) {
      if (on && node.nodeType === Node.TEXT_NODE) node.replaceWith(...wordsOf(node.textContent));
      if (!on && node.matches?.(".eb-word")) node.replaceWith(node.textContent);
    }
    if (!on) text.normalize();
    const first = text.querySelector(".eb-word");
    if (first) first.tabIndex = 0;
  }
  for (const one of document.querySelectorAll("[data-masks-add]")) one.hidden = on;
}

// A text that is stored already: pressing a word writes it in the list of words that must go, pressing again takes it
// off. Words that stand beside each other become one line, because together they are the name; where the same words
// stand again they are marked too, for they go there as well. A mouse may draw over the words. What was typed stays.
function fill(text) {
  const field = document.getElementById(text.dataset.fills);
  for (const node of [...text.childNodes]) {
    if (node.nodeType === Node.TEXT_NODE) node.replaceWith(...wordsOf(node.textContent));
  }
  const words = [...text.querySelectorAll(".eb-word")];
  const lows = words.map((word) => plain(word.textContent));
  const isJoined = (at) => {
    const before = words[at].previousSibling;
    return before?.textContent === " " && before.previousSibling === words[at - 1];
  };
  const joined = words.map((_, at) => at > 0 && isJoined(at));
  const pressed = new Set();
  let written = [];

  const linesTyped = () => field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const same = (start, run) => run.every((low, step) => lows[start + step] === low && (step === 0 || joined[start + step]));
  const placesOf = (line) => {
    const run = [...line.matchAll(WORD)].map((found) => plain(found[0].replace(/[.'’-]+$/u, "")));
    return run.length ? words.flatMap((_, at) => (same(at, run) ? [run.map((_, step) => at + step)] : [])) : [];
  };
  const runs = () => {
    const found = [];
    for (let at = 0; at < words.length; at += 1) {
      if (!pressed.has(at)) continue;
      if (joined[at] && pressed.has(at - 1)) found.at(-1).push(at);
      else found.push([at]);
    }
    return found.map((run) => run.map((at) => words[at].textContent).join(" "));
  };
  const mark = () => {
    const marked = new Set(linesTyped().flatMap((line) => placesOf(line).flat()));
    words.forEach((word, at) => word.setAttribute("aria-pressed", String(marked.has(at))));
  };
  const write = () => {
    const typed = linesTyped().filter((line) => !written.includes(plain(line)));
    const lines = [...new Map(runs().map((line) => [plain(line), line])).values()];
    written = lines.map(plain);
    field.value = [...typed, ...lines.filter((line) => !typed.some((one) => plain(one) === plain(line)))].join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    mark();
  };
  // A word that is marked goes off wherever the line stands that marked it; else it goes on.
  const press = (at) => {
    if (words[at].getAttribute("aria-pressed") !== "true") pressed.add(at);
    else {
      const lines = linesTyped().filter((line) => placesOf(line).some((place) => place.includes(at)));
      for (const place of lines.flatMap(placesOf)) for (const one of place) if (lows[one] === lows[at]) pressed.delete(one);
      field.value = linesTyped().filter((line) => !lines.includes(line) || written.includes(plain(line))).join("\n");
    }
    write();
  };

  for (const line of linesTyped()) {
    const [first] = placesOf(line);
    if (first) for (const at of first) pressed.add(at);
    if (first) written.push(plain(line));
  }
  mark();
  field.addEventListener("input", (event) => event.isTrusted && mark());
  if (words[0]) words[0].tabIndex = 0;
  let from = -1;
  text.addEventListener("pointerdown", (event) => {
    from = event.pointerType === "mouse" ? words.indexOf(event.target) : -1;
  });
  text.addEventListener("pointerup", (event) => {
    const to = words.indexOf(event.target);
    if (from < 0 || to < 0 || from === to) return;
    for (let at = Math.min(from, to); at <= Math.max(from, to); at += 1) pressed.add(at);
    write();
  });
  text.addEventListener("click", (event) => {
    const at = words.indexOf(event.target);
    if (at >= 0) press(at);
  });
}

for (const text of document.querySelectorAll("[data-fills]")) fill(text);

const neighbour = (word, step) => {
  const all = [...word.closest("[data-masks-text]").querySelectorAll(".eb-word")];
  return all[all.indexOf(word) + step];
};

function goTo(word) {
  if (!word) return;
  for (const other of word.closest("[data-masks-text]").querySelectorAll(".eb-word")) other.tabIndex = -1;
  word.tabIndex = 0;
  word.focus({ preventScroll: false });
}

document.addEventListener("keydown", (event) => {
  const word = event.target.closest?.(".eb-word");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!word || !step) return;
  event.preventDefault();
  goTo(neighbour(word, step));
});

document.addEventListener("click", (event) => {
  const pointer = event.target.closest?.("[data-masks-point]");
  if (!pointer) return;
  const on = pointer.getAttribute("aria-pressed") !== "true";
  pointer.setAttribute("aria-pressed", String(on));
  point(on);
});

document.addEventListener("click", (event) => {
  const word = event.target.closest?.("[data-masks] .eb-word");
  if (!word) return;
  const review = word.closest("[data-masks]");
  const next = neighbour(word, 1) ?? neighbour(word, -1);
  word.replaceWith(masked(word.textContent, review));
  goTo(next);
  keep(review);
  review.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("focusin", (event) => {
  const button = event.target.closest?.("[data-masks] button[data-original]");
  if (button) explain(button.closest("[data-masks]"), button);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-masks] button[data-original]");
  const changed = button ? button.closest("[data-masks]") : null;
  if (button) show(button, button.getAttribute("aria-pressed") !== "true");
  if (button) explain(changed, button);
  const review = changed ?? (event.target.closest?.("[data-masks-add]") ? maskSelection() : null);
  if (!review) return;
  keep(review);
  review.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  const tick = event.target;
  if (tick.matches?.("[data-masks-teach]") && !tick.checked) return;
  const buttons = tick.matches?.("[data-masks-teach]")
    ? sameWords(tick.dataset.span)
    : tick.matches?.("[name=lift]")
    ? [...document.querySelectorAll(`[data-original][data-value="${CSS.escape(tick.value)}"]`)]
      : tick.matches?.("[data-masks-everywhere]")
      ? [...document.querySelectorAll("[data-masks] [data-original]")].filter((one) => plain(one.dataset.original) === plain(tick.value))
      : [];
  for (const button of buttons) show(button, !tick.checked);
  for (const button of buttons) keep(button.closest("[data-masks]"));
});

for (const review of reviews()) keep(review);
document.addEventListener("htmx:after:swap", () => {
  for (const review of reviews()) keep(review);
});

// Who is quick with the keyboard may stand on a mask before this file was read.
const stoodOn = document.activeElement?.closest?.("[data-masks] button[data-original]");
if (stoodOn) explain(stoodOn.closest("[data-masks]"), stoodOn);
