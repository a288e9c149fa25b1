// <draft-form>: a form that saves itself. The wire format and the attributes are in docs/autosave.md.

const PAUSE = 1000;
const RETRY = 15000;
const SWITCH = 500;
const PATIENCE = 20000; // a request that hangs is one that failed: the person who pressed a button waits for it
const PATIENCE_WITH_FILE = 600000;

class DraftForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.dataset.url || this.changed) return;
    this.place = `draft:${document.body.dataset.user}:${this.dataset.url}:${this.dataset.formVersion ?? 1}`;
    if (!this.form) return this.handBack();
    this.status = this.querySelector("[data-draft-status]");
    this.life = new AbortController();
    this.version = Number(this.dataset.version);
    this.changed = {};
    this.base = {}; // of each changed field: the version in which the person found it
    this.refused = {}; // what the server cannot store: it waits for the next change
    this.touched = new Set(); // by the person, since the page was made
    this.filled = new Set(); // with what others wrote
    this.known = {}; // what was sent or came last: leaving its field reports it once more
    this.form.addEventListener("input", (event) => this.note(event.target, PAUSE));
    this.form.addEventListener("change", (event) => this.note(event.target, 0));
    this.form.addEventListener("submit", (event) => this.handOver(event));
    this.form.addEventListener("keydown", (event) => chooseByDigit(event));
    const { signal } = this.life;
    document.addEventListener("forget-drafts", () => this.forget(), { signal });
    addEventListener("online", () => this.flush(), { signal });
    addEventListener("pagehide", () => this.flush(true), { signal });
    addEventListener("pageshow", () => (this.submitted = false), { signal });
    this.begin();
    this.showTotal();
  }

  // Another page has taken the place of this one.
  disconnectedCallback() {
    this.life?.abort();
    clearTimeout(this.timer);
  }

  // What is said to the person stands on the element, or on one around several of them.
  get words() {
    return this.closest("[data-saving]")?.dataset ?? {};
  }

  // --- what changed -------------------------------------------------------------------------------

  note(control, pause) {
    this.showTotal();
    if (!control.name || control.type === "file" || control.name === "csrfmiddlewaretoken") return;
    const value = this.valueOf(control.name);
    if (!(control.name in this.changed) && same(value, this.known[control.name])) return;
    this.change(control.name, value, this.version);
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause);
  }

  change(name, value, version) {
    this.changed[name] = value;
    delete this.refused[name];
    this.base[name] ??= version;
    this.touched.add(name);
    this.filled.delete(name);
  }

  valueOf(name) {
    const controls = [...this.form.elements].filter((control) => control.name === name);
    const boxes = controls.filter((control) => control.type === "checkbox");
    if (boxes.length === 1 && !boxes[0].hasAttribute("value")) return boxes[0].checked;
    if (boxes.length) return boxes.filter((box) => box.checked).map((box) => box.value);
    if (controls[0]?.type === "radio") return controls.find((radio) => radio.checked)?.value ?? "";
    if (controls[0]?.multiple) return [...controls[0].selectedOptions].map((option) => option.value);
    return controls[0]?.value ?? "";
  }

  fill(name, value) {
    for (const control of this.form.elements) {
      if (control.name !== name) continue;
      if (control.type === "checkbox") {
        control.checked = Array.isArray(value) ? value.includes(control.value) : Boolean(value);
      } else if (control.type === "radio") control.checked = control.value === String(value);
      else if (control.multiple) {
        for (const option of control.options) option.selected = value.includes(option.value);
      } else control.value = value;
    }
  }

  // What others wrote stands in the field: it is not the person's own.
  take(name, value) {
    this.fill(name, value);
    this.known[name] = value;
    delete this.base[name];
    this.touched.delete(name);
    this.filled.add(name);
  }

  // --- the copy on the device ---------------------------------------------------------------------

  // Each tab has a copy of its own. It goes only when the server has said that it has the text.
  keep() {
    this.store({ base: this.base, fields: { ...this.refused, ...this.changed } });
  }

  drop() {
    if (this.key) localStorage.removeItem(this.key);
  }

  // The person signs out: from now on nothing is sent and nothing is kept, not even by a request under way.
  forget() {
    clearTimeout(this.timer);
    this.changed = {};
    this.refused = {};
    this.forgotten = true;
    this.drop();
  }

  store(copy) {
    if (this.forgotten || !this.key) return;
    try {
      localStorage.setItem(this.key, JSON.stringify(copy));
    } catch {
      // Storage is full or forbidden: saving to the server goes on without the copy.
    }
  }

  // The button first saves as the form does by itself, and goes on when the server has said that it has the text:
  // who is offline stays on the page with everything typed.
  async handOver(event) {
    clearTimeout(this.timer);
    if (!this.handedOver) {
      event.preventDefault();
      const { submitter } = event;
      if (this.pressed) return;
      this.pressed = true;
      const goesOn = await this.savedForGood();
      this.pressed = false;
      if (!goesOn) return;
      this.handedOver = true;
      this.form.requestSubmit(submitter);
      this.handedOver = false;
      return;
    }
    this.submitted = true;
    // What was saved meanwhile is no clash with oneself.
    const version = this.form.elements.namedItem("version");
    if (version) version.value = this.version;
    this.tellWhatWasTouched();
  }

  // Whether the server has everything, or has refused it for a reason that the form itself will tell.
  async savedForGood() {
    if (this.busy) {
      await new Promise((done) => setTimeout(done, 50));
      return this.savedForGood();
    }
    const clash = this.querySelector(".clash");
    clash?.scrollIntoView();
    const outcome = clash ? "clash" : await this.save(true);
    if (outcome === "saved" && Object.keys(this.changed).length) return this.savedForGood();
    return outcome === "saved" || outcome === "rejected";
  }

  // The digest of what a field showed at first says nothing of one that was written in or filled since.
  tellWhatWasTouched() {
    for (const { control, prefix, read } of this.readings()) {
      for (const name of this.filled) if (name.startsWith(prefix)) read[name.slice(prefix.length)] = "left";
      for (const name of this.touched) if (name.startsWith(prefix)) delete read[name.slice(prefix.length)];
      control.value = JSON.stringify(read);
    }
  }

  // What each form between these tags showed at first; the names of its fields begin with its prefix.
  readings() {
    return [...this.form.elements]
      .filter((control) => /(^|-)as_read$/.test(control.name))
      .map((control) => ({
        control,
        prefix: control.name.slice(0, -"as_read".length),
        read: JSON.parse(control.value || "{}"),
      }));
  }

  asRead() {
    const all = this.readings().map(({ prefix, read }) =>
      Object.entries(read).map(([name, seen]) => [prefix + name, seen]),
    );
    return Object.fromEntries(all.flat());
  }

  async begin() {
    if (!document.body.dataset.user) return; // whose copy would it be?
    const { id, living } = await thisWindow;
    this.key = `${this.place}:${id}`;
    await this.restore();
    for (const key of keysAt(this.place)) {
      if (key !== this.key && !living.has(key.slice(this.place.length + 1))) this.offer(key);
    }
  }

  async restore() {
    const copy = readCopy(localStorage.getItem(this.key));
    this.pour(copy, await this.newsOf(copy));
    if (!Object.keys(this.changed).length) return this.drop();
    this.keep();
    this.say("busy", this.words.restored);
    this.flush();
  }

  // What of a copy the server is not known to have. What a page shows proves nothing: the browser, or a form
  // that was refused, shows again what was typed. The digest of what is stored does, where the form tells it.
  async newsOf(copy) {
    const read = this.asRead();
    const names = Object.keys(copy.fields);
    const digests = await Promise.all(names.map((name) => digest(copy.fields[name])));
    return names.filter((name, at) => !digests[at] || digests[at] !== read[name]);
  }

  pour(copy, names) {
    for (const name of names) {
      if (name in this.changed) continue; // typed while the page was waking up
      this.fill(name, copy.fields[name]);
      this.change(name, copy.fields[name], copy.base?.[name] ?? copy.version ?? this.version);
    }
    this.showTotal();
  }

  // Nothing can be saved here any more: what was typed and never stored is the person's to take along.
  handBack() {
    for (const key of keysAt(this.place)) {
      const texts = Object.values(readCopy(localStorage.getItem(key)).fields).filter(isText);
      if (!texts.length) continue;
      const box = notice("found", this.words.left);
      box.append(...texts.map((text) => paragraph(`“${text}”`)));
      const discard = () => {
        localStorage.removeItem(key);
        box.remove();
      };
      box.append(inRow(this.takeAlong(texts), button(this.words.discard, discard)));
      this.append(box);
    }
  }

  // A window that is gone has left a text.
  async offer(key) {
    const copy = readCopy(localStorage.getItem(key));
    const names = await this.newsOf(copy);
    if (!names.length) return localStorage.removeItem(key);
    const box = notice("found", this.words.found);
    for (const name of names) box.append(paragraph(`${this.labelOf(name)}: “${copy.fields[name]}”`));
    const settled = () => {
      localStorage.removeItem(key);
      box.remove();
    };
    // What it replaces is offered in its place.
    const putIn = () => {
      const replaced = { base: { ...this.base }, fields: {} };
      for (const name of names.filter((one) => one in this.changed)) {
        replaced.fields[name] = this.changed[name];
        delete this.changed[name];
        delete this.base[name];
      }
      this.pour(copy, names);
      this.keep();
      settled();
      if (Object.keys(replaced.fields).length) {
        localStorage.setItem(key, JSON.stringify(replaced));
        this.offer(key);
      }
      this.flush();
    };
    box.append(inRow(button(this.words.putIn, putIn), button(this.words.discard, settled)));
    this.form.prepend(box);
  }

  // --- talking to the server ----------------------------------------------------------------------

  async flush(leaving = false) {
    if (this.busy || this.submitted || this.forgotten || !Object.keys(this.changed).length) return;
    // Leaving the field on the way to a clash's button must not ask the same question again.
    if (this.querySelector(".clash")) return;
    const outcome = await this.save(false, leaving);
    if (outcome === "away") this.timer = setTimeout(() => this.flush(), RETRY);
    if (outcome === "saved" && Object.keys(this.changed).length) this.flush();
  }

  // Save the fields that were found in the oldest version, so that each is compared with what the person saw.
  // Gives "saved", "rejected", "clash", "away" or "out". With `asked`, the server is asked even if nothing changed.
  async save(asked = false, leaving = false) {
    const names = Object.keys(this.changed);
    if (!names.length && !asked) return "saved";
    const version = Math.min(...names.map((name) => this.base[name]), this.version);
    const sent = names.filter((name) => this.base[name] === version);
    const fields = Object.fromEntries(sent.map((name) => [name, this.changed[name]]));
    for (const name of sent) delete this.changed[name];
    Object.assign(this.known, fields);
    this.busy = true;
    this.say("busy", this.words.saving);
    try {
      return await this.hear(await this.send(version, fields, leaving), fields);
    } catch {
      this.putBack(fields);
      this.say("error", this.words.offline);
      this.status?.append(" ", button(this.words.again, () => this.flush()));
      return "away";
    } finally {
      this.busy = false;
    }
  }

  send(version, fields, leaving) {
    return fetch(this.dataset.url, {
      method: "POST",
      keepalive: leaving,
      signal: leaving ? undefined : AbortSignal.timeout(PATIENCE),
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify({ version, fields }),
    });
  }

  async hear(answer, fields) {
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      this.putBack(fields);
      this.offerSignIn();
      return "out";
    }
    if (answer.status >= 500) throw new Error(`The server answered ${answer.status}.`);
    const news = await answer.json();
    if (answer.status === 409) return this.clash(news, fields);
    if (answer.status === 400) return this.reject(news, fields);
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    this.saved(news, fields);
    return "saved";
  }

  saved(news, fields) {
    this.version = news.version;
    for (const name of Object.keys(fields)) {
      // Written in again while it was on its way: found, from now on, in the version that was just made.
      if (name in this.changed) this.base[name] = news.version;
      else this.settled(name);
    }
    for (const [name, value] of Object.entries(news.fields ?? {})) {
      if (!(name in this.changed)) this.take(name, value);
    }
    if (Object.keys({ ...this.refused, ...this.changed }).length) this.keep();
    else if (!this.submitted) this.drop();
    const at = new Date(news.saved_at);
    const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
    const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const both = this.overwritten ? `. ${this.words.both}` : "";
    this.overwritten = false;
    this.say("ok", `${this.words.saved} ${clock.format(at)}${both}`);
  }

  // The server has it: the button need not send it over what others write from now on.
  settled(name) {
    delete this.base[name];
    this.touched.delete(name);
    this.filled.add(name);
  }

  putBack(fields) {
    this.changed = { ...fields, ...this.changed };
    this.keep();
  }

  reject(news, fields) {
    // Sending the same again would fail again: it waits on the page and the device for the next change.
    this.refused = { ...this.refused, ...fields };
    this.keep();
    const reasons = Object.values(news.errors ?? {}).flat();
    this.say("error", [this.words.rejected, ...reasons].join(" "));
    return "rejected";
  }

  // --- what the person is told --------------------------------------------------------------------

  say(state, words) {
    if (!this.status) return;
    this.status.dataset.state = state;
    this.status.textContent = words ?? "";
  }

  offerSignIn() {
    this.say("error", this.words.signedOut);
    const link = document.createElement("a");
    link.href = `${this.words.signIn}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = this.words.signInLabel;
    this.status?.append(" ", link);
  }

  clash(news, fields) {
    this.putBack(fields);
    this.say("error", news.detail);
    this.querySelector(".clash")?.remove();
    const box = document.createElement("section");
    box.className = "notice warn clash";
    box.setAttribute("role", "alert");
    box.append(paragraph(news.detail));
    const clashing = Object.entries(news.fields ?? {});
    for (const [name, theirs] of clashing) {
      if (name in this.changed) box.append(this.choice(name, theirs, news.version));
    }
    // Without a field that clashes it is too late to save at all: the text can only be taken along.
    if (!clashing.length) box.append(this.takeAlong(Object.values(this.changed).filter(isText)));
    else if (!box.querySelector(".row")) box.append(this.overwrite(clashing, news.version));
    this.form.prepend(box);
    return "clash";
  }

  takeAlong(texts) {
    const copy = button(this.words.takeAlong, async () => {
      await navigator.clipboard.writeText(texts.join("\n\n"));
      copy.textContent = this.words.takenAlong;
    });
    return copy;
  }

  choice(name, theirs, version) {
    const row = document.createElement("div");
    row.className = "stack tight";
    row.append(paragraph(`${this.labelOf(name)}: “${theirs}”`));
    const buttons = document.createElement("div");
    buttons.className = "row";
    buttons.append(
      button(this.words.keepMine, () => {
        this.base[name] = version;
        this.overwritten = true;
        this.settle(row, version);
      }),
      button(this.words.takeTheirs, () => {
        this.take(name, theirs);
        delete this.changed[name];
        this.settle(row, version);
      }),
    );
    row.append(buttons);
    return row;
  }

  overwrite(clashing, version) {
    const row = document.createElement("div");
    row.className = "row";
    row.append(
      button(this.words.keepMine, () => {
        for (const [name] of clashing) if (name in this.base) this.base[name] = version;
        this.settle(row, version);
      }),
    );
    return row;
  }

  settle(row, version) {
    const box = row.parentElement;
    row.remove();
    if (box.querySelector(".row")) return;
    box.remove();
    this.version = version;
    if (Object.keys(this.changed).length) {
      this.keep();
      this.flush();
    } else {
      this.drop();
      this.say("ok", "");
    }
    this.showTotal();
  }

  labelOf(name) {
    const control = [...this.form.elements].find((one) => one.name === name);
    const label = control?.closest("fieldset")?.querySelector("legend") ?? control?.labels?.[0];
    return label?.textContent.trim() ?? name;
  }

  // --- the weighted total of a rubric -------------------------------------------------------------

  showTotal() {
    const parts = [...this.querySelectorAll("[data-weight]")];
    if (!parts.length) return;
    let points = 0;
    let weights = 0;
    let answered = 0;
    for (const part of parts) {
      const chosen = part.querySelector("input[type=radio]:checked");
      if (!chosen || chosen.value === "" || Number.isNaN(Number(chosen.value))) continue;
      answered += 1;
      points += (Number(chosen.value) / Number(part.dataset.max ?? 5)) * Number(part.dataset.weight);
      weights += Number(part.dataset.weight);
    }
    // Missing is not zero: the total is that of the criteria answered so far.
    write(this.querySelector("[data-total]"), weights ? Math.round((100 * points) / weights) : "–");
    for (const place of document.querySelectorAll("[data-count]")) write(place, `${answered} / ${parts.length}`);
  }
}

function notice(kind, text) {
  const box = document.createElement("section");
  box.className = `notice warn ${kind}`;
  box.setAttribute("role", "alert");
  box.append(paragraph(text));
  return box;
}

function inRow(...buttons) {
  const element = document.createElement("div");
  element.className = "row";
  element.append(...buttons);
  return element;
}

// As core/forms.py makes it; nothing where the browser cannot, so that nothing counts as stored.
async function digest(value) {
  if (!crypto.subtle || typeof value === "boolean") return undefined;
  const texts = [value].flat().filter((text) => text !== "").map((text) => text.replaceAll("\r\n", "\n"));
  const escaped = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const words = texts.toSorted().map((text) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, escaped));
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`[${words.join(", ")}]`));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
}

// A name for this window, held as long as the page lives: a duplicated window finds it taken and gets its own.
// Which other windows live is known where the browser has locks; without them every other copy is offered.
async function claimWindow() {
  let id = sessionStorage.getItem("tab") ?? newName();
  if (!(await hold(id))) {
    id = newName();
    await hold(id);
  }
  sessionStorage.setItem("tab", id);
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  return { id, living: new Set(held.map((lock) => lock.name.replace(/^window:/, ""))) };
}

function newName() {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}

// The page before in the same window may need a moment to let go.
function hold(id) {
  if (!navigator.locks) return true;
  return new Promise((resolve) => {
    const forEver = () => {
      resolve(true);
      return new Promise(() => {});
    };
    navigator.locks
      .request(`window:${id}`, { signal: AbortSignal.timeout(SWITCH) }, forEver)
      .catch(() => resolve(false));
  });
}

const thisWindow = claimWindow();

function keysAt(place) {
  return Object.keys(localStorage).filter((key) => key === place || key.startsWith(`${place}:`));
}

function readCopy(text) {
  try {
    return { fields: {}, ...JSON.parse(text) };
  } catch {
    return { fields: {} };
  }
}

function isText(value) {
  return typeof value === "string" && value !== "";
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function write(place, value) {
  if (place && place.textContent !== String(value)) place.textContent = value;
}

function paragraph(text) {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}

function button(text, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "btn second small";
  element.textContent = text;
  element.addEventListener("click", act);
  return element;
}

// A digit on a focused scale chooses that point.
function chooseByDigit(event) {
  if (event.target.type !== "radio" || !/^\d$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const radios = [...event.target.form.elements].filter((one) => one.name === event.target.name);
  const chosen = radios.find((radio) => radio.value === event.key);
  if (!chosen) return;
  event.preventDefault();
  chosen.checked = true;
  chosen.focus();
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
}

customElements.define("draft-form", DraftForm);

// <device-form>: a form that saves by its button alone. What is typed is kept on the device until the server has
// acknowledged it. Saving goes by fetch, so that who is offline stays on the page (core/middleware.py answers).
class DeviceForm extends DraftForm {
  connectedCallback() {
    if (!this.querySelector("[data-draft-status]")) {
      const status = paragraph("");
      status.className = "status";
      status.setAttribute("role", "status");
      status.dataset.draftStatus = "";
      this.querySelector("form")?.append(status);
    }
    super.connectedCallback();
    if (!this.form) return;
    this.shown ??= this.asRead();
    addEventListener("pageshow", () => (this.leaving = false), { signal: this.life.signal });
  }

  store(copy) {
    if (!this.leaving) super.store(copy);
  }

  // Nothing goes out before the button is pressed.
  async flush() {}

  keep() {
    const read = Object.fromEntries(Object.keys(this.changed).map((name) => [name, this.shown[name]]));
    this.store({ read, fields: this.changed });
  }

  // A page that asks something first carries what was typed along, out of sight: there it stays as it was sent.
  fill(name, value) {
    if (this.isInSight(name)) super.fill(name, value);
  }

  isInSight(name) {
    return [...this.form.elements].some((control) => control.name === name && control.type !== "hidden");
  }

  // A text goes back into its field where the server still has what the person saw, or the page shows it already,
  // or is the answer to it; where somebody has written since, it is offered beside what they wrote.
  async restore() {
    const copy = readCopy(localStorage.getItem(this.key));
    const asRead = this.asRead();
    for (const name of Object.keys(copy.fields)) this.shown[name] ??= copy.read?.[name];
    const news = await this.newsOf(copy);
    const isOwn = (name) => !(name in asRead) || copy.read?.[name] === asRead[name];
    const mine = news.filter((name) => isOwn(name) || same(this.valueOf(name), copy.fields[name]));
    if (news.length) this.closest("details")?.setAttribute("open", "");
    const isPutBack = mine.some(
      (name) => this.isInSight(name) && !same(this.valueOf(name), copy.fields[name]),
    );
    this.pour(copy, mine);
    const theirs = news.filter((name) => !mine.includes(name));
    if (theirs.length) {
      const left = `${this.key}-${newName()}`;
      const fields = Object.fromEntries(theirs.map((name) => [name, copy.fields[name]]));
      localStorage.setItem(left, JSON.stringify({ fields })); // begin() offers it
    }
    if (!Object.keys(this.changed).length) return this.drop();
    this.keep();
    if (isPutBack) this.say("busy", this.words.restored);
  }

  async handOver(event) {
    event.preventDefault();
    const { submitter } = event;
    if (this.pressed) return;
    this.pressed = true;
    this.tellWhatWasTouched();
    const sent = JSON.stringify(this.changed);
    this.say("busy", this.words.saving);
    try {
      const to = submitter?.getAttribute("formaction") ?? this.form.getAttribute("action") ?? location.href;
      const body = new FormData(this.form, submitter);
      const hasFile = [...body.values()].some((value) => value instanceof File && value.size);
      const answer = await fetch(to || location.href, {
        method: "POST",
        headers: { "X-Device-Form": "1" },
        signal: AbortSignal.timeout(hasFile ? PATIENCE_WITH_FILE : PATIENCE),
        body,
      });
      if (answer.status >= 500) throw new Error(`The server answered ${answer.status}.`);
      if (!answer.headers.has("X-Device-Form")) return await this.showAnswer(answer);
      const news = await answer.json();
      if (news.signs_in) return this.offerSignIn();
      if (news.saved && sent === JSON.stringify(this.changed)) this.drop();
      this.leaving = true;
      goTo(news.location);
    } catch {
      this.say("error", this.key ? this.words.offlineByButton : this.words.offlineUnkept);
      this.status?.append(" ", button(this.words.again, () => this.form.requestSubmit(submitter)));
    } finally {
      this.pressed = false;
    }
  }

  // The server has refused it, or asks something first: its page, with everything typed, takes the place of this one.
  async showAnswer(answer) {
    if (answer.redirected) return location.assign(answer.url); // first there: nothing is done
    const text = await answer.text();
    if (!text.includes("<main")) throw new Error("This is no page of ours.");
    document.dispatchEvent(new CustomEvent("page-came", { detail: { text, address: answer.url } }));
  }
}

// A way that leads to another place of this page leads to the page as it is now.
function goTo(address) {
  const { pathname, search, hash } = new URL(address, location.href);
  location.assign(address);
  if (hash && pathname === location.pathname && search === location.search) location.reload();
}

customElements.define("device-form", DeviceForm);
