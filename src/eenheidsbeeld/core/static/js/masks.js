// Looking over what was taken out, while the text is still in memory. A mask is a button: press it to put the words
// back, press again to take them out. Select words and press "mask" to take out more. The page keeps one answer in a
// hidden field: the masks that hold, as [{start, end, kind}] in characters (code points) of the original text.

const length = (text) => [...text].length;

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
  const count = review.querySelector("[data-masks-count]");
  if (count) count.textContent = String(spans(review).length);
}

function toggle(button) {
  const masked = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(masked));
  button.textContent = masked ? button.dataset.label : button.dataset.original;
}

function maskSelection(review) {
  const text = review.querySelector("[data-masks-text]");
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  const { startContainer: node, startOffset, endContainer, endOffset } = range;
  if (node !== endContainer || node.nodeType !== Node.TEXT_NODE || node.parentNode !== text) return;
  const words = node.textContent.slice(startOffset, endOffset);
  if (!words.trim()) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "eb-mask";
  button.dataset.original = words;
  button.dataset.kind = "added";
  button.dataset.label = review.dataset.maskWord ?? "[…]";
  button.textContent = button.dataset.label;
  button.setAttribute("aria-pressed", "true");
  node.splitText(startOffset).splitText(endOffset - startOffset);
  node.nextSibling.replaceWith(button);
  selection.removeAllRanges();
  button.focus();
}

document.addEventListener("click", (event) => {
  const review = event.target.closest?.("[data-masks]");
  if (!review) return;
  const button = event.target.closest("button[data-original]");
  if (button) toggle(button);
  else if (event.target.closest("[data-masks-add]")) maskSelection(review);
  else return;
  keep(review);
});

for (const review of document.querySelectorAll("[data-masks]")) keep(review);
document.addEventListener("htmx:after:swap", () => {
  for (const review of document.querySelectorAll("[data-masks]")) keep(review);
});
