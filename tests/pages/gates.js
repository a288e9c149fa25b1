// Checks that run in the page; each returns a list of sentences about what is wrong.
({
  targets() {
    return [...document.querySelectorAll("a[href*='#']")]
      .filter((link) => link.pathname === location.pathname && link.search === location.search && link.hash)
      .filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1))))
      .map((link) => `link to ${link.hash} leads nowhere`);
  },

  headings() {
    const found = document.querySelectorAll("h1");
    return found.length === 1 ? [] : [`${found.length} h1 elements`];
  },

  ids() {
    const all = [...document.querySelectorAll("[id]")].map((element) => element.id);
    return [...new Set(all.filter((id, n) => all.indexOf(id) !== n))].map((id) => `id "${id}" occurs twice`);
  },

  labels() {
    const wrong = [];
    for (const form of document.forms) {
      const seen = new Set();
      for (const control of form.elements) {
        if (!control.matches("input:not([type=hidden], [type=submit]), select, textarea")) continue;
        if (!control.checkVisibility()) continue;
        const label = control.ariaLabel ?? control.labels?.[0]?.textContent.trim();
        const group = control.closest("fieldset")?.querySelector("legend")?.textContent.trim() ?? "";
        const name = `${group}: ${label}`;
        if (!label) wrong.push(`${control.name} has no label`);
        if (seen.has(name)) wrong.push(`two controls of one form are labelled "${name}"`);
        seen.add(name);
      }
    }
    return wrong;
  },

  sideways() {
    const width = document.documentElement.scrollWidth;
    if (width <= innerWidth) return [];
    const inScroller = (element) => element.closest(".scroll, .tabs, pre, table");
    const wide = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !inScroller(element))
      .slice(-3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return [`${width} px wide at ${innerWidth}: ${wide.join(", ")}`];
  },

  // Text as a reader may space it (WCAG 1.4.12).
  spaced() {
    for (const element of document.body.querySelectorAll("p, li, td, th, dd, dt, a, span, label, button, h1, h2, h3"))
      Object.assign(element.style, { letterSpacing: "0.12em", wordSpacing: "0.16em", lineHeight: "1.5" });
    const wrong = this.sideways();
    this.restick();
    return wrong.map((line) => `with wider spacing: ${line}`);
  },

  // What sticks to an edge covers other things only until one scrolls; it must not count as an obstacle.
  unstick() {
    for (const element of document.body.querySelectorAll("*"))
      if (getComputedStyle(element).position === "sticky") element.style.position = "static";
  },

  restick() {
    document.body.querySelectorAll("[style]").forEach((element) => element.removeAttribute("style"));
  },

  tabbable() {
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
      (element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility(),
    ).length;
  },

  // What has the focus must be seen: itself, or the face of an invisible radio button.
  focused() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const words = (element.ariaLabel ?? (element.textContent || element.name || "")).trim().slice(0, 40);
    const name = `${element.tagName.toLowerCase()} "${words}"`;
    const box = element.getBoundingClientRect();
    if (!element.checkVisibility() || box.width === 0 || box.height === 0) return `${name} has the focus but is hidden`;
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    if (!seen) return `${name} has the focus out of view`;
    const x = Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 2);
    const spots = [box.top + 4, (box.top + box.bottom) / 2, box.bottom - 4];
    const free = spots.some((y) => {
      const top = document.elementFromPoint(x, Math.min(Math.max(y, 1), innerHeight - 2));
      const label = element.labels?.[0];
      return top && (element.contains(top) || top.contains(element) || label?.contains(top));
    });
    return free ? "" : `${name} has the focus but is covered`;
  },
})
