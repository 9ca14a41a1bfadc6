// Runs before the first paint, so that a reader who chose dark never sees a white flash.
// Only this word, and whether single keys work, are kept on the device.
(function () {
  document.documentElement.dataset.script = "on";
  try {
    const choice = localStorage.getItem("eb-theme");
    if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
    if (localStorage.getItem("eb-keys") === "off") document.documentElement.dataset.keys = "off";
  } catch {
    // Storage can be refused by the browser; the device's own preference then holds.
  }
})();
