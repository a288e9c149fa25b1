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

  // What each element looks like, as far as its colours and their contrast go.
  looks() {
    return [...document.body.querySelectorAll("*")].map((element) => {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [element, ""];
      const style = getComputedStyle(element);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
      const { color, backgroundColor, backgroundImage, opacity, textDecorationLine } = style;
      return [element, [color, backgroundColor, backgroundImage, opacity, textDecorationLine, large].join()];
    });
  },

  remember() {
    this.remembered = new Map(this.looks());
  },

  // What is shown now and looks different from what was remembered; an element stands for all within it.
  changed() {
    const all = this.looks().filter(([element, look]) => look && this.remembered.get(element) !== look);
    const found = new Set(all.map(([element]) => element));
    this.differing = [...found].filter((element) => {
      for (let above = element.parentElement; above; above = above.parentElement) if (found.has(above)) return false;
      return true;
    });
    return this.differing.length;
  },

  restick() {
    document.body.querySelectorAll("[style]").forEach((element) => element.removeAttribute("style"));
  },

  // How often Tab can be pressed: of the radio buttons of one name it reaches one.
  tabbable() {
    const groups = new Set();
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
      (element) => {
        if (element.tabIndex < 0 || element.disabled || !element.checkVisibility()) return false;
        if (element.type !== "radio") return true;
        const seen = groups.has(element.name);
        groups.add(element.name);
        return !seen;
      },
    ).length;
  },

  // Notes from now on what every Tab leads to; tells how many there are to press.
  follow() {
    this.restick();
    document.body.tabIndex = -1;
    document.body.focus(); // Tab goes on from here
    document.body.removeAttribute("tabindex");
    scrollTo(0, 0);
    if (!this.stops) addEventListener("keyup", () => this.stops.push(this.focused()), true);
    this.stops = [];
    return this.tabbable();
  },

  // What was wrong until the focus left the page.
  followed() {
    const end = this.stops.indexOf(null);
    if (end === 0) return ["Tab leads nowhere"];
    return this.stops.slice(0, end < 0 ? undefined : end).filter(Boolean);
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
