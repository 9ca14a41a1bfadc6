// What every page has: menus that close, messages that can be put away, the choice of light or dark,
// buttons that know their key, and a warning before typed text is lost.

const editing = (element) => element instanceof Element
  && Boolean(element.closest("input:not([type=checkbox],[type=radio],[type=submit],[type=button]), textarea, select, [contenteditable=true]"));

// --- Menus ---------------------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// --- Messages ------------------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const close = event.target.closest?.("[data-toast-close]");
  if (close) close.closest("[data-toast]").remove();
});

// --- Light or dark -------------------------------------------------------------------------------
function showTheme() {
  const chosen = document.documentElement.dataset.theme ?? "";
  for (const button of document.querySelectorAll("[data-theme-choice] button")) {
    button.setAttribute("aria-pressed", String(button.value === chosen));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-theme-choice] button");
  if (!button) return;
  if (button.value) document.documentElement.dataset.theme = button.value;
  else delete document.documentElement.dataset.theme;
  try {
    if (button.value) localStorage.setItem("eb-theme", button.value);
    else localStorage.removeItem("eb-theme");
  } catch {
    // The choice then holds for this page only.
  }
  showTheme();
});
showTheme();

// --- Errors come first ---------------------------------------------------------------------------
document.querySelector("[data-error-summary]")?.focus();

// --- Buttons that cannot be used now keep their focus and say why ---------------------------------
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[aria-disabled=true]");
  if (button) event.preventDefault();
}, true);

// --- Keys -------------------------------------------------------------------------------------------
// A single key can be in the way of who speaks to the computer or types with a stick: it can be switched off.
const keysAreOff = () => document.documentElement.dataset.keys === "off";

function showKeySwitch() {
  for (const box of document.querySelectorAll("[data-keys-switch]")) box.checked = !keysAreOff();
}

document.addEventListener("change", (event) => {
  if (!event.target.matches?.("[data-keys-switch]")) return;
  if (event.target.checked) delete document.documentElement.dataset.keys;
  else document.documentElement.dataset.keys = "off";
  try {
    if (event.target.checked) localStorage.removeItem("eb-keys");
    else localStorage.setItem("eb-keys", "off");
  } catch {
    // The choice then holds for this page only.
  }
});
showKeySwitch();

// The filter of this list, opened if it was closed; on a page without a list the search page.
function findSomething() {
  const field = document.querySelector("main form[role=search] :is(input[type=search], input[type=text], select)");
  if (!field) return document.querySelector("nav a[href='/zoeken/']");
  const closed = field.closest("details:not([open])");
  if (closed) closed.open = true;
  return field;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || editing(event.target)) return;
  if (document.querySelector("dialog[open]") || keysAreOff()) return;
  if (event.key === "/") {
    const found = findSomething();
    if (!found) return;
    event.preventDefault();
    if (found.matches("a")) found.click();
    else found.focus();
    return;
  }
  if (event.key === "?") {
    const help = document.querySelector("dialog[data-key-help]");
    if (help) {
      event.preventDefault();
      help.showModal();
    }
    return;
  }
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not([aria-disabled=true])`);
  if (wanted?.closest("[aria-busy=true]")) return;  // another record is on its way: no decision about the one before
  if (wanted && wanted.offsetParent !== null) {
    event.preventDefault();
    wanted.focus();
    wanted.click();
  }
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens-dialog]");
  if (opener) document.getElementById(opener.dataset.opensDialog)?.showModal();
});

// --- What opens beside the page --------------------------------------------------------------------
// On a screen without room beside the page, the link simply leads to its own page.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-beside]") && !window.matchMedia("(min-width: 76rem)").matches) {
    event.stopImmediatePropagation();
  }
}, { capture: true });

// --- Back to a form that was refused ------------------------------------------------------------------
// By the way one came: the browser then still has what was typed, where a link would open the form empty.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-back]") || history.length < 2) return;
  event.preventDefault();
  history.back();
});

// --- Text that is only on this page ----------------------------------------------------------------
// Free text is never kept on the device; the browser asks before it is thrown away.
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard], form[data-unsaved]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));

// A page that answers what was sent shows it again: to mend, or to look at before it is stored. It is nowhere else yet.
function countsAsTyped() {
  if (!("afterSending" in document.body.dataset)) return;
  const guarded = [...document.querySelectorAll("form[data-guard], form[data-unsaved]")];
  const wrong = guarded.filter((form) => form.querySelector(".utrecht-form-field--invalid"));
  for (const form of wrong.length ? wrong : guarded) changed.add(form);
}
countsAsTyped();
document.addEventListener("eb:saved", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  for (const form of changed) if (!form.isConnected) changed.delete(form);
  if (changed.size) event.preventDefault();
});
