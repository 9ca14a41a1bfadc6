// The inbox by keyboard: j and k move through the list. The keys of decisions stand on their buttons (see eb.js),
// so a key that is shown always works and a key that is not shown never does.

const typing = (element) => element instanceof Element
  && Boolean(element.closest("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable=true]"));

const links = () => [...document.querySelectorAll("[data-inbox] .eb-inbox-item__link")];
const isCurrent = (link) => link.matches("[aria-current]") || Boolean(link.closest(".eb-inbox-item[aria-current]"));

function markCurrent(link) {
  for (const other of links()) {
    other.removeAttribute("aria-current");
    other.closest(".eb-inbox-item")?.removeAttribute("aria-current");
  }
  link.setAttribute("aria-current", "true");
}

// While another signal is on its way, the keys of decisions rest: none may reach the signal before it.
const waiting = (is) => document.querySelector("[data-inbox-pane]")?.setAttribute("aria-busy", String(is));
for (const name of ["htmx:after:swap", "htmx:error"]) document.addEventListener(name, () => waiting(false));

function move(step) {
  const all = links();
  if (!all.length) return;
  const now = all.findIndex(isCurrent);
  const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
  if (now >= 0 && next === all[now]) return;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  next.click();
}

// Escape puts an open choice away and leads back to the signal in the list.
function closeChoice() {
  const choice = document.querySelector("[data-inbox] #keuze");
  if (!choice?.firstElementChild) return false;
  choice.replaceChildren();
  links().find(isCurrent)?.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && closeChoice()) event.preventDefault();
  if (document.documentElement.dataset.keys === "off") return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    move(event.key === "j" ? 1 : -1);
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".eb-inbox-item__link");
  if (link) {
    markCurrent(link);
    link.closest("[data-inbox]").classList.add("eb-inbox--open");
    waiting(true);
  }
  const back = event.target.closest?.("[data-inbox-back]");
  if (back) {
    event.preventDefault();
    document.querySelector("[data-inbox]").classList.remove("eb-inbox--open");
    links().find(isCurrent)?.focus();
  }
});

// A key pressed before htmx was ready opens the signal as a page of its own: the place in the list is kept.
const cameFromHere = () => Boolean(document.referrer) && document.activeElement === document.body
  && new URL(document.referrer).origin === window.location.origin
  && new URL(document.referrer).pathname.split("/")[1] === window.location.pathname.split("/")[1];

const opened = document.querySelector("[data-inbox]") && cameFromHere() && links().find(isCurrent);
if (opened) {
  markCurrent(opened);
  opened.focus({ preventScroll: true });
}

// What was opened starts at its top: a signal at its first line, a choice at its question.
document.addEventListener("htmx:after:swap", (event) => {
  const pane = document.querySelector("[data-inbox-pane]");
  if (!pane || !pane.contains(event.target)) return;
  const choice = pane.querySelector("#keuze");
  if (choice?.firstElementChild) {
    choice.scrollIntoView({ block: "start" });
    return;
  }
  (pane.querySelector(".eb-inbox__reading") ?? pane).scrollTop = 0;
  if (!window.matchMedia("(min-width: 60rem)").matches) window.scrollTo(0, 0);
});
