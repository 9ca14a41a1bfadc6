// "Explore this chart": the drawing is made on the server; only when asked do the libraries load and bring it alive.
// With `ast` and without default styles nothing needs `eval` or inline style, so the strict policy holds.

const loading = new Map();

function load(address) {
  if (!loading.has(address)) {
    loading.set(address, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = () => {
        loading.delete(address);
        failed(new Error("script"));
      };
      document.head.append(script);
    }));
  }
  return loading.get(address);
}

const DUTCH_NUMBERS = { decimal: ",", thousands: ".", grouping: [3], currency: ["€ ", ""] };

async function explore(figure, button) {
  const status = figure.querySelector(".eb-figure__status");
  status.textContent = status.dataset.working;
  button.setAttribute("aria-disabled", "true");
  try {
    const { explore: address, vega, vegaLite, vegaEmbed } = figure.dataset;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const specification = await answer.json();
    await load(vega);
    await load(vegaLite);
    await load(vegaEmbed);
    const place = document.createElement("div");
    place.className = "eb-figure__live";
    const drawing = figure.querySelector("[data-drawing]");
    await window.vegaEmbed(place, specification, {
      actions: false,
      ast: true,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
      renderer: "svg",
      formatLocale: document.documentElement.lang === "nl" ? DUTCH_NUMBERS : undefined,
    });
    drawing.replaceChildren(place);
    status.textContent = "";
    button.remove();
  } catch {
    status.textContent = status.dataset.failed;
    button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-explore-button]");
  if (button && button.getAttribute("aria-disabled") !== "true") explore(button.closest("[data-explore]"), button);
});
