// Looking over what was taken out, while the text is still in memory. A mask is a button: press it to put the words
// back, press again to take them out. Select words and press "mask" to take out more. Each text keeps one answer in a
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

function maskWords(review, node, from, to) {
  const words = node.textContent.slice(from, to);
  const start = from + words.length - words.trimStart().length;
  const end = to - (words.length - words.trimEnd().length);
  if (start >= end) return null;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "eb-mask";
  button.dataset.original = node.textContent.slice(start, end);
  button.dataset.kind = "added";
  button.dataset.label = review.dataset.maskWord ?? "[…]";
  show(button, true);
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

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-masks] button[data-original]");
  const changed = button ? button.closest("[data-masks]") : null;
  if (button) show(button, button.getAttribute("aria-pressed") !== "true");
  const review = changed ?? (event.target.closest?.("[data-masks-add]") ? maskSelection() : null);
  if (!review) return;
  keep(review);
  review.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  const tick = event.target;
  const buttons = tick.matches?.("[name=lift]")
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
