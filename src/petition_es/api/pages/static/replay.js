// Steps through a case without loading the page anew: by the buttons, the arrow keys and a slider.
// Without it, everything works: the buttons are links.
(() => {
  const slide = document.getElementById("slide");
  const slider = document.getElementById("slider");
  const says = document.getElementById("replay-says");
  const part = () => document.getElementById("replay");
  if (!slide || !part()) return;
  slide.hidden = false;
  let asking = null;
  const show = (html, address, keep) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const next = page.getElementById("replay");
    if (!next) { location.assign(address); return; }
    const old = part();
    const open = [...old.querySelectorAll("details[open]")].map((each) => each.id);
    const held = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(next);
    const languages = ".top__languages";
    document.querySelector(languages).replaceWith(page.querySelector(languages));
    open.forEach((id) => { const again = document.getElementById(id); if (again) again.open = true; });
    const focused = held && (document.getElementById(held) || next.querySelector(".ways a"));
    if (focused) focused.focus({ preventScroll: true });
    document.title = page.title;
    slider.value = next.dataset.step;
    document.querySelectorAll(".all-steps a").forEach((each) => {
      if (each.dataset.step === next.dataset.step) each.setAttribute("aria-current", "step");
      else each.removeAttribute("aria-current");
    });
    says.textContent = next.dataset.says;
    if (keep) history[keep](null, "", address);
  };
  // Who slides on before the answer is here wants the later step only.
  const go = async (address, keep) => {
    if (asking) asking.abort();
    const mine = asking = new AbortController();
    try {
      const asked = new URL(address, location.href);
      asked.searchParams.set("part", "step");
      const answer = await fetch(asked, { headers: { Accept: "text/html" }, signal: mine.signal });
      if (!answer.ok) { location.assign(address); return; }
      const html = await answer.text();
      if (mine === asking) show(html, address, keep);
    } catch (trouble) {
      if (trouble.name !== "AbortError") location.assign(address);
    }
  };
  const press = (id) => {
    const link = document.getElementById(id);
    if (link) go(link.href, "pushState");
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".ways a, .all-steps a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(link.href, "pushState");
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input,select,textarea") || event.altKey || event.ctrlKey || event.metaKey) return;
    const id = { ArrowLeft: "go-previous", ArrowRight: "go-next" }[event.key];
    if (!id) return;
    event.preventDefault();
    press(id);
  });
  slider.addEventListener("input", () => {
    const address = new URL(slider.dataset.address, location.href);
    address.searchParams.set("step", slider.value);
    go(address.href, "replaceState");
  });
  addEventListener("popstate", () => go(location.href, ""));
})();
