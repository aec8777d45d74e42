// The list on the side: each person with the chats they are in.
import { languageName } from "./dialogs.js";
import { clock, element, initials, preview, tone } from "./render.js";
import { seatKey } from "./store.js";

export class Sidebar {
  constructor(list, select) {
    this.list = list;
    this.select = select;
  }

  draw(store, seat) {
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.seat : null;
    this.list.replaceChildren(...[...store.people.values()].map((person) => this.#person(store, person, seat)));
    if (focused) this.list.querySelector(`[data-seat="${focused}"]`)?.focus({ preventScroll: true });
  }

  #person(store, person, seat) {
    const id = `person-${person.id}`;
    const chats = store.chatsOf(person);
    return element("section", { "aria-labelledby": id },
      element("h3", { id }, element("span", { dir: "auto" }, person.first_name), element("small", {}, languageName(person.language_code))),
      element("ul", {}, ...chats.map((chat) => element("li", {}, this.#entry(store, person, chat, seat)))));
  }

  #entry(store, person, chat, seat) {
    const last = store.last(chat);
    const title = store.title(chat);
    const unread = store.unread.get(seatKey(person.id, chat.id)) ?? 0;
    const entry = element("button", { type: "button", class: "entry", onclick: () => this.select(person.id, chat.id) },
      element("span", { class: `avatar tone-${tone(chat.type === "private" ? store.bot.id : chat.id)}`, "aria-hidden": "true" }, initials(title)),
      element("strong", { dir: "auto" }, title),
      element("span", { class: "time" }, last ? clock(last.date) : ""),
      element("span", { class: "last", dir: "auto" }, last ? said(last, person, chat) : "No messages yet"),
      unread ? element("span", { class: "badge" }, String(unread), element("span", { class: "unseen" }, " unread")) : null);
    entry.dataset.seat = seatKey(person.id, chat.id);
    if (seat && entry.dataset.seat === seatKey(seat.person, seat.chat)) entry.setAttribute("aria-current", "true");
    return entry;
  }
}

function said(message, person, chat) {
  const text = preview(message).split("\n")[0];
  if (message.from.id === person.id) return `You: ${text}`;
  return chat.type === "private" || chat.type === "channel" ? text : `${message.from.first_name}: ${text}`;
}
