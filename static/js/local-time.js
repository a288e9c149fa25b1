// <local-time data-label="your time:"><time datetime="…">…</time></local-time>
// Adds the reader's own time to a moment; without script the server's text stands alone.

class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    if (!time || this.done) return;
    this.done = true;
    const moment = new Date(time.dateTime);
    // "en" alone makes browsers write American dates with AM and PM.
    const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
    const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    // Who reads the same hour in the text already needs no second one.
    if (time.textContent.includes(clock.format(moment))) return;
    const full = new Intl.DateTimeFormat(language, {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    });
    const own = document.createElement("span");
    own.textContent = ` · ${this.dataset.label} ${full.format(moment)}`;
    this.append(own);
  }
}

customElements.define("local-time", LocalTime);
