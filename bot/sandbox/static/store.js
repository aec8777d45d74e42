// What the page knows: people, chats, messages, who sits where. No elements here.

// A seat is a person in a chat: what one window of Telegram shows. In forums it also has a topic.
export const seatKey = (person, chat) => `${person}/${chat}`;

export class Store {
  constructor() {
    this.bot = { id: 0, first_name: "Bot", username: "" };
    this.about = "";
    this.people = new Map();
    this.chats = new Map();
    this.unread = new Map(); // by seat
    this.replyKeyboards = new Map(); // by chat: the message that set or took away the reader's keyboard
    this.usedKeyboards = new Set(); // messages whose one-time keyboard was used, as chat/message
  }

  load(state) {
    this.bot = state.bot;
    this.about = state.about;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.chats = new Map(state.chats.map((chat) => [chat.id, readChat(chat)]));
    this.replyKeyboards.clear();
    for (const chat of this.chats.values()) {
      for (const message of chat.messages.values()) this.#noteKeyboard(message);
    }
    const seats = new Set(this.seats().map(([person, chat]) => seatKey(person.id, chat.id)));
    for (const key of [...this.unread.keys()]) if (!seats.has(key)) this.unread.delete(key);
  }

  // Every person with every chat they are in.
  seats() {
    return [...this.people.values()].flatMap((person) => this.chatsOf(person).map((chat) => [person, chat]));
  }

  chatsOf(person) {
    return [...this.chats.values()].filter((chat) => !chat.migrated_to && (chat.id === person.id || person.id in chat.members));
  }

  // Puts a change in and says what became of it: "new", "edited", "deleted", or "" where this page has nothing to do.
  apply(change) {
    const chat = this.chats.get(change.chat);
    if (!chat || !change.message) return "";
    const { message } = change;
    if (change.kind === "deleted") return chat.messages.delete(message.message_id) ? "deleted" : "";
    const known = chat.messages.has(message.message_id);
    chat.messages.set(message.message_id, message);
    this.#noteKeyboard(message);
    return known ? "edited" : "new";
  }

  countUnread(message, seen) {
    const { id, type } = message.chat;
    const readers = type === "private" ? [id] : Object.keys(this.chats.get(id).members).map(Number);
    for (const reader of readers) {
      const key = seatKey(reader, id);
      if (key === seen || reader === message.from.id || !this.people.has(reader)) continue;
      this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
    }
  }

  last(chat) {
    return [...chat.messages.values()].at(-1);
  }

  shown(chat, topic) {
    const all = [...chat.messages.values()];
    return topic ? all.filter((message) => message.message_thread_id === topic) : all;
  }

  // The keyboard in place of the reader's own, or null.
  keyboard(chat) {
    const message = this.replyKeyboards.get(chat.id);
    if (!message?.reply_markup.keyboard || this.usedKeyboards.has(keyboardKey(message))) return null;
    return message.reply_markup;
  }

  hideKeyboard(chat) {
    if (this.keyboard(chat)?.one_time_keyboard) this.usedKeyboards.add(keyboardKey(this.replyKeyboards.get(chat.id)));
  }

  lastOwn(chat, person) {
    return [...chat.messages.values()].findLast((message) => message.from.id === person.id && message.text !== undefined);
  }

  title(chat) {
    return chat.type === "private" ? this.bot.first_name : chat.title;
  }

  mayWrite(person, chat) {
    if (chat.blocked) return false;
    return chat.type !== "channel" || ["creator", "administrator"].includes(chat.members[person.id]);
  }

  #noteKeyboard(message) {
    const markup = message.reply_markup;
    if (markup && !markup.inline_keyboard) this.replyKeyboards.set(message.chat.id, message);
  }
}

const keyboardKey = (message) => `${message.chat.id}/${message.message_id}`;

function readChat(chat) {
  return { ...chat, messages: new Map(chat.messages.map((message) => [message.message_id, message])) };
}
