// The messages of a chat: drawn whole when it is opened, then one by one as they come, change and go.
import { clock, day, element, formatted, media, preview, serviceLine, settleQuotations, tone } from "./render.js";

const NEAR_END = 120; // pixels within which a reader counts as being at the end
const SIGNS = { url: "↗", web_app: "↗", login_url: "↗", copy_text: "⧉", switch_inline_query: "⤴", switch_inline_query_current_chat: "⤴", switch_inline_query_chosen_chat: "⤴" };

export class Log {
  // `on` has what a reader can do: press(message, row, column, button), reply(message), command(text), link(url), seen().
  constructor(list, toEnd, on) {
    this.list = list;
    this.toEnd = toEnd;
    this.on = on;
    this.busy = new Set(); // pressed buttons that wait for their answer, as message/row/column
    list.addEventListener("scroll", () => this.#settleToEnd(), { passive: true });
    toEnd.addEventListener("click", () => this.scrollToEnd(true));
    new ResizeObserver(() => { if (this.sticks) this.scrollToEnd(); }).observe(list);
  }

  open(view) {
    this.view = view; // person, chat, bot, about, messages
    this.list.setAttribute("aria-busy", "true"); // what is drawn now was said before: it is not read aloud
    this.list.replaceChildren();
    if (!view.messages.length) this.list.append(this.#about());
    view.messages.forEach((message) => this.#append(message));
    this.scrollToEnd();
    requestAnimationFrame(() => this.list.removeAttribute("aria-busy"));
  }

  add(message) {
    const own = message.from.id === this.view.person.id;
    const stick = own || this.#atEnd();
    this.list.querySelector(".about")?.parentElement.remove();
    this.#append(message).classList.add("fresh");
    if (stick) this.scrollToEnd();
    else this.#settleToEnd();
  }

  change(message) {
    const old = this.#item(message.message_id);
    if (!old) return;
    const stick = this.#atEnd();
    const place = focusedPlace(old);
    const item = this.#draw(message, old.classList.contains("same"));
    old.replaceWith(item);
    settleQuotations(item);
    if (place >= 0) refocus(item, place, this.list);
    if (stick) this.scrollToEnd();
  }

  remove(message) {
    const item = this.#item(message.message_id);
    if (!item) return;
    const focused = item.contains(document.activeElement);
    const [before, after] = [item.previousElementSibling, item.nextElementSibling];
    item.remove();
    if (before?.dataset.day && (!after || after.dataset.day)) before.remove();
    else if (after?.dataset.sender) after.classList.toggle("same", follows(after, before));
    if (focused) this.list.focus();
    if (!this.list.children.length) this.list.append(this.#about());
  }

  setBusy(message, row, column, busy) {
    const key = `${message}/${row}/${column}`;
    if (busy) this.busy.add(key);
    else this.busy.delete(key);
    const button = this.#item(message)?.querySelector(`.buttons [data-place="${row}/${column}"]`);
    button?.setAttribute("aria-busy", String(busy));
  }

  show(id) {
    const item = this.#item(id);
    if (!item) return;
    item.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    item.classList.remove("marked");
    requestAnimationFrame(() => item.classList.add("marked"));
  }

  scrollToEnd(smooth = false) {
    this.sticks = true;
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth && !calm() ? "smooth" : "instant" });
    this.#settleToEnd();
  }

  #atEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_END;
  }

  #settleToEnd() {
    this.sticks = this.#atEnd();
    this.toEnd.hidden = this.sticks;
    if (this.sticks) this.on.seen();
  }

