// Neutral words beside the loaded ones while somebody writes. The text goes to the server and comes back as hints;
// nothing of it is kept. Hints stop nothing, so a lost connection is no reason to say anything.

const PAUSE = 700;
const timers = new WeakMap();

function place(field) {
  const next = field.nextElementSibling;
  if (next?.matches("[data-hints-here]")) return next;
  const made = document.createElement("div");
  made.dataset.hintsHere = "";
  made.setAttribute("role", "status");
  field.after(made);
  return made;
}

function remember(form) {
  if (!form || form.elements["hints-seen"]) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "hints-seen", value: "1" }));
}

async function ask(field) {
  const token = field.form?.elements.csrfmiddlewaretoken?.value;
  if (!token) return;
  const asked = field.value;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token);
  body.append("text", asked);
  try {
    const answer = await fetch("/woorden/nakijken/", { method: "POST", body });
    if (!answer.ok || field.value !== asked) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    const here = place(field);
    if (here.textContent.trim() !== found.textContent.trim()) here.replaceChildren(...found.childNodes);
    remember(field.form);
  } catch {
    // Writing goes on without hints.
  }
}

document.addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-hints]");
  if (!field) return;
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(() => ask(field), PAUSE));
});
