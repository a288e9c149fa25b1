// What every page may need: focus on errors, menus that close, word counts, progress, device copies.

// Whatever a page needs once; a page that takes the place of this one needs it again.
function begin() {
  // The summary of errors takes the focus, so that it is read first.
  document.querySelector("[data-focus]")?.focus();

  // Filters lie open where there is room for them.
  const filters = document.querySelector(".filters details");
  if (filters && matchMedia("(min-width: 56rem)").matches) filters.open = true;

  document.querySelectorAll("textarea, input").forEach((field) => {
    if (field.matches("[data-words], [data-graphemes]")) addCounter(field);
  });
  document.querySelectorAll("form[data-sign-out]").forEach((form) => form.addEventListener("submit", forgetDrafts));
  document.querySelectorAll("[data-copy]").forEach(offerCopy);
}

// The page that came as the answer to a form sent by script (detail: its text and address) stands in the place of
// this one, under the address and at the step of the history where the form was. Scripts do not begin anew.
document.addEventListener("page-came", (event) => {
  const page = new DOMParser().parseFromString(event.detail.text, "text/html");
  page.querySelectorAll("noscript").forEach((element) => element.remove());
  // A form without an address is sent to where its page came from.
  if (event.detail.address !== location.href.split("#")[0]) {
    page.querySelectorAll("form:not([action])").forEach((form) => (form.action = event.detail.address));
  }
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.replaceWith(page.body);
  scrollTo(0, 0);
  document.querySelector("main").focus({ preventScroll: true });
  begin();
});

// Menus close with Escape and with a click elsewhere.
function closeMenus(except) {
  document.querySelectorAll("details.menu").forEach((menu) => menu !== except && menu.removeAttribute("open"));
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.removeAttribute("open");
  menu.querySelector("summary").focus();
});

// Remaining words (data-words) or letters as one sees them (data-graphemes) under a text field. The server counts, as
// it does at the end: browsers differ in what a word is. Offline, and for who is not signed in, it is about right.
const countWords = (text) => text.split(/\s+/).filter(Boolean).length;

function countGraphemes(text) {
  if (!("Segmenter" in Intl)) return [...text].length;
  return [...new Intl.Segmenter(document.documentElement.lang).segment(text)].length;
}

const about = (text) => ({ words: countWords(text), letters: countGraphemes(text) });

async function counted(field) {
  const text = field.value;
  const token = field.form?.elements.csrfmiddlewaretoken?.value;
  if (!text || !token || !document.body.dataset.user) return about(text);
  try {
    const headers = { "Content-Type": "text/plain; charset=utf-8", "X-CSRFToken": token };
    const answer = await fetch("/count/", { method: "POST", headers, body: text });
    return answer.ok ? await answer.json() : about(text);
  } catch {
    return about(text);
  }
}

function addCounter(field) {
  const { words, graphemes } = field.dataset;
  const { wordsLeft, wordsOver, lettersLeft, lettersOver } = document.body.dataset;
  const lines = [];
  if (graphemes) lines.push({ limit: Number(graphemes), kind: "letters", texts: [lettersLeft, lettersOver] });
  if (words) lines.push({ limit: Number(words), kind: "words", texts: [wordsLeft, wordsOver] });
  for (const line of lines) {
    line.label = document.createElement("p");
    line.label.className = "left";
    line.label.setAttribute("aria-live", "polite");
    field.after(line.label);
  }
  const show = async () => {
    const text = field.value;
    const counts = await counted(field);
    if (field.value !== text) return;
    for (const { limit, kind, texts, label } of lines) {
      const left = limit - counts[kind];
      label.classList.toggle("over", left < 0);
      label.textContent = left < 0 ? `${texts[1]} ${-left}` : `${texts[0]} ${left}`;
    }
  };
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 500);
  });
  show();
}

// <poll-progress>: asks for the page again until the server answers with a page that has none.
class PollProgress extends HTMLElement {
  connectedCallback() {
    this.wait = 1000;
    this.again();
  }

  again() {
    setTimeout(() => this.ask(), this.wait);
    this.wait = Math.min(this.wait * 1.3, 5000);
  }

  async ask() {
    if (!this.isConnected) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("poll-progress");
      if (answer.ok && !fresh) return location.reload();
      const words = this.querySelector("[role=status]");
      const news = fresh?.querySelector("[role=status]")?.textContent;
      if (words && news && words.textContent !== news) words.textContent = news;
    } catch {
      // Offline: the next round asks again.
    }
    this.again();
  }
}

customElements.define("poll-progress", PollProgress);

// Device copies of drafts, kept by draft-form.js under "draft:<user>:<address>:<form version>:<tab>".
const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith("draft:"));

// Signing out removes every draft of this person: the next one at a shared computer finds nothing. What the
// server does not have yet would be lost, so it is asked first.
function forgetDrafts(event) {
  const own = drafts().filter((key) => key.startsWith(`draft:${document.body.dataset.user}:`));
  if (own.length && !confirm(document.body.dataset.unsaved)) return event.preventDefault();
  document.dispatchEvent(new Event("forget-drafts"));
  own.forEach((key) => localStorage.removeItem(key));
}

// Texts that a refused or late form leaves behind: one press takes them all along.
function offerCopy(box) {
  const button = box.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const texts = [...box.querySelectorAll("dd")].map((text) => text.innerText);
    await navigator.clipboard.writeText(texts.join("\n\n"));
    button.textContent = button.dataset.done;
  });
}

begin();