  #item(id) {
    return this.list.querySelector(`[data-message="${Number(id)}"]`);
  }

  #append(message) {
    let last = this.list.lastElementChild;
    const date = day(message.date);
    if (!last || last.dataset.date !== date) {
      last = element("li", { class: "line" }, element("span", {}, date));
      Object.assign(last.dataset, { day: "yes", date });
      this.list.append(last);
    }
    const item = this.#draw(message, false);
    item.classList.toggle("same", follows(item, last));
    this.list.append(item);
    settleQuotations(item);
    return item;
  }

  #draw(message, same) {
    const service = serviceLine(message);
    const item = service ? element("li", { class: "line" }, element("span", { dir: "auto" }, service)) : this.#drawBubble(message);
    item.dataset.message = message.message_id;
    item.dataset.date = day(message.date);
    if (!service) item.dataset.sender = message.from.id;
    item.classList.toggle("same", same);
    return item;
  }

  #drawBubble(message) {
    const own = message.from.id === this.view.person.id;
    return element("li", { class: own ? "out" : "in" }, element("div", { class: "stack" }, element("div", { class: "bubble" },
      this.#who(message, own),
      message.via_bot ? element("div", { class: "via" }, `via @${message.via_bot.username}`) : null,
      this.#replied(message),
      media(message),
      this.#content(message),
      element("button", { type: "button", class: "icon-button answer", title: "Reply", "aria-label": "Reply", onclick: () => this.on.reply(message) }, "↩")),
    this.#buttons(message)));
  }

  #who(message, own) {
    if (own || this.view.chat.type === "private") return element("span", { class: "unseen" }, `${own ? "You" : message.from.first_name}: `);
    const name = this.view.chat.type === "channel" ? this.view.chat.title : message.from.first_name;
    return element("span", { class: `who name-${tone(message.from.id)}`, dir: "auto" }, name);
  }

  #replied(message) {
    const replied = message.reply_to_message;
    if (!replied) return null;
    return element("button", { type: "button", class: "reply", onclick: () => this.show(replied.message_id) },
      element("strong", { dir: "auto" }, (replied.from ?? replied.sender_chat).first_name ?? replied.sender_chat?.title ?? ""),
      element("span", { dir: "auto" }, preview(replied)));
  }

  #content(message) {
    const text = message.text ?? message.caption ?? "";
    const content = element("div", { class: "content", dir: "auto" });
    content.append(formatted(text, message.entities ?? message.caption_entities, { command: this.on.command, link: this.on.link }));
    content.append(element("span", { class: "meta", dir: "auto" }, `${message.edit_date ? "edited " : ""}${clock(message.date)}`));
    return content;
  }

  #buttons(message) {
    const rows = message.reply_markup?.inline_keyboard;
    if (!rows?.length) return null;
    return element("div", { class: "buttons", role: "group", "aria-label": "Buttons" }, ...rows.map((buttons, row) =>
      element("div", {}, ...buttons.map((button, column) => this.#button(message, button, row, column)))));
  }

  #button(message, button, row, column) {
    const sign = SIGNS[Object.keys(SIGNS).find((action) => action in button)];
    const made = element("button", { type: "button", onclick: () => this.on.press(message, row, column, button) },
      element("span", { dir: "auto" }, button.text),
      sign ? element("span", { class: "sign", "aria-hidden": "true" }, sign) : null);
    made.dataset.place = `${row}/${column}`;
    if (button.style) made.dataset.style = button.style;
    if (this.busy.has(`${message.message_id}/${row}/${column}`)) made.setAttribute("aria-busy", "true");
    return made;
  }

  #about() {
    const { bot, about, chat } = this.view;
    const text = chat.type === "private" ? about || `This is the beginning of your chat with ${bot.first_name}.` : `No messages in ${chat.title} yet.`;
    return element("li", {}, element("p", { class: "about", dir: "auto" }, text));
  }
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Messages of one sender stand closer together.
const follows = (item, before) => Boolean(item.dataset.sender) && item.dataset.sender === before?.dataset.sender;

const focusable = (item) => [...item.querySelectorAll("button, a")];
const focusedPlace = (item) => focusable(item).indexOf(document.activeElement);

// An edit puts another element in place; whoever stood on it with the keyboard stays where they were.
function refocus(item, place, otherwise) {
  (focusable(item)[place] ?? focusable(item).at(-1) ?? otherwise).focus({ preventScroll: true });
}
