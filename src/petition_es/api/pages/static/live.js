// Keeps an open tracking page up to date. Without it, everything works: one reloads.
(() => {
  const live = document.getElementById("live");
  const open = (all) => all.forEach((each) => { each.open = true; });
  addEventListener("beforeprint", () => open(document.querySelectorAll("details")));
  if (!live || !live.dataset.stream || !window.EventSource) return;
  const state = document.getElementById("live-state");
  const says = document.getElementById("live-says");
  const status = () => document.getElementById("part-status").dataset;
  // The time is the office's, as on the rest of the page, and not that of the reader's clock.
  const tell = (on) => {
    const words = on ? live.dataset.on : live.dataset.off + " " + status().at;
    state.hidden = false;
    state.classList.toggle("live--on", on);
    state.textContent = words;
  };
  // A part that is replaced keeps what was unfolded in it, and where the reader was.
  const put = (part) => {
    const old = document.getElementById(part.id);
    if (!old) return;
    const unfolded = [...old.querySelectorAll("details[open]")].map((each) => each.id);
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    const at = held && held.getAttribute("href");
    old.replaceWith(part);
    unfolded.forEach((id) => { const again = document.getElementById(id); if (again) again.open = true; });
    if (held) {
      const same = [...part.querySelectorAll("a,summary,button")];
      const next = same.find((each) => each.tagName === held.tagName && each.getAttribute("href") === at);
      if (next) next.focus({ preventScroll: true });
    }
  };
  const show = (html) => {
    const before = status().says;
    const box = document.createElement("template");
    box.innerHTML = html;
    [...box.content.children].forEach(put);
    const after = status().says;
    if (after && after !== before) says.textContent = after;
  };
  const source = new EventSource(live.dataset.stream);
  source.onopen = () => tell(true);
  source.onerror = () => tell(false);
  source.addEventListener("timeline", (event) => { show(event.data); tell(true); });
  // The petition was closed to this reader: only a reload tells what is open now.
  source.addEventListener("closed", () => { source.close(); location.reload(); });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
