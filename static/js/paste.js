// Text pasted into a long field from a word processor or a web page keeps its headings, lists, tables and links:
// the server makes Markdown of it. Offline, or when it cannot, the plain text is pasted with its lines.

const FORMED = /<(h[1-6]|ul|ol|li|table|strong|b|em|i|a)[\s>]|mso-list/i;

function note(field, text) {
  const id = `${field.id || field.name}-pasted`;
  let line = document.getElementById(id);
  if (!line) {
    line = document.createElement("p");
    line.id = id;
    line.className = "left";
    line.setAttribute("aria-live", "polite");
    field.after(line);
  }
  line.textContent = text;
}

// Inserted as if it were typed, so that undo works and drafts notice; the second way is for browsers without it.
function insert(field, text, start, end) {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}

async function asMarkdown(html, token) {
  try {
    const headers = { "Content-Type": "text/html; charset=utf-8", "X-CSRFToken": token };
    const answer = await fetch("/paste/", { method: "POST", headers, body: html });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

document.addEventListener("paste", async (event) => {
  const field = event.target;
  const token = field.form?.elements.csrfmiddlewaretoken?.value;
  if (!(field instanceof HTMLTextAreaElement) || field.readOnly || !token) return;
  const html = event.clipboardData?.getData("text/html") ?? "";
  const plain = event.clipboardData?.getData("text/plain") ?? "";
  if (!FORMED.test(html)) return;
  event.preventDefault();
  const { selectionStart, selectionEnd, value } = field;
  const text = await asMarkdown(html, token);
  // Somebody who went on typing meanwhile gets it where the cursor is now.
  const moved = field.value !== value;
  insert(field, text ?? plain, moved ? field.selectionStart : selectionStart, moved ? field.selectionEnd : selectionEnd);
  const { pasted, pastedPlain } = document.body.dataset;
  note(field, text === null ? pastedPlain : pasted);
});
